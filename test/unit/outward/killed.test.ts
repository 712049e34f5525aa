/** kill -9, again and again, while webhooks go out: none is lost, and of those that come twice the log says that it may be so. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { openStore } from '../../../src/store/sqlite/sqlite-store.ts';
import { hookReceiver } from '../../support/hook-receiver.ts';
import { silentLog } from '../../support/memory-store.ts';
import { passes, until } from '../../support/sip/until.ts';

const total = 400;
const kills = 3;
const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

test('killed at any moment, an engine tells everything in the end, in the order of each call', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'cordboard-killed-'));
  ends.push(() => rmSync(folder, { recursive: true }));
  const to = await hookReceiver();
  ends.push(() => to.close());
  // Some answers take a while, so that a kill finds requests under way.
  to.behaves((hook, response) => {
    const answer = (): void => void response.writeHead(204).end();
    if (Number(hook.data['seq']) % 7 === 0) setTimeout(answer, 30);
    else answer();
  });
  const db = join(folder, 'cordboard.db');
  const start = (): ChildProcess => {
    const files = [
      'sender.mjs',
      '../../../src/outward/outward.ts',
      '../../../src/store/sqlite/sqlite-store.ts',
      '../../../src/process/system-clock.ts',
      '../store/batches.ts',
    ].map((file) => join(import.meta.dirname, file));
    const child = spawn(process.execPath, [...files, db, to.url, String(total)], { stdio: 'ignore' });
    ends.push(() => child.kill('SIGKILL'));
    return child;
  };
  const distinct = (): number => new Set(to.received.map(({ id }) => id)).size;
  for (let nth = 1; nth <= kills; nth++) {
    const child = start();
    const enough = (nth * total) / (kills + 2);
    await until('some were told', () => distinct() >= enough, { within: 30_000 });
    child.kill('SIGKILL');
    await once(child, 'close');
  }
  const last = start();
  await until('all were told', () => distinct() === total, {
    within: 30_000,
    otherwise: () => `${distinct()} of ${total}`,
  });
  // What was answered last is noted, too.
  await passes(200);
  last.kill('SIGKILL');
  await once(last, 'close');

  const store = await openStore(db, silentLog);
  ends.push(() => store.close());
  const log = await store.deliveries.list({}, 10_000);
  expect(log).toHaveLength(total);
  const said = new Set(log.filter(({ mayBeTwice }) => mayBeTwice).map(({ id }) => id));
  const seen = new Map<string, number>();
  for (const { id } of to.received) seen.set(id, (seen.get(id) ?? 0) + 1);
  const twice = [...seen].filter(([, times]) => times > 1).map(([id]) => id);
  expect(twice.filter((id) => !said.has(id))).toEqual([]);
  for (let call = 1001; call <= 1005; call++) {
    const firsts = new Map(
      to.received
        .filter(({ data }) => data['call'] === String(call))
        .map(({ id, data }) => [id, data['seq']]),
    );
    const order = [...firsts.values()] as number[];
    expect(order).toEqual(order.toSorted((a, b) => a - b));
  }
}, 90_000);
