/** kill -9, again and again, while a helpdesk is told of tickets: each note is there, and each once. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { openStore } from '../../../src/store/sqlite/sqlite-store.ts';
import { silentLog } from '../../support/memory-store.ts';
import { until } from '../../support/sip/until.ts';
import { smallZammad } from '../../support/small-zammad.ts';

const tickets = 4;
const notes = 120;
const kills = 2;
const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

test('killed while it is told, an engine brings each note there in the end, once', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'cordboard-killed-'));
  ends.push(() => rmSync(folder, { recursive: true }));
  const zammad = await smallZammad('a-token');
  ends.push(() => zammad.close());
  const db = join(folder, 'cordboard.db');
  const start = (): ChildProcess => {
    const files = [
      'ticket-sender.mjs',
      '../../../src/outward/outward.ts',
      '../../../src/store/sqlite/sqlite-store.ts',
      '../../../src/process/system-clock.ts',
    ].map((file) => join(import.meta.dirname, file));
    const more = [db, zammad.url, String(tickets), String(notes)];
    const child = spawn(process.execPath, [...files, ...more], { stdio: 'ignore' });
    ends.push(() => child.kill('SIGKILL'));
    return child;
  };
  const bodies = (): string[] =>
    zammad.tickets
      .flatMap(({ articles }) => articles.map(({ body }) => body))
      .filter((body) => /^note \d+$/m.test(body));
  const noted = (): number => new Set(bodies()).size;
  for (let nth = 1; nth <= kills; nth++) {
    const child = start();
    const enough = (nth * notes) / (kills + 2);
    await until('some were told', () => noted() >= enough, { within: 60_000 });
    child.kill('SIGKILL');
    await once(child, 'close');
  }
  const last = start();
  await until('all were told', () => noted() === notes, {
    within: 60_000,
    otherwise: () => `${noted()} of ${notes}`,
  });
  last.kill('SIGKILL');
  await once(last, 'close');

  // What an attempt that was cut off may have done there is looked for before it is repeated.
  expect(zammad.tickets).toHaveLength(tickets);
  expect(bodies()).toHaveLength(notes);
  for (const { articles } of zammad.tickets) {
    const order = articles.flatMap(({ body }) =>
      /^note (\d+)$/m.exec(body)?.[1] ? [Number(/^note (\d+)$/m.exec(body)?.[1])] : [],
    );
    expect(order).toEqual(order.toSorted((a, b) => a - b));
  }
  const store = await openStore(db, silentLog);
  ends.push(() => store.close());
  expect(await store.deliveries.list({ channel: 'helpdesk', state: 'dead' }, 10)).toEqual([]);
}, 200_000);
