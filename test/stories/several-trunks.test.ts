/** Several trunks in order: the next one is tried when one does not carry the call, and only then. */
import { expect } from 'vitest';
import { story as storyOf } from '../../src/reports/story.ts';
import type { CallId } from '../../src/shared/ids.ts';
import { minutes, seconds } from '../../src/shared/time.ts';
import type { SimulatedFloor } from '../support/simulated-floor.ts';
import { office, type Scene, story } from './story.ts';

const number = '+4930555555';
const plan = (more = '', step = 'confirm: false') =>
  office(
    'ring for: 20s, wrap-up: 0s',
    `  "2": [ { ring: "${number}", for: 30s, ${step} }, { voicemail: office } ]
trunks:
  first: { server: sip.example.com }
  second: { server: sip.example.net }
  third: { server: sip.example.org }
outside calls: { countries: [DE], trunks: [first, second, third]${more} }
`,
  );

const unavailable = { cause: 'unreachable', why: 'network_failure' } as const;
const ringing = ({ asterisk }: SimulatedFloor) =>
  [...asterisk.legs.values()].filter(({ outside, up }) => outside !== undefined && !up);
const why = async ({ floor }: Scene, call: string) =>
  storyOf(await floor.store.journal.ofCall(call as CallId), { timeZone: 'Europe/Berlin' }).map(
    ({ text }) => text,
  );

story('the first refuses with 503, the second carries the call, and `why` says so', plan(), async (scene) => {
  const { floor, told, outcome } = scene;
  floor.asterisk.trunkFaults.set('first', unavailable);
  const caller = floor.caller('Somebody', { line: 'line1' });
  const call = await caller.dials('2');
  const phone = floor.phone(number);
  await phone.rings();
  expect(ringing(floor)).toMatchObject([{ over: 'second' }]);
  await phone.picksUp();
  await caller.talksWith(phone);
  expect(await told('trunkFailed', call)).toMatchObject([
    { number, trunk: 'first', code: 'network_failure', next: 'second' },
  ]);
  expect(await told('connected', call)).toMatchObject([{ to: number, over: 'second' }]);
  expect(await told('outsideUsed', call)).toMatchObject([{ trunk: 'first' }, { trunk: 'second' }]);
  await floor.passes(minutes(1));
  await caller.hangsUp();
  expect(await outcome(call)).toBe('answered');
  expect((await told('outsideUsed', call)).at(-1)).toMatchObject({ trunk: 'second', calls: 0 });
  expect(await why(scene, call)).toEqual(
    expect.arrayContaining([
      `${number} over first: the network or the provider could not set up the call (network_failure); second is tried`,
      `connected with ${number} over second after a wait of 0s`,
    ]),
  );
});

story(
  'a trunk over which nothing is heard is left for the next; ringing is heard',
  plan(),
  async ({ floor, told }) => {
    floor.asterisk.trunkFaults.set('first', 'silent');
    const caller = floor.caller('Somebody', { line: 'line1' });
    const call = await caller.dials('2');
    await floor.passes(seconds(7));
    expect(ringing(floor)).toMatchObject([{ over: 'first' }]);
    await floor.passes(seconds(2));
    expect(ringing(floor)).toMatchObject([{ over: 'second' }]);
    await floor.passes(seconds(15));
    expect(ringing(floor), 'one that rings is not left').toMatchObject([{ over: 'second' }]);
    expect(await told('trunkFailed', call)).toMatchObject([{ trunk: 'first', code: 'trunk_silent' }]);
    // The time of the step is the same, however many trunks were tried.
    await floor.passes(seconds(7));
    expect((await told('stepReached', call)).at(-1)?.step).toBe('voicemail office');
    await caller.hangsUp();
  },
);

story('the last trunk has all the time that is left', plan(), async ({ floor, told, phase }) => {
  for (const trunk of ['first', 'second']) floor.asterisk.trunkFaults.set(trunk, unavailable);
  floor.asterisk.trunkFaults.set('third', 'silent');
  const caller = floor.caller('Somebody', { line: 'line1' });
  const call = await caller.dials('2');
  await floor.passes(seconds(25));
  expect(ringing(floor)).toMatchObject([{ over: 'third' }]);
  await floor.passes(seconds(6));
  expect(phase(call)).toBe('leaving_message');
  expect((await told('trunkFailed', call)).map(({ trunk }) => trunk)).toEqual(['first', 'second']);
  await caller.hangsUp();
});

for (const [what, cause, reason] of [
  ['busy', 'busy', 'phone_busy'],
  ['declined', 'declined', 'phone_declined'],
  ['no such number', 'unreachable', 'no_such_number'],
] as const) {
  story(`${what} would be said over any trunk: the next step follows`, plan(), async ({ floor, told }) => {
    floor.asterisk.trunkFaults.set('first', { cause, why: reason });
    const caller = floor.caller('Somebody', { line: 'line1' });
    const call = await caller.dials('2');
    await floor.passes(seconds(1));
    expect(await told('trunkFailed', call)).toEqual([]);
    expect((await told('stepReached', call)).at(-1)?.step).toBe('voicemail office');
    await caller.hangsUp();
  });
}

