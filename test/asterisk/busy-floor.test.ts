/**
 * A floor on a real Asterisk where people do all that they can: callers give up, choose, wait, leave messages; agents
 * decline, hold, transfer, consult, merge, pause. Afterwards every call has ended once, as the callers and the phones
 * know, and `cordboard replay --check` decides everything once more from what was recorded.
 *
 * BUSY_FOR: for so many seconds. `npm run nightly` does it for half an hour.
 */
import { expect, test } from 'vitest';
import { z } from 'zod';
import { type ChildFloor, childFloor } from '../support/asterisk/child-floor.ts';
import { replayCheck } from '../support/asterisk/replay-check.ts';
import { Seeded } from '../support/seeded.ts';
import type { IncomingCall } from '../support/sip/incoming-call.ts';
import type { OutgoingCall } from '../support/sip/outgoing-call.ts';
import type { Softphone } from '../support/sip/softphone.ts';
import { passes, until } from '../support/sip/until.ts';

const busyFor = Number(process.env['BUSY_FOR'] ?? 15) * 1000;
const seed = Number(process.env['BUSY_SEED'] ?? 7);
const agentNames = ['anna', 'boris', 'clara', 'dora'];
const lineNames = ['line1', 'line2', 'line3', 'line4', 'line5', 'line6'];

/** Dealt in turn, so that a short day has each of them too. */
const callers = ['waits', 'gives_up', 'chooses', 'waits', 'chain', 'leaves_message', 'waits'] as const;
const talks = [
  'agent_hangs_up',
  'caller_hangs_up',
  'hold',
  'transfer',
  'consult_and_complete',
  'consult_and_cancel',
  'warm',
] as const;

/** What one try has dealt and counted: of an earlier one that has failed, some of its people may still be at it. */
interface Day {
  readonly floor: ChildFloor;
  readonly chance: Seeded;
  readonly figures: { calls: number; talks: Record<string, number>; refused: number; lost: number };
  /** Talks so far: each kind has its turn. */
  dealt: number;
  readonly isOver: () => boolean;
}

test(`a busy floor for ${busyFor / 1000} s is decided once more, to the last entry`, {
  timeout: 90_000 + busyFor,
}, async () => {
  const floor = await childFloor();
  const agents = await Promise.all(agentNames.map(async (name) => await floor.phone(name)));
  for (const agent of agents) expect(await agent.register()).toBe(200);
  const lines = await Promise.all(lineNames.map(async (name) => await floor.phone(name)));

  const end = Date.now() + busyFor;
  const figures: Day['figures'] = { calls: 0, talks: {}, refused: 0, lost: 0 };
  const day: Day = { floor, chance: new Seeded(seed), figures, dealt: 0, isOver: () => Date.now() > end };
  await Promise.all([
    ...agents.map(async (agent) => await agentWorks(day, agent)),
    ...lines.map(async (line, nth) => await callersCome(day, line, nth)),
    pausesAreTaken(day),
  ]);
  await Promise.all([...agents, ...lines].map(async (phone) => await phone.hangUpAll()));
  await until('all is over', async () => (await floor.phases()).length === 0, { within: 20_000 });

  const journal = await everyEntry(floor);
  const callsOf = (type: string): readonly number[] =>
    journal.flatMap((entry) => (entry.type === type ? [Number(entry.call)] : [])).toSorted((a, b) => a - b);
  expect(callsOf('callEnded')).toEqual(callsOf('callArrived'));
  // The others are consultations: calls of agents to each other.
  expect(journal.filter(({ type, via }) => type === 'callArrived' && via?.kind === 'line')).toHaveLength(
    figures.calls,
  );
  expect(figures.lost).toBe(0);
  expect(Object.keys(figures.talks).toSorted()).toEqual([...talks].toSorted());

  const stretches = await replayCheck(floor.settings.home);
  const compared = stretches.reduce((sum, { entries }) => sum + entries, 0);
  console.log(JSON.stringify({ ...figures, entries: journal.length, compared }));
  expect(stretches.map(({ result }) => result)).toEqual(stretches.map(() => ({ kind: 'equal' })));
  expect(compared).toBeGreaterThanOrEqual(journal.length);
});

async function callersCome(day: Day, line: Softphone, nth: number): Promise<void> {
  const { chance, figures, isOver } = day;
  for (let turn = nth; !isOver(); turn++) {
    const kind = callers[turn % callers.length] ?? 'waits';
    const fromNumber = `+4930${5_550_000 + chance.between(0, 40)}`;
    figures.calls += 1;
    switch (kind) {
      case 'gives_up': {
        const call = await line.call('106', { fromNumber });
        await passes(chance.between(200, 3000));
        await call.hangUp();
        break;
      }
      case 'chooses': {
        const call = await line.call('100', { fromNumber });
        await call.untilState('up', 20_000);
        await passes(chance.between(300, 900));
        await call.sendDigits(chance.pick(['1', '2', '8', '7']));
        await served(day, call);
        break;
      }
      case 'leaves_message': {
        const call = await line.call('103', { fromNumber });
        await call.untilState('up', 20_000);
        await passes(chance.between(500, 4000));
        await call.hangUp();
        break;
      }
      case 'chain':
        await served(day, await line.call('102', { fromNumber }));
        break;
      case 'waits':
        await served(day, await line.call(chance.pick(['101', '105', '106']), { fromNumber }));
    }
    await passes(chance.between(100, 800));
  }
}

