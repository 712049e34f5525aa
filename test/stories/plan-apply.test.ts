import { expect } from 'vitest';
import { parsePlan } from '../../src/plan/parse.ts';
import { seconds } from '../../src/shared/time.ts';
import { office, story } from './story.ts';

const plan = office('wrap-up: 1m, ring for: 10s, try again after: 5s', '  "2": { voicemail: office }');
const other = plan
  .replace('wrap-up: 1m', 'wrap-up: 2s')
  .replace('"2": {', '"3": {')
  .replace('Clara', 'Klara');

story(
  'a plan that is applied touches no call, counter, wrap-up or pause',
  plan,
  async ({ floor, told, doing, phase }) => {
    const { engine } = floor;
    const [anna, boris] = [await floor.agent('anna'), await floor.agent('boris')];
    const [first, second, third] = [floor.caller('A'), floor.caller('B'), floor.caller('C')];
    // Anna has wrapped up a call for a while, Boris talks, Clara is paused, and somebody waits.
    await first.dials('1');
    await anna.answers();
    await first.talksWith(anna);
    await first.hangsUp();
    await floor.until('Anna wraps up', () => doing('anna') === 'wrapping_up');
    await second.dials('1');
    await boris.answers();
    await second.talksWith(boris);
    await engine.change({ type: 'agentPaused', agent: 'clara', reason: 'lunch', by: 'cli' });
    const waiting = await third.dials('1');
    await floor.passes(seconds(5));
    const before = { agents: engine.agents(), calls: engine.calls() };

    expect(await engine.applyPlan(other, 'cli')).toMatchObject({ applied: true, version: 2 });
    expect(engine.agents()).toEqual(before.agents);
    expect(engine.calls()).toEqual(before.calls);
    expect(await told('planActivated')).toMatchObject([
      { version: 1 },
      {
        version: 2,
        changes: [
          'number 2 is removed',
          'number 3 is new: voicemail office',
          'queue all: wrap-up 1m -> 2s',
          'agent clara: name Clara -> Klara',
        ],
      },
    ]);
    await second.talksWith(boris);
    expect(phase(waiting)).toBe('waiting');
    // The wrap-up that had begun goes on as it was; a new one is of the new length.
    await floor.passes(seconds(30));
    expect(doing('anna')).toBe('wrapping_up');
    await second.hangsUp();
    await boris.rings();
    await floor.passes(seconds(1));
    expect(doing('anna')).toBe('wrapping_up');
    // New calls find the new plan.
    const fourth = floor.caller('D');
    const call = await fourth.dials('2');
    expect(await told('stepReached', call)).toMatchObject([{ flow: 'unknown number' }]);
  },
);

story('of two who change the same version, the second is told', plan, async ({ floor }) => {
  const both = await Promise.all([
    floor.engine.applyPlan(other, 'ops 1', 1),
    floor.engine.applyPlan(plan.replace('Office', 'Bureau'), 'ops 2', 1),
  ]);
  expect(both).toMatchObject([
    { applied: true, version: 2 },
    { applied: false, active: 2 },
  ]);
  expect(floor.engine.plan().plan.agents['clara']?.title).toBe('Klara');
});

story('an earlier version is put to work again', plan, async ({ floor }) => {
  await floor.engine.applyPlan(other, 'cli');
  const first = await floor.store.plans.byVersion(1);
  expect(await floor.engine.applyPlan(first?.text ?? '', 'cli')).toMatchObject({ applied: true, version: 3 });
  const read = parsePlan(plan);
  expect(floor.engine.plan().plan).toEqual(read.ok ? read.plan : undefined);
});

story(
  'a plan is refused while the exchange is out of reach, and taken once it is back',
  plan,
  async (scene) => {
    const { floor } = scene;
    const { asterisk, engine, store } = floor;
    const before = engine.plan();
    asterisk.cut();
    expect(await engine.applyPlan(other, 'cli')).toEqual({
      applied: false,
      because: 'exchange: the wire was cut',
    });
    expect(engine.plan()).toEqual(before);
    expect(await store.plans.current()).toMatchObject({ version: 1, text: plan });
    asterisk.restored();
    await floor.until('calls are routed', () => engine.health().ready);
    expect(asterisk.provisioned).toEqual(before.plan);
    expect(await engine.applyPlan(other, 'cli')).toMatchObject({ applied: true, version: 2 });
    expect(asterisk.provisioned).toEqual(engine.plan().plan);
    expect(engine.plan().plan.agents['clara']?.title).toBe('Klara');
  },
);

