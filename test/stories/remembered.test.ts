/** What callers choose is remembered; what agents ask for lasts. */
import { expect } from 'vitest';
import { seconds } from '../../src/shared/time.ts';
import { office, story } from './story.ts';

const languages = `company: Languages
country: DE
time zone: Europe/Berlin
languages: [en, de]
numbers:
  "1": { menu: welcome }
  "2": [ { language: de }, { menu: welcome } ]
menus:
  welcome:
    say: { en: Press 2 for German., de: Willkommen. }
    keys: { "2": [ { language: de }, { menu: welcome } ] }
    tries: 1
    otherwise: goodbye
lines: [line1, line2]
`;
story(
  'a language chosen by key is heard at the next call; one of a number is not',
  languages,
  async ({ floor, outcome, told }) => {
    const maria = floor.caller('Maria');
    const first = await maria.dials('1');
    await maria.presses('2');
    expect(await outcome(first)).toBe('goodbye');
    expect(await told('languageChosen', first)).toMatchObject([{ language: 'de' }]);
    floor.asterisk.spoken.length = 0;
    const second = await maria.dials('1');
    await outcome(second);
    expect(floor.asterisk.spoken[0]).toBe('Willkommen.');
    expect(await told('languageChosen', second)).toEqual([]);
    const paul = floor.caller('Paul', { number: '+4930999' });
    await outcome(await paul.dials('2'));
    floor.asterisk.spoken.length = 0;
    await outcome(await paul.dials('1'));
    expect(floor.asterisk.spoken[0]).toBe('Press 2 for German.');
  },
);

const wrapUp = office('wrap-up: 30s', 'codes: { "*15": { wrap-up: 1m } }');
story(
  'a wrap-up is made longer, by code and from outside, and ends by itself',
  wrapUp,
  async ({ floor, doing, told }) => {
    const anna = await floor.agent('anna');
    const maria = floor.caller('Maria');
    expect(
      await floor.engine.change({ type: 'agentExtendedWrapUp', agent: 'anna', more: 1000, by: 'test' }),
    ).toEqual({
      done: false,
      code: 'not_in_wrap_up',
      because: 'anna is not in wrap-up',
    });
    await maria.dials('1');
    await anna.answers();
    await maria.talksWith(anna);
    await maria.hangsUp();
    await floor.passes(seconds(10));
    await anna.dials('*15');
    await floor.engine.change({ type: 'agentExtendedWrapUp', agent: 'anna', more: seconds(30), by: 'test' });
    await floor.passes(seconds(100));
    expect(doing('anna')).toBe('wrapping_up');
    await floor.passes(seconds(15));
    expect(doing('anna')).toBe('free');
    expect((await told('wrapUpExtended')).map(({ by }) => by)).toEqual(['phone', 'test']);
  },
);
