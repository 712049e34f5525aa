/** Results: how a call came out, as agents say in wrap-up, at the phone, from outside, or later. */
import { expect } from 'vitest';
import { story as storyOf } from '../../src/reports/story.ts';
import { callId } from '../../src/shared/ids.ts';
import { minutes, seconds } from '../../src/shared/time.ts';
import { office, type Scene, story } from './story.ts';

const results = `results:
  sold: { name: Sold, ticket: solved }
  no_answer_yet: { follow up after: 1d }
  never_again: { tag contact: [do-not-call] }
  complaint: { details: { late: Too late, broken: Broken }, needs detail: true }
codes: { "*61": { result: sold }, "*64": { result: complaint, detail: late }, "*14": resume }
`;
const plan = office('wrap-up: 30s, results: [sold, no_answer_yet, never_again, complaint]', results);
const required = office(
  'wrap-up: 30s, results: [sold, complaint], result required: true, result within: 2m',
  results,
);

/** Anna has talked with Maria, and wraps up. */
async function served({ floor, doing }: Scene) {
  const anna = await floor.agent('anna');
  const maria = floor.caller('Maria', { number: '+493012345' });
  const call = callId(Number(await maria.dials('1')));
  await anna.answers();
  await maria.talksWith(anna);
  await floor.passes(seconds(20));
  await maria.hangsUp();
  await floor.until('she wraps up', () => doing('anna') === 'wrapping_up');
  return { anna, maria, call };
}

story('a result by code at the phone, changed from outside, and again an hour later', plan, async (scene) => {
  const { floor, told } = scene;
  const { anna, call } = await served(scene);
  await anna.dials('*64');
  await floor.passes(seconds(5));
  expect(await told('resultSet')).toMatchObject([
    { agent: 'anna', call, queue: 'all', result: 'complaint', detail: 'late', by: 'phone' },
  ]);
  expect(await floor.engine.setResult({ call, result: 'sold', by: 'cli' })).toMatchObject({ agent: 'anna' });
  await floor.passes(minutes(60));
  await floor.engine.setResult({ call, agent: 'anna', result: 'never_again', by: 'cli' });
  expect((await told('resultSet')).map(({ result, before }) => [result, before?.result])).toEqual([
    ['complaint', undefined],
    ['sold', 'complaint'],
    ['never_again', 'sold'],
  ]);
  expect(await floor.store.contacts.withNumber('+493012345')).toMatchObject({ tags: ['do-not-call'] });
  const why = storyOf(await floor.store.journal.ofCall(call), { timeZone: 'UTC' }).map(({ text }) => text);
  expect(why).toContain(
    'anna gave the result never_again instead of sold, entered by cli: the contact is tagged do-not-call',
  );
});

story('what does not fit is refused with the reason', plan, async (scene) => {
  const { floor } = scene;
  const { call } = await served(scene);
  const give = async (result: string, more: object = {}) => {
    const answer = await floor.engine.setResult({ call, result, by: 'cli', ...more });
    return answer.done ? 'done' : `${answer.code}: ${answer.because}`;
  };
  expect(await give('complaint')).toBe('no_such_result: the result complaint needs a detail');
  expect(await give('complaint', { detail: 'lost' })).toContain('with detail lost cannot be given');
  expect(await give('gone')).toBe('no_such_result: the result gone cannot be given in queue all');
  expect(await give('sold', { agent: 'boris' })).toBe(`not_served: boris has not talked in call ${call}`);
  expect(await give('sold', { call: callId(99_999) })).toBe('no_such_call: there is no call 99999');
});

story('a required result keeps the agent in wrap-up, and ends it', required, async (scene) => {
  const { floor, doing, told } = scene;
  const { anna, call } = await served(scene);
  await floor.passes(seconds(45));
  expect(doing('anna')).toBe('wrapping_up');
  expect(await floor.engine.change({ type: 'agentResumed', agent: 'anna', by: 'cli' })).toMatchObject({
    code: 'result_required',
  });
  await anna.dials('*14');
  await floor.passes(seconds(5));
  expect(doing('anna')).toBe('wrapping_up');
  expect(floor.asterisk.spoken.at(-1)).toBe('Please give the result of your call first.');
  await floor.engine.setResult({ call, result: 'sold', by: 'cli' });
  expect(doing('anna')).toBe('free');
  expect((await told('wrapUpEnded')).map(({ by }) => by)).toEqual(['result']);
  expect(await told('resultMissing')).toEqual([]);
});

story('without it wrap-up ends at the limit, and says that it is missing', required, async (scene) => {
  const { floor, doing, told } = scene;
  const { call } = await served(scene);
  await floor.passes(seconds(100));
  expect(doing('anna')).toBe('wrapping_up');
  await floor.passes(seconds(30));
  expect(doing('anna')).toBe('free');
  expect(await told('resultMissing')).toMatchObject([{ call, agent: 'anna', queue: 'all' }]);
});

