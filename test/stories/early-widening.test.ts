/** A queue that widens before its time, because a long wait is to be expected. */
import { expect } from 'vitest';
import type { StoredEntry } from '../../src/call/kept/journal.ts';
import { story as storyTold } from '../../src/reports/story.ts';
import { callId } from '../../src/shared/ids.ts';
import { minutes, seconds } from '../../src/shared/time.ts';
import { learns } from '../support/learns.ts';
import { office, story } from './story.ts';

const storyOf = (entries: readonly StoredEntry[]): readonly string[] =>
  storyTold(entries, { timeZone: 'Europe/Berlin' }).map(({ text }) => text);

const early = (after: string) =>
  office(
    `ring for: 15s, wrap-up: 0s, widen: [ { after: ${after}, from wait: 3m, agents: [clara] } ]`,
    '',
  ).replace('agents: [anna, boris, clara],', 'agents: [anna, boris],');

story(
  'a queue widens early when a long wait is to be expected, and says so',
  early('10m'),
  async ({ floor, told, doing }) => {
    await learns(floor, 10, minutes(4));
    const [anna, clara] = [await floor.agent('anna'), await floor.agent('clara')];
    const talker = floor.caller('Talker', { number: '+4930000001', line: 'line1' });
    await talker.dials('1');
    await anna.answers();
    await talker.talksWith(anna);
    const maria = floor.caller('Maria', { number: '+4930000002', line: 'line2' });
    const call = await maria.dials('1');
    await floor.until('clara rings', () => clara.ringing, seconds(2));
    expect(await told('searchWidened', call)).toMatchObject([
      { step: 1, of: 1, title: 'clara too', expected: { low: minutes(4), high: minutes(5) } },
    ]);
    const [offer] = await told('offerMade', call);
    expect(offer?.decision?.widening).toEqual({ step: 1, of: 1, title: 'clara too' });
    const lines = storyOf(await floor.store.journal.ofCall(callId(Number(call))));
    expect(lines).toContain(
      'queue all widens early, because the expected wait is 4 to 5 minutes, step 1 of 1: clara too',
    );
    // She does not take it: what came early stays, and nobody looks again.
    await clara.declines();
    await floor.passes(minutes(2));
    expect(await told('searchWidened', call)).toHaveLength(1);
    expect(doing('anna')).toBe('talking');
    await maria.hangsUp();
    await talker.hangsUp();
  },
);

story(
  'who becomes free after a queue has widened early is rung for the caller at once',
  early('10m'),
  async ({ floor, told }) => {
    await learns(floor, 10, minutes(4));
    const [anna, clara] = [await floor.agent('anna'), await floor.agent('clara')];
    await floor.engine.change({ type: 'agentPaused', agent: 'clara', reason: 'lunch', by: 'test' });
    const talker = floor.caller('Talker', { number: '+4930000001', line: 'line1' });
    await talker.dials('1');
    await anna.answers();
    await talker.talksWith(anna);
    const maria = floor.caller('Maria', { number: '+4930000002', line: 'line2' });
    const call = await maria.dials('1');
    await floor.until('her queue widens', async () => (await told('searchWidened', call)).length > 0);
    await floor.engine.change({ type: 'agentResumed', agent: 'clara', by: 'test' });
    await floor.until('clara rings', () => clara.ringing, seconds(2));
    await maria.hangsUp();
    await talker.hangsUp();
  },
);

story('a queue widens early by a wait too long to be told, too', early('1h30m'), async ({ floor, told }) => {
  await learns(floor, 10, minutes(50));
  const anna = await floor.agent('anna');
  const talker = floor.caller('Talker', { number: '+4930000001', line: 'line1' });
  await talker.dials('1');
  await anna.answers();
  await talker.talksWith(anna);
  const first = floor.caller('First', { number: '+4930000002', line: 'line2' });
  await first.dials('1');
  const maria = floor.caller('Maria', { number: '+4930000003', line: 'line3' });
  const call = await maria.dials('1');
  await floor.until('her queue widens', async () => (await told('searchWidened', call)).length > 0);
  const lines = storyOf(await floor.store.journal.ofCall(callId(Number(call))));
  expect(lines).toContain(
    'queue all widens early, because the expected wait is 60 or more minutes, step 1 of 1: clara too',
  );
  for (const caller of [maria, first, talker]) await caller.hangsUp();
});

