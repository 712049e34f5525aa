/** Who gets which call: strategies at work, widening, the order of those who wait, preferred agents, tags, limits. */
import { expect } from 'vitest';
import { waitingStory } from '../../src/reports/story.ts';
import { callId } from '../../src/shared/ids.ts';
import { type Duration, seconds } from '../../src/shared/time.ts';
import { office, type Scene, story } from './story.ts';

const skilled = (queue: string, more = ''): string =>
  office(queue, more)
    .replace('{ name: Anna }', '{ name: Anna, skills: { german: 5 } }')
    .replace('{ name: Boris }', '{ name: Boris, skills: { german: 2 } }');

const decisions = async ({ told }: Scene, call: string) =>
  (await told('offerMade', call)).flatMap(({ decision }) => (decision ? [decision] : []));

/** Waits, and checks that this phone does not ring meanwhile. */
async function staysSilent({ floor }: Scene, phone: { ringing: boolean }, time: Duration): Promise<void> {
  await floor.passes(time);
  expect(phone.ringing).toBe(false);
}

story(
  'progressive: one more phone rings each five seconds, and the first to answer has the call',
  office('strategy: progressive, more after: 5s, ring for: 30s'),
  async ({ floor, told }) => {
    const [anna, boris, clara] = [
      await floor.agent('anna'),
      await floor.agent('boris'),
      await floor.agent('clara'),
    ];
    const maria = floor.caller('Maria');
    const call = await maria.dials('1');
    await anna.rings();
    await floor.passes(seconds(4));
    expect([boris.ringing, clara.ringing]).toEqual([false, false]);
    await boris.rings();
    expect(clara.ringing).toBe(false);
    await clara.rings();
    expect(anna.ringing && boris.ringing).toBe(true);
    const made = await told('offerMade', call);
    expect(made.map(({ to, at }) => [to, at - (made[0]?.at ?? 0)])).toEqual([
      ['anna', 0],
      ['boris', seconds(5)],
      ['clara', seconds(10)],
    ]);
    await boris.answers();
    await maria.talksWith(boris);
    await anna.stopsRinging();
    await clara.stopsRinging();
    await maria.hangsUp();
  },
);

story(
  'progressive in a ring step: who becomes free while it rings is rung with the next beat',
  office(
    'ring for: 30s',
    `  "2": [ { ring: crew, strategy: progressive, more after: 5s, for: 30s }, { voicemail: office } ]
teams: { crew: [anna, boris, clara] }
`,
  ),
  async ({ floor, told }) => {
    const anna = await floor.agent('anna');
    const boris = await floor.agent('boris');
    await floor.engine.change({ type: 'agentPaused', agent: 'boris', reason: 'lunch', by: 'test' });
    const maria = floor.caller('Maria');
    const call = await maria.dials('2');
    await anna.rings();
    // The beat at 5 s finds nobody.
    await floor.passes(seconds(7));
    await floor.engine.change({ type: 'agentResumed', agent: 'boris', by: 'test' });
    await boris.rings();
    const made = await told('offerMade', call);
    expect(made.map(({ to, at }) => [to, at - (made[0]?.at ?? 0)])).toEqual([
      ['anna', 0],
      ['boris', seconds(10)],
    ]);
    expect(made[1]?.decision?.excluded).toContainEqual({
      agent: 'anna',
      rule: { rule: 'rings_for_this_call' },
    });
    await boris.answers();
    await maria.talksWith(boris);
    await anna.stopsRinging();
    await maria.hangsUp();
  },
);

story(
  'progressive in a queue: who becomes free when a beat has found nobody is rung at once',
  office('strategy: progressive, more after: 5s, ring for: 30s'),
  async ({ floor, told }) => {
    const anna = await floor.agent('anna');
    const boris = await floor.agent('boris');
    await floor.engine.change({ type: 'agentPaused', agent: 'boris', reason: 'lunch', by: 'test' });
    const maria = floor.caller('Maria');
    const call = await maria.dials('1');
    await anna.rings();
    await floor.passes(seconds(7));
    const freeAt = floor.clock.now();
    await floor.engine.change({ type: 'agentResumed', agent: 'boris', by: 'test' });
    await boris.rings();
    expect(((await told('offerMade', call))[1]?.at ?? 0) - freeAt).toBeLessThan(100);
    await maria.hangsUp();
  },
);