story(
  'an exchange that does not answer while a plan is applied keeps the plan in force',
  plan,
  async (scene) => {
    const { floor } = scene;
    const { asterisk, engine, store } = floor;
    const before = engine.plan();
    // It has the phones of the new plan, but nobody knows; and it is found out only later that it is out of reach.
    const provision = asterisk.provision.bind(asterisk);
    asterisk.provision = async (told) => {
      await provision(told);
      throw new Error('no reply');
    };
    expect(await engine.applyPlan(other, 'cli')).toEqual({ applied: false, because: 'no reply' });
    asterisk.provision = async () => Promise.reject(new Error('no reply'));
    expect(await engine.applyPlan(other, 'cli')).toEqual({ applied: false, because: 'no reply' });
    expect(engine.plan()).toEqual(before);
    expect(await store.plans.current()).toMatchObject({ version: 1, text: plan });
    asterisk.provisioned = undefined;
    asterisk.cut();
    asterisk.provision = provision;
    asterisk.restored();
    await floor.until('it has the phones of the plan in force', () => asterisk.provisioned === before.plan);
  },
);

story(
  'a plan that cannot be kept is not in force, and the exchange forgets its phones',
  plan,
  async (scene) => {
    const { floor } = scene;
    const { asterisk, engine, store } = floor;
    const before = engine.plan();
    store.plans.add = async () => Promise.reject(new Error('the disk is full'));
    await expect(engine.applyPlan(other, 'cli')).rejects.toThrow('the disk is full');
    await floor.until('it has the phones of the plan in force', () => asterisk.provisioned === before.plan);
    expect(engine.plan()).toEqual(before);
  },
);

story(
  'N7: who a plan leaves out and a rollback brings back is as they were: pause, log-out, counters',
  plan,
  async ({ floor, told }) => {
    const { engine } = floor;
    const anna = await floor.agent('anna');
    const maria = floor.caller('Maria');
    await maria.dials('1');
    await anna.answers();
    await maria.talksWith(anna);
    await maria.hangsUp();
    await floor.passes(seconds(70));
    await engine.change({ type: 'agentPaused', agent: 'boris', reason: 'lunch', by: 'cli' });
    await engine.change({ type: 'agentLoggedOut', agent: 'clara', by: 'cli' });
    // Who is brought back has been free only since then.
    const asTheyWere = () => floor.engine.agents().map(({ freeSince: _, ...agent }) => agent);
    const before = asTheyWere();
    const alone = plan
      .replace('agents: [anna, boris, clara]', 'agents: [dora]')
      .replace(/agents:\n {2}anna[^]*voicemails/, 'agents:\n  dora: {}\nvoicemails');
    expect(await engine.applyPlan(alone, 'cli')).toMatchObject({ applied: true });
    expect(engine.agents().map(({ name }) => name)).toEqual(['dora']);
    expect((await told('planActivated')).at(-1)?.changes).toEqual(
      expect.arrayContaining(['agent boris is removed (paused: lunch; logged in; no calls taken)']),
    );
    await floor.killed(async () => undefined);
    expect(await floor.engine.change({ type: 'agentResumed', agent: 'boris', by: 'cli' })).toMatchObject({
      done: false,
      code: 'no_such_agent',
    });
    expect(await floor.engine.applyPlan(plan, 'cli')).toMatchObject({ applied: true });
    expect(asTheyWere()).toEqual(before);
    expect((await told('agentChanged')).filter(({ to }) => to === 'added')).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          agent: 'boris',
          because: 'back in the plan, paused: lunch; logged in; no calls taken',
        }) as object,
      ]),
    );
  },
);

story(
  'N7: who talks when a plan leaves them out is as they were, too, when another brings them back',
  plan,
  async ({ floor, doing, told }) => {
    const { engine } = floor;
    const anna = await floor.agent('anna');
    const maria = floor.caller('Maria');
    const call = await maria.dials('1');
    await anna.answers();
    await maria.talksWith(anna);
    await engine.change({ type: 'agentPaused', agent: 'anna', reason: 'training', by: 'karla' });
    const alone = plan
      .replace('agents: [anna, boris, clara]', 'agents: [dora]')
      .replace(/agents:\n {2}anna[^]*voicemails/, 'agents:\n  dora: {}\nvoicemails');
    expect(await engine.applyPlan(alone, 'cli')).toMatchObject({ applied: true });
    expect((await told('planActivated')).at(-1)?.changes).toEqual(
      expect.arrayContaining([
        `agent anna is removed (paused: training; logged in; on call ${call}; 1 call taken)`,
      ]),
    );
    expect(doing('anna')).toBe('talking');
    await maria.hangsUp();
    await floor.until('she has left', () => engine.agents().every(({ name }) => name !== 'anna'));
    await floor.killed(async () => undefined);
    expect(await floor.engine.applyPlan(plan, 'cli')).toMatchObject({ applied: true });
    expect(floor.engine.agents().find(({ name }) => name === 'anna')).toMatchObject({
      pause: { reason: 'training', by: 'karla' },
      callsTaken: 1,
    });
  },
);

