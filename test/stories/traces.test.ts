/** What happened to a caller, as the spans of a trace: in their places, with what went wrong, and without a name or number. */
import { expect } from 'vitest';
import type { TalkAction } from '../../src/call/kept/events.ts';
import type { StoredEntry } from '../../src/call/kept/journal.ts';
import { type CallTrace, callTrace, mostSpans, wrapUpSpan } from '../../src/outward/traces/call-spans.ts';
import { spanBody } from '../../src/outward/traces/otlp.ts';
import type { CallSpan } from '../../src/outward/traces/span.ts';
import { type CallId, offerId } from '../../src/shared/ids.ts';
import { seconds } from '../../src/shared/time.ts';
import { office, type Scene, story } from './story.ts';

const plan = `${office(
  'ring for: 20s, wrap-up: 20s',
  `  "2": [ { say: Good morning Maria. }, { menu: main } ]
  "3": [ { ring: clara, for: 10s }, { voicemail: office } ]
menus:
  main: { say: Press one., keys: { "1": { queue: all } }, otherwise: { voicemail: office } }
`,
)}
recording:
  calls: { announce: false }
`;

const withTrunk = `${office('', '  "4": [ { ring: "+49301234567", confirm: false }, { voicemail: office } ]')}
trunks:
  provider: { server: sip.example.com }
outside calls: { countries: [DE] }
`;

const traceOf = async ({ floor }: Scene, call: string): Promise<CallTrace> => {
  const trace = callTrace(await floor.store.journal.ofCall(call as never));
  if (!trace) throw new Error('it is not over');
  return trace;
};
/** `offer < waiting sales < call`. */
function placeOf(span: CallSpan, { spans }: CallTrace): string {
  const above = spans.find(({ key }) => key === span.under);
  return above ? `${span.name} < ${placeOf(above, { spans } as CallTrace)}` : span.name;
}
const placesIn = (trace: CallTrace): readonly string[] => trace.spans.map((span) => placeOf(span, trace));
const named = ({ spans }: CallTrace, name: string): readonly CallSpan[] =>
  spans.filter((span) => span.name === name);

const inTalk = ({ floor }: Scene, call: string, action: TalkAction) =>
  floor.engine.inTalk(call as never, action, 'api');

story('a menu, a phone that nobody answers, a talk, a hold, a consultation', plan, async (scene) => {
  const { floor, outcome, phase, doing } = scene;
  const anna = await floor.agent('anna');
  const maria = floor.caller('Maria');
  const call = await maria.dials('2');
  await floor.until('she may choose', () => phase(call) === 'choosing');
  await maria.presses('1');
  await anna.rings();
  const boris = await floor.agent('boris');
  await anna.stopsRinging();
  await boris.answers();
  await maria.talksWith(boris);
  await boris.holds();
  await maria.hearsMusic(boris);
  await floor.passes(seconds(30));
  await boris.resumes();
  await maria.talksWith(boris);
  const clara = await floor.agent('clara');
  const asked = await inTalk(scene, call, { do: 'consult', to: 'clara' });
  await clara.answers();
  await floor.passes(seconds(5));
  expect(await inTalk(scene, call, { do: 'complete' })).toMatchObject({ done: true });
  await maria.talksWith(clara);
  await floor.passes(seconds(10));
  await maria.hangsUp();
  expect(await outcome(call)).toBe('answered');
  await floor.until('all wrap-ups are over', () => doing('clara') === 'free' && doing('boris') === 'free');
  const trace = await traceOf(scene, call);
  expect(placesIn(trace)).toEqual([
    'call',
    'say < call',
    'menu main < call',
    'waiting all < call',
    'offer < waiting all < call',
    'offer < waiting all < call',
    'talk < call',
    'recording < call',
    'hold < talk < call',
    'recording < call',
    'consultation < talk < call',
    'talk < call',
    'recording < call',
  ]);
  const [root] = trace.spans;
  expect(root).toMatchObject({
    kind: 'server',
    attributes: { 'cordboard.call.outcome': 'answered', 'cordboard.call.ended_by': 'caller' },
  });
  expect(root?.error).toBeUndefined();
  expect(named(trace, 'offer').map(({ error }) => error)).toEqual(['ring_time_over', undefined]);
  const [hold] = named(trace, 'hold');
  expect((hold?.to ?? 0) - (hold?.from ?? 0)).toBeGreaterThanOrEqual(seconds(30));
  expect(named(trace, 'consultation')[0]?.attributes).toMatchObject({
    'cordboard.consultation.outcome': 'completed',
  });
  expect(trace.linked).toEqual([asked.done && asked.aside]);
  const consultation = await traceOf(scene, trace.linked[0] ?? '');
  expect(consultation.linked).toEqual([call]);
  for (const { from, to } of trace.spans) {
    expect(from).toBeGreaterThanOrEqual(root?.from ?? 0);
    expect(to).toBeLessThanOrEqual((root?.to ?? 0) + seconds(5));
    expect(to).toBeGreaterThanOrEqual(from);
  }
  const [started] = await scene.told('wrapUpStarted');
  const [ended] = await scene.told('wrapUpEnded');
  const wrapUp = wrapUpSpan({ ...started!, seq: 1 }, { ...ended!, seq: 2 });
  expect(wrapUp.to - wrapUp.from).toBeGreaterThanOrEqual(seconds(19));
  // No one is named, and no number.
  const all = JSON.stringify([trace.spans, consultation.spans, wrapUp]);
  expect(all).not.toMatch(/anna|boris|clara|maria|line\d|\+49|Press one/i);
});

