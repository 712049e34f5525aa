/**
 * The agent desk with its browser phone over HTTPS, on a real Asterisk: from the link of an admin to a talk. Needs a build.
 * (`phone.test.ts` has the phone over plain HTTP on this machine.)
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { sharedFloor } from '../support/asterisk/shared-floor.ts';
import { type AsteriskFloor, asteriskFloor } from '../support/asterisk-floor.ts';
import { certificateFor } from '../support/certificate.ts';
import { until } from '../support/sip/until.ts';
import { microphoneTone, startChromium } from './support/chromium.ts';
import { hearsInPage, linkFor, listensIn } from './support/listening.ts';

const plan = `
company: Desk
country: DE
time zone: Europe/Berlin
language: en
numbers:
  "101": { queue: sales }
  "102": { queue: support }
caller page: { numbers: { "102": Support }, calls an hour from one address: 3 }
queues:
  support: { title: Support, agents: [clara], ring for: 20s, wrap-up: 0s }
  sales: { title: Sales, agents: [anna], ring for: 20s, wrap-up: 10s }
agents:
  anna: { name: Anna, phone: browser }
  clara: { name: Clara }
lines: [line1, line2]
`;
const folder = mkdtempSync(join(tmpdir(), 'cordboard-desk-'));
const password = 'correct horse battery';

let floor: AsteriskFloor;
let chromium: Awaited<ReturnType<typeof startChromium>>;
const https = certificateFor('localhost', folder);
beforeAll(async () => {
  chromium = await startChromium();
}, 90_000);
// Before the floor is: hooks after a test run from the last to the first.
afterAll(() => rmSync(folder, { recursive: true }));
sharedFloor(async () => (floor = await asteriskFloor({ plan, https })));
const contexts: BrowserContext[] = [];
afterEach(async () => {
  await Promise.all(contexts.splice(0).map(async (context) => await context.close()));
});
afterAll(async () => await chromium?.close());

const stateOf = () => floor.operations.agent('anna');

async function withMicrophone() {
  const context = await chromium.browser.newContext({
    permissions: ['microphone', 'notifications', 'screen-wake-lock'],
    locale: 'en-GB',
    // The certificate signs itself.
    ignoreHTTPSErrors: true,
  });
  contexts.push(context);
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  return { context, page };
}

/** Anna calls the echo: she hears her own tone, and reads how the network is. The floor has no call of it. */
async function echoIsHeard(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Call the echo' }).click();
  await page.getByText('you hear yourself a moment later').waitFor();
  await hearsInPage(page, microphoneTone);
  // How good it is, is up to the load of the machine.
  await page
    .getByText(/^The connection is (good|usable|poor)/)
    .waitFor({ timeout: 20_000 })
    .catch(async () => {
      throw new Error(`no verdict: ${await page.locator('.shift-echo').innerText()}`);
    });
  const figure = async (name: string) => await page.getByText(name).locator('xpath=../dd').innerText();
  expect(await figure('Lost on the way to you')).toMatch(/^\d+(\.\d)? %$/);
  expect(await figure('Lost on the way from you')).toMatch(/^\d+(\.\d)? %$/);
  expect(await figure('Jitter')).toMatch(/^\d+(\.\d)? ms$/);
  expect(await figure('Round trip')).toMatch(/^\d+ ms$/);
  await until('the echo has hung up', async () =>
    /^0 active calls/m.test(await floor.cordboard.cli('core show channels')),
  );
  expect(floor.operations.calls()).toEqual([]);
  const types = (await floor.store.journal.last(1000)).map(({ type }) => type);
  expect(types.filter((type) => type === 'callArrived' || type === 'callEnded')).toEqual([]);
}

interface AskedOfSystem {
  readonly locks: WakeLockSentinel[];
  readonly notices: { readonly text: string; isThere: boolean }[];
}

