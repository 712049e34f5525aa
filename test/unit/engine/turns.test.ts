import { readFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { newAgent } from '../../../src/agents/board.ts';
import type { Command } from '../../../src/call/kept/commands.ts';
import type { Event } from '../../../src/call/kept/events.ts';
import type { StoredEntry } from '../../../src/call/kept/journal.ts';
import { World } from '../../../src/call/turn/world.ts';
import { Turns, type TurnsOptions } from '../../../src/engine/turns.ts';
import { parsePlan } from '../../../src/plan/read.ts';
import type { Batch } from '../../../src/ports/store.ts';
import { legId } from '../../../src/shared/ids.ts';
import { silentLog } from '../../support/memory-store.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';

/** A store that can be out of order. */
class Shelf {
  readonly batches: Batch[] = [];
  broken = false;
  /** Another engine has written to it. */
  taken = false;
  async commit(batch: Batch): Promise<'stored' | 'fenced'> {
    if (this.broken) throw new Error('the disk is full');
    if (this.taken) return 'fenced';
    this.batches.push({ ...batch, journal: [...batch.journal] });
    return 'stored';
  }
}

function office(log = silentLog, watching: Partial<Pick<TurnsOptions, 'changed' | 'stored'>> = {}) {
  const read = parsePlan(readFileSync(new URL('../../../plans/demo.yaml', import.meta.url), 'utf8'));
  if (!read.ok) throw new Error('the demo plan is wrong');
  const clock = new VirtualClock();
  const world = new World(read.plan, 1);
  world.apply({ calls: new Map(), agents: new Map([['anna', newAgent('anna', clock.now())]]), nextCall: 1 });
  const shelf = new Shelf();
  const stored: StoredEntry[] = [];
  let trouble: string | undefined;
  let fenced = 0;
  const run: Command[] = [];
  const turns = new Turns({
    world,
    store: shelf,
    clock,
    log,
    lastSeq: 10,
    lastTurn: 4,
    run: (command) => run.push(command),
    changed: () => undefined,
    stored: (entry) => stored.push(entry),
    storeFailed: (reason) => {
      trouble = reason;
    },
    fenced: () => {
      fenced++;
    },
    ...watching,
  });
  const pause = (reason: string, at = clock.now()): Event => ({
    type: 'agentPaused',
    at,
    agent: 'anna',
    reason,
    by: 'test',
  });
  return { clock, world, shelf, stored, turns, pause, run, trouble: () => trouble, fenced: () => fenced };
}

/** Nothing waits for what the exchange tells: its turn is over with the microtasks of this moment. */
async function heard(turns: Turns, event: Event): Promise<void> {
  turns.hear(event, true);
  await new Promise((resolve) => setImmediate(resolve));
}

test('turns that come together share a commit, and entries are numbered in order', async () => {
  const { turns, shelf, stored, pause } = office();
  turns.resume([]);
  await Promise.all([turns.take(pause('a')), turns.take(pause('b')), turns.take(pause('c'))]);
  expect(shelf.batches.length).toBeLessThanOrEqual(2);
  expect(stored.map(({ seq }) => seq)).toEqual([11, 12, 13]);
});

test('what needs no command is stored with the next commit', async () => {
  const { turns, shelf, world, pause } = office();
  turns.resume([]);
  await heard(turns, pause('heard'));
  expect(world.agents.get('anna')?.pause?.reason).toBe('heard');
  expect(shelf.batches).toEqual([]);
  await turns.take(pause('taken'));
  expect(shelf.batches).toHaveLength(1);
  expect(shelf.batches[0]?.recorded?.turns).toHaveLength(2);
});

test('what needs no command is stored a moment later if no other commit comes', async () => {
  const { turns, stored, clock, pause } = office();
  turns.resume([]);
  await heard(turns, pause('heard'));
  clock.tick(clock.now() + 25);
  await vi.waitFor(() => expect(stored.map(({ seq }) => seq)).toEqual([11]));
});

test('once no event waits, and at the stop, everything is stored', async () => {
  const { turns, stored, pause } = office();
  turns.resume([]);
  await heard(turns, pause('first'));
  await turns.idle();
  expect(stored.map(({ seq }) => seq)).toEqual([11]);
  await heard(turns, pause('second'));
  turns.stop();
  await vi.waitFor(() => expect(stored.map(({ seq }) => seq)).toEqual([11, 12]));
});

test('what leads to commands is stored before they run', async () => {
  const { turns, shelf, run, clock } = office();
  turns.resume([]);
  await heard(turns, arrival(clock.now()));
  expect(shelf.batches).toHaveLength(1);
  expect(run).not.toEqual([]);
});

test('what was missed comes before what was heard since', async () => {
  const { turns, stored, pause } = office();
  const heard = turns.take(pause('heard'));
  turns.resume([pause('missed')]);
  await heard;
  expect(stored.map((entry) => 'because' in entry && entry.because)).toEqual(['missed', 'heard']);
});

test('a store that fails loses nothing, and is written when it can be again', async () => {
  const { turns, shelf, stored, world, clock, pause, trouble } = office();
  turns.resume([]);
  shelf.broken = true;
  await turns.take(pause('first'));
  expect(world.agents.get('anna')?.pause?.reason).toBe('first');
  expect(trouble()).toBe('the disk is full');
  expect(stored).toEqual([]);
  shelf.broken = false;
  clock.tick(clock.now() + 5000);
  await turns.idle();
  await turns.take(pause('second'));
  expect(trouble()).toBeUndefined();
  expect(stored.map(({ seq }) => seq)).toEqual([11, 12]);
});

test('T13: a store that goes on failing is logged once, and once when it works again', async () => {
  const lines: string[] = [];
  const write = (_: object, text: string): void => void lines.push(text);
  const { turns, shelf, clock, pause } = office({ ...silentLog, error: write, info: write });
  turns.resume([]);
  shelf.broken = true;
  for (const reason of ['first', 'second', 'third']) {
    await turns.take(pause(reason));
    clock.tick(clock.now() + 5000);
    await turns.idle();
  }
  expect(lines).toEqual(['Cannot write the database; calls continue from memory.']);
  shelf.broken = false;
  await turns.take(pause('fourth'));
  expect(lines.slice(1)).toEqual(['The database works again; everything kept in memory is stored.']);
});

test('T13: an alarm is logged at once, also while the store fails, without its words', async () => {
  const lines: object[] = [];
  const { turns, shelf, clock } = office({ ...silentLog, warn: (about: object) => void lines.push(about) });
  turns.resume([]);
  shelf.broken = true;
  const [at, code] = [clock.now(), 'trunk_unreachable'] as const;
  await turns.take({ type: 'trunkChanged', at, trunk: 'berlin', down: code });
  // The engine has logged what it has found itself.
  await turns.take({ type: 'troubleFound', at, code: 'store_failing', what: 'no space' });
  expect(lines).toEqual([{ code, about: 'trunks' }]);
});

test('what watches the turns may fail: their commands run all the same, and later turns are stored', async () => {
  const lines: string[] = [];
  const breaks = (): never => {
    throw new Error('the live stream is broken');
  };
  const log = { ...silentLog, error: (_: object, text: string): void => void lines.push(text) };
  const { turns, shelf, clock, run, pause } = office(log, { changed: breaks, stored: breaks });
  turns.resume([]);
  const caller = { number: '+4930123456', isNew: true, tags: [] };
  const via = { kind: 'line', name: 'demo-line' } as const;
  const arrived = { callerNumber: caller.number, callerName: '', dialled: '101', caller };
  await turns.take({ type: 'callArrived', at: clock.now(), leg: legId('1.1'), via, ...arrived });
  expect(run.length).toBeGreaterThan(0);
  await turns.take(pause('later'));
  expect(shelf.batches.flatMap(({ journal }) => journal.map(({ type }) => type))).toEqual(
    expect.arrayContaining(['callArrived', 'agentChanged']),
  );
  expect(new Set(lines)).toEqual(new Set(['A turn was taken, but what watches the turns failed.']));
});

test('an event that cannot be completed takes none of the others with it', async () => {
  const { turns, stored, pause } = office();
  turns.resume([]);
  const broken = Promise.reject(new Error('the contact book is damaged'));
  await Promise.all([turns.take(pause('a')), turns.take(broken), turns.take(pause('b'))]);
  expect(stored.map((entry) => 'because' in entry && entry.because)).toEqual(['a', 'b']);
});

test('a clock that is set back gives no negative times', async () => {
  const { turns, stored, clock, pause } = office();
  turns.resume([]);
  await turns.take(pause('first', clock.now()));
  await turns.take(pause('second', clock.now() - 60_000));
  expect(stored.map(({ at }) => at)).toEqual([clock.now(), clock.now()]);
});

test('an event that is completed later keeps its place', async () => {
  const { turns, stored, pause } = office();
  let complete: (event: Event) => void = () => undefined;
  turns.resume([]);
  const first = turns.take(new Promise<Event>((resolve) => (complete = resolve)));
  const second = turns.take(pause('second'));
  complete(pause('first'));
  await Promise.all([first, second]);
  expect(stored.map((entry) => 'because' in entry && entry.because)).toEqual(['first', 'second']);
});

test('what people ask for is taken while events of the exchange are held', async () => {
  const { turns, world, pause } = office();
  const phone = { type: 'phoneChanged', at: 1, phone: 'anna', reachable: true, busy: false } as const;
  let told = false;
  void turns.take(phone).then(() => {
    told = true;
  });
  await turns.takeAtOnce(pause('lunch'));
  expect(world.agents.get('anna')?.pause).toBeDefined();
  expect(told).toBe(false);
  turns.resume([]);
  await turns.idle();
  expect(told).toBe(true);
});

test('a caller of whom the store could not be told is known to have been ours', async () => {
  const { turns, shelf, clock } = office();
  turns.resume([]);
  shelf.broken = true;
  await turns.take({
    type: 'callArrived',
    at: clock.now(),
    leg: legId('sim.1'),
    via: { kind: 'line', name: 'line1' },
    dialled: 'nowhere',
    callerNumber: '',
    callerName: '',
    caller: { isNew: false, tags: [] },
  });
  expect([...turns.unstoredLegs()]).toEqual(['sim.1']);
});

/** A caller for whom a phone rings. */
const arrival = (at: number): Event => ({
  type: 'callArrived',
  at,
  leg: legId('sim.1'),
  via: { kind: 'line', name: 'line1' },
  dialled: 'nowhere',
  callerNumber: '',
  callerName: '',
  caller: { isNew: false, tags: [] },
});

test('entries and turns are numbered by the engine, in the batch', async () => {
  const { turns, shelf, pause } = office();
  turns.resume([]);
  await Promise.all([turns.take(pause('a')), turns.take(pause('b'))]);
  await turns.take(pause('c'));
  expect(shelf.batches.map(({ firstSeq }) => firstSeq)).toEqual([11, 13]);
  expect(shelf.batches.map(({ recorded }) => recorded)).toMatchObject([
    { first: 5, firstSeq: 11, turns: [{ entries: 1, event: { reason: 'a' } }, { event: { reason: 'b' } }] },
    { first: 7, firstSeq: 13, turns: [{ entries: 1, event: { type: 'agentPaused', reason: 'c' } }] },
  ]);
  expect(turns.position).toEqual({ turn: 7, seq: 13 });
});

test('after a commit that failed, the numbers go on where the store is', async () => {
  const { turns, shelf, clock, pause } = office();
  turns.resume([]);
  shelf.broken = true;
  await turns.take(pause('a'));
  shelf.broken = false;
  await turns.take(pause('b'));
  clock.tick(clock.now() + 5000);
  await turns.idle();
  expect(shelf.batches).toMatchObject([{ firstSeq: 11, recorded: { first: 5, turns: [{}, {}] } }]);
});

test('commands run when the store fails, and never after it was fenced', async () => {
  const { turns, shelf, run, clock, stored, pause, fenced } = office();
  turns.resume([]);
  shelf.broken = true;
  await turns.take(arrival(clock.now()));
  expect(run.length).toBeGreaterThan(0);
  run.length = 0;
  shelf.broken = false;
  shelf.taken = true;
  await turns.take({ ...arrival(clock.now()), leg: legId('sim.2') } as Event);
  await turns.take(pause('later'));
  expect(run).toEqual([]);
  expect(stored).toEqual([]);
  expect(fenced()).toBe(1);
});

test('an engine whose exchange another one has taken over runs no command, and still says what it knew', async () => {
  const { turns, run, clock, stored } = office();
  turns.resume([]);
  turns.fence();
  await turns.take(arrival(clock.now()));
  expect(run).toEqual([]);
  expect(stored.length).toBeGreaterThan(0);
});

test('an event that throws before its turn is left out, and the next is taken', async () => {
  const { turns, world, shelf, stored, clock, pause } = office();
  turns.resume([]);
  world.callOnLeg = () => {
    throw new Error('no leg can be looked up');
  };
  const pressed: Event = { type: 'digitPressed', at: clock.now(), leg: legId('sim.1'), digit: '7' };
  await Promise.all([turns.take(pressed), turns.take(pause('after'))]);
  expect(stored.map((entry) => 'because' in entry && entry.because)).toEqual(['after']);
  // Whose key it was is not known, so the record does not say it.
  expect(shelf.batches[0]?.recorded?.turns).toMatchObject([{ failed: true, event: { digit: 'x' } }, {}]);
});

test('once it has stopped nobody waits for a turn: what people ask for is refused, the rest is for the next start', async () => {
  const { turns, pause } = office();
  // Held: as long as the exchange is away.
  const [told, asked] = [turns.take(pause('a')), turns.takeAtOnce(pause('b'))];
  await asked;
  turns.stop();
  await told;
  await turns.take(pause('c'));
  await expect(turns.takeAtOnce(pause('d'))).rejects.toThrow('the engine stops');
});