story('a transfer to someone who does not answer, and a message', plan, async (scene) => {
  const { floor, outcome } = scene;
  const anna = await floor.agent('anna');
  await floor.agent('clara');
  const maria = floor.caller('Maria');
  const call = await maria.dials('1');
  await anna.answers();
  await maria.talksWith(anna);
  await anna.transfersTo('3');
  await floor.passes(seconds(20));
  await maria.hangsUp();
  expect(await outcome(call)).toBe('voicemail');
  const trace = await traceOf(scene, call);
  expect(named(trace, 'transfer')).toMatchObject([{ attributes: { 'cordboard.transfer.kind': 'blind' } }]);
  expect(named(trace, 'voicemail')).toHaveLength(1);
  expect(named(trace, 'offer').map(({ error }) => error)).toContain('ring_time_over');
  expect(JSON.stringify(trace.spans)).not.toMatch(/clara/);
});

/** Stages of each warm transfer, and what went wrong. */
const warmIn = (trace: CallTrace) =>
  named(trace, 'transfer').map(({ attributes, events = [], from, to, error }) => {
    expect(attributes).toMatchObject({
      'cordboard.transfer.kind': 'warm',
      'cordboard.transfer.stage': events.at(-1)?.name,
    });
    expect([events[0]?.at, events.at(-1)?.at]).toEqual([from, to]);
    return [...events.map(({ name }) => name), ...(error === undefined ? [] : [error])];
  });

