/** On-call rotas: who is rung this week, at home, logged in or not; swaps by code, CLI and API. */
import { expect } from 'vitest';
import { story as whyLines } from '../../src/reports/story.ts';
import { minutes, seconds } from '../../src/shared/time.ts';
import type { SimulatedFloor } from '../support/simulated-floor.ts';
import { office, story } from './story.ts';

const plan = office(
  'ring for: 20s',
  `  "7": [{ ring: standby, for: 30s }, { voicemail: office }]
on call:
  standby: { people: [anna, boris], since: 2026-11-16, changes: "mon 8:00", weeks: { 2026-12-07: clara } }
trunks:
  gateway: { server: 192.0.2.1 }
codes: { "*30": { on call: standby } }
`,
)
  .replace('anna: { name: Anna }', 'anna: { name: Anna, outside: { number: "+491701111111", rings: too } }')
  .replace(
    'boris: { name: Boris }',
    'boris: { name: Boris, outside: { number: "+491702222222", rings: too } }',
  );
/** A Saturday night; the week of Anna. */
const night = Date.parse('2026-11-21T22:30:00Z');
const weeks = (count: number): number => night + count * minutes(7 * 24 * 60);

const rungOutside = (floor: SimulatedFloor): (string | undefined)[] =>
  [...floor.asterisk.legs.values()].flatMap(({ outside }) => (outside === undefined ? [] : [outside]));
const why = async (floor: SimulatedFloor, call: string): Promise<string> =>
  whyLines(await floor.store.journal.ofCall(call as never), { timeZone: 'Europe/Berlin' })
    .map(({ text }) => text)
    .join('\n');

story(
  'the mobile of the week rings, although its owner has logged out; the key keeps mailboxes away',
  plan,
  async ({ floor, told }) => {
    await floor.engine.change({ type: 'agentLoggedOut', agent: 'anna', by: 'test' });
    const call = await floor.caller('Maria').dials('7');
    await floor.passes(seconds(1));
    expect(rungOutside(floor)).toEqual(['+491701111111']);
    // For the limits of an hour it counts as hers.
    expect(await told('outsideUsed', call)).toMatchObject([{ trunk: 'gateway', byAgent: 'anna', calls: 1 }]);
    expect(await why(floor, call)).toContain(
      'on call for standby this week: anna (until 23 Nov 2026 08:00:00)',
    );
    const [leg] = [...floor.asterisk.legs.values()].filter(({ outside }) => outside !== undefined);
    if (leg) floor.asterisk.pickUp(leg.id);
    await floor.until('the key is asked for', async () => (await told('keyAsked', call)).length === 1);
    expect(await told('connected', call)).toEqual([]);
    await floor.passes(minutes(2));
  },
  night,
);

story(
  'the week after it is the other one',
  plan,
  async ({ floor }) => {
    await floor.caller('Maria').dials('7');
    await floor.passes(seconds(1));
    expect(rungOutside(floor)).toEqual(['+491702222222']);
    await floor.passes(minutes(2));
  },
  weeks(1),
);

story(
  'a week that the plan names counts before the turns; without a number outside, the phone of an agent who is logged in rings',
  plan,
  async ({ floor }) => {
    const clara = await floor.agent('clara');
    const maria = floor.caller('Maria');
    await maria.dials('7');
    await clara.answers();
    await maria.talksWith(clara);
    await maria.hangsUp();
  },
  Date.parse('2026-12-10T22:00:00Z'),
);

story(
  'a swap holds until its end, over a kill, and why names both',
  plan,
  async ({ floor, told }) => {
    const until = night + minutes(60);
    expect(await floor.engine.swapOnCall('standby', 'boris', until, 'cli')).toEqual({ done: true });
    await floor.killed(async () => undefined);
    const first = await floor.caller('Maria').dials('7');
    await floor.passes(seconds(1));
    expect(rungOutside(floor)).toEqual(['+491702222222']);
    expect(await why(floor, first)).toContain(
      'on call for standby this week: boris (swapped with anna until 22 Nov 2026 00:30:00)',
    );
    await floor.passes(minutes(61));
    await floor.caller('Ivan').dials('7');
    await floor.passes(seconds(1));
    expect(rungOutside(floor)).toEqual(['+491701111111']);
    expect(await told('onCallChanged')).toMatchObject([
      { rota: 'standby', agent: 'boris', until, by: 'cli' },
    ]);
    await floor.passes(minutes(2));
  },
  night,
);

story(
  'by code at the phone: whoever dials it takes over until the week ends, and whoever is planned takes it back',
  plan,
  async ({ floor }) => {
    const [anna, boris] = [await floor.agent('anna'), await floor.agent('boris')];
    await boris.dials('*30');
    await floor.until('Boris is on call', () => floor.engine.onCall()[0]?.now.agent === 'boris');
    expect(floor.engine.onCall()[0]?.now.until).toBe(Date.parse('2026-11-23T07:00:00Z'));
    await anna.dials('*30');
    await floor.until('Anna is on call', () => floor.engine.onCall()[0]?.now.agent === 'anna');
    expect(floor.engine.onCall()[0]?.now.swap).toBeUndefined();
    await floor.passes(seconds(30));
  },
  night,
);

story('what is not there is not swapped', plan, async ({ floor }) => {
  expect(await floor.engine.swapOnCall('nothing', 'boris', undefined, 'cli')).toMatchObject({
    code: 'no_such_rota',
  });
  expect(await floor.engine.swapOnCall('standby', 'xaver', undefined, 'cli')).toMatchObject({
    code: 'no_such_agent',
  });
  expect(await floor.engine.swapOnCall('standby', 'boris', 1, 'cli')).toMatchObject({ code: 'bad_request' });
});
