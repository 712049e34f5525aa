/** Somebody has an agent's phone call somebody: refused while nothing has been done, else the phone rings at once. */

import type { AgentState } from '../agents/agent.ts';
import { isInCall } from '../agents/board.ts';
import { outsideOf, phonesOf } from '../agents/phones.ts';
import { isDialledAtPhone } from '../call/arriving/arrival.ts';
import type { World } from '../call/turn/world.ts';
import type { AgentName, AlarmPerson, Language, Plan } from '../plan/model.ts';
import { type AlarmDialled, dialForAlarm } from '../plan/rules/alarm-dialled.ts';
import { wholeNumber, whyNotDialled } from '../plan/rules/outside-by-agents.ts';
import { whyNotCalled } from '../plan/rules/outside-number.ts';
import { dialForSound } from '../plan/rules/sound-dialled.ts';
import type { CallPlaced } from '../ports/operations.ts';
import type { Telephony } from '../ports/telephony.ts';

export interface ClickToCallNeeds {
  readonly world: Pick<World, 'agents' | 'plan' | 'phone'>;
  readonly telephony: Pick<Telephony, 'dialFrom'>;
}

export async function clickToCall(
  { world, telephony }: ClickToCallNeeds,
  name: AgentName,
  to: string,
  ticket?: number,
): Promise<CallPlaced> {
  const { plan } = world;
  const agent = world.agents.get(name);
  if (!agent) return { done: false, code: 'no_such_agent', because: `there is no agent ${name}` };
  const whyNot = isDialledAtPhone(plan, to) ? undefined : whyNotOutside(plan, name, to);
  if (whyNot !== undefined) return { done: false, code: 'not_dialled_at_phone', because: whyNot };
  return ringPhone({ world, telephony }, agent, to, ticket);
}

/** Rings the agent's phone, so that they record a sound for the library. */
export async function ringToRecord(
  { world, telephony }: ClickToCallNeeds,
  name: AgentName,
  { sound, language }: { readonly sound: string; readonly language: Language },
): Promise<CallPlaced> {
  const agent = world.agents.get(name);
  if (!agent) return { done: false, code: 'no_such_agent', because: `there is no agent ${name}` };
  const { languages } = world.plan;
  if (!languages.includes(language)) {
    const because = `'${language}' is not a language of the plan; use one of: ${languages.join(', ')}`;
    return { done: false, code: 'bad_request', because };
  }
  return ringPhone({ world, telephony }, agent, dialForSound(sound, language));
}

/** Rings a person of the plan's `alarms`; why not, if their phone does not ring. */
export async function ringForAlarm(
  {
    world,
    telephony,
  }: Pick<ClickToCallNeeds, 'world'> & {
    readonly telephony: Pick<Telephony, 'dialFrom' | 'dialFromOutside'>;
  },
  person: AlarmPerson,
  alarm: AlarmDialled,
): Promise<string | undefined> {
  const to = dialForAlarm(alarm);
  if (person.kind === 'agent') {
    const agent = world.agents.get(person.agent);
    if (!agent) return `there is no agent ${person.agent}`;
    const rung = await ringPhone({ world, telephony }, agent, to);
    return rung.done ? undefined : rung.because;
  }
  const reasons: string[] = [];
  for (const trunk of [person.trunk, ...(person.others ?? [])]) {
    const { leg, reason } = await telephony.dialFromOutside(person.number, trunk, to);
    if (leg !== undefined) return undefined;
    reasons.push(`${trunk}: ${reason}`);
  }
  return reasons.join('; ');
}

async function ringPhone(
  { world, telephony }: ClickToCallNeeds,
  agent: AgentState,
  to: string,
  ticket?: number,
): Promise<CallPlaced> {
  const { plan } = world;
  const { name } = agent;
  // Also one whose phone rings: a second call at the same moment would take their first.
  if (isInCall(agent) || agent.activity.kind === 'offered' || agent.phone.busy)
    return { done: false, code: 'agent_busy', because: `${name} is in a call, or their phone is in use` };
  const phones = outsideOf(agent, plan)?.rings === 'instead' ? [] : phonesOf(agent, plan);
  const phone = phones.find((each) => world.phone(each)?.reachable === true);
  if (phone === undefined)
    return { done: false, code: 'agent_without_phone', because: `no phone of ${name} is registered` };
  const { reason, leg } = await telephony.dialFrom(phone, to, ticket);
  if (leg !== undefined) return { done: true, phone, leg };
  return { done: false, code: 'phone_not_rung', because: `Asterisk does not ring ${phone}: ${reason}` };
}

/** Hours, limits and trunks are looked at when the phone has been picked up: the agent hears it. */
function whyNotOutside(plan: Plan, agent: AgentName, to: string): string | undefined {
  const number = plan.emergency?.flows[to] === undefined ? wholeNumber(to, plan) : undefined;
  if (number === undefined)
    return `${to} is no colleague, no number of the plan, and no whole outside number`;
  return (whyNotCalled(number, plan) ?? whyNotDialled(agent, number, plan))?.because;
}
