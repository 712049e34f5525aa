/**
 * The journal of a morning: a call that found somebody at the third offer (1040), one that gave up (1039), one that
 * left a message (1038), and the beginnings of the two that are live in the office (1041, 1042).
 */
import type { JournalEntry, StoredEntry } from '../../src/call/kept/journal.ts';
import { callId, offerId, recordingId } from '../../src/shared/ids.ts';

const START = Date.parse('2026-11-21T09:00:00Z');

type Told = JournalEntry extends infer Entry
  ? Entry extends { at: number }
    ? Omit<Entry, 'at'>
    : never
  : never;

/** Each entry with the second of the morning in which it happened. */
export function pastCalls(): StoredEntry[] {
  const told: [number, Told][] = [
    ...voicemailCall(300),
    ...abandonedCall(900),
    ...thirdTimeLucky(1500),
    ...liveOnes(1710),
  ].toSorted((a, b) => a[0] - b[0]);
  return told.map(([second, entry], i) => ({ ...entry, at: START + second * 1000, seq: i + 1 }));
}

const via = { kind: 'line', name: 'line1' } as const;

export function voicemailCall(from: number): [number, Told][] {
  const call = callId(1038);
  return [
    [
      from,
      {
        type: 'callArrived',
        call,
        via,
        dialled: '102',
        caller: { number: '+4930333333', isNew: true, tags: [] },
        planVersion: 1,
      },
    ],
    [from, { type: 'stepReached', call, flow: 'chain accounts', step: 'ring clara for 20s' }],
    [from, { type: 'offerMade', call, offer: offerId(call, 1), to: 'clara' }],
    [from, { type: 'phaseEntered', call, phase: 'ringing', because: 'clara is asked' }],
    [from + 1, { type: 'offerRang', call, offer: offerId(call, 1), to: 'clara' }],
    [
      from + 20,
      {
        type: 'offerEnded',
        call,
        offer: offerId(call, 1),
        to: 'clara',
        outcome: 'no_answer',
        because: 'the ring time of 20s ran out',
        rangFor: 19_000,
      },
    ],
    [from + 20, { type: 'stepReached', call, flow: 'chain accounts', step: 'voicemail office' }],
    [from + 20, { type: 'callerAnswered', call }],
    [from + 20, { type: 'phaseEntered', call, phase: 'leaving_message', because: 'nobody took the call' }],
    [
      from + 50,
      { type: 'messageLeft', call, voicemail: 'office', recording: recordingId(call, 1), lasted: 21_400 },
    ],
    [from + 50, { type: 'callEnded', call, outcome: 'voicemail', by: 'caller', lasted: 50_000, talked: 0 }],
  ];
}

export function abandonedCall(from: number): [number, Told][] {
  const call = callId(1039);
  const decision = {
    chosen: [],
    strategy: 'longest idle',
    queue: 'sales',
    ranked: [],
    excluded: [{ agent: 'anna', rule: { rule: 'talking', call: '1037' } }],
    waited: 0,
  } as const;
  return [
    [
      from,
      { type: 'callArrived', call, via, dialled: '101', caller: { isNew: false, tags: [] }, planVersion: 1 },
    ],
    [from, { type: 'stepReached', call, flow: 'number 101', step: 'queue sales' }],
    [from, { type: 'nobodyFree', call, decision }],
    [from, { type: 'phaseEntered', call, phase: 'waiting', because: 'nobody is free' }],
    [from + 30, { type: 'nobodyFree', call, decision: { ...decision, waited: 30_000 } }],
    [from + 95, { type: 'phaseEntered', call, phase: 'ended', because: 'the caller hung up' }],
    [from + 95, { type: 'callEnded', call, outcome: 'abandoned', by: 'caller', lasted: 95_000, talked: 0 }],
  ];
}