/** Stays until the call is over, with patience. */
async function served({ figures }: Day, call: OutgoingCall): Promise<void> {
  const patience = Date.now() + 20_000;
  await until('the call is over, or patience', () => call.state === 'ended' || Date.now() > patience, {
    within: 25_000,
  });
  // Nobody may be refused: there is a queue, or a voicemail, behind each number.
  if (call.status !== undefined && call.status >= 400 && call.endedBy !== 'us') figures.lost += 1;
  await call.hangUp();
}

async function agentWorks(day: Day, phone: Softphone): Promise<void> {
  while (!day.isOver()) {
    const call = phone.ringing;
    if (!call) {
      await passes(50);
      continue;
    }
    const answers = day.chance.pick([...Array<string>(8).fill('answer'), 'decline', 'let_ring']);
    if (answers === 'decline') call.decline();
    else if (answers === 'let_ring') await call.untilState('ended', 30_000);
    else await talk(day, phone, call);
  }
}

async function talk(day: Day, phone: Softphone, call: IncomingCall): Promise<void> {
  const { floor, chance, figures } = day;
  await passes(chance.between(50, 500));
  if (phone.ringing !== call) return;
  await call.answer();
  const isCaller = await servesCaller(floor, phone);
  await passes(chance.between(300, 1500));
  if (isCaller === undefined) {
    // Asked by a colleague, or fetched: the other side decides.
    await until('the colleague is done', () => call.state === 'ended', { within: 20_000 }).catch(
      () => undefined,
    );
    await call.hangUp();
    return;
  }
  const kind = talks[day.dealt++ % talks.length] ?? 'agent_hangs_up';
  figures.talks[kind] = (figures.talks[kind] ?? 0) + 1;
  const ask = async (action: string, body: object = {}): Promise<void> => {
    await floor.cordboard.ask(`/v1/calls/${isCaller}/${action}`, body).catch(() => (figures.refused += 1));
  };
  const isUp = (): boolean => call.state === 'up';
  const colleague = chance.pick(agentNames.filter((name) => name !== phone.account.user));
  switch (kind) {
    case 'hold':
      if (isUp()) await call.offers('sendonly').catch(() => (figures.refused += 1));
      await passes(chance.between(200, 1500));
      if (isUp()) await call.offers('sendrecv').catch(() => (figures.refused += 1));
      break;
    case 'transfer':
      if (isUp()) await call.transfer('101').catch(() => (figures.refused += 1));
      break;
    case 'consult_and_complete':
    case 'consult_and_cancel':
      await ask('consult', { to: colleague });
      await passes(chance.between(300, 2500));
      await ask(kind === 'consult_and_complete' ? 'complete' : 'cancel');
      break;
    case 'warm':
      await ask('join', { who: colleague, onAnswer: 'join' });
      await passes(chance.between(500, 2500));
      break;
    case 'caller_hangs_up':
      // Only a few stay for so long.
      await passes(chance.between(500, 20_000));
      break;
    case 'agent_hangs_up':
      break;
  }
  await passes(chance.between(100, 800));
  await call.hangUp();
}

/** The call whose caller this phone serves; undefined: it was asked by a colleague. */
async function servesCaller(floor: ChildFloor, phone: Softphone): Promise<string | undefined> {
  const { agents } = agentList.parse(await floor.cordboard.ask('/v1/agents'));
  const of = agents.find(({ name }) => name === phone.account.user);
  return of?.state === 'talking' ? of.call : undefined;
}

const agentList = z.looseObject({
  agents: z.array(z.looseObject({ name: z.string(), state: z.string(), call: z.string().optional() })),
});

async function pausesAreTaken({ floor, chance, isOver }: Day): Promise<void> {
  while (!isOver()) {
    const agent = chance.pick(agentNames);
    await floor.cordboard.ask(`/v1/agents/${agent}/pause`, { reason: 'lunch' });
    await passes(chance.between(500, 2000));
    await floor.cordboard.ask(`/v1/agents/${agent}/resume`, {});
    await passes(chance.between(500, 3000));
  }
}

const entryList = z.looseObject({
  entries: z.array(
    z.looseObject({
      seq: z.number(),
      type: z.string(),
      call: z.string().optional(),
      via: z.looseObject({ kind: z.string() }).optional(),
    }),
  ),
});

async function everyEntry(floor: ChildFloor): Promise<z.infer<typeof entryList>['entries']> {
  const all: z.infer<typeof entryList>['entries'] = [];
  for (;;) {
    const after = all.at(-1)?.seq ?? 0;
    const { entries } = entryList.parse(await floor.cordboard.ask(`/v1/journal?after=${after}&limit=500`));
    if (entries.length === 0) return all;
    all.push(...entries);
  }
}