/** Keeps the notices and wake locks that the browser gives to the page. */
async function keepsWhatIsAsked(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const kept: AskedOfSystem = { locks: [], notices: [] };
    Object.assign(globalThis, { askedInTheTest: kept });
    const request = navigator.wakeLock.request.bind(navigator.wakeLock);
    navigator.wakeLock.request = async (kind) => {
      const lock = await request(kind);
      kept.locks.push(lock);
      return lock;
    };
    globalThis.Notification = class extends Notification {
      constructor(title: string, options?: NotificationOptions) {
        super(title, options);
        const notice = { text: `${title}: ${options?.body ?? ''}`, isThere: true };
        this.addEventListener('close', () => {
          notice.isThere = false;
        });
        kept.notices.push(notice);
      }
    };
  });
}

const asked = async (page: Page) =>
  await page.evaluate(() => {
    const { locks, notices } = (globalThis as unknown as { askedInTheTest: AskedOfSystem }).askedInTheTest;
    return { isAwake: locks.map(({ released }) => !released), notices };
  });

/** The buttons of the desk: each tab takes the phone from the other. */
async function otherTabTakesThePhone(first: Page): Promise<void> {
  const second = await first.context().newPage();
  await second.goto(first.url());
  await second.getByRole('button', { name: 'Allow the microphone' }).click();
  await second.getByRole('button', { name: 'Start shift' }).click();
  await second.getByText('The phone is in another tab.', { exact: true }).waitFor();
  await second.getByRole('button', { name: 'Use it here' }).click();
  await second.getByText('The phone is ready').waitFor();
  await first.getByText('Another tab has taken the phone.', { exact: true }).waitFor();
  await first.getByRole('button', { name: 'Use it here' }).click();
  await first.getByText('The phone is ready').waitFor();
  await second.getByText('Another tab has taken the phone.', { exact: true }).waitFor();
  await second.close();
}

test('a link, a shift with a microphone, a call by key that both hear, wrap-up', async () => {
  const { context, page } = await withMicrophone();
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
  await listensIn(page);
  await keepsWhatIsAsked(page);
  await page.goto(await linkFor(floor, { name: 'anna', role: 'agent', agent: 'anna' }));
  expect(page.url()).toMatch(/^https:/);
  const over: string[] = [];
  page.on('websocket', (socket) => over.push(new URL(socket.url()).protocol));
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByLabel('Password again').fill(password);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Allow the microphone' }).click();
  await page.getByRole('meter').waitFor();
  await echoIsHeard(page);
  await page.getByRole('button', { name: 'Start shift' }).click();
  await page.getByText('The phone is ready').waitFor();
  await until(
    'Anna can be called',
    () => stateOf()?.loggedIn === true && stateOf()?.phone.reachable === true,
  );

  await otherTabTakesThePhone(page);
  await until(
    'the machine stays awake for the tab with the phone',
    async () => (await asked(page)).isAwake.join() === 'false,true',
  );

  // She looks at something else.
  await page.evaluate(() => {
    document.hasFocus = () => false;
    window.dispatchEvent(new Event('blur'));
  });
  const maria = floor.caller('Maria');
  await maria.dials('101');
  await page.getByRole('button', { name: /^Answer/ }).waitFor();
  const text = 'Maria: A call for you · Sales';
  expect((await asked(page)).notices).toEqual([{ text, isThere: true }]);
  await page.keyboard.press('a');
  await page.getByRole('button', { name: /^Hold/ }).waitFor();
  await until('the notice is gone', async () => !(await asked(page)).notices[0]?.isThere);
  await maria.call.audio.hearsTone(microphoneTone, 15_000);
  // The page is reloaded in the middle of the talk: the engine rings it back, and it answers by itself. The browser asks first.
  const questions: string[] = [];
  page.once('dialog', (dialog) => {
    questions.push(dialog.type());
    void dialog.accept();
  });
  await page.reload();
  expect(questions).toEqual(['beforeunload']);
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
}, 90_000);

