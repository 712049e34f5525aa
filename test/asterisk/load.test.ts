/**
 * 30 calls a second, 50 agents who answer at once, calls of a second: none is lost, none is stuck, nothing
 * is left over, and the engine's memory does not grow. How fast it goes is not asked here but in bench/.
 *
 * LOAD_FOR: for so many seconds. `npm run nightly -- --only load` does it for five minutes.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { sharedFloor } from '../support/asterisk/shared-floor.ts';
import { type AsteriskFloor, asteriskFloor } from '../support/asterisk-floor.ts';
import { freeUdpPort, type Part, sipp, startSipp } from '../support/sipp/sipp.ts';

const agents = Array.from({ length: 50 }, (_, index) => `agent${String(index + 1).padStart(2, '0')}`);
const lines = Array.from({ length: 9 }, (_, index) => `line${index + 1}`);
const plan = `
company: Load
country: DE
time zone: Europe/Berlin
language: en
numbers:
  "101": { queue: sales }
queues:
  sales: { agents: [${agents.join(', ')}], wrap-up: 0s, try again after: 1s }
agents:
${agents.map((name) => `  ${name}: { skills: {} }`).join('\n')}
lines: [${lines.join(', ')}]
# A host that is busy with other things must not make the engine turn callers away: that is tested elsewhere.
limits: { engine late: 10s }
`;

const callsPerSecond = 30;
const runFor = Number(process.env['LOAD_FOR'] ?? 20);
const calls = callsPerSecond * runFor;

let floor: AsteriskFloor;
sharedFloor(async () => (floor = await asteriskFloor({ plan })));

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');
const heapInUse = (): number => {
  collectGarbage();
  return process.memoryUsage().heapUsed / 2 ** 20;
};

test(`${callsPerSecond} calls a second for ${runFor} s`, { timeout: 120_000 + runFor * 2_000 }, async () => {
  const server = { host: '127.0.0.1', port: floor.cordboard.sipPort };
  const part = (user: string): Part => {
    const { password = '' } = floor.cordboard.credentials.sip.find((one) => one.user === user) ?? {};
    return { user, password };
  };
  const port = await freeUdpPort();
  const registered = await sipp('register', {
    server,
    port,
    calls: agents.length,
    rate: 25,
    as: agents.map(part),
  });
  expect(registered, registered.errors).toMatchObject({ failed: 0, successful: agents.length });
  const phones = await startSipp('agent-answers', {
    server,
    port,
    atATime: 500,
    within: 100_000 + runFor * 2_000,
  });
  const ready = (): boolean => floor.operations.agents().every(({ phone }) => phone.reachable);
  await floor.until('all phones can be rung', ready);

  const running = await startSipp('caller-hangs-up', {
    server,
    calls,
    rate: callsPerSecond,
    atATime: 400,
    talkFor: 1000,
    within: 90_000 + runFor * 2_000,
    as: lines.map((line, index) => ({
      ...part(line),
      number: `+4930555${index}`,
      name: `Caller ${index}`,
      dials: '101',
    })),
  });
  // The first third warms up; the heap at the end of the second and of the last are compared.
  const heap: number[] = [];
  for (const share of [1 / 3, 2 / 3, 1]) {
    await floor.until(
      `${share} of the calls have come`,
      () => floor.arrivals.arrived.length >= calls * share,
      90_000 + runFor * 1_000,
    );
    heap.push(heapInUse());
  }
  const result = await running.finished;
  expect(result, result.errors).toMatchObject({ exitCode: 0, failed: 0, successful: calls });
  expect((await phones.stop()).failed).toBe(0);

  await floor.until('all calls are over', () => floor.operations.calls().length === 0);
  const outcomes = new Map<string, number>();
  for (const { outcome } of floor.arrivals.ended) outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  expect(Object.fromEntries(outcomes)).toEqual({ answered: calls });
  const [, second = 0, last = 0] = heap;
  // The journal of the test itself (Arrivals) grows by about a kilobyte a call; a leak of whole calls would be far above.
  expect(last - second, `heap in MB after each third: ${heap.map(Math.round).join(', ')}`).toBeLessThan(8);
});
