/**
 * The exchange of a trial: prompts end at once, phones do as `Behaviour` says, and the caller presses the next key as
 * soon as somebody listens for one. Who picks up outside presses the key that is asked for, unless it is a mailbox. After
 * a minute's talk, and once they have left a message, callers are content. Callbacks that they ask for are made.
 */

import { keyToTake } from '../call/actions/key.ts';
import type { Call } from '../call/kept/call.ts';
import type { Command, CommandOf } from '../call/kept/commands.ts';
import type { CallArrived, Event } from '../call/kept/events.ts';
import type { JournalEntry } from '../call/kept/journal.ts';
import { servingIn } from '../call/kept/parties.ts';
import { step } from '../call/step.ts';
import type { World } from '../call/turn/world.ts';
import { ownPhones } from '../plan/rules/phones.ts';
import { exhausted } from '../shared/exhausted.ts';
import { type CallId, callId, type LegId, legId, type OfferId, type PlaybackId } from '../shared/ids.ts';
import { type Duration, type Instant, minutes, seconds } from '../shared/time.ts';
import type { Timer, TimerOwner } from '../shared/timer.ts';
import type { Act } from './acts.ts';
import { type Behaviour, usualBehaviour } from './behaviour.ts';
import type { Situation } from './situation.ts';

const callersLeg = legId('caller');
const talkLasts: Duration = minutes(1);
const messageLasts: Duration = seconds(10);

type WithoutTime<T> = T extends unknown ? Omit<T, 'at'> : never;
type Due = { readonly at: Instant } & ({ readonly event: WithoutTime<Event> } | { readonly act: Act });

export class TrialExchange {
  readonly call: CallId;
  readonly journal: JournalEntry[] = [];
  /** Of what people wanted to do: what could not be done. */
  readonly undone: Act[] = [];
  readonly #world: World;
  readonly #situation: Situation;
  readonly #timers = new Set<string>();
  #due: Due[] = [];
  #keys: string;
  #marks: string;
  /** The question that was answered last. */
  #rated: PlaybackId | undefined;
  /** Calls that somebody talks on. */
  readonly #talking = new Set<CallId>();
  /** How often each lookup was asked. */
  readonly #lookedUp = new Map<string, number>();
  /** How the person who is rung there behaves. */
  readonly #behaviourAt = new Map<LegId, Behaviour>();

  constructor(world: World, situation: Situation) {
    this.#world = world;
    this.#situation = situation;
    this.#keys = situation.keys;
    this.#marks = situation.survey ?? '';
    this.call = callId(world.nextCall);
  }

