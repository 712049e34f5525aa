/** An offer as the stream announces it, before its INVITE: a page that will be rung can answer at once, and no other. */
import { expect, test } from 'vitest';
import type { AgentState } from '../../../src/agents/agent.ts';
import type { Call, Offer } from '../../../src/call/kept/call.ts';
import { offerView } from '../../../src/http/live/me-offer.ts';
import { callId, offerId, onlyNode } from '../../../src/shared/ids.ts';
import { HALF_PAST_TEN, openOffice } from '../../support/office.ts';

const id = offerId(callId(1042), 1);
const leg = { id, node: onlyNode };
const outside = { kind: 'outside', number: '+4915100000', trunk: 'provider' } as const;
const offer: Offer = { id, to: { kind: 'agent', agent: 'clara' }, madeAt: HALF_PAST_TEN, legs: [leg] };

async function isInPage(rung: Offer, { at, hasPage = true }: { at?: string; hasPage?: boolean } = {}) {
  const { operations, store } = openOffice();
  const waiting = operations.call(callId(1042));
  const clara = operations.agent('clara');
  if (waiting?.phase.name !== 'waiting' || !clara) throw new Error('no caller waits in the office');
  const { plan, version } = operations.plan();
  const profile = plan.agents['clara'];
  if (!profile) throw new Error('the office has no Clara');
  const withPage = { ...profile, browserPhone: profile.phone };
  const state: AgentState = { ...clara, ...(at !== undefined && { at }) };
  const agents = { ...plan.agents, clara: hasPage ? withPage : profile };
  const call: Call = { ...waiting, phase: { name: 'ringing', search: waiting.phase.search }, offers: [rung] };
  Object.assign(operations, { agent: () => state, plan: () => ({ plan: { ...plan, agents }, version }) });
  return (await offerView({ operations, store }, 'clara', call, rung)).inPage;
}

test('it rings in the page of an agent who has one', async () => {
  expect(await isInPage(offer)).toBe(true);
  expect(await isInPage({ ...offer, legs: [leg, { ...leg, outside }] })).toBe(true);
});

test('it does not: no page; another phone; only a number outside; held for a caller who is being called back', async () => {
  expect(await isInPage(offer, { hasPage: false })).toBeUndefined();
  expect(await isInPage(offer, { at: 'desk7' })).toBeUndefined();
  expect(await isInPage({ ...offer, legs: [{ ...leg, outside }] })).toBeUndefined();
  const { legs: _, ...held } = { ...offer, held: true } as const;
  expect(await isInPage(held)).toBeUndefined();
});
