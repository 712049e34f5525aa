/** What the exchange has done by itself while the engine was away is in the journal afterwards, once. */
import { expect } from 'vitest';
import { callRecord } from '../../src/reports/call-record.ts';
import { story as storyOf } from '../../src/reports/story.ts';
import type { CallId, LegId, RecordingId } from '../../src/shared/ids.ts';
import { seconds } from '../../src/shared/time.ts';
import { discrepancies, totals } from '../support/journal-totals.ts';
import type { SimulatedFloor } from '../support/simulated-floor.ts';
import { office, story } from './story.ts';

const plan = office('ring for: 20s, wrap-up: 30s');
const lina = { dialled: '1', callerNumber: '030 222222', callerName: 'Lina' };

async function recordOf(floor: SimulatedFloor, call: string) {
  const record = callRecord(await floor.store.journal.ofCall(call as CallId), floor.clock.now());
  if (!record) throw new Error(`call ${call} is not in the journal`);
  return record;
}

const taken = async (floor: SimulatedFloor): Promise<number> =>
  totals(await floor.store.journal.after(0, 10_000)).bySafetyNet;

story('an agent answered in the net: by whom, when, how long, and once', plan, async ({ floor, told }) => {
  await floor.agent('anna');
  await floor.agent('boris');
  const arrivedAt = floor.clock.now();
  await floor.killed(async () => {
    floor.asterisk.servedByItself({
      ...lina,
      arrivedAt,
      rung: [
        { phone: 'anna', at: arrivedAt + 13_000, until: arrivedAt + 33_000, outcome: 'no_answer' },
        { phone: 'boris', at: arrivedAt + 33_000, until: arrivedAt + 40_000, outcome: 'answered' },
      ],
      endedAt: arrivedAt + 100_000,
      endedBy: 'far_end',
    });
    floor.clock.tick(arrivedAt + 200_000);
  });
  await floor.passes(seconds(200));
  const [{ call } = { call: '' }] = await told('callArrived');
  expect(await recordOf(floor, call)).toMatchObject({
    servedBy: 'safety_net',
    arrivedAt,
    dialled: '1',
    caller: { number: '+4930222222', name: 'Lina', isNew: true },
    offers: [
      { to: 'anna', outcome: 'no_answer' },
      { to: 'boris', outcome: 'answered' },
    ],
    answeredBy: ['boris'],
    waited: 40_000,
    talked: 60_000,
    end: { outcome: 'answered', at: arrivedAt + 100_000, by: 'agent boris' },
  });
  const boris = floor.engine.agents().find(({ name }) => name === 'boris');
  expect(boris).toMatchObject({ callsTaken: 1, talkedFor: 60_000, activity: { kind: 'free' } });
  expect((await floor.store.contacts.find('lina', 5))[0]).toMatchObject({ calls: 1, lastAgent: 'boris' });
  const lines = storyOf(await floor.store.journal.ofCall(call as CallId), { timeZone: 'Europe/Berlin' });
  expect(lines.map(({ text }) => text).join('\n')).toMatchInlineSnapshot(`
    "Call 1001 came in on 23 Nov 2026 for 1 over line line1, from Lina, +4930222222, new contact c1; served by the safety net, while the engine was away
    The caller waits: the engine was not running, so the safety net served the call
    offered to anna (1001-o1)
    The caller hears ringing: the safety net rings anna
    anna: no answer (1001-o1, rang for 20s): according to Asterisk
    offered to boris (1001-o2)
    The caller hears ringing: the safety net rings boris
    boris: answered (1001-o2, rang for 7s): answered
    They talk: boris answered
    connected with boris after a wait of 40s
    The call is over: answered; ended by agent boris after 1m 40s, 1m 00s of it in conversation"
  `);

  for (const _ of [1, 2]) {
    await floor.killed(async () => undefined);
    await floor.passes(seconds(70));
  }
  const sums = totals(await floor.store.journal.after(0, 10_000));
  expect(sums).toMatchObject({ offered: 1, bySafetyNet: 1, outcomes: { answered: 1 } });
  expect(discrepancies(sums)).toEqual([]);
});

