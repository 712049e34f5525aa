import { expect } from 'vitest';
import { seconds } from '../../src/shared/time.ts';
import { office, story } from './story.ts';

const codes = office(
  'ring for: 20s',
  `codes: { "*11": log in, "*12": log out, "*13": { pause: lunch }, "*14": resume }\n`,
);
story('codes from the phone: pause, resume, log out, log in', codes, async ({ floor, told, phase }) => {
  const anna = await floor.agent('anna');
  const maria = floor.caller('Maria');
  await anna.dials('*13');
  await floor.passes(seconds(5));
  const call = await maria.dials('1');
  await floor.passes(seconds(5));
  expect(phase(call)).toBe('waiting');
  await anna.dials('*14');
  await anna.rings();
  await anna.dials('*12');
  await anna.stopsRinging();
  await floor.passes(seconds(5));
  expect(phase(call)).toBe('waiting');
  await anna.dials('*11');
  await anna.answers();
  await maria.talksWith(anna);
  await maria.hangsUp();
  const changes = (await told('agentChanged')).map(({ to, by }) => `${to} by ${by}`);
  expect(changes).toEqual([
    'paused by phone',
    'resumed by phone',
    'logged_out by phone',
    'logged_in by phone',
  ]);
});

story(
  'a caller whom nobody wants to hear is turned away unanswered',
  undefined,
  async ({ floor, outcome }) => {
    await floor.store.contacts.set('+4930123456', { tags: ['blocked'] }, floor.clock.now());
    const maria = floor.caller('Maria');
    const call = await maria.dials('101');
    expect(await maria.isHungUpOn()).toEqual({ answered: false, status: 603 });
    expect(await outcome(call)).toBe('blocked');
  },
);

story(
  'a number that is not in use is answered with words, and counted',
  undefined,
  async ({ floor, outcome }) => {
    const maria = floor.caller('Maria');
    const call = await maria.dials('4711');
    expect(await maria.isHungUpOn()).toEqual({ answered: true });
    expect(await outcome(call)).toBe('number_not_in_use');
  },
);

story('an echo is served, and ends when the caller hangs up', undefined, async ({ floor, outcome }) => {
  const maria = floor.caller('Maria');
  const call = await maria.dials('199');
  await maria.isAnswered();
  await floor.passes(seconds(3));
  await maria.hangsUp();
  expect(await outcome(call)).toBe('served');
});

story(
  'a new plan: the call keeps its flow, the new agent gets it, the gone one finishes',
  office('ring for: 20s'),
  async ({ floor, doing }) => {
    const anna = await floor.agent('anna');
    const maria = floor.caller('Maria');
    await maria.dials('1');
    await anna.answers();
    await maria.talksWith(anna);
    const paul = floor.caller('Paul');
    await paul.dials('1');
    const changed = office('ring for: 20s')
      .replace('[anna, boris, clara]', '[boris, emil]')
      .replace('  anna: { name: Anna }\n', '  emil: { name: Emil }\n');
    const applied = await floor.engine.applyPlan(changed, 'test');
    expect(applied).toMatchObject({ applied: true, version: 2 });
    expect(doing('anna')).toBe('talking');
    const emil = await floor.agent('emil');
    await emil.answers();
    await paul.talksWith(emil);
    await maria.hangsUp();
    await floor.until('anna has left the board', () => doing('anna') === undefined);
    await paul.hangsUp();
  },
);

story('a wrong plan is refused whole', office('ring for: 20s'), async ({ floor }) => {
  const applied = await floor.engine.applyPlan(
    office('ring for: 20s').replace('queue: all', 'queue: al'),
    'test',
  );
  expect(applied).toMatchObject({ applied: false });
  expect(floor.engine.plan().version).toBe(1);
});
