/**
 * A conversation that ends although the caller is still there: the serving agent hung up at once, or their phone was
 * lost. The caller keeps their place and is connected with the next agent; after an outside number, the next step
 * follows.
 */
import { hangingUp, notTaken, talked } from '../../agents/board.ts';
import type { AgentName } from '../../plan/model.ts';
import type { Duration, Instant } from '../../shared/time.ts';
import { leaveToAside } from '../actions/asides.ts';
import { changeAgent } from '../actions/change-agent.ts';
import { partyLeaves } from '../actions/leaving.ts';
import { moveTo } from '../actions/move.ts';
import { letGo, nameOf } from '../actions/offers.ts';
import { noteTalkOutside } from '../actions/outside.ts';
import { defaultMusic, musicOf, playMusic, speak } from '../actions/sound.ts';
import type { Call, CallIn, Search } from '../kept/call.ts';
import { legsUp, type OtherParty, othersIn, servingIn } from '../kept/parties.ts';
import type { Turn } from '../turn/turn.ts';
import { leave } from '../waiting/ring-exits.ts';
import { startSearch } from '../waiting/start-search.ts';

/** Picked up, and gone: an offer that has failed after all. Nothing counts as answered. */
export function answeredInVain(turn: Turn, call: CallIn<'talking'>): void {
  const { search, conversation } = call.phase;
  const { who, offer, since } = servingIn(conversation);
  const { contact, lastAgent, lastQueue, lastAgentAt } = call.caller;
  // From somebody who has talked with the caller, and stays their last agent.
  const tookOver = since !== conversation.since;
  const because = 'answered, but hung up at once';
  noteTalkOutside(turn, call);
  letOthersGo(turn, call);
  turn.journal({
    type: 'answeredInVain',
    call: call.id,
    offer,
    to: nameOf(who),
    code: 'hung_up_at_once',
    because,
    after: turn.now - since,
    ...(contact === undefined || tookOver ? {} : { contact }),
    ...(tookOver || lastAgent === undefined || lastAgentAt === undefined
      ? {}
      : { before: { lastAgent, ...(lastQueue === undefined ? {} : { lastQueue }), lastAgentAt } }),
  });
  // An agent also fetches a caller who was parked by somebody outside.
  const asking = who.kind === 'agent' ? letDown(turn, call, who.agent) : call;
  if (search.for === 'place') return leaveTalk(turn, asking, search, because);
  startSearch(turn, asking, goingOn(turn, search, conversation.since), because);
  // Behind the end of the bridge, which would end the music.
  const waiting = turn.call(call.id);
  if (waiting) turn.put(playMusic(turn, waiting, musicOf(turn, waiting)));
}

/** The agent has had no call, and is not asked again at once. */
function letDown(turn: Turn, call: CallIn<'talking'>, name: AgentName): Call {
  leaveToAside(turn, call, servingIn(call.phase.conversation), true);
  const agent = turn.agent(name);
  if (agent) changeAgent(turn, notTaken(agent));
  letGo(turn, name, true, []);
  return askedNow(turn, call, name);
}

/** The caller hears that the line was lost. Nothing that was said since the last sign of life counts as talk. */
export function servingVanished(
  turn: Turn,
  call: CallIn<'talking'>,
  party: OtherParty,
  silentFor: Duration,
): void {
  const { who, offer, since } = party;
  leaveToAside(turn, call, party, true);
  const { search } = call.phase;
  const because = `the phone of ${nameOf(who)} was lost`;
  noteTalkOutside(turn, call);
  letOthersGo(turn, call);
  turn.journal({
    type: 'phoneVanished',
    call: call.id,
    offer,
    to: nameOf(who),
    code: 'phone_vanished',
    silentFor: Math.min(silentFor, turn.now - since),
  });
  turn.journal({
    type: 'alarmRaised',
    code: 'phone_vanished',
    what: `${because} during a call`,
    call: call.id,
  });
  const up = legsUp(party);
  for (const each of up) turn.command({ do: 'hangUp', call: call.id, leg: each, cause: 'normal' });
  const agent = who.kind === 'agent' ? turn.agent(who.agent) : undefined;
  if (agent) {
    const talkedFor = turn.now - since - silentFor - (party.awayFor ?? 0);
    changeAgent(turn, hangingUp(talked(agent, Math.max(0, talkedFor), turn.now), up, turn.now));
  }
  if (search.for === 'place') return leaveTalk(turn, call, search, because);
  const asking = who.kind === 'agent' ? askedNow(turn, call, who.agent) : call;
  startSearch(turn, asking, goingOn(turn, search, since), because);
  const waiting = turn.call(call.id);
  if (waiting?.phase.name !== 'waiting') return;
  const words = turn.planOf(call).spoken['the line was lost'];
  const { call: spokenTo, playback } = speak(turn, waiting, words);
  turn.put({ ...spokenTo, phase: { ...waiting.phase, playback } });
}

/** Who only joined or listened has no one to talk with any more. */
function letOthersGo(turn: Turn, call: CallIn<'talking'>): void {
  const { conversation } = call.phase;
  const { leg } = servingIn(conversation);
  for (const party of othersIn(conversation)) if (party.leg !== leg) partyLeaves(turn, call, party, false);
}

const askedNow = (turn: Turn, call: Call, name: AgentName): Call => ({
  ...call,
  askedBefore: { ...call.askedBefore, [name]: turn.now },
});

function leaveTalk(turn: Turn, call: Call, search: Extract<Search, { for: 'place' }>, because: string): void {
  const alone = moveTo(turn, call, { name: 'waiting', search }, because);
  leave(turn, playMusic(turn, alone, defaultMusic), search, 'noAnswer');
}

/** At the same place in the queue, for as long as was left; of persons the others are asked. */
export function goingOn(turn: Turn, search: Search, talkedSince: Instant): Search {
  if (search.for === 'agents') return { ...search, lastMiss: 'noAnswer' };
  if (search.for !== 'queue' || search.until === undefined) return search;
  return { ...search, until: search.until + (turn.now - talkedSince) };
}
