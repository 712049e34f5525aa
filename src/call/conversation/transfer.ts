/**
 * Blind transfer: the serving agent names a target and leaves. The caller is routed to it like any other caller, and
 * returns to the agent, else to their old place, if it cannot be reached: a transfer never loses a caller.
 *
 * A phone gets a success reply before we learn the target, so an unknown target also leads back. An operator's
 * request with an unknown target is refused instead (`whyNoTarget`).
 */

import type { AgentName, FlowId, Plan, QueueName, WayOut } from '../../plan/model.ts';
import { numberOf } from '../../plan/rules/dialled.ts';
import { chainFlow, topicFlow } from '../../plan/rules/named-flows.ts';
import { exhausted } from '../../shared/exhausted.ts';
import type { FailureCode } from '../../shared/failures/table.ts';
import { inSentence } from '../../shared/number/in-sentences.ts';
import { type Duration, seconds } from '../../shared/time.ts';
import { partyLeaves } from '../actions/leaving.ts';
import { moveTo } from '../actions/move.ts';
import { nameOf } from '../actions/offers.ts';
import { noteTalkOutside } from '../actions/outside.ts';
import { freeSlot } from '../actions/parked.ts';
import { defaultMusic, musicOf, playMusic } from '../actions/sound.ts';
import { type Callable, callable } from '../callbacks/callback-number.ts';
import type { Call, CallIn, Search } from '../kept/call.ts';
import { type OfferedTo, type OtherParty, othersIn } from '../kept/parties.ts';
import type { Turn } from '../turn/turn.ts';
import { goBack } from '../waiting/ring-exits.ts';
import { ringPlace, startSearch, waitInQueue } from '../waiting/start-search.ts';
import { firstBackTo, foundBefore } from './back-to-agent.ts';
import { anySlot, isSlot, park } from './parking.ts';

const ringFor: Duration = seconds(20);

type Target =
  | { readonly kind: 'agent'; readonly agent: AgentName }
  | { readonly kind: 'team'; readonly team: string; readonly agents: readonly AgentName[] }
  | { readonly kind: 'queue'; readonly queue: QueueName }
  | { readonly kind: 'flow'; readonly flow: FlowId }
  | ({ readonly kind: 'outside'; readonly number: string } & WayOut)
  | { readonly kind: 'slot'; readonly slot: string }
  | { readonly kind: 'nobody'; readonly code: FailureCode; readonly because: string };

export function transfer(
  turn: Turn,
  call: CallIn<'talking'>,
  party: OtherParty,
  to: string,
  /** The operator who asks for it in their place. */
  askedBy?: string,
  /** Their leg has ended. */
  isDown = false,
): void {
  const { search, conversation } = call.phase;
  const { who, since, leg } = party;
  const target = targetNow(turn, call, to);
  const found = foundBefore(turn, search, since);
  const back = asksThem(target, who) ? found : firstBackTo(turn, who, found);
  noteTalkOutside(turn, call);
  noteTransfer(turn, call, party, { to, target, otherwise: inWords(back), askedBy });
  for (const each of othersIn(conversation)) partyLeaves(turn, call, each, isDown && each.leg === leg);
  // First out of the room, whose end would end the music.
  const alone = moveTo(turn, call, { name: 'waiting', search: found }, `transferred by ${nameOf(who)}`);
  const music = target.kind === 'queue' ? turn.queue(target.queue, call)?.music : musicOf(turn, alone);
  bringTo(turn, playMusic(turn, alone, music ?? defaultMusic), target, who, back);
}

/** `otherwise`: where the caller goes if there is no one to reach. */
export function noteTransfer(
  turn: Turn,
  { id }: Call,
  { who, offer }: OtherParty,
  how: { to: string; target: Target; otherwise: string; askedBy: string | undefined },
): void {
  const { to, target, otherwise, askedBy } = how;
  turn.journal({
    type: 'transferAsked',
    call: id,
    offer,
    by: nameOf(who),
    to,
    leadsTo: target.kind === 'nobody' ? otherwise : titleOf(target),
    ...(target.kind === 'nobody' ? { code: target.code, because: target.because } : {}),
    ...(askedBy === undefined ? {} : { askedBy }),
  });
}

/** Who transfers is asked there in any case: whoever is parked comes back to them. */
function asksThem(target: Target, who: OfferedTo): boolean {
  return target.kind === 'slot' || (target.kind === 'agent' && isSame(who, target.agent));
}

const isSame = (who: OfferedTo, agent: AgentName): boolean => who.kind === 'agent' && who.agent === agent;