story(
  'a short wait, or one that cannot be told, widens nothing before its time; it is looked at again every 20 s',
  early('6m'),
  async ({ floor, told }) => {
    const silent = floor.caller('Silent', { number: '+4930000003', line: 'line3' });
    const clara = await floor.agent('clara');
    const unknown = await silent.dials('1');
    await floor.passes(minutes(5));
    expect(await told('searchWidened', unknown)).toEqual([]);
    await floor.until('clara rings by time', () => clara.ringing, minutes(2));
    expect(await told('searchWidened', unknown)).toMatchObject([{ step: 1 }]);
    expect((await told('searchWidened', unknown))[0]?.expected).toBeUndefined();
    await silent.hangsUp();
    await clara.leaves();
    await learns(floor, 10, minutes(2));
    const [anna, boris] = [await floor.agent('anna'), await floor.agent('boris')];
    const talkers = ['+4930000001', '+4930000002'].map((number, nth) =>
      floor.caller(`Talker ${nth}`, { number, line: `line${nth + 1}` }),
    );
    for (const talker of talkers) {
      await talker.dials('1');
      await floor.until('somebody rings', () => anna.ringing || boris.ringing);
      const ringing = anna.ringing ? anna : boris;
      await ringing.answers();
      await talker.talksWith(ringing);
    }
    const maria = floor.caller('Maria', { number: '+4930000004', line: 'line4' });
    const call = await maria.dials('1');
    await floor.passes(seconds(50));
    const waiting = floor.engine.calls().find(({ id }) => id === call);
    const search = waiting?.phase.name === 'waiting' ? waiting.phase.search : undefined;
    // At 0, 20 and 40 s, and never in between.
    expect(search).toMatchObject({ lookedAt: (search?.since ?? 0) + seconds(40) });
    expect(await told('searchWidened', call)).toEqual([]);
    await maria.hangsUp();
    for (const talker of talkers) await talker.hangsUp();
  },
);

const manyLines = Array.from({ length: 60 }, (_, nth) => `line${nth + 1}`);

story(
  'in a long line the wait is looked at less often, so that the looks cost no more than in a short one',
  early('10m').replace(/^lines: .*$/m, `lines: [${manyLines.join(', ')}]`),
  async ({ floor }) => {
    const callers = manyLines.map((line, nth) =>
      floor.caller(line, { number: `+49300000${nth + 10}`, line }),
    );
    const calls: string[] = [];
    for (const caller of callers) calls.push(await caller.dials('1'));
    const lookedAfter = (call: string | undefined) => {
      const phase = floor.engine.calls().find(({ id }) => id === call)?.phase;
      if (phase?.name !== 'waiting' || phase.search.for !== 'queue') return 'does not wait';
      return phase.search.lookedAt === undefined ? 'never' : phase.search.lookedAt - phase.search.since;
    };
    // The first waited alone; the last of sixty has ten seconds more to wait for the first look, and for each other.
    expect([lookedAfter(calls.at(0)), lookedAfter(calls.at(-1))]).toEqual([0, 'never']);
    await floor.passes(seconds(39));
    expect(lookedAfter(calls.at(-1))).toBe(seconds(10));
    await floor.passes(seconds(2));
    expect(lookedAfter(calls.at(-1))).toBe(seconds(40));
    for (const caller of callers) await caller.hangsUp();
  },
);

story(
  'widening early while an offer rings: the phone rings on, and it is looked at when the caller waits again',
  early('10m'),
  async ({ floor, told }) => {
    await learns(floor, 10, minutes(4));
    const [anna, clara] = [await floor.agent('anna'), await floor.agent('clara')];
    const maria = floor.caller('Maria', { number: '+4930000002', line: 'line2' });
    const call = await maria.dials('1');
    await anna.rings();
    await floor.passes(seconds(10));
    expect(clara.ringing).toBe(false);
    await anna.declines();
    // Anna is left alone for half a minute, and then free for her: no long wait.
    await floor.passes(seconds(5));
    expect(await told('searchWidened', call)).toEqual([]);
    await floor.engine.change({ type: 'agentPaused', agent: 'anna', reason: 'lunch', by: 'test' });
    // Nobody is there until it widens by time: too long, and the next look says so.
    await clara.rings();
    expect(await told('searchWidened', call)).toMatchObject([{ step: 1, expected: { low: minutes(9) } }]);
    await maria.hangsUp();
  },
);
