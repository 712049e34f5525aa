/** The floor that `status --watch` draws: kept up by the live stream, and asked for anew when that is lost. */
import { expect, test } from 'vitest';
import { FloorFollower } from '../../../src/cli/engine/floor.ts';
import type { LiveMessage } from '../../../src/contract/live/messages.ts';

const health = (ready: boolean) => ({ ready, reasons: [], since: '2026-11-21T09:00:00.000Z' });
const house = (company: string, ready = true) => ({
  version: '1',
  health: health(ready),
  asteriskRestartFor: [],
  company,
  timeZone: 'Europe/Berlin',
  planVersion: 1,
  trunks: [],
  refusedLogIns: [],
  phonesInTurns: [],
});
const at = '2026-11-21T09:30:00.000Z';
const snapshot = (company: string): LiveMessage => ({
  type: 'snapshot',
  topic: 'floor',
  seq: 1,
  at,
  floor: { house: house(company), order: { agents: [], queues: [] }, agents: {}, queues: {}, calls: {} },
});

/** An engine whose connections say that, and then end when they are told to. */
class Engine {
  connections = 0;
  #end: () => void = () => undefined;
  #more: ((message: LiveMessage) => void) | undefined;

  says(message: LiveMessage): void {
    this.#more?.(message);
  }

  isCut(): void {
    this.#end();
  }

  async *live(): AsyncGenerator<LiveMessage> {
    this.connections += 1;
    yield snapshot(`Company ${this.connections}`);
    for (;;) {
      const next = await new Promise<LiveMessage | undefined>((resolve) => {
        this.#more = resolve;
        this.#end = () => resolve(undefined);
      });
      if (!next) return;
      yield next;
    }
  }
}

test('one connection serves every look, and what changes is in the next one', async () => {
  const engine = new Engine();
  const floor = new FloorFollower(engine);
  expect(await floor.status()).toMatchObject({ company: 'Company 1', health: { ready: true } });
  await expect
    .poll(async () => {
      engine.says({
        type: 'changes',
        topic: 'floor',
        seq: 2,
        at,
        changes: { house: house('Company 1', false) },
      });
      return (await floor.status()).health.ready;
    })
    .toBe(false);
  expect(engine.connections).toBe(1);
});

test('a connection that is lost is made again, with a new snapshot', async () => {
  const engine = new Engine();
  const floor = new FloorFollower(engine);
  await floor.status();
  await expect
    .poll(async () => {
      engine.isCut();
      return (await floor.status()).company;
    })
    .toBe('Company 2');
});
