import { expect } from 'vitest';
import { seconds } from '../../src/shared/time.ts';
import { office, story } from './story.ts';

const chain = office(
  'ring for: 20s',
  `  "2": { chain: boss }
  "3": { chain: branches }
chains:
  boss:
    - { ring: anna, for: 10s }
    - { ring: boris, for: 10s }
    - { ring: clara, for: 10s }
    - { voicemail: office }
  branches:
    - ring: anna
      for: 10s
      on busy: [ { ring: clara, for: 10s }, { voicemail: office } ]
    - { voicemail: office }
`,
);

story('the first does not answer, the second is busy, the third answers', chain, async ({ floor, told }) => {
  const anna = await floor.agent('anna');
  const boris = await floor.agent('boris');
  const clara = await floor.agent('clara');
  await boris.isBusy();
  const maria = floor.caller('Maria');
  const call = await maria.dials('2');
  await anna.rings();
  await clara.answers();
  await maria.talksWith(clara);
  expect(
    (await told('offerEnded', call)).map(({ to, outcome, rangFor }) => [to, outcome, rangFor >= seconds(10)]),
  ).toEqual([
    ['anna', 'no_answer', true],
    ['boris', 'busy', false],
    ['clara', 'answered', false],
  ]);
  await maria.hangsUp();
  await boris.back();
});

story(
  'nobody is there: the message is kept, and the caller is thanked',
  chain,
  async ({ floor, outcome }) => {
    const maria = floor.caller('Maria');
    const call = await maria.dials('2');
    await maria.isAnswered();
    await floor.passes(seconds(70));
    expect(await maria.isHungUpOn()).toEqual({ answered: true });
    expect(await outcome(call)).toBe('voicemail');
    expect(await floor.store.voicemails.list('office', 10)).toMatchObject([{ call, lasted: seconds(60) }]);
  },
);

story('who talks already is busy: the plan says where to go then', chain, async ({ floor, told }) => {
  const anna = await floor.agent('anna');
  const clara = await floor.agent('clara');
  const first = floor.caller('First');
  await first.dials('2');
  await anna.answers();
  await first.talksWith(anna);
  const second = floor.caller('Second');
  const call = await second.dials('3');
  await clara.answers();
  await second.talksWith(clara);
  expect(await told('nobodyFree', call)).toMatchObject([
    { decision: { excluded: [{ agent: 'anna', rule: { rule: 'talking' } }] } },
  ]);
  await first.hangsUp();
  await second.hangsUp();
});