story(
  'ring all: two answers in the same millisecond, one call, and the other phone is let go',
  office('strategy: ring all'),
  async ({ floor, doing }) => {
    const [anna, boris] = [await floor.agent('anna'), await floor.agent('boris')];
    const maria = floor.caller('Maria');
    await maria.dials('1');
    await anna.rings();
    await boris.rings();
    await Promise.all([anna.picksUp(), boris.picksUp()]);
    await maria.talksWith(anna);
    await boris.isHungUpOn();
    await floor.until('boris is free', () => doing('boris') === 'free');
    await maria.hangsUp();
  },
);

story(
  'skills from queue, number, step and language together',
  skilled(
    'needs: german >= 2',
    `  "2": [ { needs: german >= 3 }, { queue: all } ]
  "3": { queue: all, needs: german >= 5 }
language needs: { en: german >= 4 }
`,
  ),
  async (scene) => {
    const { floor } = scene;
    const anna = await floor.agent('anna');
    await floor.agent('boris');
    for (const [number, needs] of [
      ['1', 'german >= 2 and german >= 4'],
      ['2', 'german >= 2 and german >= 3 and german >= 4'],
      ['3', 'german >= 2 and german >= 4 and german >= 5'],
    ] as const) {
      const maria = floor.caller('Maria');
      const call = await maria.dials(number);
      await anna.answers();
      await maria.talksWith(anna);
      expect((await decisions(scene, call))[0]?.needs).toBe(needs);
      await maria.hangsUp();
      await floor.passes(seconds(15));
    }
  },
);

const widening = skilled(
  `agents: [anna, boris], needs: german >= 5, ring for: 20s, widen: [
    { after: 10s, lower: { german: 2 } }, { after: 30s, agents: [clara], needs: {} }, { after: 60s, anyone: true } ]`,
)
  .replace('agents: [anna, boris, clara], ', '')
  .replace('clara: { name: Clara }', 'clara: { name: Clara }\n  dora: { name: Dora }');

story('widening: a lower level, then more people, then anyone, at set times', widening, async (scene) => {
  const { floor, told } = scene;
  const [boris, clara] = [await floor.agent('boris'), await floor.agent('clara')];
  const maria = floor.caller('Maria');
  const call = await maria.dials('1');
  await staysSilent(scene, boris, seconds(9));
  await boris.rings();
  await boris.declines();
  await staysSilent(scene, clara, seconds(15));
  await clara.rings();
  const [first, second] = await decisions(scene, call);
  expect(first).toMatchObject({
    chosen: ['boris'],
    widening: { step: 1, of: 3, title: 'german >= 2 will do' },
  });
  expect(first?.waited).toBe(seconds(10));
  expect(second).toMatchObject({ chosen: ['clara'], widening: { step: 2 } });
  expect(await told('searchWidened', call)).toMatchObject([
    { step: 1 },
    { step: 2, title: 'needs nothing, clara too' },
  ]);
  await clara.declines();
  const dora = await floor.agent('dora');
  await dora.answers();
  await maria.talksWith(dora);
  expect((await decisions(scene, call)).at(-1)).toMatchObject({ widening: { step: 3, title: 'anyone' } });
  await maria.hangsUp();
});

story('widening while an offer rings: no second phone rings beside it', widening, async (scene) => {
  const { floor } = scene;
  const [anna, boris] = [await floor.agent('anna'), await floor.agent('boris')];
  const maria = floor.caller('Maria');
  await maria.dials('1');
  await anna.rings();
  await staysSilent(scene, boris, seconds(15));
  expect(anna.ringing).toBe(true);
  // Once she has let it ring, the step in force counts at once.
  await boris.rings();
  await boris.answers();
  await maria.talksWith(boris);
  await maria.hangsUp();
});

story(
  'widening while all phones ring: those of the next step ring beside them',
  widening.replace('needs: german >= 5,', 'needs: german >= 5, strategy: ring all,'),
  async (scene) => {
    const { floor } = scene;
    const [anna, boris] = [await floor.agent('anna'), await floor.agent('boris')];
    const maria = floor.caller('Maria');
    await maria.dials('1');
    await anna.rings();
    await staysSilent(scene, boris, seconds(9));
    await boris.rings();
    expect(anna.ringing).toBe(true);
    await maria.hangsUp();
  },
);

story('widening outlives a restart: the time waited counts, not the time since', widening, async (scene) => {
  const { floor } = scene;
  const boris = await floor.agent('boris');
  const maria = floor.caller('Maria');
  await maria.dials('1');
  await floor.passes(seconds(6));
  await floor.killed(async () => undefined);
  await staysSilent(scene, boris, seconds(3));
  await boris.rings();
  await maria.hangsUp();
});