/** `back`: where they go on if no one can be reached. */
export function bringTo(turn: Turn, call: Call, target: Target, by: OfferedTo, back?: Search): void {
  switch (target.kind) {
    case 'agent':
    case 'team': {
      const agents = target.kind === 'agent' ? [target.agent] : target.agents;
      const askedBefore = Object.fromEntries(
        Object.entries(call.askedBefore).filter(([name]) => !agents.includes(name)),
      );
      const title = titleOf(target);
      const search: Search = {
        for: 'agents',
        agents,
        title,
        strategy: 'ordered',
        ringFor,
        on: {},
        since: turn.now,
        ...(back ? { back } : {}),
      };
      const looking = playMusic(turn, { ...call, askedBefore }, defaultMusic);
      return startSearch(turn, looking, search, `transferred to ${title}`);
    }
    case 'queue':
      return waitInQueue(turn, call, { do: 'queue', queue: target.queue });
    case 'flow':
      turn.put(call);
      return turn.goTo(call, { flow: target.flow, step: 0 });
    case 'outside': {
      return ringPlace(turn, call, {
        for: 'place',
        place: by.kind === 'agent' ? { ...target, by: by.agent } : target,
        title: target.number,
        ringFor,
        on: {},
        since: turn.now,
        ...(back ? { back } : {}),
      });
    }
    case 'slot':
      return park(turn, call, target.slot, by, back);
    case 'nobody':
      return back ? goBack(turn, call, back, target.because) : turn.next(call);
    default:
      exhausted(target);
  }
}

/** As people dial it at their phones: the name of an agent, queue, team, topic or chain; the number of an agent, of the plan, one outside. */
function targetOf(
  plan: Plan,
  planOfCall: Plan,
  to: string,
  judge: (to: string, plan: Plan) => Callable,
): Target {
  if (to === '') return { kind: 'nobody', code: 'no_such_target', because: 'the transfer names no target' };
  const agent = plan.agents[to] ?? Object.values(plan.agents).find(({ number }) => number === to);
  if (agent) return { kind: 'agent', agent: agent.name };
  if (plan.queues[to]) return { kind: 'queue', queue: to };
  if (plan.teams[to]) return { kind: 'team', team: to, agents: plan.teams[to] };
  const { flows, numbers } = planOfCall;
  const number = numberOf(planOfCall, to);
  const flow = number === undefined ? undefined : numbers[number];
  if (flow !== undefined && flows[flow]) return { kind: 'flow', flow };
  const named = [topicFlow(to), chainFlow(to)].find((each) => flows[each]);
  if (named !== undefined) return { kind: 'flow', flow: named };
  const outside = judge(to, plan);
  if (!outside.ok)
    return {
      kind: 'nobody',
      code: outside.code === 'number_not_whole' ? 'no_such_target' : outside.code,
      because: `${inSentence(to)} is not in the plan; as an outside number: ${outside.because}`,
    };
  const { trunks } = plan.outsideCalls;
  const [trunk, ...others] = trunks.length > 0 ? trunks : Object.keys(plan.trunks).slice(0, 1);
  if (trunk === undefined)
    return { kind: 'nobody', code: 'no_trunk', because: 'there is no trunk to call over' };
  return { kind: 'outside', number: outside.number, trunk, ...(others.length > 0 ? { others } : {}) };
}

/** As `callable`, noted for a replay. */
const judged =
  (turn: Turn, { id }: Call) =>
  (to: string, plan: Plan): Callable => {
    const { number, refused } = turn.judge(() => {
      const found = callable(to, plan);
      return found.ok
        ? { call: id, number: found.number }
        : { call: id, refused: { code: found.code, because: found.because } };
    });
    return refused ? { ok: false, ...refused } : { ok: true, number: number ?? to };
  };

export function targetNow(turn: Turn, call: Call, to: string): Target {
  if (!isSlot(turn, to)) return targetOf(turn.plan, turn.planOf(call), to, judged(turn, call));
  if (call.aside) return { kind: 'nobody', code: 'no_such_target', because: isNoCaller };
  const slot = freeSlot(turn, to === anySlot ? undefined : to);
  return slot === undefined
    ? { kind: 'nobody', code: 'no_such_target', because: 'all parking slots are taken' }
    : { kind: 'slot', slot };
}

/** Their own caller waits for them. */
const isNoCaller = 'an agent who consults cannot be parked';

/** Why no one can be transferred there; undefined: they can. */
export function whyNoTarget(
  plan: Plan,
  planOfCall: Plan,
  to: string,
  judge: (to: string, plan: Plan) => Callable = callable,
): string | undefined {
  if (isSlot({ plan }, to)) return undefined;
  const target = targetOf(plan, planOfCall, to, judge);
  return target.kind === 'nobody' ? target.because : undefined;
}

/** The same within a turn. */
export const whyNoTargetNow = (turn: Turn, call: Call, to: string): string | undefined =>
  call.aside && isSlot(turn, to)
    ? isNoCaller
    : whyNoTarget(turn.plan, turn.planOf(call), to, judged(turn, call));

function titleOf(target: Exclude<Target, { kind: 'nobody' }>): string {
  switch (target.kind) {
    case 'agent':
      return target.agent;
    case 'team':
      return `team ${target.team}`;
    case 'queue':
      return `queue ${target.queue}`;
    case 'flow':
      return target.flow;
    case 'outside':
      return target.number;
    case 'slot':
      return `parking slot ${target.slot}`;
  }
}

function inWords(search: Search): string {
  const where = search.for === 'queue' ? `queue ${search.queue} again` : `${search.title} again`;
  return search.back ? `${where}, else ${inWords(search.back)}` : where;
}
