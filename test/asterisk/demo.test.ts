/** The plan that `npm start` brings, as it is shipped, with its own words; only phones ring for a shorter time. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { callId } from '../../src/shared/ids.ts';
import { sharedFloor } from '../support/asterisk/shared-floor.ts';
import { type AsteriskFloor, asteriskFloor } from '../support/asterisk-floor.ts';

const plan = readFileSync(new URL('../../plans/demo.yaml', import.meta.url), 'utf8')
  .replaceAll(/\bfor: 20s/g, 'for: 5s')
  .replaceAll('wrap-up: 5s', 'wrap-up: 5s\n    try again after: 5s');

let floor: AsteriskFloor;
sharedFloor(async () => {
  expect(plan).toMatch(/ring for: 5s[^]*try again after: 5s[^]*- ring: clara[^\n]*\n *for: 5s/);
  return (floor = await asteriskFloor({ plan }));
});

test('100: the menu is spoken, 1 leads to sales, and Anna is rung', async () => {
  const anna = await floor.agent('anna');
  const max = floor.caller('Max Muster', { number: '+4930123456' });
  await max.dials('100');
  await max.isAnswered();
  await max.call.audio.hearsSomething();
  await max.presses('1');
  expect(await anna.rings()).toEqual({ number: '+4930123456', name: 'Max Muster' });
  await anna.answers();
  await max.talksWith(anna);
  await max.hangsUp();
  await anna.isHungUpOn();
});

test('102: the accountant lets it ring, her deputy is busy, the reception answers', {
  timeout: 90_000,
}, async () => {
  const clara = await floor.agent('clara');
  const dora = await floor.agent('dora');
  await dora.isBusy();
  const max = floor.caller('Max');
  const call = await max.dials('102');
  await clara.rings();
  // Not when the accountant's phone stops: the deputy might be back before hers is rung.
  const ended = async (): Promise<string[]> =>
    (await floor.store.journal.ofCall(callId(Number(call)))).flatMap((entry) =>
      entry.type === 'offerEnded' ? [`${entry.to} ${entry.outcome}`] : [],
    );
  await floor.until('the deputy is busy', async () => (await ended()).includes('dora busy'), 40_000);
  await floor.until('the phone of clara stops ringing', () => !clara.ringing);
  await dora.back();
  // The busy deputy sits at the reception too, and may be asked again there; so may the accountant.
  await floor.until('the reception rings', () => clara.ringing || dora.ringing, 60_000);
  const reception = clara.ringing ? clara : dora;
  await reception.answers();
  await max.talksWith(reception);
  const offers = await ended();
  expect(offers.slice(0, 2)).toEqual(['clara no_answer', 'dora busy']);
  expect(offers.at(-1)).toBe(`${reception.name} answered`);
  await max.hangsUp();
});
