/** An agent dials an emergency number: past all limits to the trunks that the plan names, or clear words at once. */
import { expect } from 'vitest';
import type { LegId } from '../../src/shared/ids.ts';
import { seconds } from '../../src/shared/time.ts';
import type { SimulatedFloor } from '../support/simulated-floor.ts';
import { office, story } from './story.ts';

const trunks = `trunks:
  first: { server: sip.example.com, caller number: "+4930555000" }
  second: { server: sip.example.net, caller number: "+4930555001" }
outside calls: { each trunk: { calls an hour: 0 }, each agent: { calls an hour: 0 } }
`;
const plan = (more: string): string => office('ring for: 20s', more);

/** Anna takes up her phone and dials; the leg of her call. */
const dials = async (floor: SimulatedFloor, number: string): Promise<LegId> => {
  await floor.agent('anna');
  const leg = floor.asterisk.callFrom({ kind: 'phone', name: 'anna' }, number, 'anna', 'Anna');
  await floor.passes(100);
  return leg;
};
const ringing = (floor: SimulatedFloor) =>
  [...floor.asterisk.legs.values()].filter(({ outside }) => outside !== undefined);

story(
  'over the first trunk, with its number, although no call outside is left in the hour; an alarm says so',
  plan(`${trunks}emergency calls: { trunks: [first, second] }\n`),
  async ({ floor, told, outcome }) => {
    const leg = await dials(floor, '112');
    const [out] = ringing(floor);
    expect(out).toMatchObject({ outside: '112', showNumber: '+4930555000', showName: 'Office' });
    expect(await told('outsideCallRefused')).toEqual([]);
    expect(await told('alarmRaised')).toMatchObject([
      { what: 'anna makes an emergency call: 112', about: 'emergency' },
    ]);
    const [{ call } = { call: '' }] = await told('callArrived');
    expect((await told('offerMade', call))[0]?.to).toBe('112');
    if (out) floor.asterisk.pickUp(out.id);
    await floor.passes(seconds(30));
    expect((await told('connected', call))[0]?.to).toBe('112');
    floor.asterisk.putDown(leg);
    expect(await outcome(call)).toBe('answered');
  },
);

story(
  'the next trunk is tried when one does not carry it, and then it is said',
  plan(`${trunks}emergency calls: { trunks: [first, second] }\n`),
  async ({ floor, told }) => {
    const leg = await dials(floor, '110');
    const [first] = ringing(floor);
    if (first) floor.asterisk.refuse(first.id, 'unreachable');
    await floor.passes(100);
    const [second] = ringing(floor);
    expect(second).toMatchObject({ outside: '110', showNumber: '+4930555001' });
    if (second) floor.asterisk.refuse(second.id, 'unreachable');
    await floor.passes(seconds(1));
    expect(floor.asterisk.legs.get(leg)?.up, 'she hears that it failed').toBe(true);
    await floor.passes(seconds(60));
    expect((await told('callEnded')).length).toBe(1);
  },
);

story(
  'a first trunk that says nothing is left for the second after `next after`; whatever it answers, too',
  plan(
    `${trunks.replace('sip.example.com,', 'sip.example.com, next after: 3s,')}emergency calls: { trunks: [first, second] }\n`,
  ),
  async ({ floor, told, outcome }) => {
    floor.asterisk.trunkFaults.set('first', 'silent');
    const leg = await dials(floor, '112');
    await floor.passes(seconds(2));
    expect(ringing(floor)).toMatchObject([{ over: 'first' }]);
    await floor.passes(seconds(2));
    const [out] = ringing(floor);
    expect(out).toMatchObject({ outside: '112', over: 'second', showNumber: '+4930555001' });
    if (out) floor.asterisk.pickUp(out.id);
    await floor.passes(seconds(30));
    const [{ call } = { call: '' }] = await told('callArrived');
    expect(await told('trunkFailed', call)).toMatchObject([{ trunk: 'first', code: 'trunk_silent' }]);
    floor.asterisk.putDown(leg);
    expect(await outcome(call)).toBe('answered');
    for (const cause of ['declined', 'busy'] as const) {
      floor.asterisk.trunkFaults.set('first', { cause, why: 'refused_by_far_end' });
      const again = floor.asterisk.callFrom({ kind: 'phone', name: 'anna' }, '112', 'anna', 'Anna');
      await floor.passes(100);
      expect(ringing(floor), cause).toMatchObject([{ over: 'second' }]);
      floor.asterisk.putDown(again);
      await floor.passes(seconds(1));
    }
  },
);

story(
  'trunks that are known to be down are tried last',
  plan(`${trunks}emergency calls: { trunks: [first, second] }\n`),
  async ({ floor }) => {
    floor.asterisk.trunkIs('first', 'trunk_unreachable');
    await dials(floor, '112');
    const [second] = ringing(floor);
    expect(second).toMatchObject({ over: 'second' });
    if (second) floor.asterisk.refuse(second.id, 'unreachable');
    await floor.passes(100);
    expect(ringing(floor)).toMatchObject([{ over: 'first' }]);
  },
);

story('without a trunk for it: clear words at once, and an alarm', plan(trunks), async ({ floor, told }) => {
  const leg = await dials(floor, '112');
  expect(ringing(floor)).toEqual([]);
  expect(floor.asterisk.legs.get(leg)?.up).toBe(true);
  expect(await told('alarmRaised')).toMatchObject([
    { what: 'anna dials 112, and no trunk carries emergency calls', about: 'emergency' },
  ]);
  await floor.passes(seconds(60));
  expect((await told('callEnded'))[0]?.by).toBe('plan');
});

story(
  'callers from outside do not reach the emergency services by dialling, nor have them called back',
  plan(`${trunks}emergency calls: { trunks: [first] }\n`),
  async ({ floor, told, outcome }) => {
    const max = floor.caller('Max');
    const call = await max.dials('112');
    expect(ringing(floor)).toEqual([]);
    expect(await told('alarmRaised')).toEqual([]);
    await floor.passes(seconds(60));
    expect(await outcome(call)).toBe('number_not_in_use');
  },
);

story(
  'words that every JavaScript object knows are no emergency numbers',
  plan(''),
  async ({ floor, outcome, told }) => {
    for (const number of ['constructor', 'toString', '__proto__']) await dials(floor, number);
    const arrived = await told('callArrived');
    expect(arrived.map(({ dialled }) => dialled)).toEqual(['constructor', 'toString', '__proto__']);
    for (const { call } of arrived) expect(await outcome(call)).toBe('number_not_in_use');
    expect(await told('alarmRaised')).toEqual([]);
  },
);
