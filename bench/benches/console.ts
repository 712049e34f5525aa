/**
 * The console in a real Chromium: a desk on the real Asterisk, with real sound, and the wallboard of a large floor. Times are those
 * that a person waits: to what is painted, and to what is heard.
 */
import { startChromium } from '../../test/browser/support/chromium.ts';
import { agents, measureBoard } from '../console/board.ts';
import { measureDesk } from '../console/desk-calls.ts';
import { type Row, timesRow } from '../report/row.ts';
import { spread } from '../report/statistics.ts';
import type { Bench } from './bench.ts';

const none = { p50: Number.NaN, p95: Number.NaN, p99: Number.NaN };

export const consoleBench: Bench = {
  name: 'console',
  about: 'desk and wallboard in Chromium: ring, answer and change to the screen, first paint, script, bytes',
  run: async ({ quick, floor, tell, seconds = quick ? 5 : 15 }) => {
    const chromium = await startChromium();
    try {
      const board = await measureBoard(chromium.browser, { opened: quick ? 5 : 15, seconds }, tell);
      const desk = await measureDesk(await floor(), chromium.browser, quick ? 6 : 25, tell);
      tell(`gzip: shell and wallboard ${board.bytes} bytes, desk ${desk.bytes}`);
      const times = (system: string, samples: readonly number[]): Row =>
        timesRow('console', system, 1, spread(samples), { ok: samples.length });
      const rows: Row[] = [
        times('INVITE to the offer in the live stream', desk.announced),
        times('INVITE to the INVITE in the page', desk.invited),
        times('INVITE to the offer on the screen', desk.rings),
        times('answered to sound at the caller', desk.callerHears),
        times('answered to sound at the agent', desk.agentHears),
        times('first paint', board.firstPaints),
        times(`first paint of all ${agents} agents`, board.whole),
        times('event to the screen', board.toPixel),
        ...board.load.map(({ changes, script, layout, all }) =>
          timesRow('console', 'wallboard, changes a second', changes, none, {
            more: { script_percent: script, layout_percent: layout, page_percent: all },
          }),
        ),
        timesRow('console', 'bytes, gzip', 1, none, {
          more: { shell_and_board_kb: board.bytes / 1000, desk_kb: desk.bytes / 1000 },
        }),
      ];
      return rows;
    } finally {
      await chromium.close();
    }
  },
};
