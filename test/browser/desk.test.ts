/**
 * The agent desk with its browser phone over HTTPS, on a real Asterisk: from the link of an admin to a talk. Needs a build.
 * (`phone.test.ts` has the phone over plain HTTP on this machine.)
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AsteriskFloor, asteriskFloor } from '../support/asterisk-floor.ts';
import { certificateFor } from '../support/certificate.ts';
import { until } from '../support/sip/until.ts';
import { microphoneTone, startChromium } from './support/chromium.ts';

const plan = `
company: Desk
country: DE
time zone: Europe/Berlin
language: en
numbers:
  "101": { queue: sales }
queues:
  sales: { title: Sales, agents: [anna], ring for: 20s, wrap-up: 10s }
agents:
  anna: { name: Anna, phone: browser }
lines: [line1, line2]
`;
const folder = mkdtempSync(join(tmpdir(), 'cordboard-desk-'));
const password = 'correct horse battery';

let floor: AsteriskFloor;
let chromium: Awaited<ReturnType<typeof startChromium>>;
beforeAll(async () => {
  const https = certificateFor('localhost', folder);
  [floor, chromium] = await Promise.all([asteriskFloor({ plan, https }), startChromium()]);
}, 90_000);
afterAll(async () => {
  await chromium?.close();
  await floor?.close();
  rmSync(folder, { recursive: true });
});

/** A person who is Anna, and the link with which she sets her password. */
async function linkForAnna(): Promise<string> {
  const { url, token } = floor.cordboard.credentials.api;
  const ask = async (method: string, path: string, body?: object): Promise<{ link?: string }> => {
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    // A second try finds her there.
    if (!answer.ok && answer.status !== 409) throw new Error(`${method} ${path}: ${await answer.text()}`);
    return (await answer.json()) as { link?: string };
  };
  await ask('POST', '/v1/people', {
    name: 'anna',
    displayName: 'Anna Berg',
    roles: ['agent'],
    agent: 'anna',
  });
  const { link = '' } = await ask('PUT', '/v1/people/anna/password');
  return `${floor.cordboard.consoleUrl}${link}`;
}

const stateOf = () => floor.operations.agent('anna' as never);

test('a link, a shift with a microphone, a call by key that both hear, wrap-up', async () => {
  const context = await chromium.browser.newContext({
    permissions: ['microphone'],
    locale: 'en-GB',
    // The certificate signs itself.
    ignoreHTTPSErrors: true,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  // So that one of its microphones can go away: a browser ends the track of one that is pulled out or forbidden.
  await page.addInitScript(() => {
    const devices = navigator.mediaDevices;
    const open = devices.getUserMedia.bind(devices);
    const tracks: MediaStreamTrack[] = [];
    Object.assign(globalThis, { microphonesOfTheTest: tracks });
    devices.getUserMedia = async (asked) => {
      const stream = await open(asked);
      tracks.push(...stream.getAudioTracks());
      return stream;
    };
  });
  await page.goto(await linkForAnna());
  expect(page.url()).toMatch(/^https:/);
  const over: string[] = [];
  page.on('websocket', (socket) => over.push(new URL(socket.url()).protocol));
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByLabel('Password again').fill(password);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Allow the microphone' }).click();
  await page.getByRole('meter').waitFor();
  await page.getByRole('button', { name: 'Start shift' }).click();
  await page.getByText('The phone is ready').waitFor();
  await until(
    'Anna can be called',
    () => stateOf()?.loggedIn === true && stateOf()?.phone.reachable === true,
  );

  const maria = floor.caller('Maria');
  await maria.dials('101');
  await page.getByRole('button', { name: /^Answer/ }).waitFor();
  await page.keyboard.press('a');
  await page.getByRole('button', { name: /^Hold/ }).waitFor();
  await maria.call.audio.hearsTone(microphoneTone, 15_000);
  // The page is reloaded in the middle of the talk: the engine rings it back, and it answers by itself.
  await page.reload();
  await page.getByRole('button', { name: /^Keypad/ }).waitFor();
  await maria.call.audio.hearsTone(microphoneTone, 15_000);
  await page.keyboard.press('m');
  await page.getByText('You are muted').waitFor();
  await page.keyboard.press('m');
  await page.keyboard.press('e');
  await page.keyboard.press('e');
  await maria.isHungUpOn();
  await page.getByRole('button', { name: /^Ready for the next call/ }).waitFor();
  await page.keyboard.press('r');
  await page.getByText('You are ready').waitFor();
  await until('Anna is free', () => stateOf()?.activity.kind === 'free');
  expect(await page.title()).toBe('Desk · Cordboard');
  // Without a microphone she cannot talk, so nobody may ring her.
  await page.evaluate(() => {
    const { microphonesOfTheTest } = globalThis as unknown as { microphonesOfTheTest: MediaStreamTrack[] };
    for (const track of microphonesOfTheTest) track.dispatchEvent(new Event('ended'));
  });
  await until('Anna is not rung', () => stateOf()?.pause?.reason === 'phone: the microphone is gone');
  await page.getByText('The microphone is gone, so you get no calls').waitFor();
  expect([...new Set(over)], 'the live stream and the phone').toEqual(['wss:']);
  const cookies = await context.cookies();
  expect(cookies.map(({ name, secure, sameSite }) => [name, secure, sameSite])).toEqual([
    ['__Host-cordboard', true, 'Strict'],
  ]);
  await context.close();
}, 90_000);