story('warm transfers: each stage is an event of the span', plan, async (scene) => {
  const { floor, outcome } = scene;
  const anna = await floor.agent('anna');
  const boris = await floor.agent('boris');
  const maria = floor.caller('Maria');
  const call = await maria.dials('1');
  await anna.answers();
  await maria.talksWith(anna);
  const join = async (onAnswer: 'join' | 'hand_over'): Promise<void> => {
    await floor.passes(seconds(5));
    expect(await inTalk(scene, call, { do: 'join', to: 'boris', onAnswer })).toMatchObject({ done: true });
    await boris.rings();
    await floor.passes(seconds(1));
  };
  await join('join');
  await boris.declines();
  await floor.passes(seconds(1));
  await join('join');
  expect(await inTalk(scene, call, { do: 'cancel' })).toMatchObject({ done: true });
  await boris.stopsRinging();
  await join('join');
  await boris.answers();
  await maria.talksWith(boris);
  await floor.passes(seconds(2));
  expect(await inTalk(scene, call, { do: 'drop', who: 'boris' })).toMatchObject({ done: true });
  await boris.isHungUpOn();
  await join('hand_over');
  await boris.answers();
  await maria.talksWith(boris);
  await anna.isHungUpOn();
  await floor.passes(seconds(5));
  await maria.hangsUp();
  expect(await outcome(call)).toBe('answered');
  const trace = await traceOf(scene, call);
  expect(warmIn(trace)).toEqual([
    ['started', 'ringing', 'failed', 'not_reached'],
    ['started', 'ringing', 'rolled_back'],
    ['started', 'ringing', 'joined'],
    ['started', 'ringing', 'handed_over'],
  ]);
  expect(trace.linked).toHaveLength(4);
  const [, , , handedOver] = named(trace, 'transfer');
  const ids = { traceOf: () => 'trace', spanOf: (_: unknown, key: string) => key };
  expect(spanBody(ids, { call: call as CallId, arrivedAt: 0 }, handedOver!)).toMatchObject({
    name: 'transfer',
    parentSpanId: 'call',
    events: ['started', 'ringing', 'handed_over'].map((name) => ({ name })),
  });
});

story('an outside party who hangs up is no number in the trace', withTrunk, async (scene) => {
  const { floor, outcome } = scene;
  const maria = floor.caller('Maria');
  const call = await maria.dials('4');
  const outside = floor.phone('+49301234567');
  await outside.answers();
  await maria.talksWith(outside);
  await floor.passes(seconds(5));
  await outside.hangsUp();
  expect(await outcome(call)).toBe('answered');
  const trace = await traceOf(scene, call);
  expect(trace.spans[0]?.attributes['cordboard.call.ended_by']).toBe('outside');
  expect(JSON.stringify(trace.spans)).not.toMatch(/49301234567/);
});

story('whoever ends a call or a wrap-up by the API is not named in the trace', plan, async (scene) => {
  const { floor, outcome, doing } = scene;
  const anna = await floor.agent('anna');
  const maria = floor.caller('Maria');
  const call = await maria.dials('1');
  await anna.answers();
  await maria.talksWith(anna);
  await floor.passes(seconds(5));
  await floor.engine.hangUp(call as never, 'karla.huber', undefined);
  expect(await outcome(call)).toBe('answered');
  await floor.engine.change({ type: 'agentResumed', agent: 'anna', by: 'karla.huber' });
  await floor.until('the wrap-up is over', () => doing('anna') === 'free');
  const [started] = await scene.told('wrapUpStarted');
  const [ended] = await scene.told('wrapUpEnded');
  expect(ended?.by).toBe('karla.huber');
  const wrapUp = wrapUpSpan({ ...started!, seq: 1 }, { ...ended!, seq: 2 });
  const { spans } = await traceOf(scene, call);
  expect(JSON.stringify([spans, wrapUp])).not.toMatch(/karla/);
  expect(wrapUp.attributes['cordboard.wrap_up.ended_by']).toBe('other');
});

story('a caller who waits for hours has a bounded trace', plan, async (scene) => {
  const { floor, outcome } = scene;
  const maria = floor.caller('Maria');
  const call = await maria.dials('1');
  await maria.hangsUp();
  await outcome(call);
  const entries = await floor.store.journal.ofCall(call as never);
  const offers = Array.from({ length: 1000 }, (_, nth): StoredEntry => {
    const { at, seq } = entries.at(-2)!;
    return {
      at,
      seq,
      type: 'offerMade',
      call: call as CallId,
      offer: offerId(call as CallId, nth),
      to: 'anna',
    };
  });
  const trace = callTrace([...entries.slice(0, -1), ...offers, entries.at(-1)!]);
  expect(trace?.spans).toHaveLength(mostSpans);
  expect(trace?.spans[0]?.attributes['cordboard.spans_left_out']).toBeGreaterThan(700);
});
