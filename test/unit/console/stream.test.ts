/** The console's one connection: what is on the screen is the engine's, and says when it may no longer be true. */
import { expect, test } from 'vitest';
import { LiveStream } from '../../../src/console/live/stream.ts';
import type { LiveMessage } from '../../../src/contract/live/messages.ts';

const engineStart = Date.parse('2026-11-21T09:30:00Z');

/** An engine with a websocket, and the clock of the page, which goes wrong by a minute. */
function open(options: { welcome?: boolean; random?: number } = {}) {
  let now = 0;
  let timers: { readonly at: number; readonly act: () => void }[] = [];
  const sockets: { hear: (text: string) => void; closed: () => void; isClosed: boolean }[] = [];
  const heard: LiveMessage['type'][] = [];
  const stream = new LiveStream('ws://desk.test/v1/live', ({ type }) => void heard.push(type), {
    open: (_url, hear, closed) => {
      const socket = { hear, closed, isClosed: false };
      sockets.push(socket);
      return {
        close: () => {
          socket.isClosed = true;
        },
      };
    },
    now: () => engineStart - 60_000 + now,
    after: (ms, act) => {
      const timer = { at: now + ms, act };
      timers.push(timer);
      return () => {
        timers = timers.filter((each) => each !== timer);
      };
    },
    random: () => options.random ?? 1,
    stillWelcome: async () => options.welcome ?? true,
  });
  return {
    stream,
    sockets,
    heard,
    says: (type: 'snapshot' | 'changes' | 'heartbeat', seq = 1) =>
      sockets.at(-1)?.hear(JSON.stringify({ type, seq, at: new Date(engineStart + now).toISOString() })),
    passes: async (ms: number) => {
      const end = now + ms;
      for (;;) {
        const next = timers.filter(({ at }) => at <= end).toSorted((a, b) => a.at - b.at)[0];
        if (!next) break;
        now = next.at;
        timers = timers.filter((each) => each !== next);
        next.act();
        await Promise.resolve();
        await Promise.resolve();
      }
      now = end;
    },
  };
}

test('the clock of the engine counts, whatever that of the page says', () => {
  const { stream, says } = open();
  says('snapshot', 7);
  expect([stream.offset.value, stream.seq]).toEqual([60_000, 7]);
});

test('changes before a snapshot belong to nothing, and are left out', () => {
  const { says, heard } = open();
  says('changes');
  says('snapshot');
  says('changes');
  expect(heard).toEqual(['snapshot', 'changes']);
});

test('a heartbeat that is two seconds late: the screen says up to when it is true, and a new connection is made', async () => {
  const { stream, says, passes, sockets } = open();
  says('snapshot');
  await passes(6900);
  expect(stream.staleSince.value).toBeUndefined();
  await passes(200);
  expect(stream.staleSince.value).toBe(engineStart);
  expect(sockets[0]?.isClosed).toBe(true);
  await passes(300);
  expect(sockets.length).toBe(2);
  says('heartbeat');
  expect(stream.staleSince.value, 'a heartbeat is no snapshot').toBe(engineStart);
  says('snapshot');
  expect(stream.staleSince.value).toBeUndefined();
});

test('a connection that is back within two seconds leaves no trace', async () => {
  const { stream, says, passes, sockets } = open();
  says('snapshot');
  sockets[0]?.closed();
  await passes(300);
  says('snapshot');
  await passes(4000);
  expect([sockets.length, stream.staleSince.value]).toEqual([2, undefined]);
});

test('while the engine is away, it is asked less and less often, and never all pages at one moment', async () => {
  const times = async (random: number): Promise<number> => {
    const { passes, sockets } = open({ random });
    for (let second = 0; second < 30_000; second += 50) {
      const last = sockets.at(-1);
      if (last && !last.isClosed) {
        last.isClosed = true;
        last.closed();
      }
      await passes(50);
    }
    return sockets.length;
  };
  const [late, early] = [await times(1), await times(0)];
  expect(late).toBeLessThan(13);
  expect(early).toBeGreaterThan(late);
});

test('a session that is over ends the stream for good', async () => {
  const { says, passes, sockets } = open({ welcome: false });
  says('snapshot');
  sockets[0]?.closed();
  await passes(60_000);
  expect(sockets.length).toBe(1);
});