  begins(at: Instant, patience: Duration): void {
    const { plan, dialled, caller, behaviours } = this.#situation;
    const arrival = { via: viaOf(this.#situation), dialled, caller, callerNumber: '', callerName: '' };
    this.#at(at, { type: 'callArrived', leg: callersLeg, ...arrival });
    this.#at(at + patience, { type: 'legEnded', leg: callersLeg, cause: 'hung_up' });
    for (const act of this.#situation.acts ?? []) if (act.does === 'dials') this.#at(at + act.after, act);
    for (const [name, behaviour] of behaviours) {
      const profile = plan.agents[name];
      if (!profile || behaviour.does !== 'talks') continue;
      for (const phone of ownPhones(profile))
        this.#at(at + behaviour.for, { type: 'phoneChanged', phone, reachable: true, busy: false });
    }
  }

  /** Lets the next thing happen; false: the call is over, and the callback that it has led to. */
  goesOn(): boolean {
    const first = this.#due.shift();
    if (!first) return false;
    const event = 'act' in first ? this.#eventOf(first.act) : first.event;
    if (!event) {
      if ('act' in first) this.undone.push(first.act);
      return true;
    }
    const { changes, journal, commands } = step(this.#world, { ...event, at: first.at });
    if ('act' in first && journal.length === 0) this.undone.push(first.act);
    this.#world.apply(changes);
    this.journal.push(...journal);
    for (const [id, call] of changes.calls) this.#follow({ call: id }, call?.timers ?? [], first.at);
    for (const [name, agent] of changes.agents) this.#follow({ agent: name }, agent?.timers ?? [], first.at);
    for (const call of this.#world.calls.values()) this.#talksIn(call, first.at);
    const call = this.#world.calls.get(this.call);
    // A key that is pressed comes before the prompt that it cuts short is over.
    if (call) this.#callerActs(call, first.at);
    for (const command of commands) this.#obey(command, first.at);
    return this.#world.calls.size > 0;
  }

  #talksIn({ id, leg, phase, aside }: Call, now: Instant): void {
    if (phase.name !== 'talking' || aside || this.#talking.has(id)) return;
    this.#talking.add(id);
    const acts = id === this.call ? (this.#situation.acts ?? []).filter(({ does }) => does !== 'dials') : [];
    for (const act of acts) this.#at(now + act.after, act);
    const last = Math.max(0, ...acts.map(({ after }) => after));
    const first = this.#situation.survey === undefined ? leg : servingIn(phase.conversation).leg;
    this.#at(now + last + talkLasts, { type: 'legEnded', leg: first, cause: 'hung_up' });
  }

  /** Undefined: no party can do it. */
  #eventOf(act: Act): WithoutTime<Event> | undefined {
    const call = this.#world.calls.get(this.call);
    if (act.does === 'dials') {
      const phone = this.#situation.plan.agents[act.agent]?.phone;
      if (phone === undefined) return undefined;
      const via = { kind: 'phone', name: phone } as const;
      const caller = { isNew: false, tags: [] };
      const leg = legId(`dialled by ${act.agent}`);
      return { type: 'callArrived', leg, via, dialled: act.what, caller, callerNumber: '', callerName: '' };
    }
    if (call?.phase.name !== 'talking') return undefined;
    const { who, leg } = servingIn(call.phase.conversation);
    const by = who.kind === 'agent' ? who.agent : 'trial';
    if (act.does === 'transfer') return { type: 'transferRequested', call: call.id, leg, to: act.to, by };
    return { type: 'talkActionAsked', call: call.id, action: act.action, by };
  }

  #callerActs(call: Call, now: Instant): void {
    if (call.phase.name === 'answering_survey') return this.#rates(call.phase, now);
    const [key] = this.#keys;
    if (key === undefined || this.#isPressing() || !this.#isListening(call, key)) return;
    this.#keys = this.#keys.slice(1);
    this.#at(now, { type: 'digitPressed', leg: callersLeg, digit: key });
  }

  #rates({ asks, playback }: Extract<Call['phase'], { name: 'answering_survey' }>, now: Instant): void {
    const [mark] = this.#marks;
    if (mark === undefined || asks !== 'mark' || playback === undefined || playback === this.#rated) return;
    this.#rated = playback;
    this.#marks = this.#marks.slice(1);
    this.#at(now, { type: 'digitPressed', leg: callersLeg, digit: mark });
  }

  /** One key after the other: the one before may be the last that is listened for. */
  #isPressing(): boolean {
    return this.#due.some(
      (due) => 'event' in due && due.event.type === 'digitPressed' && due.event.leg === callersLeg,
    );
  }

  #isListening({ phase }: Call, key: string): boolean {
    if (phase.name === 'choosing' || phase.name === 'spelling') return true;
    if (phase.name === 'asking') return phase.question === undefined;
    if (phase.name !== 'waiting' && phase.name !== 'ringing') return false;
    const { search } = phase;
    const queue = search.for === 'queue' ? this.#situation.plan.queues[search.queue] : undefined;
    const keys = Object.keys(queue?.keys ?? {});
    const isForCallback = queue?.callback?.key === key && !keys.includes(key);
    if (isForCallback && phase.name === 'waiting' && search.for === 'queue')
      return phase.dialogue !== undefined || search.callbackOffered === true;
    return keys.length > 0 || (phase.name === 'waiting' && phase.dialogue !== undefined);
  }

  #obey(command: Command, now: Instant): void {
    if (command.do === 'ring') this.#ring(command, now);
    if (command.do === 'play') this.#isSaid(command, now);
    if (command.do === 'record') {
      const lasted = Math.min(messageLasts, command.atMost);
      this.#at(now + lasted, { type: 'recordingEnded', recording: command.recording, lasted });
    }
    if (command.do === 'lookUp') this.#answers(command, now);
    if (command.do === 'listMessages')
      this.#at(now, { type: 'messagesListed', call: command.call, messages: [] });
    if (command.do === 'hangUp') this.#hangsUp(command.leg, now);
  }

  #answers({ call, lookup, question }: CommandOf<'lookUp'>, now: Instant): void {
    const nth = this.#lookedUp.get(lookup) ?? 0;
    this.#lookedUp.set(lookup, nth + 1);
    const answers = this.#situation.lookups?.get(lookup) ?? [];
    const answer = answers[nth] ?? answers.at(-1) ?? { outcome: 'found' };
    this.#at(now + seconds(1), { type: 'lookupAnswered', call, question, answer });
  }

