/** The result of a call: who served it, by which queue, and for which contact, is read from the journal, off the turn. */
import type { GivenResult, ServedCaller } from '../agents/agent.ts';
import { fits } from '../call/desk/giving-results.ts';
import type { Event } from '../call/kept/events.ts';
import type { StoredEntry } from '../call/kept/journal.ts';
import type { World } from '../call/turn/world.ts';
import type { AgentName, QueueName } from '../plan/model.ts';
import type { ResultNoted, ResultRequest } from '../ports/operations.ts';
import type { JournalReader } from '../ports/store.ts';
import { defined } from '../shared/defined.ts';
import type { Instant } from '../shared/time.ts';
import { isCallOutside } from '../tickets/from-journal.ts';

interface Needs {
  readonly world: Pick<World, 'plan'>;
  readonly journal: Pick<JournalReader, 'ofCall'>;
  readonly now: () => Instant;
  readonly take: (event: Event) => Promise<void>;
}

export async function giveResult(
  { world, journal, now, take }: Needs,
  { call, agent: asked, result, detail, by }: ResultRequest,
): Promise<ResultNoted> {
  const entries = await journal.ofCall(call);
  if (entries.length === 0) return { done: false, code: 'no_such_call', because: `there is no call ${call}` };
  const servings = servingsIn(entries, (name) => world.plan.agents[name] !== undefined);
  const served = asked === undefined ? servings.at(-1) : servings.findLast(({ agent }) => agent === asked);
  if (!served)
    return {
      done: false,
      code: 'not_served',
      because:
        asked === undefined
          ? `no agent has talked in call ${call}`
          : `${asked} has not talked in call ${call}`,
    };
  const { agent, queue, contact, before } = served;
  if (!fits(world.plan, queue, result, detail)) {
    const what = detail === undefined ? result : `${result} with detail ${detail}`;
    const where = queue === undefined ? 'here' : `in queue ${queue}`;
    const because =
      world.plan.results?.[result]?.needsDetail && detail === undefined
        ? `the result ${result} needs a detail`
        : `the result ${what} cannot be given ${where}`;
    return { done: false, code: 'no_such_result', because };
  }
  const books = world.plan.results?.[result]?.effects?.callBackAfter !== undefined;
  const caller = books ? callerIn(entries) : undefined;
  const what = { call, agent, result, by, ...defined({ detail, queue, contact, before, caller }) };
  await take({ type: 'resultGiven', at: now(), ...what });
  return { done: true, agent, ...defined({ queue }) };
}

/** Whom a callback would be for, should the result book one; undefined: the call has not arrived by the journal. */
function callerIn(entries: readonly StoredEntry[]): ServedCaller | undefined {
  let caller: ServedCaller | undefined;
  for (const entry of entries) {
    if (entry.type === 'callArrived') {
      const { dialled, via, caller: whose } = entry;
      const { number, name, tags, language } = whose;
      caller = { tags, dialled, over: via.name, ...defined({ number, name, language }) };
    } else if (!caller) continue;
    else if (entry.type === 'callbackBegan') caller = { ...caller, number: entry.number, over: entry.over };
    else if (entry.type === 'languageChosen') caller = { ...caller, language: entry.language };
  }
  return caller;
}

export interface Serving {
  readonly agent: AgentName;
  readonly queue?: QueueName;
  readonly contact?: string;
  readonly before?: GivenResult;
}

/** Agents who have talked in the call, in order; `before`: the result that they gave. */
export function servingsIn(
  entries: readonly StoredEntry[],
  isAgent: (name: string) => boolean,
): readonly Serving[] {
  const servings = new Map<AgentName, Serving>();
  let queue: QueueName | undefined;
  let contact: string | undefined;
  const serves = (agent: AgentName): void => {
    const { before } = servings.get(agent) ?? {};
    servings.delete(agent);
    servings.set(agent, { agent, ...defined({ queue, contact, before }) });
  };
  for (const entry of entries) {
    if (entry.type === 'callArrived') contact = entry.caller.contact;
    if (isCallOutside(entry)) {
      contact = entry.contact;
      serves(entry.agent);
    }
    if (entry.type === 'offerMade') queue = entry.decision?.queue;
    if (entry.type === 'connected' && entry.agent !== undefined) serves(entry.agent);
    if (entry.type === 'partyJoined' && entry.role === 'serving' && isAgent(entry.who)) serves(entry.who);
    if (entry.type === 'servingPassed' && isAgent(entry.who)) serves(entry.who);
    if (entry.type === 'resultSet') {
      const { agent, at, result, detail } = entry;
      const serving = servings.get(agent);
      if (serving) servings.set(agent, { ...serving, before: { at, result, ...defined({ detail }) } });
    }
  }
  return [...servings.values()];
}
