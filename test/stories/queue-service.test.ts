/** A supervisor takes agents out of queues for now, and puts them back. */
import { expect } from 'vitest';
import { story as storyOf } from '../../src/reports/story.ts';
import type { CallId } from '../../src/shared/ids.ts';
import { seconds } from '../../src/shared/time.ts';
import { figuresOf } from '../support/figures.ts';
import { type Scene, story } from './story.ts';

const elsewhere = '[ { say: Elsewhere. }, { voicemail: office } ]';
const planWith = (sales = '', more = ''): string => `
company: Office
country: DE
time zone: Europe/Berlin
language: en
numbers:
  "1": { queue: sales }
  "2": { queue: support }
  "3": [ { ring: anna, for: 20s }, goodbye ]
queues:
  sales: { title: Sales, agents: [anna, boris], wrap-up: 0s, ring for: 20s, strategy: ordered${sales} }
  support: { title: Support, agents: [anna], wrap-up: 0s, ring for: 20s }
agents:
  anna: { name: Anna }
  boris: { name: Boris }
  clara: { name: Clara }
voicemails:
  office: { greeting: Leave a message., longest: 1m }
lines: [line1, line2, line3, line4, line5, line6]
${more}`;
const plan = planWith();

const set = async ({ floor }: Scene, agent: string, queue: string, serves: boolean, anyway?: true) =>
  await floor.engine.setQueueService({ agent, queue, serves, ...(anyway && { anyway }) }, 'paula');
const agentOf = ({ floor }: Scene, name: string) => floor.engine.agents().find((one) => one.name === name);
const changes = async ({ told }: Scene) =>
  (await told('queueServiceSet')).map(
    ({ agent, queue, serves, by, because }) =>
      `${agent} ${serves ? 'serves' : 'out of'} ${queue} by ${by}${because === undefined ? '' : `, ${because}`}`,
  );

story(
  'taken out of a queue: no call of it until put back, and why says who did that and when',
  plan,
  async (scene) => {
    const { floor, told } = scene;
    const anna = await floor.agent('anna');
    const boris = await floor.agent('boris');
    expect(await set(scene, 'anna', 'sales', false)).toEqual({ done: true });
    const since = agentOf(scene, 'anna')?.outOf?.['sales']?.since ?? 0;
    expect(agentOf(scene, 'anna')?.outOf).toEqual({ sales: { by: 'paula', since } });
    const max = floor.caller('Max');
    const call = await max.dials('1');
    await boris.answers();
    await max.talksWith(boris);
    const [offer] = await told('offerMade', call);
    expect(offer?.decision?.excluded).toEqual([
      { agent: 'anna', rule: { rule: 'out_of_queue', by: 'paula', since } },
    ]);
    expect(offer?.decision?.nearest).toEqual([
      { kind: 'agent', agent: 'anna', rule: { rule: 'out_of_queue', by: 'paula', since } },
    ]);
    const lines = storyOf(await floor.store.journal.ofCall(call as CallId), { timeZone: 'Europe/Berlin' });
    expect(lines.map(({ text }) => text).join('\n')).toContain('taken out of the queue by paula at 10:00:0');
    // Eva finds no one, until Anna is put back.
    const eva = floor.caller('Eva');
    const waiting = await eva.dials('1');
    expect(scene.phase(waiting)).toBe('waiting');
    expect(await set(scene, 'anna', 'sales', true)).toEqual({ done: true });
    await anna.answers();
    await eva.talksWith(anna);
    expect(await changes(scene)).toEqual(['anna out of sales by paula', 'anna serves sales by paula']);
  },
);

story('other queues, and calls by name, come as before', plan, async (scene) => {
  const { floor } = scene;
  const anna = await floor.agent('anna');
  await floor.agent('boris');
  await set(scene, 'anna', 'sales', false);
  const max = floor.caller('Max');
  await max.dials('2');
  await anna.answers();
  await max.talksWith(anna);
  await max.hangsUp();
  await floor.passes(seconds(1));
  const eva = floor.caller('Eva');
  await eva.dials('3');
  await anna.answers();
  await eva.talksWith(anna);
});

story(
  'a phone that rings for the queue stops, and the caller goes to the next agent',
  plan,
  async (scene) => {
    const { floor, told } = scene;
    const anna = await floor.agent('anna');
    const boris = await floor.agent('boris');
    const max = floor.caller('Max');
    const call = await max.dials('1');
    await anna.rings();
    await set(scene, 'anna', 'sales', false);
    await anna.stopsRinging();
    await boris.answers();
    await max.talksWith(boris);
    expect(await told('offerEnded', call)).toMatchObject([
      { outcome: 'withdrawn', code: 'agent_taken_out' },
      { outcome: 'answered' },
    ]);
    expect(agentOf(scene, 'anna')?.misses).toBe(0);
  },
);