story(
  'a step may name its trunks, and then no other is tried',
  plan('', 'confirm: false, trunk: [third, first]'),
  async ({ floor, told }) => {
    for (const trunk of ['first', 'third']) floor.asterisk.trunkFaults.set(trunk, unavailable);
    const caller = floor.caller('Somebody', { line: 'line1' });
    const call = await caller.dials('2');
    await floor.passes(seconds(1));
    const [third, first, ...more] = await told('trunkFailed', call);
    expect([third, first, more]).toMatchObject([{ trunk: 'third', next: 'first' }, { trunk: 'first' }, []]);
    // Each failed attempt is one, also the last.
    expect(first).not.toHaveProperty('next');
    expect((await told('offerEnded', call)).at(-1)).toMatchObject({
      outcome: 'unreachable',
      code: 'network_failure',
    });
    await caller.hangsUp();
  },
);

story(
  'a trunk that has had its calls of the hour is skipped',
  plan(', each trunk: { calls an hour: 1 }'),
  async (scene) => {
    const { floor, told } = scene;
    const calls = async (): Promise<string> => {
      const caller = floor.caller('Somebody', { line: 'line1' });
      const call = await caller.dials('2');
      await floor.passes(seconds(1));
      await caller.hangsUp();
      return call;
    };
    await calls();
    const second = await calls();
    expect(await told('trunkSkipped', second)).toMatchObject([
      { trunk: 'first', because: 'trunk first has reached its limit of 1 calls an hour', next: 'second' },
    ]);
    await calls();
    const last = await calls();
    expect((await told('outsideCallRefused', last)).map(({ because }) => because)).toEqual([
      'trunk first has reached its limit of 1 calls an hour; trunk second has reached its limit of 1 calls an hour; trunk third has reached its limit of 1 calls an hour',
    ]);
  },
);

story(
  "an agent's own number outside rings over the next trunk, beside their phone",
  plan().replace(
    'anna: { name: Anna }',
    'anna: { name: Anna, outside: { number: "+491701234567", rings: too } }',
  ),
  async ({ floor, told }) => {
    floor.asterisk.trunkFaults.set('first', unavailable);
    await floor.agent('anna');
    const caller = floor.caller('Somebody', { line: 'line1' });
    const call = await caller.dials('1');
    const mobile = floor.phone('+491701234567');
    await mobile.rings();
    await mobile.picksUp();
    await floor.until('the key is asked for', async () => (await told('keyAsked', call)).length === 1);
    await mobile.presses('1');
    await caller.talksWith(mobile);
    expect(await told('connected', call)).toMatchObject([{ to: 'anna', over: 'second' }]);
    await caller.hangsUp();
  },
);

story('a transfer outside goes over the next trunk too', plan(), async (scene) => {
  const { floor, told } = scene;
  floor.asterisk.trunkFaults.set('first', unavailable);
  const anna = await floor.agent('anna');
  const maria = floor.caller('Maria');
  const call = await maria.dials('1');
  await anna.answers();
  await maria.talksWith(anna);
  await anna.transfersTo('+4930999999');
  const outside = floor.phone('+4930999999');
  await outside.rings();
  await outside.picksUp();
  await maria.talksWith(outside);
  expect(await told('connected', call)).toMatchObject([{ to: 'anna' }, { over: 'second' }]);
  await maria.hangsUp();
});

for (const first of ['agent', 'caller'] as const) {
  story(
    `a callback, ${first} first, goes over the next trunk in the same attempt`,
    callbackPlan(first),
    async ({ floor, told, phase, outcome }) => {
      floor.asterisk.trunkFaults.set('first', unavailable);
      floor.asterisk.trunkFaults.set('second', 'silent');
      const caller = '+4930123456';
      const maria = floor.caller('Maria', { number: caller });
      const call = await maria.dials('1');
      const offered = () => floor.asterisk.spoken.some((text) => text.includes('call you back'));
      await floor.until('a callback is offered', offered);
      await maria.presses('1');
      await maria.presses('1');
      await maria.isHungUpOn();
      const callback = floor.engine.calls().find(({ via }) => via.name === call)?.id ?? '';
      const anna = await floor.agent('anna');
      if (first === 'agent') await anna.answers();
      const rings = () => floor.asterisk.ringingOutside(caller)?.over === 'third';
      await floor.until('it rings over the third', rings);
      const leg = floor.asterisk.ringingOutside(caller);
      if (leg) floor.asterisk.pickUp(leg.id);
      if (first === 'caller') await anna.answers();
      await floor.until('they talk', () => phase(callback) === 'talking');
      await floor.passes(minutes(1));
      await anna.hangsUp();
      expect(await outcome(callback)).toBe('answered');
      expect(await told('callbackBegan', callback)).toMatchObject([{ over: 'first', attempt: 1 }]);
      expect(await told('trunkFailed', callback)).toMatchObject([
        { trunk: 'first', code: 'network_failure', next: 'second' },
        { trunk: 'second', code: 'trunk_silent', next: 'third' },
      ]);
      expect((await told('outsideUsed', callback)).at(-1)).toMatchObject({ trunk: 'third', calls: 0 });
    },
  );
}