export function thirdTimeLucky(from: number): [number, Told][] {
  const call = callId(1040);
  const [first, second, third] = [offerId(call, 1), offerId(call, 2), offerId(call, 3)];
  const until = START + (from + 65) * 1000;
  return [
    [
      from,
      {
        type: 'callArrived',
        call,
        via,
        dialled: '100',
        caller: { number: '+4930111111', name: 'Karin König', contact: 'c1', isNew: false, tags: ['vip'] },
        planVersion: 1,
      },
    ],
    [from, { type: 'stepReached', call, flow: 'number 100', step: 'menu main' }],
    [from, { type: 'callerAnswered', call }],
    [from, { type: 'phaseEntered', call, phase: 'choosing', because: 'menu main asks for a key' }],
    [from + 5, { type: 'noKeyPressed', call, menu: 'main', attempt: 1 }],
    [from + 8, { type: 'keyPressed', call, menu: 'main', key: '9', leadsTo: null }],
    [from + 10, { type: 'keyPressed', call, menu: 'main', key: '1', leadsTo: 'queue sales' }],
    [from + 10, { type: 'stepReached', call, flow: 'menu main, key 1', step: 'queue sales' }],
    [
      from + 10,
      {
        type: 'offerMade',
        call,
        offer: first,
        to: 'anna',
        decision: {
          chosen: ['anna'],
          strategy: 'longest idle',
          queue: 'sales',
          ranked: [
            { agent: 'anna', because: 'idle for 12m 00s' },
            { agent: 'eric', because: 'idle for 3m 10s' },
          ],
          excluded: [
            { agent: 'boris', rule: { rule: 'paused', reason: 'lunch' } },
            { agent: 'clara', rule: { rule: 'skill_too_low', skill: 'german', has: 2, needs: 3 } },
            { agent: 'dora', rule: { rule: 'wrapping_up', until } },
          ],
          waited: 0,
        },
      },
    ],
    [from + 10, { type: 'phaseEntered', call, phase: 'ringing', because: 'anna is asked' }],
    [from + 11, { type: 'offerRang', call, offer: first, to: 'anna' }],
    [
      from + 30,
      {
        type: 'offerEnded',
        call,
        offer: first,
        to: 'anna',
        outcome: 'no_answer',
        because: 'the ring time of 20s ran out',
        rangFor: 19_000,
      },
    ],
    [from + 30, { type: 'answeredTooLate', call, offer: first }],
    [
      from + 30,
      {
        type: 'offerMade',
        call,
        offer: second,
        to: 'eric',
        decision: {
          chosen: ['eric'],
          strategy: 'longest idle',
          queue: 'sales',
          ranked: [{ agent: 'eric', because: 'idle for 3m 30s' }],
          excluded: [
            { agent: 'anna', rule: { rule: 'asked_before', until: START + (from + 60) * 1000 } },
            { agent: 'boris', rule: { rule: 'paused', reason: 'lunch' } },
          ],
          waited: 20_000,
        },
      },
    ],
    [
      from + 31,
      {
        type: 'offerEnded',
        call,
        offer: second,
        to: 'eric',
        outcome: 'busy',
        because: 'the phone says so',
        rangFor: 0,
      },
    ],
    [
      from + 31,
      {
        type: 'nobodyFree',
        call,
        decision: {
          chosen: [],
          strategy: 'longest idle',
          queue: 'sales',
          ranked: [],
          excluded: [{ agent: 'dora', rule: { rule: 'wrapping_up', until } }],
          waited: 21_000,
        },
      },
    ],
    [from + 31, { type: 'phaseEntered', call, phase: 'waiting', because: 'nobody is free' }],
    [
      from + 65,
      {
        type: 'offerMade',
        call,
        offer: third,
        to: 'dora',
        decision: {
          chosen: ['dora'],
          strategy: 'longest idle',
          queue: 'sales',
          ranked: [{ agent: 'dora', because: 'idle for 0s' }],
          excluded: [],
          waited: 55_000,
        },
      },
    ],
    [from + 65, { type: 'phaseEntered', call, phase: 'ringing', because: 'dora is asked' }],
    [
      from + 70,
      {
        type: 'offerEnded',
        call,
        offer: third,
        to: 'dora',
        outcome: 'answered',
        because: 'picked up',
        rangFor: 4_000,
      },
    ],
    [from + 70, { type: 'connected', call, offer: third, to: 'dora', waited: 60_000 }],
    [from + 70, { type: 'phaseEntered', call, phase: 'talking', because: 'dora picked up' }],
    [from + 190, { type: 'wrapUpStarted', call, agent: 'dora', until: START + (from + 200) * 1000 }],
    [
      from + 190,
      { type: 'callEnded', call, outcome: 'answered', by: 'agent dora', lasted: 190_000, talked: 120_000 },
    ],
  ];
}

function liveOnes(from: number): [number, Told][] {
  const [talking, waiting] = [callId(1041), callId(1042)];
  const offer = offerId(talking, 1);
  const decision = {
    chosen: [],
    strategy: 'longest idle',
    queue: 'sales',
    ranked: [],
    excluded: [],
    waited: 0,
  } as const;
  return [
    [
      from,
      {
        type: 'callArrived',
        call: talking,
        via,
        dialled: '100',
        caller: { number: '+4930111111', name: 'Karin König', isNew: false, tags: [] },
        planVersion: 1,
      },
    ],
    [
      from + 15,
      { type: 'offerMade', call: talking, offer, to: 'anna', decision: { ...decision, chosen: ['anna'] } },
    ],
    [from + 15, { type: 'phaseEntered', call: talking, phase: 'ringing', because: 'anna is asked' }],
    [from + 20, { type: 'connected', call: talking, offer, to: 'anna', waited: 5_000 }],
    [from + 20, { type: 'phaseEntered', call: talking, phase: 'talking', because: 'anna picked up' }],
    [
      from + 25,
      {
        type: 'callArrived',
        call: waiting,
        via: { kind: 'line', name: 'line2' },
        dialled: '101',
        caller: { number: '+4930222222', name: 'Wang 王伟', isNew: true, tags: [] },
        planVersion: 1,
      },
    ],
    [from + 25, { type: 'stepReached', call: waiting, flow: 'number 101', step: 'queue sales' }],
    [from + 25, { type: 'nobodyFree', call: waiting, decision }],
    [from + 25, { type: 'phaseEntered', call: waiting, phase: 'waiting', because: 'nobody is free' }],
  ];
}
