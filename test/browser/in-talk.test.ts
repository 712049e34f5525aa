/** What is done in a talk, at desks with browser phones, on a real Asterisk, by the tones that each of them says. Needs a build. */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { sharedFloor } from '../support/asterisk/shared-floor.ts';
import { type AsteriskFloor, asteriskFloor } from '../support/asterisk-floor.ts';
import { until } from '../support/sip/until.ts';
import { microphoneTone, startChromium } from './support/chromium.ts';
import { beginsShift, hearsInPage, linkFor } from './support/listening.ts';

const plan = `
company: Talk
country: DE
time zone: Europe/Berlin
language: en
numbers:
  "101": { queue: sales }
queues:
  sales: { title: Sales, agents: [anna], ring for: 20s, wrap-up: 0s }
supervision: { agents: [clara], tell callers: false, tell agents: false }
agents:
  anna: { name: Anna, phone: browser }
  boris: { name: Boris }
  clara: { name: Clara, phone: browser }
lines: [line1]
`;

let floor: AsteriskFloor;
let chromium: Awaited<ReturnType<typeof startChromium>>;
beforeAll(async () => {
  chromium = await startChromium();
}, 60_000);
sharedFloor(async () => (floor = await asteriskFloor({ plan })));
afterEach(async () => {
  await Promise.all(chromium.browser.contexts().map(async (context) => await context.close()));
});
afterAll(async () => await chromium?.close());

type Other = { readonly voice: number; readonly call: { readonly audio: Ears } };
type Ears = Awaited<ReturnType<AsteriskFloor['agent']>>['call']['audio'];

/** While one speaks, another hears it. */
async function whileSpeaking({ voice, call }: Other, hears: (tone: number) => Promise<void>): Promise<void> {
  call.audio.mouth.tone = voice;
  await hears(voice);
  call.audio.mouth.tone = undefined;
}

const atDesk = async (name: string, role: string): Promise<Page> =>
  await beginsShift(chromium.browser, await linkFor(floor, { name, role, agent: name }));

test('hold, consult, three together, mute; a supervisor listens from the wallboard; a page that is reloaded elsewhere; transfer; a call that is asked for', async () => {
  const anna = await atDesk('anna', 'agent');
  const clara = await atDesk('clara', 'supervisor');
  const boris = await floor.agent('boris');
  const maria = floor.caller('Maria');
  const call = await maria.dials('101');
  const ear = () => maria.call.audio;
  const hearsDesk = (tone = microphoneTone): boolean => ear().ear.hearsTone(tone, performance.now());
  await anna.getByRole('button', { name: /^Answer/ }).click();
  await ear().hearsTone(microphoneTone);
  await whileSpeaking(maria, async (tone) => await hearsInPage(anna, tone));

  await anna.keyboard.press('h');
  await anna.getByText('On hold for').waitFor();
  await until('Maria hears music', () => !hearsDesk() && ear().ear.loudness(performance.now()) > 200);
  await anna.keyboard.press('h');
  await ear().hearsTone(microphoneTone);

  await anna.keyboard.press('c');
  await anna.keyboard.type('boris');
  await anna.getByRole('option', { name: /Boris/ }).waitFor();
  await anna.keyboard.press('Enter');
  await boris.answers();
  await anna.getByText('you talk; the caller hears music').waitFor();
  await boris.call.audio.hearsTone(microphoneTone);
  await whileSpeaking(boris, async (tone) => await hearsInPage(anna, tone));
  expect(hearsDesk(), 'Maria hears what Anna asks').toBe(false);

  await anna.keyboard.press('j');
  await ear().hearsTone(microphoneTone);
  await anna.keyboard.press('m');
  await anna.getByText('You are muted').waitFor();
  await whileSpeaking(boris, async (tone) => await ear().hearsTone(tone));
  await whileSpeaking(maria, async (tone) => await boris.call.audio.hearsTone(tone));
  await whileSpeaking(maria, async (tone) => await hearsInPage(anna, tone));
  await boris.hangsUp();
  await until('two are left', () => floor.operations.agent('boris')?.activity.kind === 'free');

  // Her own phone rings for what she asks on another page than the desk.
  await clara.getByRole('link', { name: 'Wallboard' }).click();
  await clara.getByRole('button', { name: 'Anna' }).click();
  const dialog = clara.getByRole('dialog', { name: 'Anna' });
  await dialog.getByRole('button', { name: 'Listen' }).click();
  await dialog.getByRole('button', { name: 'Answer' }).click();
  await whileSpeaking(maria, async (tone) => {
    await hearsInPage(clara, tone);
    expect(hearsDesk(), 'Maria hears who listens').toBe(false);
  });
  await anna.keyboard.press('m');
  await hearsInPage(clara, microphoneTone);
  await dialog.getByRole('button', { name: 'End' }).click();
  await until('Clara listens no more', () => !floor.operations.call(call as never)?.supervisions?.length);
  await dialog.getByText('You are on the phone').waitFor({ state: 'detached' });

  // A page that is not the desk is reloaded: its phone comes back into the talk.
  await anna.getByRole('link', { name: 'Contacts' }).click();
  await anna.getByRole('heading', { name: 'Contacts' }).waitFor();
  await anna.reload();
  await whileSpeaking(maria, async (tone) => await hearsInPage(anna, tone));
  await ear().hearsTone(microphoneTone);
  await anna.getByRole('link', { name: 'Desk', exact: true }).click();
  await anna.getByRole('button', { name: /^Transfer/ }).waitFor();

  await anna.keyboard.press('t');
  await anna.keyboard.type('boris');
  await anna.getByRole('option', { name: /Boris/ }).waitFor();
  await anna.keyboard.press('Enter');
  await boris.answers();
  await maria.talksWith(boris);
  await anna.getByText('You are ready').waitFor();
  await maria.hangsUp();
  await until('Boris is free', () => floor.operations.agent('boris')?.activity.kind === 'free');

  // As "Call back" and "Call now" ask for it.
  await clara.keyboard.press('Escape');
  expect(await floor.operations.callFrom('clara' as never, 'boris')).toMatchObject({ done: true });
  await clara.getByRole('alert').getByRole('button', { name: 'Answer' }).click();
  await boris.answers();
  await boris.call.audio.hearsTone(microphoneTone);
  await whileSpeaking(boris, async (tone) => await hearsInPage(clara, tone));
  await clara.getByRole('alert').getByRole('button', { name: 'End' }).click();
  await floor.settle();
}, 120_000);
