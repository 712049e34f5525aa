/** Phones that refuse call after call without a call of their own. */
import { expect } from 'vitest';
import type { EndCause } from '../../src/call/kept/events.ts';
import { agentTable } from '../../src/cli/agents.ts';
import { agentViews } from '../../src/http/agents/view.ts';
import { story as why } from '../../src/reports/story.ts';
import { wallClock } from '../../src/reports/wording.ts';
import type { LegFailureCode } from '../../src/shared/failures/legs.ts';
import type { CallId } from '../../src/shared/ids.ts';
import { seconds } from '../../src/shared/time.ts';
import { office, type Scene, story } from './story.ts';

const alone = (more = ''): string =>
  office('ring for: 20s, wrap-up: 0s, try again after: 5s', more).replace(
    'agents: [anna, boris, clara]',
    'strategy: ordered, agents: [boris, anna]',
  );

const refusals = ({ floor }: Scene, name: string) =>
  floor.engine.agents().find((agent) => agent.name === name)?.refusals;

/** Boris's phone refuses the next call so often. */
async function refuses(
  { floor }: Scene,
  phone: { rings(): Promise<unknown>; stopsRinging(): Promise<void> },
  times: number,
  cause: EndCause,
  why?: LegFailureCode,
): Promise<void> {
  for (let time = 0; time < times; time++) {
    await phone.rings();
    const leg = floor.asterisk.ringingAt('boris');
    if (leg) floor.asterisk.refuse(leg.id, cause, why);
    await phone.stopsRinging();
  }
}

const kinds: readonly [name: string, cause: EndCause, code: LegFailureCode][] = [
  ['N6: no common codec (488)', 'failed', 'no_common_codec'],
  ['N8: do not disturb (480)', 'no_answer', 'phone_unavailable'],
  ['N8: busy without a call of its own (486)', 'busy', 'phone_busy'],
  ['N8: declined (603)', 'declined', 'phone_declined'],
  ['T12: calls forwarded (302)', 'failed', 'phone_forwards_calls'],
  ['N8: no such number (404)', 'unreachable', 'no_such_number'],
];
for (const [name, cause, code] of kinds) {
  story(
    `${name}: after three refusals the phone is unusable, and still tried while nobody else is free`,
    alone(),
    async (scene) => {
      const { floor, told, doing } = scene;
      const boris = await floor.agent('boris');
      const maria = floor.caller('Maria');
      const call = await maria.dials('1');
      await refuses(scene, boris, 3, cause, code);
      await floor.until('it is told', async () => (await told('phoneTroubleStarted')).length > 0);
      expect(await told('phoneTroubleStarted', call)).toMatchObject([{ agent: 'boris', code, refusals: 3 }]);
      // Nobody paused him for calls that rang nowhere.
      expect(await told('agentChanged')).toEqual([]);
      await boris.answers();
      await maria.talksWith(boris);
      expect(await told('phoneTroubleEnded')).toMatchObject([{ agent: 'boris', because: 'answered' }]);
      expect(refusals(scene, 'boris')).toBeUndefined();
      await maria.hangsUp();
      await floor.until('Boris is free', () => doing('boris') === 'free');
    },
  );
}

