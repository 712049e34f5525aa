/** The page of a browser phone is reloaded, crashes or is closed: while it rings, in a talk, on hold, in a consultation, in a conference. */
import { expect } from 'vitest';
import type { TalkAction } from '../../src/call/kept/events.ts';
import { callRecord } from '../../src/reports/call-record.ts';
import { story as storyOf } from '../../src/reports/story.ts';
import type { CallId } from '../../src/shared/ids.ts';
import { minutes, seconds } from '../../src/shared/time.ts';
import { office, type Scene, story, type Talk, talk } from './story.ts';

const browsers = (queue: string, more = ''): string =>
  office(queue, more).replaceAll(
    /(anna|boris|clara): \{ name: (\w+) \}/g,
    '$1: { name: $2, phone: browser }',
  );
const plan = browsers('strategy: ordered, wrap-up: 0s');

const asks = async ({ floor }: Scene, call: string, action: TalkAction) =>
  expect(await floor.engine.inTalk(call as CallId, action, 'api')).toMatchObject({ done: true });
const hear = ({ floor }: Scene, a: string, b: string): boolean => {
  const [one, other] = [a, b].map((name) => floor.asterisk.talkingAt(name)?.id);
  return one !== undefined && other !== undefined && floor.asterisk.together(one, other);
};
const lost = (text: string): boolean => text.includes('lost the connection');
const record = async ({ floor }: Scene, call: string) =>
  callRecord(await floor.store.journal.ofCall(call as CallId), floor.clock.now());

async function consulting(scene: Scene): Promise<Talk> {
  const talking = await talk(scene);
  await asks(scene, talking.call, { do: 'consult', to: 'boris' });
  await talking.boris.answers();
  await scene.floor.until('Anna talks with Boris', () => hear(scene, 'anna', 'boris'));
  return talking;
}

story('a reload in a talk: words and music, and back in the same talk', plan, async (scene) => {
  const { floor, told, doing, phase, outcome } = scene;
  const { anna, maria, call } = await talk(scene);
  await floor.passes(minutes(1));
  floor.asterisk.pageGoes('anna');
  await floor.until('she hears the words', () => floor.asterisk.spoken.some(lost));
  await maria.hearsMusic(anna);
  expect([phase(call), doing('anna')]).toEqual(['talking', 'talking']);
  await floor.passes(seconds(3));
  floor.asterisk.pageComes('anna');
  await maria.talksWith(anna);
  await floor.passes(minutes(1));
  await anna.hangsUp();
  await maria.isHungUpOn();
  expect(await outcome(call)).toBe('answered');
  expect(await told('connected', call)).toHaveLength(1);
  const [{ awayFor } = { awayFor: 0 }] = await told('rejoined', call);
  expect(awayFor).toBeGreaterThanOrEqual(seconds(5));
  const kept = await record(scene, call);
  expect(kept?.inVain).toBe(awayFor);
  expect((await told('callEnded', call))[0]?.talked).toBe(kept?.talked);
  expect(floor.engine.agent('anna')?.talkedFor).toBe(kept?.talked);
  const why = storyOf(await floor.store.journal.ofCall(call as CallId), { timeZone: 'Europe/Berlin' });
  expect(why.map(({ text }) => text)).toEqual(
    expect.arrayContaining([expect.stringMatching(/^anna is back in the call after \d+s$/)]),
  );
});

story('a reload within the words: they end, and nothing of them is left', plan, async (scene) => {
  const { floor } = scene;
  const { anna, maria } = await talk(scene);
  floor.asterisk.pageGoes('anna');
  await floor.passes(500);
  floor.asterisk.pageComes('anna');
  await maria.talksWith(anna);
  await floor.passes(seconds(5));
  await maria.talksWith(anna);
  await maria.hangsUp();
});