const twoQueues = office(
  'priority: 0, ring for: 20s, wrap-up: 0s',
  `  "2": { queue: partners }
  "3": [ { priority: 30 }, { queue: all } ]
tags:
  vip: { priority: 20 }
`,
).replace('queues:\n', 'queues:\n  partners: { agents: [anna, boris], priority: 10, wrap-up: 0s }\n');

story(
  'one order across queues: points and minutes waited, and nobody starves',
  twoQueues,
  async ({ floor }) => {
    const first = floor.caller('First', { number: '+4930000001' });
    const partner = floor.caller('Partner', { number: '+4930000002' });
    const late = floor.caller('Late', { number: '+4930000003' });
    await first.dials('1');
    await floor.passes(seconds(9 * 60));
    // Ten points are worth ten minutes: ahead of the first, who came nine minutes earlier.
    await partner.dials('2');
    await floor.passes(seconds(2 * 60));
    // Not ahead any more.
    await late.dials('2');
    const anna = await floor.agent('anna');
    for (const caller of [partner, first, late]) {
      await anna.answers();
      await caller.talksWith(anna);
      await caller.hangsUp();
    }
  },
);

story('VIP before others, and who was given points by a step before them', twoQueues, async ({ floor }) => {
  await floor.store.contacts.set('+4930000002', { tags: ['vip'] }, floor.clock.now());
  const [plain, vip, urgent] = [1, 2, 3].map((nth) =>
    floor.caller(`Caller ${nth}`, { number: `+493000000${nth}` }),
  );
  if (!plain || !vip || !urgent) throw new Error('three callers are wanted');
  await plain.dials('1');
  await vip.dials('1');
  await urgent.dials('3');
  const anna = await floor.agent('anna');
  for (const caller of [urgent, vip, plain]) {
    await anna.answers();
    await caller.talksWith(anna);
    await caller.hangsUp();
  }
});

const sticky = office('prefer: { last within: 30d, for: 20s }, ring for: 20s, wrap-up: 5s');

story('the last agent comes first, and is waited for while busy', sticky, async (scene) => {
  const { floor, told } = scene;
  const anna = await floor.agent('anna');
  const maria = floor.caller('Maria', { number: '+4930000001' });
  await maria.dials('1');
  await anna.answers();
  await maria.talksWith(anna);
  await maria.hangsUp();
  expect((await floor.store.contacts.find('+4930000001', 1))[0]).toMatchObject({ lastAgent: 'anna' });
  await floor.passes(seconds(10));
  const boris = await floor.agent('boris');
  // Anna has just had a call, so anybody else's goes to Boris; Maria's comes to Anna.
  const again = floor.caller('Maria', { number: '+4930000001' });
  const call = await again.dials('1');
  await anna.rings();
  expect((await decisions(scene, call))[0]?.ranked[0]?.because).toMatch(/^talked with this caller/);
  await anna.answers();
  // Now she is busy: who talked with her last is kept for her, for 20 seconds.
  const other = floor.caller('Maria again', { number: '+4930000001' });
  const kept = await other.dials('1');
  await staysSilent(scene, boris, seconds(18));
  expect((await told('nobodyFree', kept))[0]?.decision.excluded).toContainEqual(
    expect.objectContaining({ agent: 'boris', rule: expect.objectContaining({ rule: 'kept_for_another' }) }),
  );
  await boris.answers();
  await other.talksWith(boris);
  await other.hangsUp();
  await again.hangsUp();
});

story('an own agent who logs out while being waited for is waited for no more', sticky, async (scene) => {
  const { floor, phase } = scene;
  await floor.store.contacts.set('+4930000001', { preferredAgent: 'anna' }, floor.clock.now());
  const [anna, boris] = [await floor.agent('anna'), await floor.agent('boris')];
  const first = floor.caller('First');
  await floor.engine.change({ type: 'agentPaused', agent: 'boris', reason: 'lunch', by: 'test' });
  await first.dials('1');
  await anna.answers();
  await floor.engine.change({ type: 'agentResumed', agent: 'boris', by: 'test' });
  const maria = floor.caller('Maria', { number: '+4930000001' });
  const call = await maria.dials('1');
  await staysSilent(scene, boris, seconds(5));
  expect(phase(call)).toBe('waiting');
  await floor.engine.change({ type: 'agentLoggedOut', agent: 'anna', by: 'test' });
  await floor.until('boris rings at once', () => boris.ringing, seconds(1));
  await boris.answers();
  await maria.talksWith(boris);
  await maria.hangsUp();
  await first.hangsUp();
  await floor.engine.change({ type: 'agentLoggedIn', agent: 'anna', by: 'test' });
});

