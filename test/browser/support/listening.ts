/** What is heard in a page of the console, and the person who sits at it. */
import type { Browser, Page } from 'playwright-core';
import type { AsteriskFloor } from '../../support/asterisk-floor.ts';
import { until } from '../../support/sip/until.ts';

interface Listening {
  /** Loudest frequency of what came last, in hertz; 0: silence. */
  heardInTheTest(): number;
}

/** Before the page is opened. */
export async function listensIn(page: Page): Promise<void> {
  await page.addInitScript(() => {
    let heard: AnalyserNode | undefined;
    globalThis.RTCPeerConnection = class extends RTCPeerConnection {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        this.addEventListener('track', ({ streams: [sound] }) => {
          if (!sound) return;
          const context = new AudioContext();
          heard = new AnalyserNode(context, { fftSize: 4096 });
          context.createMediaStreamSource(sound).connect(heard);
        });
      }
    };
    Object.assign(globalThis, {
      heardInTheTest: () => {
        if (!heard) return 0;
        const levels = new Float32Array(heard.frequencyBinCount);
        heard.getFloatFrequencyData(levels);
        const loudest = levels.reduce((best, level, bin) => (level > (levels[best] ?? 0) ? bin : best), 0);
        return (levels[loudest] ?? -200) < -60 ? 0 : (loudest * heard.context.sampleRate) / heard.fftSize;
      },
    });
  });
}

/** A tone that is louder than all else. */
export async function hearsInPage(page: Page, tone: number): Promise<void> {
  let heard = 0;
  await until(
    `${tone} Hz is heard in the page`,
    async () => {
      heard = await page.evaluate(() => (globalThis as unknown as Listening).heardInTheTest());
      return Math.abs(heard - tone) < 25;
    },
    { within: 15_000, otherwise: () => `hears ${Math.round(heard)} Hz` },
  );
}

/** The path of the link with which a person sets their password. */
export async function linkFor(
  { cordboard }: AsteriskFloor,
  person: { readonly name: string; readonly role: string; readonly agent: string },
): Promise<string> {
  const { url, token } = cordboard.credentials.api;
  const ask = async (method: string, path: string, body?: object): Promise<{ link?: string }> => {
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${await answer.text()}`);
    return (await answer.json()) as { link?: string };
  };
  const { name, role, agent } = person;
  await ask('POST', '/v1/people', { name, displayName: name, roles: [role], agent });
  const { link = '' } = await ask('PUT', `/v1/people/${name}/password`);
  return `${cordboard.consoleUrl}${link}`;
}

/** By that link, and on until their phone is ready. */
export async function beginsShift(browser: Browser, link: string): Promise<Page> {
  const context = await browser.newContext({ permissions: ['microphone'], locale: 'en-GB' });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  await listensIn(page);
  await page.goto(link);
  await page.getByLabel('Password', { exact: true }).fill('correct horse battery');
  await page.getByLabel('Password again').fill('correct horse battery');
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: 'Desk', exact: true }).click();
  await page.getByRole('button', { name: 'Allow the microphone' }).click();
  await page.getByRole('button', { name: 'Start shift' }).click();
  await page.getByText('The phone is ready').waitFor();
  return page;
}
