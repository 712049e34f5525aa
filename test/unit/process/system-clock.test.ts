/** Timers of a process that was held up: what came meanwhile is older than what is due. */
import { once } from 'node:events';
import { type AddressInfo, createConnection, createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { systemClock } from '../../../src/process/system-clock.ts';

function holdUp(length: number): void {
  for (const end = performance.now() + length; performance.now() < end; );
}

test('F14: what has come while the process was stopped is read before its timers run out', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const reader = createConnection(port, '127.0.0.1');
  onTestFinished(() => void reader.destroy());
  const [[writer]] = await Promise.all([once(server, 'connection'), once(reader, 'connect')]);
  const order: string[] = [];
  reader.on('data', () => order.push('read'));
  const ranOut = new Promise<void>((resolve) => {
    systemClock.after(20, () => {
      order.push('ran out');
      resolve();
    });
  });
  writer.write('an agent has answered');
  holdUp(1200);
  await ranOut;
  expect(order).toEqual(['read', 'ran out']);
});

test('a late timer can still be called off', async () => {
  let ran = false;
  const callOff = systemClock.after(20, () => {
    ran = true;
  });
  holdUp(1200);
  await new Promise((resolve) => setTimeout(resolve, 1));
  callOff();
  await new Promise<void>((resolve) => void systemClock.after(100, resolve));
  expect(ran).toBe(false);
});
