/** Who is called because of alarms, in words. */
import { expect, test } from 'vitest';
import { whoIsCalled } from '../../../src/console/health/who-is-called.ts';
import { languages } from '../../../src/console/words/words.ts';

const people = ['anna', '+4930999'];
const next = { person: '+4930999', at: '10:02' };
const asIs = (at: string) => at;
const { alarms: english } = (await languages.en.load()).health;

test('who was called, whether their phone rang, and who is next', () => {
  const called = { person: 'anna', at: '10:00' };
  expect(whoIsCalled({ people, called, next }, english, asIs)).toBe(
    'Called: anna, 10:00. Next: +4930999, 10:02.',
  );
  const because = 'anna has no phone.';
  expect(whoIsCalled({ people, called: { ...called, because }, next }, english, asIs)).toBe(
    'Called: anna, 10:00. The phone did not ring: anna has no phone. Next: +4930999, 10:02.',
  );
  expect(whoIsCalled({ people, next }, english, asIs)).toBe('Next: +4930999, 10:02.');
});

test('a plan without alarms calls no one', () => {
  expect(whoIsCalled({ people: [] }, english, asIs)).toBe('The plan has no `alarms`: no one is called.');
});

test.each(Object.keys(languages) as (keyof typeof languages)[])(
  '%s names the person and the time',
  async (tag) => {
    const { alarms } = (await languages[tag].load()).health;
    const said = whoIsCalled({ people, called: { person: 'anna', at: '10:00' }, next }, alarms, asIs);
    for (const part of ['anna', '10:00', '+4930999', '10:02']) expect(said).toContain(part);
  },
);
