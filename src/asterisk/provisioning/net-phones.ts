/**
 * For the safety net: which agents the dialplan may ring for each dialled number, and in which of its queues callers
 * may be waiting.
 */
import type { AgentName, FlowId, Plan, QueueName, Step } from '../../plan/model.ts';
import { live, reachable, variants } from '../../plan/proofs/check/ways.ts';
import { peopleOf } from '../../plan/rules/on-call.ts';
import { ownPhones } from '../../plan/rules/phones.ts';
import { listIn } from '../../shared/lists.ts';
import { agentKey, placesIn, queueKey } from '../safety-net/live-file.ts';
import { type Section, safeName } from './conf-file.ts';

/** A dialplan expression holds 4096 bytes. */
const longest = 3500;

/**
 * Phones as `PJSIP/anna^512^0~128`: the phone of the plan, where the agent's record is, and where those of the queues are by which
 * alone the number leads to them; queues as the places of theirs. `-`: there is no one.
 */
export function netGlobals(plan: Plan): Section['settings'] {
  const places = placesIn(plan);
  const phones = (agents: Iterable<AgentName>, by?: ReadonlyMap<AgentName, readonly QueueName[]>): string =>
    listed(
      [...agents].flatMap((name) => {
        const agent = plan.agents[name];
        const place = places.get(agentKey(name));
        const queues = (by?.get(name) ?? []).map((queue) => places.get(queueKey(queue)) ?? 0);
        // Without an engine there is no page.
        const phone = agent && ownPhones(agent).find((each) => each !== agent.browserPhone);
        if (phone === undefined || place === undefined) return [];
        return [
          [`PJSIP/${safeName(phone)}`, place, ...(queues.length > 0 ? [queues.join('~')] : [])].join('^'),
        ];
      }),
    );
  const numbers = Object.entries(plan.numbers).flatMap(([number, flow]) => {
    const steps = stepsFrom(plan, flow);
    const queues = [...new Set(steps.flatMap((step) => (step.do === 'queue' ? [step.queue] : [])))];
    const name = number.replaceAll(/[^0-9A-Za-z]/g, '');
    if (name === '') return [];
    return [
      [
        `SAFETY_NET_FOR_${name}`,
        phones(new Set(steps.flatMap((step) => personsOf(plan, step))), onlyByQueues(plan, steps)),
      ],
      [`SAFETY_NET_WAIT_${name}`, listed(queues.map((queue) => String(places.get(queueKey(queue)) ?? 0)))],
    ] as const;
  });
  return [['SAFETY_NET_PHONES', phones(Object.keys(plan.agents))], ...numbers, ...emergencies(plan)];
}

/** Trunks for each emergency number: an agent who dials it must not depend on an engine. */
function emergencies(plan: Plan): Section['settings'] {
  const { emergency, numbers } = plan;
  if (emergency === undefined || emergency.trunks.length === 0) return [];
  const own = Object.keys(emergency.flows).filter((number) => numbers[number] === undefined);
  const trunks = emergency.trunks.map((name) => {
    const { callerNumbers, callerNumber } = plan.trunks[name] ?? {};
    // The endpoint itself shows its number, unless it is chosen for each call.
    const shown = callerNumbers === undefined ? undefined : callerNumber;
    return shown === undefined ? safeName(name) : `${safeName(name)}^${shown}`;
  });
  return own.map((number) => [`SAFETY_NET_EMERGENCY_${number}`, trunks.join('&')] as const);
}

function stepsFrom(plan: Plan, flow: FlowId): readonly Step[] {
  return [...reachable(plan, [flow])].flatMap((id) => {
    const one = plan.flows[id];
    return one === undefined ? [] : live(one).flatMap((step) => variants(plan, step));
  });
}

/** Agents that the number reaches only as members of queues (no step rings them by name, team or rota), with these queues. */
function onlyByQueues(plan: Plan, steps: readonly Step[]): ReadonlyMap<AgentName, readonly QueueName[]> {
  const found = new Map<AgentName, QueueName[]>();
  for (const step of steps)
    if (step.do === 'queue')
      for (const name of personsOf(plan, step)) {
        const queues = listIn(found, name);
        if (!queues.includes(step.queue)) queues.push(step.queue);
      }
  for (const step of steps)
    if (step.do !== 'queue') for (const name of personsOf(plan, step)) found.delete(name);
  return found;
}

function personsOf(plan: Plan, step: Step): readonly AgentName[] {
  if (step.do === 'queue') return plan.queues[step.queue]?.members ?? [];
  if (step.do !== 'ring') return [];
  if (step.who.kind === 'agent') return [step.who.agent];
  // Who of them has swapped, only the engine knows.
  const rota = step.who.kind === 'on call' ? plan.onCall?.[step.who.rota] : undefined;
  if (rota) return peopleOf(rota);
  return step.who.kind === 'team' ? (plan.teams[step.who.team] ?? []) : [];
}

function listed(entries: readonly string[]): string {
  let text = '';
  for (const entry of entries) {
    if (text.length + entry.length > longest) break;
    text += text === '' ? entry : `&${entry}`;
  }
  return text === '' ? '-' : text;
}
