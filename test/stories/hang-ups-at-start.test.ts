/**
 * One of two who talk hangs up just when an engine starts: after a kill, or where another engine has connected them that is
 * gone again. Whenever it is, the other one is hung up on within seconds.
 */
import { expect } from 'vitest';
import type { Survey } from '../../src/ports/telephony.ts';
import { type LegId, legId } from '../../src/shared/ids.ts';
import { minutes, seconds } from '../../src/shared/time.ts';
import type { SimulatedAsterisk } from '../support/simulated-asterisk.ts';
import { office, type Scene, story } from './story.ts';

const plan = office('ring for: 20s, wrap-up: 30s');

/** `arm` is called while no engine is there. */
type Moment = readonly [when: string, arm: (scene: Scene, hangsUp: () => void) => void];
type Step = 'start' | 'provision' | 'survey';

/** The exchange has done what it was asked for, and the answer is still on its way. */
const after = (step: Step, nth = 1): Moment => [
  nth === 1 ? `after ${step}` : `after ${step} ${nth}`,
  ({ floor: { asterisk } }, hangsUp) => {
    let left = nth;
    instead(asterisk, step, async (asked) => {
      const answer = await asked();
      if ((left -= 1) === 0) hangsUp();
      return answer;
    });
  },
];

/** The real one is asked for legs and for rooms in two requests, which are answered in any order. */
const within = (older: 'legs' | 'bridges'): Moment => [
  `within the first survey, after the ${older}`,
  ({ floor: { asterisk } }, hangsUp) => {
    let isFirst = true;
    instead(asterisk, 'survey', async (asked) => {
      const before = (await asked()) as Survey;
      if (!isFirst) return before;
      isFirst = false;
      // A copy: those rooms are the exchange's own.
      const copy = structuredClone(before);
      hangsUp();
      return { ...((await asked()) as Survey), [older]: copy[older] };
    });
  },
];

function instead(
  asterisk: SimulatedAsterisk,
  step: Step,
  answer: (asked: () => Promise<unknown>) => Promise<unknown>,
): void {
  const asked = asterisk[step].bind(asterisk) as (...all: unknown[]) => Promise<unknown>;
  Object.assign(asterisk, { [step]: (...all: unknown[]) => answer(() => asked(...all)) });
}

/** After the start: before, between and after the looks of the first seconds. */
const later = [1, 3_001, 6_001, 20_000].map(
  (ms): Moment => [`${ms} ms later`, ({ floor }, hangsUp) => void floor.clock.after(ms, hangsUp)],
);

const moments: readonly Moment[] = [
  ['before the start', (_scene, hangsUp) => hangsUp()],
  after('start'),
  after('provision'),
  within('legs'),
  within('bridges'),
  after('survey'),
  after('survey', 2),
  after('survey', 3),
  ...later,
];

const callersLeg = ({ legs }: SimulatedAsterisk): LegId =>
  [...legs.values()].find(({ arrival }) => arrival !== undefined)?.id as LegId;

const ways = {
  'killed in a talk': async ({ floor }: Scene, arm: (caller: LegId, agent: LegId) => void) => {
    const [boris, maria] = [await floor.agent('boris'), floor.caller('Maria')];
    await maria.dials('1');
    await boris.answers();
    await maria.talksWith(boris);
    await floor.passes(seconds(10));
    await floor.killed(async () =>
      arm(callersLeg(floor.asterisk), floor.asterisk.talkingAt('boris')?.id as LegId),
    );
  },
  'another engine has connected who waited here': async (
    { floor }: Scene,
    arm: (caller: LegId, agent: LegId) => void,
  ) => {
    const maria = floor.caller('Maria');
    await maria.dials('1');
    await floor.passes(seconds(10));
    await floor.killed(async () => {
      const caller = callersLeg(floor.asterisk);
      arm(caller, floor.asterisk.connectedByAnother(caller, 'boris'));
    });
  },
} as const;

for (const [way, leadsTo] of Object.entries(ways))
  for (const who of ['caller', 'agent'] as const)
    for (const [when, arm] of moments)
      story(
        `${way}; the ${who} hangs up ${when}: the other one is not left on a dead line`,
        plan,
        async (scene) => {
          const { floor } = scene;
          const { asterisk } = floor;
          let goes: LegId | undefined;
          let stays: LegId | undefined;
          await leadsTo(scene, (caller, agent) => {
            [goes, stays] = who === 'caller' ? [caller, agent] : [agent, caller];
            arm(scene, () => asterisk.putDown(goes as LegId));
          });
          await floor.until('one has hung up', () => !asterisk.legs.has(goes as LegId), seconds(200));
          await floor.until('the other is hung up on', () => !asterisk.legs.has(stays as LegId), seconds(10));
          expect(asterisk.tornApart).toEqual([]);
        },
      );

story(
  'a caller whom another engine has connected meanwhile is rung for by nobody, and talks on',
  plan,
  async ({ floor, told, outcome }) => {
    const maria = floor.caller('Maria');
    const call = await maria.dials('1');
    let boris: LegId | undefined;
    await floor.killed(async () => {
      boris = floor.asterisk.connectedByAnother(callersLeg(floor.asterisk), 'boris');
      floor.asterisk.register('anna', 'rings');
    });
    await floor.agent('anna');
    await floor.passes(seconds(90));
    expect(await told('offerMade', call)).toEqual([]);
    expect(await outcome(call)).toBe('abandoned');
    expect(floor.asterisk.together(callersLeg(floor.asterisk), boris as LegId)).toBe(true);
    expect(floor.asterisk.hearsMusic(callersLeg(floor.asterisk))).toBe(false);
    floor.asterisk.putDown(boris as LegId);
    await maria.isHungUpOn();
    await floor.until('their room is removed', () => floor.asterisk.bridges.size === 0, minutes(2));
  },
);

story(
  'an empty room of another engine is removed, once it is empty on two looks',
  plan,
  async ({ floor }) => {
    const { asterisk } = floor;
    asterisk.bridges.set('cb-other-7-b1', []);
    await floor.killed(async () => undefined);
    // Someone comes in between the first look and the second.
    asterisk.bridges.set('cb-other-8-b1', []);
    let looks = 0;
    let isUsed = true;
    instead(asterisk, 'survey', async (asked) => {
      looks += 1;
      const survey = structuredClone(await asked());
      if (isUsed) asterisk.bridges.set('cb-other-8-b1', looks % 2 === 0 ? [] : [legId('stranger')]);
      return survey;
    });
    await floor.until('it is removed', () => !asterisk.bridges.has('cb-other-7-b1'), minutes(2));
    await floor.passes(minutes(2));
    expect(asterisk.bridges.has('cb-other-8-b1')).toBe(true);
    isUsed = false;
    asterisk.bridges.set('cb-other-8-b1', []);
  },
);
