/** Membership of a conversation: who serves, who comes after them, and who is in the room. */
import { expect, test } from 'vitest';
import {
  type Conversation,
  type JoinedParty,
  legsInRoom,
  otherOn,
  partyLegs,
  servingIn,
  successorIn,
  withoutParty,
  withServing,
} from '../../../src/call/kept/parties.ts';
import { bridgeId, callId, legId, offerId, onlyNode } from '../../../src/shared/ids.ts';

const id = callId(7);
const joined = (nth: number, agent: string, role: JoinedParty['role'] = 'joined'): JoinedParty => ({
  role,
  leg: offerId(id, nth),
  offer: offerId(id, nth),
  node: onlyNode,
  since: nth,
  who: { kind: 'agent', agent },
});

const talk = (...others: JoinedParty[]): Conversation => ({
  room: bridgeId(id, 9),
  since: 1,
  parties: [
    { role: 'caller', leg: legId('x'), node: onlyNode, since: 1 },
    { ...joined(1, 'anna'), role: 'serving' },
    ...others,
  ],
});

test('who joined first takes the place of whoever served; the conversation goes on as it was', () => {
  const before = talk(joined(2, 'boss', 'supervising'), joined(3, 'boris'), joined(4, 'clara'));
  const next = successorIn(before, {});
  expect(next?.leg).toBe('7-o3');
  const after = withServing(before, next as JoinedParty);
  expect(servingIn(after)).toMatchObject({ leg: '7-o3', role: 'serving', since: 3 });
  expect(partyLegs(after)).toEqual(['x', '7-o3', '7-o2', '7-o4']);
  expect(after.since).toBe(1);
});

test('neither a supervisor nor a stranger from outside is left alone with the caller', () => {
  const place = { kind: 'outside', number: '+49301', trunk: 'berlin' } as const;
  const stranger = { ...joined(3, ''), who: { kind: 'place', place } } as const;
  const withStranger = talk(joined(2, 'boss', 'supervising'), stranger);
  expect(successorIn(withStranger, {})).toBeUndefined();
  // An agent who has made the call talks on with them.
  expect(successorIn(withStranger, { callingAgent: 'anna' })).toBe(stranger);
});

test('a supervisor is not in the room', () => {
  expect(legsInRoom(talk(joined(2, 'boss', 'supervising'), joined(3, 'boris')))).toEqual([
    'x',
    '7-o1',
    '7-o3',
  ]);
});

test('who leaves is not found any more; the caller is nobody else', () => {
  const before = talk(joined(2, 'boris'));
  expect(otherOn(before, legId('7-o2'))?.role).toBe('joined');
  expect(otherOn(withoutParty(before, legId('7-o2')), legId('7-o2'))).toBeUndefined();
  expect(otherOn(before, legId('x'))).toBeUndefined();
});