function callbackPlan(first: string): string {
  return office(
    `ring for: 15s, wrap-up: 0s, announce: { first after: 5s, every: 60s, answer: true }, callback: { offer after: 0s, retry after: 2m, first: ${first}, confirm: false, trunk: [first, second, third] }`,
    'trunks: { first: { server: sip.example.com }, second: { server: sip.example.net }, third: { server: sip.example.org } }\noutside calls: { countries: [DE] }\n',
  );
}

story('a trunk that is down is not tried; when it is back, it is', plan(), async (scene) => {
  const { floor, told } = scene;
  const calls = async () => {
    const caller = floor.caller('Somebody', { line: 'line1' });
    const call = await caller.dials('2');
    await floor.passes(seconds(1));
    const over = ringing(floor).map((leg) => leg.over);
    await caller.hangsUp();
    return { over, skipped: (await told('trunkSkipped', call)).map(({ because }) => because) };
  };
  floor.asterisk.trunkIs('first', 'trunk_unreachable');
  floor.asterisk.trunkIs('second', 'trunk_refused');
  await floor.passes(100);
  // Whoever refuses our registration may take the call all the same, but comes last.
  expect(await calls()).toEqual({ over: ['third'], skipped: [expect.stringContaining('first is down')] });
  expect(await told('alarmRaised')).toMatchObject([
    { code: 'trunk_unreachable', about: 'trunks' },
    { code: 'trunk_refused', about: 'trunks' },
  ]);
  floor.asterisk.trunkIs('third', 'trunk_password_missing');
  expect(await calls()).toMatchObject({ over: ['second'] });
  floor.asterisk.trunkIs('second', 'trunk_unreachable');
  expect(await calls()).toEqual({ over: [], skipped: [] });
  expect((await told('outsideCallRefused')).at(-1)?.because).toBe(
    'trunk first is down (trunk_unreachable); trunk second is down (trunk_unreachable); trunk third is down (trunk_password_missing)',
  );
  floor.asterisk.trunkIs('first', undefined);
  expect(await calls()).toMatchObject({ over: ['first'] });
  expect((await told('trunkChanged')).at(-1)).toMatchObject({ trunk: 'first' });
});

story(
  'an agent whose number outside no trunk leads to is not free, and is again when one does',
  plan()
    .replace(
      'anna: { name: Anna }',
      'anna: { name: Anna, outside: { number: "+491701234567", rings: instead, trunk: [first, second] } }',
    )
    .replace(
      'boris: { name: Boris }',
      'boris: { name: Boris, outside: { number: "+491701234568", rings: too } }',
    ),
  async ({ floor, told }) => {
    const states = () => floor.engine.agents().map(({ phone }) => phone.reachable);
    expect(states()).toEqual([true, true, false]);
    floor.asterisk.trunkIs('first', 'trunk_unreachable');
    await floor.passes(100);
    expect(states(), 'another trunk leads there').toEqual([true, true, false]);
    floor.asterisk.trunkIs('second', 'trunk_password_missing');
    await floor.passes(100);
    expect(states(), "boris has a third trunk, and anna's is not her own").toEqual([false, true, false]);
    await floor.killed(async () => undefined);
    await floor.passes(100);
    expect(states(), 'it is told again after a start').toEqual([false, true, false]);
    const caller = floor.caller('Somebody', { line: 'line1' });
    const call = await caller.dials('1');
    await floor.passes(seconds(1));
    expect((await told('offerMade', call)).map(({ to }) => to)).toEqual(['boris']);
    floor.asterisk.trunkIs('first', undefined);
    await floor.passes(100);
    expect(states()).toEqual([true, true, false]);
    await caller.hangsUp();
  },
);

