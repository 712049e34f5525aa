/**
 * A talk is a conversation with members: `talking` had the leg, the agent and the bridge of exactly two. Each leg and each
 * call says which Asterisk has it; there was one.
 */
import { onlyNode } from '../../../shared/ids.ts';
import type { Kept } from './step.ts';

export const parties = {
  call: (call: Kept): Kept => ({
    ...call,
    node: onlyNode,
    offers: many(call['offers']).map(offerWithNodes),
    phase: phaseWithParties(call),
  }),
  agent: (agent: Kept): Kept => {
    const activity = agent['activity'] as Kept;
    if (activity['kind'] !== 'talking') return agent;
    const { offer, ...rest } = activity;
    return { ...agent, activity: { ...rest, leg: offer } };
  },
};

const many = (value: unknown): readonly Kept[] => (Array.isArray(value) ? (value as Kept[]) : []);

function offerWithNodes(offer: Kept): Kept {
  return 'legs' in offer
    ? { ...offer, legs: many(offer['legs']).map((leg) => ({ ...leg, node: onlyNode })) }
    : offer;
}

function phaseWithParties({ leg, phase }: Kept): Kept {
  const before = phase as Kept;
  if (before['name'] !== 'talking') return before;
  const { offer, to, trunk, bridge, since, search, rang } = before;
  const caller = { role: 'caller', leg, node: onlyNode, since };
  const serving = {
    role: 'serving',
    leg: offer,
    node: onlyNode,
    since,
    who: to,
    // Unless it says otherwise, the first phone of the offer, which had its id.
    offer: before['offered'] ?? offer,
    ...(trunk === undefined ? {} : { over: trunk }),
    ...(rang === undefined ? {} : { rang }),
  };
  return { name: 'talking', conversation: { room: bridge, since, parties: [caller, serving] }, search };
}