story('a phone that rings for another queue rings on, and a talk goes on', plan, async (scene) => {
  const { floor } = scene;
  const anna = await floor.agent('anna');
  await floor.agent('boris');
  const max = floor.caller('Max');
  await max.dials('2');
  await anna.rings();
  await set(scene, 'anna', 'sales', false);
  await anna.answers();
  await max.talksWith(anna);
  expect(await set(scene, 'anna', 'support', false, true)).toEqual({ done: true });
  await floor.passes(seconds(5));
  await max.talksWith(anna);
});

story('the last agent of a queue is taken out only if that is confirmed', plan, async (scene) => {
  const { floor, phase } = scene;
  const anna = await floor.agent('anna');
  // Boris is logged in, and has no phone: no one else is there for the callers.
  const max = floor.caller('Max');
  await max.dials('1');
  await anna.answers();
  await max.talksWith(anna);
  const waiting = await floor.caller('Eva').dials('1');
  expect(await set(scene, 'anna', 'sales', false)).toEqual({
    done: false,
    code: 'last_in_queue',
    because: 'no other agent who is ready takes calls of queue sales, where 1 caller waits',
  });
  expect(agentOf(scene, 'anna')?.outOf).toBeUndefined();
  expect(await set(scene, 'anna', 'sales', false, true)).toEqual({ done: true });
  await max.hangsUp();
  await floor.passes(seconds(30));
  expect(phase(waiting)).toBe('waiting');
  // With a colleague who is ready, nothing needs to be confirmed.
  await set(scene, 'anna', 'sales', true);
  await anna.answers();
  await floor.agent('boris');
  expect(await set(scene, 'anna', 'sales', false)).toEqual({ done: true });
});

story(
  'an agent who is out of the queue is not there for its callers: those who wait leave by the exits of the plan',
  planWith(`, when nobody ready: ${elsewhere}`),
  async (scene) => {
    const { floor, told, phase } = scene;
    const anna = await floor.agent('anna');
    const max = floor.caller('Max');
    await max.dials('1');
    await anna.answers();
    await max.talksWith(anna);
    const waiting = await floor.caller('Eva').dials('1');
    expect(phase(waiting)).toBe('waiting');
    await set(scene, 'anna', 'sales', false, true);
    const because =
      'no agent who may take the call is ready: all are logged out, paused, unreachable or out of the queue';
    expect(await told('leftQueue', waiting)).toMatchObject([{ because }]);
    const later = await floor.caller('Kim').dials('1');
    expect(await told('leftQueue', later)).toMatchObject([{ because }]);
  },
);

story(
  'nor is a caller kept for their own agent who is out of the queue',
  planWith(', prefer: { for: 5m }'),
  async (scene) => {
    const { floor, phase } = scene;
    const anna = await floor.agent('anna');
    const boris = await floor.agent('boris');
    await floor.store.contacts.set('+4930000001', { preferredAgent: 'anna' }, floor.clock.now());
    const other = floor.caller('Other', { number: '+4930999999' });
    await other.dials('2');
    await anna.answers();
    await other.talksWith(anna);
    const max = floor.caller('Max', { number: '+4930000001' });
    const waiting = await max.dials('1');
    await floor.passes(seconds(10));
    expect(phase(waiting)).toBe('waiting');
    await set(scene, 'anna', 'sales', false);
    await boris.answers();
    await max.talksWith(boris);
  },
);

story('only queues whose calls the plan lets them take, and nothing twice', plan, async (scene) => {
  expect(await set(scene, 'clara', 'sales', false)).toMatchObject({ done: false, code: 'not_in_queue' });
  expect(await set(scene, 'clara', 'sales', true)).toMatchObject({ done: false, code: 'not_in_queue' });
  expect(await set(scene, 'anna', 'nothing', false)).toMatchObject({ done: false, code: 'no_such_queue' });
  expect(await set(scene, 'xaver', 'sales', false)).toMatchObject({ done: false, code: 'no_such_agent' });
  expect(await set(scene, 'boris', 'sales', true)).toEqual({ done: true });
  await scene.floor.agent('anna');
  await set(scene, 'boris', 'sales', false);
  expect(await set(scene, 'boris', 'sales', false)).toEqual({ done: true });
  expect(await changes(scene)).toEqual(['boris out of sales by paula']);
});

