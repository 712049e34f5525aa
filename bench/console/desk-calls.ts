/**
 * Calls to the desk of an agent in a real Chromium, on a real Asterisk, with real sound: from the caller's INVITE to the offer on the
 * screen, and from the key that answers to the sound in both directions.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { microphoneTone } from '../../test/browser/support/chromium.ts';
import { Softphone } from '../../test/support/sip/softphone.ts';
import { until } from '../../test/support/sip/until.ts';
import type { BenchFloor } from '../floor/floor.ts';
import { plan, planWithBrowser } from '../floor/plan.ts';
import { watchesCalls } from './in-page.ts';
import { gzippedBytes } from './size.ts';

const password = 'correct horse battery';
const voice = 440;

/** What a page holds of the call of now (`in-page.ts`). */
interface DeskSaw {
  readonly announced?: number;
  readonly invited?: number;
  readonly rings?: number;
  readonly answered?: number;
  readonly hears?: number;
}

const timeNames = ['announced', 'invited', 'rings', 'callerHears', 'agentHears'] as const;
type Times = Readonly<Record<(typeof timeNames)[number], number>>;

export interface DeskCalls {
  /** In ms, of each call. */
  readonly announced: readonly number[];
  readonly invited: readonly number[];
  readonly rings: readonly number[];
  readonly callerHears: readonly number[];
  readonly agentHears: readonly number[];
  /** Of all that the desk has loaded. */
  readonly bytes: number;
}

export async function measureDesk(
  on: BenchFloor,
  browser: Browser,
  calls: number,
  tell: (line: string) => void,
): Promise<DeskCalls> {
  await on.apply(planWithBrowser);
  const server = { host: '127.0.0.1', port: on.sipPort };
  const phone = await Softphone.open({ user: 'line1', password: await on.passwordOf('line1'), server });
  try {
    const page = await deskOf(on, browser);
    const measured: Record<keyof Times, number[]> = {
      announced: [],
      invited: [],
      rings: [],
      callerHears: [],
      agentHears: [],
    };
    for (let call = 0; call <= calls; call++) {
      const times = await oneCall(page, phone);
      tell(
        `offer announced after ${times.announced} ms, its INVITE after ${times.invited}, on the screen after ${times.rings}; answered: the caller hears after ${times.callerHears} ms, the agent after ${times.agentHears}`,
      );
      // The first call of a page loads and compiles what it needs.
      if (call > 0) for (const name of timeNames) measured[name].push(times[name]);
    }
    const bytes = await gzippedBytes(page);
    await page.context().close();
    return { ...measured, bytes };
  } finally {
    await phone.close();
    await on.quiet();
    await on.apply(plan);
  }
}

/** Anna at her desk, with her shift begun. */
async function deskOf(on: BenchFloor, browser: Browser): Promise<Page> {
  const people = '/v1/people';
  await on.ask('POST', people, { name: 'anna', displayName: 'Anna', roles: ['agent'], agent: 'anna' });
  const { link } = (await on.ask('PUT', `${people}/anna/password`)) as { readonly link: string };
  const context = await browser.newContext({ permissions: ['microphone'], locale: 'en-GB' });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  await page.addInitScript({ content: watchesCalls });
  await page.goto(`${await on.url()}${link}`);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByLabel('Password again').fill(password);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Allow the microphone' }).click();
  await page.getByRole('button', { name: 'Start shift' }).click();
  await page.getByText('The phone is ready').waitFor();
  return page;
}

async function oneCall(page: Page, phone: Softphone): Promise<Times> {
  await page.evaluate('for (const name of Object.keys(window.desk)) delete window.desk[name]');
  const saw = async (): Promise<DeskSaw> => await page.evaluate('window.desk');
  const asked = Date.now();
  const call = await phone.call('105');
  await until('the offer is on the screen', async () => ((await saw()).rings ?? 0) > 0);
  // So long one looks at it.
  await pause(700);
  const { audio } = call;
  audio.mouth.tone = voice;
  const began = Date.now();
  audio.ear.beginsToListen(performance.now());
  await page.keyboard.press('a');
  await audio.hearsTone(microphoneTone, 10_000);
  // Until the first sound came, and never as long since.
  const callerHears = began + audio.ear.longestSilence(performance.now());
  await until('the agent hears', async () => (await saw()).hears !== undefined);
  const { announced = 0, invited = 0, rings = 0, answered = 0, hears = 0 } = await saw();
  // Who hangs up within a moment has talked to nobody.
  await pause(2500);
  await call.hangUp();
  await until('the desk is free', async () => (await page.locator('.call-card').count()) === 0);
  await pause(500);
  return {
    announced: announced - asked,
    invited: invited - asked,
    rings: rings - asked,
    callerHears: Math.round(callerHears - answered),
    agentHears: hears - answered,
  };
}