story(
  'calls at once and new calls in a second over a trunk: beyond them the next is tried',
  plan()
    .replace('server: sip.example.com', 'server: sip.example.com, outgoing: { calls at once: 1 }')
    .replace('server: sip.example.net', 'server: sip.example.net, outgoing: { new calls a second: 1 }'),
  async (scene) => {
    const { floor, told } = scene;
    const callers = ['line1', 'line2', 'line3', 'line4'].map((line, i) =>
      floor.caller(`Caller ${i}`, { line, number: `+493000000${i}` }),
    );
    const calls: string[] = [];
    for (const caller of callers.slice(0, 3)) calls.push(await caller.dials('2'));
    await floor.passes(100);
    expect(ringing(floor).map(({ over }) => over)).toEqual(['first', 'second', 'third']);
    expect((await told('trunkSkipped')).map(({ because }) => because)).toEqual([
      'trunk first has 1 calls at once',
      'trunk first has 1 calls at once',
      'trunk second has had 1 calls in a second',
    ]);
    // A talk counts as a call that rings does.
    const [first] = ringing(floor);
    if (first) floor.asterisk.pickUp(first.id);
    await floor.passes(seconds(2));
    calls.push((await callers[3]?.dials('2')) ?? '');
    await floor.passes(100);
    expect(ringing(floor).at(-1)).toMatchObject({ over: 'second' });
    await callers[0]?.hangsUp();
    await callers[3]?.hangsUp();
    await callers[0]?.dials('2');
    await floor.passes(100);
    expect(ringing(floor).at(-1), 'its call is over').toMatchObject({ over: 'first' });
    for (const caller of callers) if (caller.onTheLine) await caller.hangsUp();
  },
);

story(
  'a transfer outside shows the number of the agent where the trunk may show it, else that of the trunk',
  plan()
    .replace(
      'server: sip.example.com',
      'server: sip.example.com, caller number: "+4930500", caller numbers: ["+49305*"]',
    )
    .replace(
      'server: sip.example.net',
      'server: sip.example.net, caller number: "+4930600", caller numbers: ["+49306*"]',
    )
    .replace('anna: { name: Anna }', 'anna: { name: Anna, caller number: "+4930511" }'),
  async ({ floor }) => {
    const anna = await floor.agent('anna');
    const maria = floor.caller('Maria', { number: '+4930123456' });
    const shown = async () => {
      await anna.transfersTo('+4930999999');
      await floor.passes(100);
      return ringing(floor).map(({ over, showNumber, showName }) => [over, showNumber, showName]);
    };
    await maria.dials('1');
    await anna.answers();
    await floor.passes(seconds(5));
    expect(await shown()).toEqual([['first', '+4930511', 'Office']]);
    await maria.hangsUp();
    floor.asterisk.trunkFaults.set('first', unavailable);
    await maria.dials('1');
    await anna.answers();
    await floor.passes(seconds(5));
    expect(await shown()).toEqual([['second', '+4930600', 'Office']]);
    await maria.hangsUp();
    // Who calls of their own accord in the plan is nobody in particular.
    floor.asterisk.trunkFaults.clear();
    await maria.dials('2');
    await floor.passes(100);
    expect(ringing(floor)).toMatchObject([{ over: 'first', showNumber: '+4930500' }]);
    await maria.hangsUp();
  },
);

story(
  'a transfer outside counts for the limit of the agent who asks for it',
  plan(', each agent: { calls an hour: 1 }'),
  async ({ floor, told, phase }) => {
    const anna = await floor.agent('anna');
    const maria = floor.caller('Maria');
    const transfers = async () => {
      const call = await maria.dials('1');
      await anna.answers();
      await maria.talksWith(anna);
      await floor.passes(seconds(5));
      await anna.transfersTo('+4930999999');
      await floor.passes(100);
      return call;
    };
    const first = await transfers();
    expect(await told('outsideUsed', first)).toMatchObject([{ trunk: 'first', byAgent: 'anna', calls: 1 }]);
    await maria.hangsUp();
    const second = await transfers();
    expect((await told('outsideCallRefused', second)).map(({ because }) => because)).toEqual([
      'anna has reached the limit of 1 calls an hour',
    ]);
    expect(['waiting', 'ringing']).toContain(phase(second));
    await maria.hangsUp();
  },
);

story(
  'a kill while the second trunk rings: it goes on, and the third is still tried',
  plan(),
  async (scene) => {
    const { floor, told } = scene;
    floor.asterisk.trunkFaults.set('first', unavailable);
    const caller = floor.caller('Somebody', { line: 'line1' });
    const call = await caller.dials('2');
    await floor.passes(seconds(1));
    expect(ringing(floor)).toMatchObject([{ over: 'second' }]);
    await floor.killed(async () => await floor.passes(seconds(2)));
    const [second] = ringing(floor);
    if (second) floor.asterisk.refuse(second.id, 'unreachable', 'network_failure');
    await floor.passes(seconds(1));
    expect(ringing(floor)).toMatchObject([{ over: 'third' }]);
    expect((await told('trunkFailed', call)).map(({ trunk, next }) => [trunk, next])).toEqual([
      ['first', 'second'],
      ['second', 'third'],
    ]);
    await caller.hangsUp();
  },
);