story(
  'who comes by widening can be taken out as well',
  planWith(', widen: [ { after: 20s, agents: [clara] } ]'),
  async (scene) => {
    const { floor, phase } = scene;
    const clara = await floor.agent('clara');
    expect(await set(scene, 'clara', 'sales', false, true)).toEqual({ done: true });
    const max = floor.caller('Max');
    const waiting = await max.dials('1');
    await floor.passes(seconds(40));
    expect(phase(waiting)).toBe('waiting');
    await set(scene, 'clara', 'sales', true);
    await clara.answers();
    await max.talksWith(clara);
  },
);

story('it lasts over a kill, and over a plan without the queue and the way back', plan, async (scene) => {
  const { floor } = scene;
  const anna = await floor.agent('anna');
  const boris = await floor.agent('boris');
  await set(scene, 'anna', 'sales', false);
  await floor.killed(async () => undefined);
  expect(agentOf(scene, 'anna')?.outOf).toMatchObject({ sales: { by: 'paula' } });
  const without = plan
    .replace('"1": { queue: sales }', '"1": { queue: support }')
    .replace(/^ {2}sales: .*\n/m, '');
  expect(await floor.engine.applyPlan(without, 'cli')).toMatchObject({ applied: true });
  expect(await floor.engine.applyPlan(plan, 'cli')).toMatchObject({ applied: true });
  const max = floor.caller('Max');
  await max.dials('1');
  await boris.answers();
  await max.talksWith(boris);
  // And who is out can be put back, although the plan has lost the queue.
  expect(await floor.engine.applyPlan(without, 'cli')).toMatchObject({ applied: true });
  expect(await set(scene, 'anna', 'sales', true)).toEqual({ done: true });
  await max.hangsUp();
  await floor.passes(seconds(1));
  const eva = floor.caller('Eva');
  await eva.dials('1');
  await anna.answers();
});

story(
  'it ends with the log-out, and who is logged out can be taken out for the next shift',
  plan,
  async (scene) => {
    const { floor } = scene;
    const anna = await floor.agent('anna');
    const boris = await floor.agent('boris');
    await set(scene, 'anna', 'sales', false);
    await floor.engine.change({ type: 'agentLoggedOut', agent: 'anna', by: 'anna' });
    expect(agentOf(scene, 'anna')?.outOf).toBeUndefined();
    expect(await set(scene, 'anna', 'sales', false)).toEqual({ done: true });
    await floor.engine.change({ type: 'agentLoggedIn', agent: 'anna', by: 'anna' });
    const max = floor.caller('Max');
    await max.dials('1');
    await boris.answers();
    await max.talksWith(boris);
    await floor.engine.change({ type: 'agentLoggedOut', agent: 'anna', by: 'anna' });
    await floor.engine.change({ type: 'agentLoggedIn', agent: 'anna', by: 'anna' });
    const eva = floor.caller('Eva');
    await eva.dials('1');
    await anna.answers();
    expect(await changes(scene)).toEqual([
      'anna out of sales by paula',
      'anna serves sales by anna, logged_out',
      'anna out of sales by paula',
      'anna serves sales by anna, logged_out',
    ]);
  },
);

story('the safety net is told, and the API shows it', plan, async (scene) => {
  const { floor } = scene;
  await floor.agent('anna');
  await floor.agent('boris');
  const { noted } = floor.asterisk;
  await set(scene, 'anna', 'sales', false);
  expect(noted.get('anna')).toEqual({ agent: 'anna', phone: 'anna', outOf: ['sales'] });
  await set(scene, 'anna', 'sales', true);
  expect(noted.get('anna')).toEqual({ agent: 'anna', phone: 'anna' });
});

story('the report has the time out of each queue, and out of any; log-out ends it', plan, async (scene) => {
  const { floor } = scene;
  await floor.agent('anna');
  await floor.agent('boris');
  await set(scene, 'anna', 'sales', false);
  await floor.passes(seconds(20));
  await set(scene, 'anna', 'support', false, true);
  await floor.passes(seconds(30));
  await set(scene, 'anna', 'sales', true);
  await floor.passes(seconds(5));
  await floor.engine.change({ type: 'agentLoggedOut', agent: 'anna', by: 'anna' });
  await floor.passes(seconds(60));
  await floor.engine.change({ type: 'agentLoggedIn', agent: 'anna', by: 'anna' });
  await floor.passes(seconds(10));
  const row = figuresOf(await floor.journal(), 'agents').get('anna');
  const inSeconds = (name: string) => Math.floor(Number(row?.[name]) / 1000);
  expect([
    inSeconds('outOfQueueMs: sales'),
    inSeconds('outOfQueueMs: support'),
    inSeconds('outOfQueuesMs'),
  ]).toEqual([50, 35, 55]);
});
