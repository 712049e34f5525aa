/** What users of other systems complain about, and what happens here instead; each story is named after the thread. */
import { expect } from 'vitest';
import { seconds } from '../../src/shared/time.ts';
import { office, story } from './story.ts';

const nth = (number: number): string => `+4930000000${number}`;

story(
  'asterisk #176, two agents for one caller: both answer in the same moment, one has the call',
  office('strategy: ring all, wrap-up: 0s'),
  async ({ floor, told, doing }) => {
    const [anna, boris] = [await floor.agent('anna'), await floor.agent('boris')];
    const maria = floor.caller('Maria');
    const call = await maria.dials('1');
    await Promise.all([anna.rings(), boris.rings()]);
    await Promise.all([boris.picksUp(), anna.picksUp()]);
    await floor.until('one of them is free', () => [doing('anna'), doing('boris')].includes('free'));
    expect(await told('connected', call)).toHaveLength(1);
    await maria.hangsUp();
  },
);

const crowded = office('priority: 0, wrap-up: 0s, ring for: 20s', '  "2": { queue: favoured }\n').replace(
  'queues:\n',
  'queues:\n  favoured: { agents: [anna], priority: 5, wrap-up: 0s }\n',
);
story('asterisk #1561, weights starve a queue: not beyond the bound', crowded, async ({ floor }) => {
  const plain = floor.caller('Plain', { number: nth(0) });
  await plain.dials('1');
  const served: string[] = [];
  const anna = await floor.agent('anna');
  await anna.answers();
  await plain.talksWith(anna);
  // While she talks, one more waits in each queue, and somebody comes to the favoured one each minute.
  const poor = floor.caller('Poor', { number: nth(9), line: 'line9' });
  await poor.dials('1');
  const others = [1, 2, 3, 4, 5, 6, 7, 8].map((count) =>
    floor.caller(`Favoured ${count}`, { number: nth(count), line: `favoured${count}` }),
  );
  for (const other of others) {
    await floor.passes(seconds(60));
    await other.dials('2');
  }
  await plain.hangsUp();
  for (let calls = 0; calls < 9; calls++) {
    served.push((await anna.rings()).number);
    await anna.answers();
    await floor.passes(seconds(1));
    await anna.hangsUp();
  }
  // Five points are five minutes: the four who came within them go first, and nobody after.
  expect(served.indexOf(nth(9))).toBe(4);
});

story(
  'asterisk #1691, offers stop: whoever declined or missed is asked again, as long as the caller waits',
  office('ring for: 5s, try again after: 10s'),
  async ({ floor, told }) => {
    const anna = await floor.agent('anna');
    const maria = floor.caller('Maria');
    const call = await maria.dials('1');
    for (let time = 0; time < 6; time++) {
      await anna.rings();
      if (time % 2 === 0) await anna.declines();
      else await anna.stopsRinging();
      await floor.engine.change({ type: 'agentResumed', agent: 'anna', by: 'test' });
    }
    await anna.answers();
    await maria.talksWith(anna);
    expect(await told('offerMade', call)).toHaveLength(7);
    await maria.hangsUp();
  },
);

story(
  'freeswitch #2511, why did the eighth get the agent: the seven before could not be served, and it says why',
  office('ring for: 20s', '  "2": { queue: all, needs: german >= 5 }\n').replace(
    '{ name: Boris }',
    '{ name: Boris, skills: { german: 7 } }',
  ),
  async ({ floor, told }) => {
    const callers = [1, 2, 3, 4, 5, 6, 7, 8].map((count) =>
      floor.caller(`Caller ${count}`, { number: nth(count) }),
    );
    const calls: string[] = [];
    for (const [place, caller] of callers.entries()) calls.push(await caller.dials(place < 7 ? '2' : '1'));
    const anna = await floor.agent('anna');
    expect(await anna.rings()).toMatchObject({ number: nth(8) });
    for (const [place, call] of calls.entries()) {
      const explained = floor.engine.explainWaiting(
        call as Parameters<typeof floor.engine.explainWaiting>[0],
      );
      if (place === 7) expect(explained).toBeUndefined();
      else
        expect(explained?.decision.excluded[0]?.rule).toMatchObject({
          rule: 'skill_too_low',
          needs: 5,
          has: 0,
        });
    }
    expect((await told('offerMade', calls[7])).at(0)?.decision?.ranked).toMatchObject([{ agent: 'anna' }]);
    for (const caller of callers) await caller.hangsUp();
  },
);

story(
  'asterisk #1255, a reload clears wrap-up: a new plan leaves wrap-ups, pauses and counters alone',
  office('wrap-up: 30s'),
  async ({ floor, doing }) => {
    const anna = await floor.agent('anna');
    const maria = floor.caller('Maria');
    await maria.dials('1');
    await anna.answers();
    await maria.talksWith(anna);
    await floor.engine.change({ type: 'agentPaused', agent: 'boris', reason: 'lunch', by: 'test' });
    await maria.hangsUp();
    await floor.until('anna wraps up', () => doing('anna') === 'wrapping_up');
    const before = floor.engine.agents();
    await floor.engine.applyPlan(office('wrap-up: 5s, strategy: round robin'), 'test');
    expect(floor.engine.agents()).toEqual(before);
    await floor.passes(seconds(25));
    expect(doing('anna')).toBe('wrapping_up');
    await floor.passes(seconds(6));
    expect(doing('anna')).toBe('free');
  },
);

