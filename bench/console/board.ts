/**
 * The wallboard of a floor of 1,000 agents and 500 queues in a real Chromium: how soon it paints, how long a change takes to the screen,
 * and how much of a core its scripts need.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { until } from '../../test/support/sip/until.ts';
import type { Changed, Told } from '../benches/live-process.ts';
import { watchesAgents } from './in-page.ts';
import { gzippedBytes } from './size.ts';

const password = 'correct horse battery';
export const agents = 1000;
const queues = 500;

export interface BoardMeasured {
  /** In ms, of each time that it was opened. */
  readonly firstPaints: readonly number[];
  /** Until all agents are on the screen. */
  readonly whole: readonly number[];
  /** In ms, of each change. */
  readonly toPixel: readonly number[];
  /** Percent of a core, at so many changes a second. */
  readonly load: readonly {
    readonly changes: number;
    readonly script: number;
    readonly layout: number;
    readonly all: number;
  }[];
  /** Of the shell and the wallboard. */
  readonly bytes: number;
}

export async function measureBoard(
  browser: Browser,
  { opened, seconds }: { readonly opened: number; readonly seconds: number },
  tell: (line: string) => void,
): Promise<BoardMeasured> {
  const program = fileURLToPath(new URL('../benches/live-process.js', import.meta.url));
  const engine = fork(program, [agents, queues, 0].map(String));
  try {
    const { url, firstLink } = await told(engine, 'url');
    const context = await loggedIn(browser, url, firstLink);
    const state = await context.storageState();
    const firstPaints: number[] = [];
    const whole: number[] = [];
    for (let time = 0; time < opened; time++) {
      // Another browser, with nothing of it kept.
      const fresh = await browser.newContext({
        storageState: state,
        viewport: { width: 1920, height: 1080 },
      });
      const page = await fresh.newPage();
      await page.goto(`${url}/board`);
      await allAreThere(page);
      const [paint, all]: [number, number] = await page.evaluate(
        `[performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN, performance.now()]`,
      );
      firstPaints.push(paint);
      whole.push(all);
      await fresh.close();
    }
    tell(`first paint after ${said(firstPaints)} ms, all of ${agents} agents after ${said(whole)}`);
    const page = await context.newPage();
    await page.addInitScript({ content: watchesAgents });
    await page.goto(`${url}/board`);
    await allAreThere(page);
    const bytes = await gzippedBytes(page);
    const toPixel = await changesToPixels(engine, page, seconds);
    tell(`a change is on the screen after ${said(toPixel)} ms, ${toPixel.length} of them`);
    const load: BoardMeasured['load'][number][] = [];
    for (const changes of [0, 50, 500]) {
      load.push({ changes, ...(await scriptOf(engine, page, changes, seconds)) });
      const { script = 0, layout = 0, all = 0 } = load.at(-1) ?? {};
      tell(
        `${changes} changes a second: ${script.toFixed(1)} % of a core in script, ${layout.toFixed(1)} % in layout, ${all.toFixed(1)} % in all`,
      );
    }
    return { firstPaints, whole, toPixel, load, bytes };
  } finally {
    engine.kill('SIGKILL');
  }
}

async function loggedIn(browser: Browser, url: string, firstLink: string): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 1920, height: 1080 }, locale: 'en-GB' });
  const answer = await context.request.post(`${url}/v1/session/link`, {
    data: { token: firstLink, name: 'root', password },
    headers: { origin: url },
  });
  if (!answer.ok()) throw new Error(`nobody can log in: ${await answer.text()}`);
  return context;
}

async function allAreThere(page: Page): Promise<void> {
  const cells = page.locator('li.cell');
  await until('all agents are on the screen', async () => (await cells.count()) === agents, {
    within: 60_000,
  });
}

/** One after the other, at twenty a second. */
async function changesToPixels(
  engine: ChildProcess,
  page: Page,
  seconds: number,
): Promise<readonly number[]> {
  engine.send({ changesASecond: 20 });
  await pause(2000);
  await page.evaluate('window.seen.length = 0');
  await asked(engine, 'changes');
  await pause(seconds * 1000);
  engine.send({ changesASecond: 0 });
  const { changes } = await asked(engine, 'changes');
  await pause(2000);
  const seen: readonly Changed[] = await page.evaluate('window.seen');
  return changes.flatMap(({ agent, state, at }) => {
    const shown = seen.find((one) => one.agent === agent && one.state === state && one.at >= at);
    return shown ? [shown.at - at] : [];
  });
}

async function scriptOf(engine: ChildProcess, page: Page, changesASecond: number, seconds: number) {
  engine.send({ changesASecond });
  await pause(2000);
  const tools = await page.context().newCDPSession(page);
  // Time of the page's thread: what other work of the machine takes meanwhile does not count.
  await tools.send('Performance.enable', { timeDomain: 'threadTicks' });
  const figures = async (): Promise<ReadonlyMap<string, number>> => {
    const { metrics } = await tools.send('Performance.getMetrics');
    return new Map(metrics.map(({ name, value }) => [name, value]));
  };
  const [before, began] = [await figures(), performance.now()];
  await pause(seconds * 1000);
  const after = await figures();
  const lasted = (performance.now() - began) / 1000;
  engine.send({ changesASecond: 0 });
  await tools.detach();
  const share = (name: string): number => (100 * ((after.get(name) ?? 0) - (before.get(name) ?? 0))) / lasted;
  return {
    script: share('ScriptDuration'),
    layout: share('LayoutDuration') + share('RecalcStyleDuration'),
    all: share('TaskDuration'),
  };
}

async function asked(
  engine: ChildProcess,
  what: 'changes',
): Promise<Extract<Told, { readonly changes: unknown }>> {
  const answer = told(engine, what);
  engine.send(what);
  return await answer;
}

function told<Key extends string>(
  engine: ChildProcess,
  key: Key,
): Promise<Extract<Told, Record<Key, unknown>>> {
  return new Promise((resolve, failed) => {
    const hear = (message: Told): void => {
      if (!(key in message)) return;
      engine.off('message', hear);
      resolve(message as Extract<Told, Record<Key, unknown>>);
    };
    engine.on('message', hear);
    engine.once('exit', (code) => failed(new Error(`the engine has ended with ${String(code)}`)));
  });
}

const said = (times: readonly number[]): string => {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): string => (sorted[Math.floor(sorted.length * share)] ?? Number.NaN).toFixed(0);
  return `${at(0.5)} (p95 ${at(0.95)})`;
};
