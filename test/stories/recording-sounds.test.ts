/** Somebody records a sound for the library at their phone. */
import { expect } from 'vitest';
import type { LegId } from '../../src/shared/ids.ts';
import { seconds } from '../../src/shared/time.ts';
import { office, type Scene, story } from './story.ts';

const plan = office('ring for: 10s', '  "2": [{ say: { library: welcome, text: Hello. } }, { queue: all }]');

async function isRung({ floor, phase }: Scene): Promise<{ leg: LegId; call: string }> {
  const asked = await floor.engine.recordSound('anna', { name: 'welcome', language: 'en' });
  expect(asked).toMatchObject({ done: true, phone: 'anna' });
  const leg = floor.asterisk.picksUpOwnCall('anna');
  await floor.until('she is asked', () => floor.engine.calls().length === 1);
  const call = floor.engine.calls()[0]?.id ?? '';
  expect(phase(call)).toBe('recording_sound');
  await floor.until('it is recorded', () => floor.asterisk.recordingOn(leg) !== undefined);
  return { leg, call };
}
const recorded = async ({ told }: Scene) =>
  (await told('soundRecorded')).map(
    ({ sound, language, kept, lasted, agent }) =>
      `${agent} ${sound} ${language} ${Math.round(lasted / 1000)} s ${kept ? 'kept' : 'not kept'}`,
  );

story('she speaks after the tone, hears it, and keeps it', plan, async (scene) => {
  const { floor, outcome, doing } = scene;
  await floor.agent('anna');
  const { leg, call } = await isRung(scene);
  expect(doing('anna')).toBe('calling');
  await floor.passes(seconds(4));
  floor.asterisk.press(leg, '#');
  await floor.passes(seconds(3));
  floor.asterisk.press(leg, '3');
  await floor.passes(seconds(1));
  floor.asterisk.press(leg, '1');
  expect(await outcome(call)).toBe('served');
  expect(await recorded(scene)).toEqual(['anna welcome en 4 s kept']);
  await floor.until('Anna is free', () => doing('anna') === 'free');
});

story('what is recorded again, or not agreed to, is not kept', plan, async (scene) => {
  const { floor, outcome } = scene;
  await floor.agent('anna');
  const { leg, call } = await isRung(scene);
  await floor.passes(seconds(4));
  floor.asterisk.press(leg, '#');
  await floor.passes(seconds(3));
  floor.asterisk.press(leg, '2');
  await floor.until('it is recorded again', () => floor.asterisk.recordingOn(leg) !== undefined);
  await floor.passes(seconds(2));
  floor.asterisk.putDown(leg);
  expect(await outcome(call)).toBe('served');
  expect(await recorded(scene)).toEqual(['anna welcome en 4 s not kept', 'anna welcome en 2 s not kept']);
});

story('somebody who puts the phone beside them is not recorded for ever', plan, async (scene) => {
  const { floor, outcome } = scene;
  await floor.agent('anna');
  const { leg, call } = await isRung(scene);
  await floor.passes(seconds(4));
  floor.asterisk.press(leg, '#');
  await floor.passes(seconds(60));
  expect(await outcome(call)).toBe('served');
  expect(await recorded(scene)).toEqual(['anna welcome en 4 s not kept']);
});

story('a restart while it is recorded: it goes on', plan, async (scene) => {
  const { floor, outcome } = scene;
  await floor.agent('anna');
  const { leg, call } = await isRung(scene);
  await floor.killed(() => floor.passes(seconds(2)));
  floor.asterisk.press(leg, '#');
  await floor.passes(seconds(3));
  floor.asterisk.press(leg, '1');
  expect(await outcome(call)).toBe('served');
  expect(await recorded(scene)).toMatchObject([expect.stringMatching(/^anna welcome en \d+ s kept$/)]);
});

story('the same dialled by hand is a number that is not in use', plan, async ({ floor, outcome, told }) => {
  const anna = await floor.agent('anna');
  await anna.dials('sound.welcome.en');
  const [arrived] = await told('callArrived');
  expect(await outcome(arrived?.call ?? '')).toBe('number_not_in_use');
  expect(await told('soundRecorded')).toEqual([]);
});