const twoQueues = office('wrap-up: 30s', '  "2": { queue: other }\n').replace(
  'queues:\n',
  'queues:\n  other: { agents: [anna], wrap-up: 5s }\n',
);
story(
  'asterisk #1736, double counting: an agent in two queues has taken one call, and one call is answered',
  twoQueues,
  async ({ floor, told, outcome }) => {
    const anna = await floor.agent('anna');
    const maria = floor.caller('Maria');
    const call = await maria.dials('1');
    await anna.answers();
    await maria.talksWith(anna);
    // Both hang up in the same moment: each end is told.
    await floor.passes(seconds(2));
    await Promise.all([maria.hangsUp(), anna.goesAtOnce()]);
    expect(await outcome(call)).toBe('answered');
    expect(floor.engine.agents().find(({ name }) => name === 'anna')?.callsTaken).toBe(1);
    expect(await told('connected')).toHaveLength(1);
    expect(await told('callEnded')).toHaveLength(1);
    expect(await told('wrapUpStarted')).toHaveLength(1);
  },
);

story(
  'asterisk #607 and #1006, wrap-up ends early: it holds against calls of every queue, for as long as its own queue says',
  twoQueues,
  async ({ floor, doing, phase }) => {
    const anna = await floor.agent('anna');
    const maria = floor.caller('Maria', { number: nth(1) });
    await maria.dials('1');
    await anna.answers();
    await maria.talksWith(anna);
    // Somebody comes to the other queue, whose wrap-up is shorter, while she talks, and somebody while she wraps up.
    const paul = floor.caller('Paul', { number: nth(2) });
    const waiting = await paul.dials('2');
    await maria.hangsUp();
    await floor.until('anna wraps up', () => doing('anna') === 'wrapping_up');
    await floor.passes(seconds(6));
    await floor.caller('Eva', { number: nth(3) }).dials('2');
    await floor.passes(seconds(23));
    expect([doing('anna'), anna.ringing, phase(waiting)]).toEqual(['wrapping_up', false, 'waiting']);
    await floor.passes(seconds(2));
    expect((await anna.rings()).number).toBe(nth(2));
  },
);

story(
  'freeswitch #2540, agents stay reserved: of those rung together nobody is held once one has the call',
  office('strategy: ring all, wrap-up: 0s'),
  async ({ floor, doing }) => {
    const anna = await floor.agent('anna');
    const maria = floor.caller('Maria');
    await maria.dials('1');
    await anna.rings();
    // Boris' phone comes, and is rung, in the moment in which Anna answers.
    const [boris] = await Promise.all([floor.agent('boris'), anna.answers()]);
    await maria.talksWith(anna);
    await boris.stopsRinging();
    await floor.until('boris is free', () => doing('boris') === 'free');
    const paul = floor.caller('Paul', { number: nth(2) });
    await paul.dials('1');
    await boris.answers();
    await paul.talksWith(boris);
  },
);

story(
  'freeswitch #2529 and Kazoo PR 2464, ghost calls: who hangs up while a phone begins to ring leaves nobody ringing',
  office('wrap-up: 0s'),
  async ({ floor, doing, told, outcome }) => {
    const anna = await floor.agent('anna');
    const maria = floor.caller('Maria');
    const call = await maria.dials('1');
    await maria.hangsUp();
    expect(await outcome(call)).toBe('abandoned');
    await anna.stopsRinging();
    expect(await anna.picksUp()).toBe(false);
    await floor.until('anna is free', () => doing('anna') === 'free');
    // Nothing of the call is left in the queue: the next one is the first.
    await floor.caller('Paul', { number: nth(2) }).dials('1');
    expect((await anna.rings()).number).toBe(nth(2));
    expect(await told('connected')).toEqual([]);
  },
);

story(
  'freeswitch #1973 and #1674, stale members: the caller hangs up in the moment in which the agent answers',
  office('wrap-up: 0s'),
  async ({ floor, doing, told, outcome }) => {
    const anna = await floor.agent('anna');
    const maria = floor.caller('Maria');
    const call = await maria.dials('1');
    await anna.rings();
    await Promise.all([maria.hangsUp(), anna.picksUp()]);
    const ended = await outcome(call);
    // Either was first; both belong to one call, which has one end, and nobody is left behind.
    expect(['abandoned', 'answered']).toContain(ended);
    expect(await told('callEnded', call)).toHaveLength(1);
    await floor.until('anna is free', () => doing('anna') === 'free' && !anna.talking);
    expect(floor.engine.calls()).toEqual([]);
    const paul = floor.caller('Paul', { number: nth(2) });
    await paul.dials('1');
    await anna.answers();
    await paul.talksWith(anna);
  },
);

story(
  'freeswitch #1641, the dispatcher is dead: a caller who waits is served after a loss of the exchange, and after a restart',
  office('wrap-up: 0s, ring for: 5s'),
  async ({ floor }) => {
    const maria = floor.caller('Maria', { number: nth(1) });
    await maria.dials('1');
    await floor.engineAway(async () => await floor.passes(seconds(3)));
    const anna = await floor.agent('anna');
    expect((await anna.rings()).number).toBe(nth(1));
    await floor.engineAway(async () => await anna.declines());
    const boris = await floor.agent('boris');
    await boris.answers();
    await maria.talksWith(boris);
  },
);

story(
  'jambonz #1363, the agent does not know who it got: the display says it before, and the journal names both after',
  office('wrap-up: 0s'),
  async ({ floor, told }) => {
    const anna = await floor.agent('anna');
    const maria = floor.caller('Maria', { number: nth(7) });
    const call = await maria.dials('1');
    expect(await anna.rings()).toMatchObject({ number: nth(7), name: expect.stringContaining('Maria') });
    await anna.answers();
    await maria.talksWith(anna);
    expect(await told('connected')).toMatchObject([{ call, to: 'anna', agent: 'anna' }]);
    await maria.hangsUp();
  },
);
