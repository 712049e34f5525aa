/** Who is muted, and for whom. */
import { expect } from 'vitest';
import { minutes, seconds } from '../../src/shared/time.ts';
import { asks, consulting, hear, plan } from './consulting.ts';
import { story, talk } from './story.ts';

story('muted is who is there: not for the next agent, and not for whom they ask', plan, async (scene) => {
  const { floor } = scene;
  const { anna, boris, maria, call } = await talk(scene);
  const leg = () => floor.asterisk.legs.get(floor.engine.calls()[0]?.leg as never);
  await asks(scene, call, { do: 'mute', who: 'caller', muted: true });
  await floor.until('Maria is muted', () => leg()?.muted === true);
  await anna.transfersTo('boris');
  await boris.answers();
  await maria.talksWith(boris);
  expect(leg()?.muted).toBe(false);
  await maria.hangsUp();
  await floor.passes(minutes(1));
  const again = await talk(scene);
  const muted = (name: string) => floor.asterisk.talkingAt(name)?.muted === true;
  await asks(scene, again.call, { do: 'mute', who: 'anna', muted: true });
  const asked = await asks(scene, again.call, { do: 'consult', to: 'boris' });
  await again.boris.answers();
  await floor.until('Anna talks with Boris', () => hear(scene, 'anna', 'boris'));
  expect(muted('anna')).toBe(false);
  await asks(scene, again.call, { do: 'swap' });
  await floor.until('Anna is muted for Maria', () => muted('anna'));
  await asks(scene, again.call, { do: 'swap' });
  await floor.until('Boris hears Anna', () => !muted('anna'));
  await asks(scene, again.call, { do: 'mute', who: 'anna', muted: false });
  const aside = (asked.done && asked.aside) || '';
  await asks(scene, aside, { do: 'mute', who: 'caller', muted: true });
  await floor.until('Boris does not hear Anna', () => muted('anna'));
  await asks(scene, again.call, { do: 'merge' });
  await again.maria.talksWith(again.anna);
  expect(muted('anna')).toBe(false);
  await again.maria.hangsUp();
});

story('an unmute that is lost in a kill of the engine is done by the next one', plan, async (scene) => {
  const { floor } = scene;
  const { maria, call } = await talk(scene);
  const annas = () => floor.asterisk.talkingAt('anna');
  await asks(scene, call, { do: 'mute', who: 'anna', muted: true });
  await floor.until('Anna is muted', () => annas()?.muted === true);
  await asks(scene, call, { do: 'mute', who: 'anna', muted: false });
  await floor.killed(async () => {
    // Asterisk has never heard of it.
    Object.assign(annas() ?? {}, { muted: true });
  });
  await floor.until('Anna is heard again', () => annas()?.muted === false);
  // The caller is heard by the next agent as well.
  await asks(scene, call, { do: 'mute', who: 'caller', muted: true });
  const leg = () => [...floor.asterisk.legs.values()].find(({ arrival }) => arrival !== undefined);
  await floor.until('Maria is muted', () => leg()?.muted === true);
  floor.asterisk.transfer(annas()?.id ?? ('' as never), 'boris');
  await floor.until('Boris rings', () => floor.asterisk.ringingAt('boris') !== undefined);
  await floor.killed(async () => {
    Object.assign(leg() ?? {}, { muted: true });
  });
  await floor.until('Maria is heard again', () => leg()?.muted === false);
  await maria.hangsUp();
  await floor.passes(seconds(30));
});

story('muted for the caller, who hangs up: whom they ask hears them', plan, async (scene) => {
  const { floor } = scene;
  const { boris, maria, call } = await consulting(scene);
  await asks(scene, call, { do: 'swap' });
  await asks(scene, call, { do: 'mute', who: 'anna', muted: true });
  await floor.until('Anna is muted', () => floor.asterisk.talkingAt('anna')?.muted === true);
  await maria.hangsUp();
  await floor.until('Anna talks with Boris', () => hear(scene, 'anna', 'boris'));
  expect(floor.asterisk.talkingAt('anna')?.muted).toBe(false);
  await boris.hangsUp();
});
