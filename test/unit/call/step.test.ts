import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { newAgent } from '../../../src/agents/board.ts';
import type { Command } from '../../../src/call/kept/commands.ts';
import type { Event } from '../../../src/call/kept/events.ts';
import { step } from '../../../src/call/step.ts';
import type { TurnResult } from '../../../src/call/turn/turn.ts';
import { World } from '../../../src/call/turn/world.ts';
import type { Plan } from '../../../src/plan/model.ts';
import { parsePlan } from '../../../src/plan/read.ts';
import { callId, legId, offerId, playbackId } from '../../../src/shared/ids.ts';

type WithoutTime<T> = T extends unknown ? Omit<T, 'at'> : never;

/** A world that takes one event after the other, at a time that stands still. */
class Desk {
  readonly world: World;
  readonly at = 1_000_000;

  constructor(change: (plan: Plan) => Plan = (plan) => plan) {
    const text = readFileSync(new URL('../../support/plans/contract.yaml', import.meta.url), 'utf8');
    const read = parsePlan(text);
    if (!read.ok) throw new Error('the plan is wrong');
    this.world = new World(change(read.plan), 1);
    const anna = { ...newAgent('anna', 0), phone: { reachable: true, busy: false } };
    this.world.apply({ calls: new Map(), agents: new Map([['anna', anna]]), nextCall: 1 });
  }

  hears(event: WithoutTime<Event>): TurnResult {
    const result = step(this.world, { ...event, at: this.at });
    this.world.apply(result.changes);
    return result;
  }

  dials(number: string): TurnResult {
    return this.hears({
      type: 'callArrived',
      leg: legId('caller.1'),
      via: { kind: 'line', name: 'line1' },
      dialled: number,
      callerNumber: '',
      callerName: '',
      caller: { isNew: false, tags: [] },
    });
  }

  get phase(): string | undefined {
    return this.world.calls.get(callId(1))?.phase.name;
  }
}

const commands = (result: TurnResult, what: Command['do']) =>
  result.commands.filter((command) => command.do === what);

describe('what comes too late', () => {
  test('an answer for an offer that nobody has any more is hung up on', () => {
    const desk = new Desk();
    const late = offerId(callId(1), 9);
    const result = desk.hears({ type: 'legAnswered', leg: late });
    expect(commands(result, 'hangUp')).toMatchObject([{ leg: late }]);
    expect(result.journal).toMatchObject([{ type: 'answeredTooLate', offer: late }]);
  });

  test('the answer that has been taken is not taken twice, nor hung up on', () => {
    const desk = new Desk();
    desk.dials('101');
    const offer = offerId(callId(1), 2);
    expect(commands(desk.hears({ type: 'legAnswered', leg: offer }), 'connect')).toHaveLength(1);
    expect(desk.hears({ type: 'legAnswered', leg: offer }).commands).toEqual([]);
    expect(desk.phase).toBe('talking');
  });

  test('the end of a prompt that is not the one being spoken means nothing', () => {
    const desk = new Desk();
    desk.dials('100');
    const before = desk.world.calls.get(callId(1));
    desk.hears({ type: 'promptEnded', playback: playbackId(callId(1), 77), played: true });
    expect(desk.world.calls.get(callId(1))).toBe(before);
  });

  test('a leg that nobody knows may end', () => {
    const desk = new Desk();
    expect(desk.hears({ type: 'legEnded', leg: legId('stranger'), cause: 'hung_up' }).journal).toEqual([]);
  });
});

describe('a fault in the treatment of a call', () => {
  /** A plan that could never have been compiled: its flow leads into a menu that is not there. */
  const broken = (plan: Plan): Plan => ({ ...plan, menus: {} });

  test('ends that call with an apology, and leaves no half change', () => {
    const desk = new Desk(broken);
    const result = desk.dials('100');
    expect(desk.phase).toBe('saying_goodbye');
    expect(result.journal.filter(({ type }) => type === 'alarmRaised')).toMatchObject([{ call: '1' }]);
    const [play] = commands(result, 'play');
    expect(play).toMatchObject({ prompt: { en: [{ kind: 'text' }] } });
  });

  test('a call that cannot even be begun is counted and refused', () => {
    const desk = new Desk((plan) => ({ ...plan, codes: undefined as never, numbers: undefined as never }));
    const result = desk.dials('100');
    expect(result.journal.map(({ type }) => type)).toEqual(['alarmRaised', 'callArrived', 'callEnded']);
    expect(result.commands).toMatchObject([{ do: 'hangUp', leg: 'caller.1', cause: 'congestion' }]);
    expect(desk.world.calls.size).toBe(0);
  });

  test('does not touch the others', () => {
    const desk = new Desk(broken);
    desk.dials('101');
    desk.hears({
      type: 'callArrived',
      leg: legId('caller.2'),
      via: { kind: 'line', name: 'line2' },
      dialled: '100',
      callerNumber: '',
      callerName: '',
      caller: { isNew: false, tags: [] },
    });
    expect(desk.phase).toBe('ringing');
  });

  test('of one who waits does not leave an agent idle beside the next', () => {
    const desk = new Desk();
    desk.hears({ type: 'agentPaused', agent: 'anna', by: 'anna', reason: 'lunch' });
    desk.dials('101');
    desk.hears({
      type: 'callArrived',
      leg: legId('caller.2'),
      via: { kind: 'line', name: 'line2' },
      dialled: '101',
      callerNumber: '',
      callerName: '',
      caller: { isNew: false, tags: [] },
    });
    const first = desk.world.calls.get(callId(1));
    if (!first) throw new Error('the first caller does not wait');
    const spoilt = { ...first, askedBefore: undefined as never };
    desk.world.apply({ calls: new Map([[first.id, spoilt]]), agents: new Map(), nextCall: 3 });
    const result = desk.hears({ type: 'agentResumed', agent: 'anna', by: 'anna' });
    expect(result.journal.filter(({ type }) => type === 'alarmRaised')).toMatchObject([{ call: '1' }]);
    expect(desk.phase).toBe('waiting');
    expect(commands(result, 'ring')).toMatchObject([{ call: '2' }]);
  });
});