story('an own agent who is not logged in is not waited for at all', sticky, async ({ floor }) => {
  await floor.store.contacts.set('+4930000001', { preferredAgent: 'anna' }, floor.clock.now());
  const boris = await floor.agent('boris');
  const maria = floor.caller('Maria', { number: '+4930000001' });
  await maria.dials('1');
  await floor.until('boris rings at once', () => boris.ringing, seconds(1));
  await maria.hangsUp();
});

story(
  'tags lead elsewhere, and guarded numbers lead to the reception but for those listed',
  office(
    'ring for: 20s',
    `  "500": [ { ring: clara }, { voicemail: office } ]
  "2": { chain: complaints }
chains:
  complaints: [ { queue: all, for: 1m }, { voicemail: office } ]
  authority: [ { ring: clara, for: 20s }, { ring: boris, for: 20s }, { voicemail: office } ]
tags:
  regulator: { numbers: { "1": { chain: authority } }, chains: { complaints: authority } }
guarded:
  board: { numbers: ["500"], go to: [ { ring: anna }, { voicemail: office } ], but for: [family, boris, "+49 30 000009"] }
`,
  ),
  async ({ floor }) => {
    const book = floor.store.contacts;
    await book.set('+4930000002', { tags: ['regulator'] }, floor.clock.now());
    await book.set('+4930000003', { tags: ['family'] }, floor.clock.now());
    const [anna, clara] = [await floor.agent('anna'), await floor.agent('clara')];
    for (const [number, dialled, rung] of [
      ['+4930000001', '1', anna],
      ['+4930000002', '1', clara],
      ['+4930000002', '2', clara],
      ['+4930000001', '500', anna],
      ['+4930000003', '500', clara],
      ['+4930000009', '500', clara],
    ] as const) {
      const caller = floor.caller(number, { number });
      await caller.dials(dialled);
      await rung.rings();
      await caller.hangsUp();
      await rung.stopsRinging();
      await floor.passes(seconds(1));
    }
  },
);

story(
  'at most two of the team on this queue: the third stays free, until one of the two has finished',
  office('at most: { crew: 2 }, wrap-up: 30s', 'teams: { crew: [anna, boris, clara] }\n'),
  async (scene) => {
    const { floor, doing, told } = scene;
    const agents = [await floor.agent('anna'), await floor.agent('boris'), await floor.agent('clara')];
    const [one, two, three] = [1, 2, 3].map((nth) => floor.caller(`Caller ${nth}`));
    if (!one || !two || !three) throw new Error('three callers are wanted');
    for (const caller of [one, two]) {
      await caller.dials('1');
      await floor.until('somebody rings', () => agents.some(({ ringing }) => ringing));
      await agents.find(({ ringing }) => ringing)?.answers();
      await floor.passes(seconds(1));
    }
    const third = await three.dials('1');
    await floor.passes(seconds(30));
    expect(agents.filter(({ name }) => doing(name) === 'free')).toHaveLength(1);
    expect((await told('nobodyFree', third))[0]?.decision.excluded).toContainEqual(
      expect.objectContaining({ rule: { rule: 'team_at_its_limit', team: 'crew', limit: 2 } }),
    );
    await one.hangsUp();
    // Whoever talked wraps up; the free one may take a call of the queue now.
    await floor.until('the third rings', () => agents.some(({ ringing }) => ringing), seconds(2));
    await three.hangsUp();
    await two.hangsUp();
  },
);

story(
  'why, while it waits: what it waits for, and the nearest that would change it',
  widening,
  async (scene) => {
    const { floor } = scene;
    const anna = await floor.agent('anna');
    await floor.agent('boris');
    await floor.engine.change({ type: 'agentPaused', agent: 'anna', reason: 'lunch', by: 'test' });
    const maria = floor.caller('Maria');
    const call = callId(Number(await maria.dials('1')));
    await floor.passes(seconds(4));
    const explained = floor.engine.explainWaiting(call);
    if (!explained) throw new Error('the call does not wait');
    const told = waitingStory(explained, { timeZone: 'Europe/Berlin' }).map(({ text }) => text);
    expect(told).toEqual([
      'Now: the caller waits in queue all, 4s so far, first in the waiting list',
      'needs german >= 5',
      'anna: paused (lunch)',
      'boris: skill german 2 < 5',
      'without that rule, anna or boris would have been chosen',
      expect.stringMatching(/^at \d\d:\d\d:\d\d it widens, step 1: german >= 2 will do$/),
    ]);
    await floor.engine.change({ type: 'agentResumed', agent: 'anna', by: 'test' });
    await anna.answers();
    expect(floor.engine.explainWaiting(call)).toBeUndefined();
    await maria.hangsUp();
  },
);