  /** A phone that we stop ringing is not answered in the same moment: with `ring all`, no one picked up too late. */
  #hangsUp(leg: LegId, now: Instant): void {
    this.#due = this.#due.filter(
      (due) => 'act' in due || due.event.type !== 'legAnswered' || due.event.leg !== leg,
    );
    this.#at(now, { type: 'legEnded', leg, cause: 'hung_up' });
  }

  #isSaid({ leg, playback }: CommandOf<'play'>, now: Instant): void {
    this.#at(now, { type: 'promptEnded', playback, played: true });
    const behaviour = this.#behaviourAt.get(leg);
    if (behaviour !== undefined && behaviour.does !== 'is a mailbox')
      this.#at(now + seconds(1), { type: 'digitPressed', leg, digit: keyToTake });
  }

  #ring({ offer, target }: CommandOf<'ring'>, now: Instant): void {
    if (target.kind === 'echo') return this.#at(now, { type: 'legAnswered', leg: offer });
    const { plan, behaviours } = this.#situation;
    const name =
      target.kind === 'outside'
        ? target.number
        : Object.values(plan.agents).find((agent) => ownPhones(agent).includes(target.phone))?.name;
    this.#rings(offer, (name === undefined ? undefined : behaviours.get(name)) ?? usualBehaviour, now);
  }

  #rings(leg: OfferId, behaviour: Behaviour, now: Instant): void {
    this.#behaviourAt.set(leg, behaviour);
    switch (behaviour.does) {
      case 'is busy':
        return this.#at(now, { type: 'legEnded', leg, cause: 'busy' });
      case 'is unreachable':
        return this.#at(now, { type: 'legEnded', leg, cause: 'unreachable' });
      case 'answers':
      case 'talks':
      case 'declines':
      case 'lets it ring':
      case 'is a mailbox':
      case 'paused':
      case 'is logged out':
        break;
      default:
        exhausted(behaviour);
    }
    this.#at(now, { type: 'legRinging', leg });
    if (behaviour.does === 'declines')
      this.#at(now + seconds(1), { type: 'legEnded', leg, cause: 'declined' });
    const after = behaviour.does === 'answers' ? behaviour.after : seconds(2);
    if (behaviour.does !== 'declines' && behaviour.does !== 'lets it ring')
      this.#at(now + after, { type: 'legAnswered', leg });
  }

  #follow(owner: TimerOwner, timers: readonly Timer[], now: Instant): void {
    for (const { id, at } of timers) {
      if (this.#timers.has(id)) continue;
      this.#timers.add(id);
      this.#at(Math.max(at, now), { type: 'timeRanOut', owner, timer: id });
    }
  }

  /** Things of the same moment happen in the order in which they were led to. */
  #at(at: Instant, what: WithoutTime<Event> | Act): void {
    const place = this.#due.findIndex((due) => due.at > at);
    const due: Due = 'does' in what ? { at, act: what } : { at, event: what };
    this.#due.splice(place < 0 ? this.#due.length : place, 0, due);
  }
}

/** From an agent's phone, or over the first line of the plan. */
function viaOf({ by, plan: { agents, lines, trunks } }: Situation): CallArrived['via'] {
  const phone = by === undefined ? undefined : agents[by]?.phone;
  if (phone !== undefined) return { kind: 'phone', name: phone };
  const [line] = Object.keys(lines);
  return line === undefined
    ? { kind: 'trunk', name: Object.keys(trunks)[0] ?? 'trunk' }
    : { kind: 'line', name: line };
}
