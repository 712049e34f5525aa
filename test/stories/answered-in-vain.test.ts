/** Whoever picks up and is gone at once has taken nobody (asterisk/asterisk#1557). */
import { expect } from 'vitest';
import { callRecord } from '../../src/reports/call-record.ts';
import type { CallId } from '../../src/shared/ids.ts';
import { seconds } from '../../src/shared/time.ts';
import { totals } from '../support/journal-totals.ts';
import { office, type Scene, story } from './story.ts';

const misses = ({ floor }: Scene, name: string) =>
  floor.engine.agents().find((agent) => agent.name === name)?.misses;
const counted = async ({ floor }: Scene) =>
  totals((await floor.journal()).map((entry, seq) => ({ ...entry, seq })));

story(
  'picked up and put down in one breath: the next agent is rung, and nothing counts as answered',
  office('strategy: ordered, wrap-up: 30s'),
  async (scene) => {
    const { floor, told, doing } = scene;
    const [anna, boris] = [await floor.agent('anna'), await floor.agent('boris')];
    const maria = floor.caller('Maria');
    const call = await maria.dials('1');
    await anna.answers();
    await anna.goesAtOnce();
    await boris.rings();
    expect(doing('anna')).toBe('free');
    expect(misses(scene, 'anna')).toBe(1);
    expect(await told('wrapUpStarted')).toEqual([]);
    expect((await counted(scene)).queues.get('all')).toMatchObject({ entered: 1, answered: 0 });
    await maria.isAnswered();
    await boris.answers();
    await maria.talksWith(boris);
    await floor.passes(seconds(10));
    await boris.hangsUp();
    expect(await scene.outcome(call)).toBe('answered');
    const record = callRecord(await floor.store.journal.ofCall(call as CallId), floor.clock.now());
    expect(record?.answeredBy).toEqual(['boris']);
    expect(record?.offers.map(({ to, outcome }) => `${to} ${outcome}`)).toEqual([
      'anna no_answer',
      'boris answered',
    ]);
    expect((await counted(scene)).queues.get('all')).toMatchObject({ entered: 1, answered: 1 });
  },
);

story(
  'put down within a moment, after the two were connected: the caller hears music, and keeps their place',
  office('strategy: ordered'),
  async (scene) => {
    const { floor, told } = scene;
    const anna = await floor.agent('anna');
    const maria = floor.caller('Maria');
    const call = await maria.dials('1');
    await floor.passes(seconds(1));
    const later = floor.caller('Later', { number: '+4930000002' });
    await later.dials('1');
    await anna.answers();
    await maria.talksWith(anna);
    await floor.passes(300);
    await anna.goesAtOnce();
    const [leg] = [maria.onTheLine];
    expect(leg).toBe(true);
    await floor.until('Maria hears music', () =>
      [...floor.asterisk.legs.values()].some(({ music, up }) => up && music),
    );
    expect(await told('answeredInVain', call)).toMatchObject([{ to: 'anna' }]);
    const boris = await floor.agent('boris');
    await boris.answers();
    await maria.talksWith(boris);
    await maria.hangsUp();
    await later.hangsUp();
  },
);

story(
  'a caller whom somebody has picked up in vain, and who then gives up, has abandoned',
  office('strategy: ordered, ring for: 10s'),
  async (scene) => {
    const { floor, outcome } = scene;
    const anna = await floor.agent('anna');
    const maria = floor.caller('Maria');
    const call = await maria.dials('1');
    await anna.answers();
    await anna.goesAtOnce();
    await floor.until('she waits', () => scene.phase(call) === 'waiting');
    await maria.hangsUp();
    expect(await outcome(call)).toBe('abandoned');
    expect((await counted(scene)).queues.get('all')).toMatchObject({ answered: 0, abandoned: 1 });
  },
);

story(
  'a phone that does so three times in a row is paused like one that lets it ring',
  office('try again after: 1s'),
  async (scene) => {
    const { floor, told } = scene;
    const anna = await floor.agent('anna');
    const maria = floor.caller('Maria');
    await maria.dials('1');
    for (let times = 0; times < 3; times++) {
      await anna.answers();
      await anna.goesAtOnce();
    }
    await floor.until('Anna is paused', async () => (await told('agentChanged')).length > 0);
    expect(await told('agentChanged')).toMatchObject([{ agent: 'anna', to: 'paused', by: 'rona' }]);
    await maria.hangsUp();
  },
);

story(
  'of a ring step, "on no answer" is taken',
  office('ring for: 5s', '  "2": [{ ring: anna, on no answer: { voicemail: office } }, goodbye]\n'),
  async ({ floor, phase }) => {
    const anna = await floor.agent('anna');
    const maria = floor.caller('Maria');
    const call = await maria.dials('2');
    await anna.answers();
    await anna.goesAtOnce();
    await floor.until('she leaves a message', () => phase(call)?.startsWith('leaving') === true);
    await maria.hangsUp();
  },
);

const trunk = 'trunks: { berlin: { server: "192.0.2.1" } }\noutside calls: { countries: [DE] }\n';
story(
  'of a number outside, the next step is taken',
  `${office('ring for: 5s', '  "2": [{ ring: "+4917012345", confirm: false }, { voicemail: office }]\n')}${trunk}`,
  async ({ floor, phase }) => {
    const maria = floor.caller('Maria');
    const call = await maria.dials('2');
    const mobile = floor.phone('+4917012345');
    await mobile.rings();
    await mobile.picksUp();
    await mobile.goesAtOnce();
    await floor.until('she leaves a message', () => phase(call)?.startsWith('leaving') === true);
    await maria.hangsUp();
  },
);

story(
  'ring all: the others, who had stopped, ring again',
  office('strategy: ring all'),
  async ({ floor, told }) => {
    const [anna, boris] = [await floor.agent('anna'), await floor.agent('boris')];
    const maria = floor.caller('Maria');
    const call = await maria.dials('1');
    await Promise.all([anna.rings(), boris.rings()]);
    await anna.answers();
    await anna.goesAtOnce();
    await floor.until('Boris was withdrawn', async () => (await told('offerEnded', call)).length === 2);
    await boris.answers();
    await maria.talksWith(boris);
    await maria.hangsUp();
  },
);

story(
  'a contact has talked with whom they talked with before, not with who was gone at once',
  office('strategy: ordered'),
  async ({ floor }) => {
    const lastAgent = async () => (await floor.store.contacts.withNumber('+4930123456'))?.lastAgent;
    const boris = await floor.agent('boris');
    const maria = floor.caller('Maria', { line: 'line1' });
    await maria.dials('1');
    await boris.answers();
    await maria.talksWith(boris);
    await maria.hangsUp();
    await boris.leaves();
    const anna = await floor.agent('anna');
    const again = floor.caller('Maria', { line: 'line2' });
    await again.dials('1');
    await anna.answers();
    await again.talksWith(anna);
    expect(await lastAgent()).toBe('anna');
    await anna.goesAtOnce();
    await floor.until('it is taken back', async () => (await lastAgent()) === 'boris');
    await again.hangsUp();
  },
);