story('a message in the net is a voicemail; who gave up is abandoned', plan, async ({ floor }) => {
  await floor.agent('anna');
  const arrivedAt = floor.clock.now();
  const call = { ...lina, arrivedAt, endedBy: 'caller' } as const;
  const recording = 'safety-net-1795302876.0-4930222222' as RecordingId;
  const rung = [
    { phone: 'anna', at: arrivedAt + 10, until: arrivedAt + 20, outcome: 'unreachable' },
  ] as const;
  await floor.killed(async () => {
    const said = { recording, since: arrivedAt + 30, lasted: 4200 };
    floor.asterisk.servedByItself({ ...call, rung, message: said, endedAt: arrivedAt + 5000 });
    const nothing = { recording: `${recording}1` as RecordingId, since: arrivedAt + 30, lasted: 400 };
    floor.asterisk.servedByItself({ ...call, rung, message: nothing, endedAt: arrivedAt + 430 });
    floor.asterisk.servedByItself({ ...call, rung: [], endedAt: arrivedAt + 9000 });
    const own = { kind: 'phone', name: 'anna' } as const;
    floor.asterisk.servedByItself({ ...call, via: own, rung: [], endedAt: arrivedAt + 9000 });
  });
  await floor.until('all are in the journal', async () => (await taken(floor)) === 4);
  const { outcomes } = totals(await floor.store.journal.after(0, 10_000));
  expect(outcomes).toMatchObject({ voicemail: 1, abandoned: 2, failed: 1 });
  expect(await floor.store.voicemails.list(undefined, 9)).toMatchObject([
    { voicemail: 'safety net', recording, lasted: 4200, callerNumber: '+4930222222', at: arrivedAt + 5000 },
  ]);
});

story('who came back to us out of the net is our call, and not counted as the net’s', plan, async (scene) => {
  const { floor, outcome } = scene;
  const maria = floor.caller('Maria');
  const call = await maria.dials('1');
  const leg = (await scene.told('callArrived', call))[0]?.leg as LegId;
  const arrivedAt = floor.clock.now() - 20_000;
  floor.asterisk.servedByItself({ ...lina, leg, arrivedAt, rung: [], endedAt: arrivedAt, endedBy: 'caller' });
  await floor.passes(seconds(70));
  await maria.hangsUp();
  expect(await outcome(call)).toBe('abandoned');
  await floor.passes(seconds(70));
  expect(totals(await floor.store.journal.after(0, 10_000))).toMatchObject({ offered: 1, bySafetyNet: 0 });
});

story('as long as the wire is cut nothing is taken in; after it once', plan, async ({ floor }) => {
  floor.asterisk.cut();
  const arrivedAt = floor.clock.now();
  const call = { ...lina, arrivedAt, rung: [], endedAt: arrivedAt + 3000, endedBy: 'caller' } as const;
  floor.asterisk.servedByItself(call);
  await floor.passes(seconds(70));
  expect(await taken(floor)).toBe(0);
  floor.asterisk.restored();
  await floor.until('it is in the journal', async () => (await taken(floor)) === 1);
  await floor.passes(seconds(70));
  expect(await taken(floor)).toBe(1);
});

