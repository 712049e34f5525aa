/**
 * What it costs the engine to show a floor to many screens: CPU with 200 and 1,000 clients of `/v1/live`, at 20 changes a
 * second. The goal: less than 10 % of a core for the clients. A client here reads everything, and counts what it gets.
 */
import { fork } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { WebSocket } from 'ws';
import { EVENTS_PROTOCOL } from '../../src/http/auth.ts';
import type { Row } from '../report/row.ts';
import type { Bench } from './bench.ts';
import type { Told } from './live-process.ts';

export const live: Bench = {
  name: 'live',
  about: 'CPU of the engine with 0, 200 and 1,000 clients of the live stream, at 20 changes a second',
  run: async ({ quick, seconds = quick ? 3 : 15, tell }) => {
    const child = fork(fileURLToPath(new URL('live-process.js', import.meta.url)));
    const told = <Key extends string>(key: Key): Promise<Extract<Told, Record<Key, unknown>>> =>
      new Promise((resolve, failed) => {
        const hear = (message: Told): void => {
          if (!(key in message)) return;
          child.off('message', hear);
          resolve(message as Extract<Told, Record<Key, unknown>>);
        };
        child.on('message', hear);
        child.once('exit', (code) => failed(new Error(`the engine has ended with ${String(code)}`)));
      });
    const cpu = async (): Promise<number> => {
      const answer = told('cpu');
      child.send('cpu');
      return (await answer).cpu;
    };
    const screens: WebSocket[] = [];
    let messages = 0;
    try {
      const { url } = await told('url');
      const rows: Row[] = [];
      let alone = 0;
      for (const clients of [0, 200, 1000]) {
        while (screens.length < clients) {
          const more = Array.from({ length: Math.min(50, clients - screens.length) }, () => connected(url));
          for (const screen of await Promise.all(more)) {
            screen.on('message', () => (messages += 1));
            screens.push(screen);
          }
        }
        await pause(2000);
        messages = 0;
        const [before, began] = [await cpu(), performance.now()];
        await pause(seconds * 1000);
        const share = ((await cpu()) - before) / (performance.now() - began);
        if (clients === 0) alone = share;
        const each = clients === 0 ? 0 : messages / clients / seconds;
        const forThem = (share - alone) * 100;
        tell(
          `${clients} clients: ${(share * 100).toFixed(1)} % of a core, ${forThem.toFixed(1)} % for them, ${each.toFixed(1)} messages a second each`,
        );
        rows.push({
          bench: 'live',
          system: 'Cordboard',
          rate: clients,
          p50_ms: null,
          p95_ms: null,
          p99_ms: null,
          ok: screens.filter(({ readyState }) => readyState === WebSocket.OPEN).length,
          failed: screens.filter(({ readyState }) => readyState !== WebSocket.OPEN).length,
          asterisk_cpu_ms_per_call: null,
          engine_cpu_ms_per_call: null,
          more: { core_percent: share * 100, core_percent_of_clients: forThem, messages_per_s: each },
        });
      }
      return rows;
    } finally {
      for (const screen of screens) screen.terminate();
      child.kill('SIGKILL');
    }
  },
};

function connected(url: string): Promise<WebSocket> {
  const screen = new WebSocket(`${url.replace('http', 'ws')}/v1/live`, [EVENTS_PROTOCOL], {
    headers: { authorization: 'Bearer bench' },
  });
  return new Promise((resolve, failed) => {
    screen.once('open', () => resolve(screen));
    screen.once('error', failed);
  });
}