story('a result given in time leaves the wrap-up as long as it is', required, async (scene) => {
  const { floor, doing } = scene;
  const { call } = await served(scene);
  await floor.engine.setResult({ call, result: 'sold', by: 'cli' });
  expect(doing('anna')).toBe('wrapping_up');
  await floor.passes(seconds(31));
  expect(doing('anna')).toBe('free');
});

story(
  'given during the talk it is not asked for any more; a supervisor can waive it',
  required,
  async (scene) => {
    const { floor, doing, told } = scene;
    const anna = await floor.agent('anna');
    const maria = floor.caller('Maria');
    const call = callId(Number(await maria.dials('1')));
    await anna.answers();
    await maria.talksWith(anna);
    await floor.engine.setResult({ call, result: 'sold', by: 'anna' });
    await floor.passes(seconds(20));
    await maria.hangsUp();
    await floor.passes(seconds(35));
    expect(doing('anna')).toBe('free');
    const again = await maria.dials('1');
    await anna.answers();
    await maria.talksWith(anna);
    await floor.passes(seconds(20));
    await maria.hangsUp();
    await floor.passes(seconds(35));
    expect(doing('anna')).toBe('wrapping_up');
    await floor.engine.change({ type: 'agentResumed', agent: 'anna', by: 'boss', anyway: true });
    expect(doing('anna')).toBe('free');
    expect(await told('resultMissing')).toMatchObject([{ call: again }]);
  },
);

story('a kill while the result is awaited changes nothing', required, async (scene) => {
  const { floor, doing } = scene;
  const { call } = await served(scene);
  await floor.passes(seconds(45));
  await floor.killed(async () => undefined);
  expect(doing('anna')).toBe('wrapping_up');
  await floor.engine.setResult({ call, result: 'sold', by: 'cli' });
  expect(doing('anna')).toBe('free');
});

story('who calls a colleague meanwhile is asked for the result after that call', required, async (scene) => {
  const { floor, doing, told } = scene;
  const { anna, call } = await served(scene);
  const boris = await floor.agent('boris');
  await floor.passes(seconds(45));
  const dialled = anna.dials('boris');
  await boris.answers();
  await dialled;
  await floor.passes(seconds(20));
  await boris.hangsUp();
  await floor.until('she wraps up again', () => doing('anna') === 'wrapping_up');
  await floor.engine.setResult({ call, result: 'sold', by: 'cli' });
  expect(doing('anna')).toBe('free');
  expect((await told('wrapUpStarted')).map((entry) => entry.call)).toEqual([call, call]);
});

const withParking = `${required}
parking: { slots: ["71"], for: 5m }
`;

/** Anna owes the result of her first talk, and fetches Nina, whom Boris has parked. */
async function fetchesAnother(scene: Scene) {
  const { floor, doing } = scene;
  const boris = await floor.agent('boris');
  await floor.engine.change({ type: 'agentPaused', agent: 'boris', reason: 'desk', by: 'test' });
  const first = await served(scene);
  await floor.passes(seconds(45));
  await floor.engine.change({ type: 'agentResumed', agent: 'boris', by: 'test' });
  const nina = floor.caller('Nina');
  const second = callId(Number(await nina.dials('1')));
  await boris.answers();
  await nina.talksWith(boris);
  await floor.engine.inTalk(second, { do: 'park' }, 'api');
  await floor.until('Boris wraps up', () => doing('boris') !== 'talking');
  const leg = floor.asterisk.callFrom({ kind: 'phone', name: 'anna' }, '71', 'anna', 'Anna');
  await floor.until('Anna talks', () => doing('anna') === 'talking');
  return { call: first.call, second, nina, leg };
}

story(
  'who ends another talk meanwhile is not asked for both: the first is missing',
  withParking,
  async (scene) => {
    const { floor, doing, told } = scene;
    const { call, nina } = await fetchesAnother(scene);
    await floor.passes(seconds(5));
    await nina.hangsUp();
    await floor.until('she wraps up', () => doing('anna') === 'wrapping_up');
    expect((await told('resultMissing', call)).map(({ agent }) => agent)).toEqual(['anna']);
  },
);

story('the first result can be given during the other talk', withParking, async (scene) => {
  const { floor, doing, told } = scene;
  const { call, nina } = await fetchesAnother(scene);
  await floor.engine.setResult({ call, agent: 'anna', result: 'sold', by: 'cli' });
  await nina.hangsUp();
  await floor.until('she wraps up', () => doing('anna') === 'wrapping_up');
  expect(await told('resultMissing', call)).toEqual([]);
});