/** Names that no plan of an office has. */
const crowd = Array.from({ length: 130 }, (_, nth) => `new${nth}`);

story(
  'a plan of many agents comes in parts: no commit has all of them, and callers wait for the first of the line',
  plan,
  async ({ floor, told, phase }) => {
    const { engine, asterisk } = floor;
    for (const name of ['anna', 'boris', 'clara'])
      await engine.change({ type: 'agentPaused', agent: name, reason: 'lunch', by: 'cli' });
    // More than go into one turn.
    const waiting: string[] = [];
    for (let nth = 0; nth < 60; nth++) waiting.push(await floor.caller(`C${nth}`).dials('1'));
    for (const name of crowd.slice(100, 103)) asterisk.phones.set(name, 'rings');
    const many = plan
      .replace('agents: [anna, boris, clara]', `agents: [${['anna', ...crowd].join(', ')}]`)
      .replace('agents:\n', `agents:\n${crowd.map((name) => `  ${name}: {}`).join('\n')}\n`);
    const batches: number[] = [];
    const commit = floor.store.commit.bind(floor.store);
    floor.store.commit = async (batch) => {
      batches.push(batch.agents.size);
      return await commit(batch);
    };
    expect(await engine.applyPlan(many, 'cli')).toMatchObject({ applied: true, version: 2 });
    expect(engine.agents().map(({ name }) => name)).toEqual(expect.arrayContaining(crowd));
    expect(Math.max(...batches)).toBeGreaterThanOrEqual(50);
    expect(Math.max(...batches)).toBeLessThanOrEqual(60);
    const added = (await told('agentChanged')).filter(({ to }) => to === 'added');
    expect(added.map(({ agent }) => agent)).toEqual(expect.arrayContaining(crowd));
    // The first three of the line are rung for, those behind them wait on.
    await floor.until('three of the new agents ring', () =>
      waiting.slice(0, 3).every((call) => phase(call) === 'ringing'),
    );
    expect(waiting.slice(3).every((call) => phase(call) === 'waiting')).toBe(true);
    batches.length = 0;
    expect(await engine.applyPlan(plan, 'cli')).toMatchObject({ applied: true, version: 3 });
    await floor.until('nobody rings any more', () => waiting.every((call) => phase(call) !== 'talking'));
    expect(Math.max(...batches)).toBeLessThanOrEqual(60);
    // Those who ring stay until they have been let go.
    expect(engine.agents().length).toBeLessThanOrEqual(6);
    expect((await told('agentChanged')).filter(({ to }) => to === 'removed').length).toBeGreaterThanOrEqual(
      127,
    );
  },
);

story(
  'a plan that gives many agents other phones comes in parts: no commit has all of them, and at no moment is nobody there',
  plan,
  async ({ floor }) => {
    const { engine, asterisk } = floor;
    const [early, late] = [crowd.slice(0, 65), crowd.slice(65)];
    const withPhones = (phoneOf: (name: string) => string): string =>
      plan
        .replace('agents: [anna, boris, clara]', `agents: [${crowd.join(', ')}]`)
        .replace(
          /agents:\n {2}anna[^]*voicemails/,
          `agents:\n${crowd.map((name) => `  ${name}: { phone: ${phoneOf(name)} }`).join('\n')}\nvoicemails`,
        );
    const of = (name: string, place: string): string => `${place}-${name}`;
    const before = withPhones((name) => of(name, 'old'));
    expect(await engine.applyPlan(before, 'cli')).toMatchObject({ applied: true });
    for (const name of late) {
      asterisk.register(of(name, 'old'), 'nothing');
      asterisk.register(of(name, 'new'), 'rings');
    }
    for (const name of early) {
      asterisk.register(of(name, 'new'), 'nothing');
      asterisk.register(of(name, 'old'), 'rings');
    }
    const there = (): string[] =>
      engine.agents().flatMap(({ name, phone }) => (phone.reachable ? [name] : []));
    await floor.until('the early ones are there', () => there().length === early.length);
    const batches: number[] = [];
    const thereMeanwhile: number[] = [];
    const commit = floor.store.commit.bind(floor.store);
    floor.store.commit = async (batch) => {
      batches.push(batch.agents.size);
      thereMeanwhile.push(there().length);
      return await commit(batch);
    };
    expect(
      await engine.applyPlan(
        withPhones((name) => of(name, 'new')),
        'cli',
      ),
    ).toMatchObject({ applied: true });
    expect(there().toSorted()).toEqual(late.toSorted());
    expect(Math.max(...batches)).toBeGreaterThanOrEqual(50);
    expect(Math.max(...batches)).toBeLessThanOrEqual(60);
    expect(Math.min(...thereMeanwhile)).toBeGreaterThanOrEqual(early.length);
  },
);
