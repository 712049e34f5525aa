/** What was saved before a talk had members, as the code of then wrote it. */
import { expect, test } from 'vitest';
import { parties } from '../../../../src/call/kept/upgrades/002-parties.ts';

const talk = {
  id: '1001',
  leg: '17.1',
  offers: [],
  phase: {
    name: 'talking',
    offer: '1001-o3',
    to: { kind: 'agent', agent: 'anna' },
    trunk: 'berlin',
    bridge: '1001-b4',
    since: 1000,
    search: { for: 'queue', queue: 'sales', since: 500, nobodyFreeSaid: false },
    rang: 300,
  },
};

test('two who talk become members of a conversation', () => {
  const party = { node: 'cordboard', since: 1000 };
  expect(parties.call(talk)).toEqual({
    id: '1001',
    leg: '17.1',
    node: 'cordboard',
    offers: [],
    phase: {
      name: 'talking',
      conversation: {
        room: '1001-b4',
        since: 1000,
        parties: [
          { ...party, role: 'caller', leg: '17.1' },
          {
            ...party,
            role: 'serving',
            leg: '1001-o3',
            who: { kind: 'agent', agent: 'anna' },
            offer: '1001-o3',
            over: 'berlin',
            rang: 300,
          },
        ],
      },
      search: talk.phase.search,
    },
  });
});

test('phones that ring have a node; those of an offer from before there could be several are left as they are', () => {
  const offers = [
    { id: '1-o1', legs: [{ id: '1-o1' }, { id: '1-o2', trunk: 'berlin' }] },
    { id: '1-o3', held: true },
  ];
  const waiting = { name: 'waiting', search: {} };
  expect(parties.call({ id: '1', leg: 'x', offers, phase: waiting })).toEqual({
    id: '1',
    leg: 'x',
    node: 'cordboard',
    offers: [
      {
        id: '1-o1',
        legs: [
          { id: '1-o1', node: 'cordboard' },
          { id: '1-o2', trunk: 'berlin', node: 'cordboard' },
        ],
      },
      { id: '1-o3', held: true },
    ],
    phase: waiting,
  });
});

test('an agent who talks has a leg; one who is rung still has an offer', () => {
  const talking = { kind: 'talking', call: '1001', offer: '1001-o3' };
  const offered = { kind: 'offered', call: '1001', offer: '1001-o3' };
  expect(parties.agent({ name: 'anna', activity: talking })).toEqual({
    name: 'anna',
    activity: { kind: 'talking', call: '1001', leg: '1001-o3' },
  });
  expect(parties.agent({ name: 'anna', activity: offered })).toEqual({ name: 'anna', activity: offered });
});