story('nobody comes back: the caller goes first in line, and has the next agent', plan, async (scene) => {
  const { floor, told, doing, outcome } = scene;
  const { boris, maria, call } = await talk(scene);
  await floor.passes(minutes(1));
  floor.asterisk.pageGoes('anna');
  await floor.passes(seconds(14));
  expect(await told('phoneVanished', call)).toEqual([]);
  await boris.answers();
  await maria.talksWith(boris);
  expect(await told('phoneVanished', call)).toMatchObject([{ to: 'anna', silentFor: seconds(15) }]);
  expect(doing('anna')).toBe('free');
  const state = floor.engine.agent('anna');
  expect(state?.talkedFor).toBeLessThan(minutes(1) + seconds(3));
  // Too late: she is free for others, and rung for none.
  floor.asterisk.pageComes('anna');
  await floor.passes(seconds(2));
  expect(doing('anna')).toBe('free');
  await maria.hangsUp();
  expect(await outcome(call)).toBe('answered');
});

story('the plan says how long the caller waits', `rejoin within: 5s\n${plan}`, async (scene) => {
  const { floor, told } = scene;
  const { boris, maria, call } = await talk(scene);
  floor.asterisk.pageGoes('anna');
  await boris.answers();
  expect(await told('phoneVanished', call)).toMatchObject([{ silentFor: seconds(5) }]);
  await maria.hangsUp();
});

story('a page that is closed while it rings: the next agent is rung at once', plan, async (scene) => {
  const { floor, told, doing } = scene;
  const anna = await floor.agent('anna');
  const boris = await floor.agent('boris');
  const maria = floor.caller('Maria');
  const call = await maria.dials('1');
  await anna.rings();
  const at = floor.clock.now();
  floor.asterisk.pageGoes('anna');
  await boris.rings();
  expect(floor.clock.now() - at).toBeLessThan(100);
  expect(await told('offerEnded', call)).toMatchObject([{ to: 'anna', code: 'page_closed' }]);
  expect(doing('anna')).toBe('free');
  expect(floor.engine.agent('anna')?.misses).toBe(0);
  await boris.answers();
  await maria.hangsUp();
});

story('the caller hangs up meanwhile: nothing is left, and the agent is free', plan, async (scene) => {
  const { floor, outcome, doing } = scene;
  const { maria, call } = await talk(scene);
  floor.asterisk.pageGoes('anna');
  await floor.passes(seconds(4));
  await maria.hangsUp();
  expect(await outcome(call)).toBe('answered');
  await floor.until('Anna is free', () => doing('anna') === 'free');
  const kept = await record(scene, call);
  expect(kept?.talked).toBeLessThan(seconds(3));
  expect(kept?.inVain).toBeGreaterThan(seconds(3));
});

story('a hold goes on: the agent comes back, and still holds', plan, async (scene) => {
  const { floor, told } = scene;
  const { anna, maria, call } = await talk(scene);
  await asks(scene, call, { do: 'hold' });
  await maria.hearsMusic(anna);
  floor.asterisk.pageGoes('anna');
  await floor.passes(seconds(2));
  floor.asterisk.pageComes('anna');
  await floor.until('Anna is back', async () => (await told('rejoined', call)).length === 1);
  await floor.passes(seconds(1));
  expect(floor.asterisk.spoken.some(lost)).toBe(false);
  expect(floor.asterisk.legs.get(floor.asterisk.talkingAt('anna')?.id as never)?.silence).toBe(true);
  await maria.hearsMusic(anna);
  await asks(scene, call, { do: 'unhold' });
  await maria.talksWith(anna);
  await maria.hangsUp();
});

story('a consultation goes on where it was, and the caller is still there', plan, async (scene) => {
  const { floor, told } = scene;
  const { anna, boris, maria, call } = await consulting(scene);
  floor.asterisk.pageGoes('anna');
  await floor.until('Boris hears music', () =>
    floor.asterisk.hearsMusic(floor.asterisk.talkingAt('boris')?.id as never),
  );
  await floor.passes(seconds(2));
  floor.asterisk.pageComes('anna');
  await floor.until('Anna asks on', () => hear(scene, 'anna', 'boris'));
  expect(floor.asterisk.hearsMusic(floor.asterisk.talkingAt('boris')?.id as never)).toBe(false);
  await maria.hearsMusic(anna);
  await asks(scene, call, { do: 'swap' });
  await maria.talksWith(anna);
  await asks(scene, call, { do: 'swap' });
  await floor.until('Anna asks again', () => hear(scene, 'anna', 'boris'));
  await asks(scene, call, { do: 'merge' });
  await maria.talksWith(anna);
  await maria.talksWith(boris);
  expect(await told('rejoined', call)).toHaveLength(1);
  await maria.hangsUp();
});