story('N8: others are rung before an agent whose phone refuses calls', alone(), async (scene) => {
  const { floor, told } = scene;
  const boris = await floor.agent('boris');
  const maria = floor.caller('Maria');
  const first = await maria.dials('1');
  await refuses(scene, boris, 3, 'busy');
  await maria.hangsUp();
  const anna = await floor.agent('anna');
  const paul = floor.caller('Paul');
  const second = await paul.dials('1');
  await anna.answers();
  await paul.talksWith(anna);
  const { plan } = floor.engine.plan();
  const [, shown] = agentViews(plan, floor.engine.agents(), floor.engine.calls());
  expect(shown).toMatchObject({ name: 'boris', phoneTrouble: { code: 'phone_busy', refusals: 3 } });
  const screen = { colour: false, interactive: false, columns: 200 };
  const table = agentTable(shown ? [shown] : [], wallClock('Europe/Berlin'), 0, screen).join('\n');
  expect(table).toContain('free (phone unusable: refused 3 calls (busy))');
  const lines = async (call: string) =>
    why(await floor.store.journal.ofCall(call as CallId), { timeZone: 'Europe/Berlin' })
      .map(({ text }) => text)
      .join('\n');
  expect(await lines(first)).toContain("boris's phone has refused 3 calls in a row (busy)");
  expect(await lines(second)).toContain(
    '2. boris: place 1 in the plan; after the others: their phone has refused 3 calls in a row (busy)',
  );
  expect(await told('offerMade', second)).toMatchObject([{ to: 'anna' }]);
  // Anna talks: now he is the only one.
  const lena = floor.caller('Lena');
  await lena.dials('1');
  await boris.rings();
  await lena.hangsUp();
  await paul.hangsUp();
});

story(
  'N8: a phone that registers again, a resume and a log-in give it a new start',
  alone(),
  async (scene) => {
    const { floor, told } = scene;
    const boris = await floor.agent('boris');
    const newStarts: readonly [string, () => Promise<void>][] = [
      [
        'registered',
        async () => {
          await boris.leaves();
          await boris.back();
        },
      ],
      [
        'resumed',
        async () => void (await floor.engine.change({ type: 'agentResumed', agent: 'boris', by: 't' })),
      ],
      [
        'logged_in',
        async () => void (await floor.engine.change({ type: 'agentLoggedIn', agent: 'boris', by: 't' })),
      ],
    ];
    for (const [because, begin] of newStarts) {
      const maria = floor.caller('Maria');
      await maria.dials('1');
      await refuses(scene, boris, 3, 'declined');
      await maria.hangsUp();
      await floor.until('the phone is unusable', () => refusals(scene, 'boris')?.unusableSince !== undefined);
      await begin();
      await floor.until('it has a new start', () => refusals(scene, 'boris') === undefined);
      expect((await told('phoneTroubleEnded')).at(-1)).toMatchObject({ because });
    }
  },
);

story(
  'N8: a phone that is busy with a call of its own, and one that just rings, is well',
  alone('misses before pause: 0'),
  async (scene) => {
    const { floor, told } = scene;
    const boris = await floor.agent('boris');
    const maria = floor.caller('Maria');
    await maria.dials('1');
    await refuses(scene, boris, 2, 'busy');
    await boris.rings();
    await boris.stopsRinging();
    expect(refusals(scene, 'boris')).toBeUndefined();
    await refuses(scene, boris, 2, 'busy');
    await boris.rings();
    floor.asterisk.isOnACall('boris', true);
    await floor.passes(seconds(1));
    const leg = floor.asterisk.ringingAt('boris');
    if (leg) floor.asterisk.refuse(leg.id, 'busy');
    await boris.stopsRinging();
    await floor.passes(seconds(1));
    expect(refusals(scene, 'boris')).toMatchObject({ count: 2 });
    expect(await told('phoneTroubleStarted')).toEqual([]);
    await maria.hangsUp();
  },
);

story(
  'N8: the plan says which refusals count, and how many',
  alone('phone trouble: { after: 1, count: [busy] }'),
  async (scene) => {
    const { floor, told } = scene;
    const boris = await floor.agent('boris');
    const maria = floor.caller('Maria');
    await maria.dials('1');
    await refuses(scene, boris, 3, 'declined');
    expect(refusals(scene, 'boris')).toBeUndefined();
    await refuses(scene, boris, 1, 'busy');
    await floor.until('it is told', async () => (await told('phoneTroubleStarted')).length > 0);
    expect(await told('phoneTroubleStarted')).toMatchObject([{ code: 'phone_busy', refusals: 1 }]);
    await maria.hangsUp();
  },
);