story('the net is told who may be rung, and where callers wait, as it changes', plan, async ({ floor }) => {
  const { noted } = floor.asterisk;
  const anna = await floor.agent('anna');
  expect(noted.get('anna')).toEqual({ agent: 'anna', phone: 'anna' });
  const max = floor.caller('Max');
  await max.dials('1');
  expect(noted.get('all')).toEqual({ queue: 'all', waits: true });
  await anna.answers();
  await max.talksWith(anna);
  expect(noted.get('all')).toEqual({ queue: 'all', waits: false });
  const endedAt = floor.clock.now();
  await max.hangsUp();
  await floor.passes(100);
  const { activity } = floor.engine.agents().find(({ name }) => name === 'anna') ?? {};
  expect(noted.get('anna')).toMatchObject({ restsUntil: (activity as { until: number }).until });
  expect((activity as { until: number }).until).toBeGreaterThanOrEqual(endedAt + seconds(30));
  await floor.passes(seconds(31));
  expect(noted.get('anna')).toEqual({ agent: 'anna', phone: 'anna' });
  await floor.engine.change({ type: 'agentPaused', agent: 'anna', reason: 'lunch', by: 'test' });
  expect(noted.get('anna')).toMatchObject({ restsUntil: 'further notice' });
  await floor.engine.change({ type: 'agentResumed', agent: 'anna', by: 'test' });
  await floor.engine.change({ type: 'agentLoggedOut', agent: 'anna', by: 'test' });
  expect(noted.get('anna')).toMatchObject({ restsUntil: 'further notice' });
});

story('the net is told of another phone that a plan gives an agent', plan, async ({ floor }) => {
  await floor.agent('anna');
  const moved = plan.replace('anna: { name: Anna }', 'anna: { name: Anna, phone: desk }');
  expect(await floor.engine.applyPlan(moved, 'cli')).toMatchObject({ applied: true });
  expect(floor.asterisk.noted.get('anna')).toEqual({ agent: 'anna', phone: 'desk' });
});

story(
  'T8: whom the net served when Asterisk died was cut off, and did not give up',
  plan,
  async ({ floor, told }) => {
    const arrivedAt = floor.clock.now();
    await floor.killed(async () => {
      floor.asterisk.servedByItself({
        ...lina,
        arrivedAt,
        rung: [],
        endedAt: arrivedAt + 9000,
        endedBy: 'unknown',
      });
    });
    await floor.until('it is in the journal', async () => (await taken(floor)) === 1);
    expect(await told('callEnded')).toMatchObject([{ outcome: 'exchange_restarted', by: 'exchange' }]);
  },
);

story('who was left waiting behind others is told so', plan, async ({ floor, told }) => {
  const arrivedAt = floor.clock.now();
  await floor.killed(async () => {
    const rung = [] as const;
    floor.asterisk.servedByItself({
      ...lina,
      arrivedAt,
      rung,
      behindOthers: true,
      endedAt: arrivedAt + 20_000,
      endedBy: 'caller',
    });
    floor.clock.tick(arrivedAt + 60_000);
  });
  await floor.passes(seconds(60));
  const [first] = await told('phaseEntered');
  expect(first?.because).toBe(
    'the engine was not running, so the safety net served the call, after the callers who were already waiting, for a minute at most',
  );
});

story(
  'F17: no engine comes for a minute: the net goes on with who waited, and its message and answers count, not an abandoned call',
  plan,
  async (scene) => {
    const { floor, told, outcome } = scene;
    const anna = await floor.agent('anna');
    const [maria, max] = [floor.caller('Maria'), floor.caller('Max')];
    const [one, other] = [await maria.dials('1'), await max.dials('1')];
    await anna.rings();
    const legOf = async (call: string) => (await told('callArrived', call))[0]?.leg as LegId;
    const [first, second] = [await legOf(one), await legOf(other)];
    const recording = 'safety-net-1795302876.0' as RecordingId;
    const at = floor.clock.now() + 60_000;
    await floor.killed(async () => {
      const net = (leg: LegId) => ({ ...lina, leg: `${leg}+net` as LegId, arrivedAt: at, rung: [] });
      for (const leg of [first, second]) floor.asterisk.takenBySafetyNet(leg);
      const message = { recording, since: at + 5000, lasted: 4200 };
      floor.asterisk.servedByItself({ ...net(first), message, endedAt: at + 9000, endedBy: 'caller' });
      const answered = { phone: 'anna', at: at + 2000, until: at + 3000, outcome: 'answered' } as const;
      floor.asterisk.servedByItself({
        ...net(second),
        rung: [answered],
        endedAt: at + 9000,
        endedBy: 'far_end',
      });
      floor.clock.tick(at + 20_000);
    });
    expect([await outcome(one), await outcome(other)]).toEqual(['joined', 'joined']);
    expect(await told('callEnded', one)).toMatchObject([{ by: 'safety net' }]);
    await floor.until('the calls of the net are in the journal', async () => (await taken(floor)) === 2);
    expect(await floor.store.voicemails.list(undefined, 9)).toMatchObject([{ recording, lasted: 4200 }]);
    const sums = totals(await floor.store.journal.after(0, 10_000));
    expect(sums.outcomes).toMatchObject({ joined: 2, voicemail: 1, answered: 1, abandoned: 0 });
    expect(discrepancies(sums)).toEqual([]);
  },
);