test('a visitor calls from the page without a phone, and both hear each other; any other number, and too many calls, are refused', async () => {
  const clara = await floor.agent('clara');
  const { page } = await withMicrophone();
  // What the page plays is not in its document.
  await page.addInitScript(() => {
    const { prototype } = HTMLMediaElement;
    const usual = Object.getOwnPropertyDescriptor(prototype, 'srcObject');
    const heard = { tone: () => 0 };
    Object.assign(globalThis, { heard });
    Object.defineProperty(prototype, 'srcObject', {
      ...usual,
      set(this: HTMLMediaElement, stream: MediaStream | null) {
        usual?.set?.call(this, stream);
        if (!stream) return;
        const context = new AudioContext();
        const analyser = context.createAnalyser();
        analyser.fftSize = 4096;
        context.createMediaStreamSource(stream).connect(analyser);
        const levels = new Float32Array(analyser.frequencyBinCount);
        heard.tone = () => {
          analyser.getFloatFrequencyData(levels);
          const loudest = levels.reduce((best, level, bin) => (level > (levels[best] ?? 0) ? bin : best), 0);
          return (loudest * context.sampleRate) / analyser.fftSize;
        };
      },
    });
  });
  await page.goto(`${floor.cordboard.consoleUrl}/`);
  await page.getByRole('link', { name: 'Try a call from the browser' }).click();
  await page.getByRole('button', { name: 'Call Support' }).click();
  const ring = await clara.rings();
  expect(ring.name).toBe('From the browser');
  const [call] = floor.operations.calls();
  expect(call).toMatchObject({ via: { kind: 'line', name: 'caller-page' }, dialled: '102' });
  expect(call?.caller).toEqual({ name: 'From the browser', isNew: false, tags: [] });
  await clara.answers();
  await page.getByText('You are connected: Support').waitFor();
  const { audio } = clara.call;
  audio.mouth.tone = clara.voice;
  await audio.hearsTone(microphoneTone, 15_000);
  await until(
    'the visitor hears Clara',
    async () => {
      const tone = await page.evaluate(() =>
        (globalThis as unknown as { heard: { tone: () => number } }).heard.tone(),
      );
      return Math.abs(tone - clara.voice) < 25;
    },
    { within: 15_000 },
  );
  audio.mouth.tone = undefined;
  await clara.hangsUp();
  await page.getByText('The call is over').waitFor();
  await until('Clara is free', () => floor.operations.agent('clara')?.activity.kind === 'free');

  // A page of somebody's own, with a visit for 102, asks Asterisk for 101: in the request alone, where the proxy does not look.
  const answer = await page.evaluate(async () => {
    const visits = '/v1/caller-page/visits';
    const asked = { method: 'POST', headers: { 'content-type': 'application/json' } };
    const begun = await fetch(visits, { ...asked, body: JSON.stringify({ number: '102' }) });
    const { visit } = (await begun.json()) as { visit: string };
    const sdp = `v=0
o=- 1 1 IN IP4 127.0.0.1
s=-
c=IN IP4 127.0.0.1
t=0 0
m=audio 9 UDP/TLS/RTP/SAVPF 0
a=ice-ufrag:abcd
a=ice-pwd:abcdefghijklmnopqrstuvwx
a=fingerprint:sha-256 ${Array(32).fill('AA').join(':')}
a=setup:actpass
a=rtcp-mux
`.replaceAll('\n', '\r\n');
    const head = `INVITE sip:101@cordboard SIP/2.0
Via: SIP/2.0/WS x.invalid;branch=z9hG4bK1
Max-Forwards: 70
To: <sip:102@cordboard>
From: <sip:caller-page@cordboard>;tag=a
Call-ID: c
CSeq: 1 INVITE
Contact: <sip:x@x.invalid;transport=ws>
Content-Type: application/sdp
Content-Length: ${sdp.length}

`.replaceAll('\n', '\r\n');
    return await new Promise<string>((resolve) => {
      const socket = new WebSocket(`wss://${location.host}/sip/visit?visit=${visit}`, ['sip']);
      socket.onopen = () => socket.send(head + sdp);
      socket.onmessage = ({ data }) => {
        const [status = ''] = String(data).split('\r\n');
        if (!status.includes(' 100 ')) resolve(status);
      };
    });
  });
  expect(answer).toMatch(/^SIP\/2\.0 404 /);

  await page.evaluate(async () => {
    const asked = { method: 'POST', headers: { 'content-type': 'application/json' } };
    await fetch('/v1/caller-page/visits', { ...asked, body: JSON.stringify({ number: '102' }) });
  });
  await page.getByRole('button', { name: 'Call Support' }).click();
  await page.getByText('Too many calls came from your address within an hour').waitFor();
}, 60_000);
