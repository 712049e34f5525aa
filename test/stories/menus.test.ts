import { expect } from 'vitest';
import { seconds } from '../../src/shared/time.ts';
import { office, story } from './story.ts';

const menu = office(
  'ring for: 20s',
  `  "2": [ { say: Hello. }, { menu: main } ]
menus:
  main:
    say: Press one.
    keys: { "1": { queue: all }, "7": [ { language: de }, { menu: main } ] }
    wait: 4s
    tries: 3
    otherwise: { voicemail: office }
`,
)
  .replace('language: en', 'languages: [en, de]')
  .replace('say: Press one.', 'say: { en: Press one., de: Drei. }');

story('the prompt is spoken, a key is pressed, the queue is reached', menu, async ({ floor, told }) => {
  const maria = floor.caller('Maria');
  const call = await maria.dials('2');
  await maria.isAnswered();
  await floor.passes(seconds(3));
  expect(floor.asterisk.spoken).toEqual(['Hello.', 'Press one.']);
  await maria.presses('1');
  await floor.passes(seconds(1));
  expect(await told('keyPressed', call)).toMatchObject([{ key: '1', menu: 'main' }]);
  await maria.hangsUp();
});

story(
  'a key pressed while the greeting is spoken counts for the menu behind it',
  menu,
  async ({ floor, phase }) => {
    const maria = floor.caller('Maria');
    const call = await maria.dials('2');
    await maria.presses('1');
    await floor.passes(seconds(1));
    expect(phase(call)).toBe('waiting');
    expect(floor.asterisk.spoken).toEqual(['Hello.']);
    await maria.hangsUp();
  },
);

story(
  'wrong keys and silence count together, and then there is a way out',
  menu,
  async ({ floor, told, outcome }) => {
    const maria = floor.caller('Maria');
    const call = await maria.dials('2');
    await floor.passes(seconds(3));
    await maria.presses('5');
    await floor.until('the voicemail greets', () => floor.asterisk.spoken.includes('Leave a message.'));
    expect(await told('keyPressed', call)).toMatchObject([{ key: '5', leadsTo: null }]);
    expect(await told('noKeyPressed', call)).toMatchObject([{ attempt: 2 }, { attempt: 3 }]);
    await floor.passes(seconds(10));
    await maria.hangsUp();
    expect(await outcome(call)).toBe('voicemail');
  },
);

story('another language, from the next word on', menu, async ({ floor }) => {
  const maria = floor.caller('Maria');
  await maria.dials('2');
  await floor.passes(seconds(3));
  await maria.presses('7');
  await floor.passes(seconds(1));
  expect(floor.asterisk.spoken.at(-1)).toBe('Drei.');
  await maria.hangsUp();
});