story(
  'the page of whom they ask is gone: back to the caller in the middle of the words',
  plan,
  async (scene) => {
    const { floor } = scene;
    const { anna, boris, maria, call } = await consulting(scene);
    floor.asterisk.pageGoes('boris');
    await floor.until('Anna hears the words', () => floor.asterisk.spoken.some(lost));
    await asks(scene, call, { do: 'swap' });
    await maria.talksWith(anna);
    floor.asterisk.pageComes('boris');
    await floor.until('Boris is back', () => boris.talking);
    await asks(scene, call, { do: 'swap' });
    await floor.until('Anna asks on', () => hear(scene, 'anna', 'boris'));
    await asks(scene, call, { do: 'merge' });
    await maria.talksWith(boris);
    await maria.hangsUp();
  },
);

for (const [first, second] of [
  ['anna', 'boris'],
  ['boris', 'anna'],
] as const)
  story(
    `both pages are gone, that of ${first} first, and Anna, who asks, is back: she hears music, and never nothing`,
    plan,
    async (scene) => {
      const { floor } = scene;
      const { anna, boris, maria } = await consulting(scene);
      floor.asterisk.pageGoes(first);
      await floor.passes(seconds(6));
      floor.asterisk.pageGoes(second);
      await floor.passes(seconds(1));
      floor.asterisk.pageComes('anna');
      await floor.until('Anna is back', () => anna.talking);
      await floor.until('she hears music', () =>
        floor.asterisk.hearsMusic(floor.asterisk.talkingAt('anna')?.id as never),
      );
      floor.asterisk.pageComes('boris');
      await floor.until('Anna asks on', () => hear(scene, 'anna', 'boris'));
      expect(floor.asterisk.hearsMusic(floor.asterisk.talkingAt('anna')?.id as never)).toBe(false);
      await maria.hearsMusic(anna);
      await boris.hangsUp();
      await maria.talksWith(anna);
      await maria.hangsUp();
    },
  );

story('whom they ask has not answered: the consultation is taken back', plan, async (scene) => {
  const { floor, told } = scene;
  const { anna, boris, maria, call } = await talk(scene);
  await asks(scene, call, { do: 'consult', to: 'boris' });
  await boris.rings();
  floor.asterisk.pageGoes('anna');
  await boris.stopsRinging();
  floor.asterisk.pageComes('anna');
  await maria.talksWith(anna);
  expect(await told('consultEnded', call)).toMatchObject([{ outcome: 'cancelled', by: 'engine' }]);
  await maria.hangsUp();
});

story(
  'nobody comes back to a consultation: whom they asked is let go, the caller goes on',
  plan,
  async (scene) => {
    const { floor, phase } = scene;
    const { boris, maria, call } = await consulting(scene);
    floor.asterisk.pageGoes('anna');
    await boris.isHungUpOn();
    await floor.until('Maria is served again', () => phase(call) === 'ringing');
    await boris.answers();
    await maria.talksWith(boris);
    await maria.hangsUp();
  },
);

story('in a conference the others talk on, and who was away comes back', plan, async (scene) => {
  const { floor, told } = scene;
  const { anna, boris, maria, call } = await consulting(scene);
  await asks(scene, call, { do: 'merge' });
  await maria.talksWith(boris);
  floor.asterisk.pageGoes('anna');
  await floor.passes(seconds(2));
  await maria.talksWith(boris);
  expect(floor.asterisk.spoken.some(lost)).toBe(false);
  floor.asterisk.pageComes('anna');
  await maria.talksWith(anna);
  expect(await told('servingPassed', call)).toEqual([]);
  // And who does not come back leaves the call to the other.
  floor.asterisk.pageGoes('anna');
  await floor.until('Boris has the call', async () => (await told('servingPassed', call)).length === 1);
  await maria.talksWith(boris);
  await boris.hangsUp();
  await maria.isHungUpOn();
});