story(
  'F17: whom the net gives back late, when their call has ended in our records, is a caller again, and not hung up on',
  plan,
  async (scene) => {
    const { floor, told, outcome } = scene;
    const anna = await floor.agent('anna');
    const one = await floor.caller('Maria').dials('1');
    await anna.rings();
    const leg = (await told('callArrived', one))[0]?.leg as LegId;
    let givesBack: () => void = () => undefined;
    await floor.killed(async () => {
      givesBack = floor.asterisk.takenBySafetyNet(leg);
      floor.clock.tick(floor.clock.now() + 60_000);
    });
    expect(await outcome(one)).toBe('joined');
    floor.asterisk.cut();
    givesBack();
    floor.asterisk.restored();
    await anna.rings();
    expect(floor.asterisk.legs.has(leg)).toBe(true);
  },
);

story(
  'F17: whom the net takes while a greeting is played to them has joined it, and has not hung up',
  office('ring for: 20s', '  "2": { voicemail: office }'),
  async (scene) => {
    const { floor, told, phase, outcome } = scene;
    const one = await floor.caller('Maria').dials('2');
    await floor.until('the greeting is played', () => phase(one) === 'leaving_message');
    const leg = (await told('callArrived', one))[0]?.leg as LegId;
    const at = floor.clock.now() + 60_000;
    const message = { recording: 'safety-net-1795302876.0' as RecordingId, since: at + 5000, lasted: 4200 };
    await floor.killed(async () => {
      floor.asterisk.takenBySafetyNet(leg);
      const net = { ...lina, leg: `${leg}+net` as LegId, arrivedAt: at, rung: [] };
      floor.asterisk.servedByItself({ ...net, message, endedAt: at + 9000, endedBy: 'caller' });
      floor.clock.tick(at + 20_000);
    });
    expect(await outcome(one)).toBe('joined');
    expect(await told('callEnded', one)).toMatchObject([{ by: 'safety net' }]);
    await floor.until('the call of the net is in the journal', async () => (await taken(floor)) === 1);
    const sums = totals(await floor.store.journal.after(0, 10_000));
    expect(sums.outcomes).toMatchObject({ joined: 1, voicemail: 1, abandoned: 0 });
    expect(discrepancies(sums)).toEqual([]);
  },
);

story(
  'F17: Asterisk dies with a caller who is back from the net: one call, and it was cut off',
  plan,
  async (scene) => {
    const { floor, told, outcome } = scene;
    const anna = await floor.agent('anna');
    const one = await floor.caller('Maria').dials('1');
    await anna.rings();
    const leg = (await told('callArrived', one))[0]?.leg as LegId;
    await floor.killed(async () => {
      floor.asterisk.takenBySafetyNet(leg)();
      floor.clock.tick(floor.clock.now() + 60_000);
    });
    floor.asterisk.cut();
    floor.asterisk.dies();
    floor.asterisk.restored();
    expect(await outcome(one)).toBe('exchange_restarted');
    expect(await taken(floor)).toBe(0);
  },
);