story('the engine is killed meanwhile: the next one waits on, and rings', plan, async (scene) => {
  const { floor, told } = scene;
  const { anna, maria, call } = await talk(scene);
  floor.asterisk.pageGoes('anna');
  await floor.passes(seconds(4));
  await floor.killed(async () => await floor.passes(seconds(2)));
  expect(await told('rejoined', call)).toEqual([]);
  floor.asterisk.pageComes('anna');
  await maria.talksWith(anna);
  await maria.hangsUp();
});

story('the engine is killed while it rings back: the answer is found', plan, async (scene) => {
  const { floor, told } = scene;
  const { anna, maria, call } = await talk(scene);
  floor.asterisk.pageGoes('anna');
  await floor.passes(seconds(1));
  floor.asterisk.pageComes('anna');
  await floor.until('it rings', () => floor.asterisk.talkingAt('anna') !== undefined);
  await floor.killed(async () => await floor.passes(seconds(2)));
  await maria.talksWith(anna);
  expect(await told('rejoined', call)).toHaveLength(1);
  await maria.hangsUp();
});

story('a page is reloaded twice: what rang for the first is not waited for', plan, async (scene) => {
  const { floor } = scene;
  const { anna, maria } = await talk(scene);
  for (let times = 0; times < 3; times++) {
    floor.asterisk.pageGoes('anna');
    await floor.passes(200);
    floor.asterisk.pageComes('anna');
    floor.asterisk.pageGoes('anna');
    await floor.passes(200);
  }
  floor.asterisk.pageComes('anna');
  await maria.talksWith(anna);
  await floor.passes(seconds(30));
  await maria.talksWith(anna);
  await maria.hangsUp();
});

for (const how of ['complete', 'merge'] as const)
  story(
    `whom they ask is gone when the talks are put together (${how}), and stays away`,
    plan,
    async (scene) => {
      const { floor, phase } = scene;
      const { anna, maria, call } = await consulting(scene);
      floor.asterisk.pageGoes('boris');
      await floor.passes(seconds(2));
      await asks(scene, call, { do: how });
      if (how === 'merge') {
        await maria.talksWith(anna);
        await floor.passes(seconds(20));
        await anna.hangsUp();
        await maria.isHungUpOn();
        return;
      }
      await floor.until('Maria is served again', () => phase(call) !== 'talking');
      await anna.answers();
      await maria.talksWith(anna);
      await maria.hangsUp();
    },
  );

story(
  'whom they ask is gone when they take over, and comes back: missing from this talk only since then',
  plan,
  async (scene) => {
    const { floor, told, outcome } = scene;
    const { maria, boris, call } = await consulting(scene);
    await floor.passes(seconds(5));
    floor.asterisk.pageGoes('boris');
    await floor.passes(seconds(4));
    await asks(scene, call, { do: 'complete' });
    await floor.passes(seconds(3));
    floor.asterisk.pageComes('boris');
    await maria.talksWith(boris);
    await floor.passes(seconds(6));
    await maria.hangsUp();
    expect(await outcome(call)).toBe('answered');
    const [joined] = (await told('partyJoined', call)).filter(({ who }) => who === 'boris');
    const [back] = await told('rejoined', call);
    expect(back?.awayFor).toBe((back?.at ?? 0) - (joined?.at ?? 0));
  },
);

story(
  'a reload of who is asked: the caller whom they take over has talked all the time',
  plan,
  async (scene) => {
    const { floor, told, outcome } = scene;
    const { anna, maria, boris, call } = await consulting(scene);
    await floor.passes(seconds(10));
    floor.asterisk.pageGoes('boris');
    await floor.passes(seconds(5));
    floor.asterisk.pageComes('boris');
    await floor.until('Anna talks with Boris again', () => hear(scene, 'anna', 'boris'));
    await floor.passes(seconds(10));
    await anna.hangsUp();
    await maria.talksWith(boris);
    await floor.passes(seconds(10));
    await maria.hangsUp();
    expect(await outcome(call)).toBe('answered');
    const [ended] = await told('callEnded', call);
    const [connected] = await told('connected', call);
    expect(ended?.talked).toBe((ended?.at ?? 0) - (connected?.at ?? 0));
  },
);
