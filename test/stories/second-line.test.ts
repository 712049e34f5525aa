/** An agent who talks calls somebody on the second line of their phone. */
import { expect } from 'vitest';
import { minutes, seconds } from '../../src/shared/time.ts';
import { legId } from '../../src/shared/ids.ts';
import { office, story } from './story.ts';

const plan = office('wrap-up: 10s', '  "2": [{ ring: clara, for: 20s }, { voicemail: office }]');

story(
  'whose caller hangs up while they talk on the second line is not rung, and wraps up when that call is over',
  plan,
  async ({ floor, told, doing }) => {
    const anna = await floor.agent('anna');
    const maria = floor.caller('Maria');
    const call = await maria.dials('1');
    await anna.answers();
    await maria.talksWith(anna);
    const clara = await floor.agent('clara');
    const second = floor.asterisk.callFrom({ kind: 'phone', name: 'anna' }, '2', 'anna', 'anna');
    await clara.answers();
    await floor.until('Anna has two calls', () =>
      floor.asterisk.together(second, floor.asterisk.talkingAt('clara')?.id ?? legId('')),
    );
    expect(doing('anna')).toBe('talking');
    await maria.hangsUp();
    await floor.until('her talk is over', () => doing('anna') === 'calling');
    // Somebody else calls: Anna is still on the phone.
    const ivan = floor.caller('Ivan');
    const waiting = await ivan.dials('1');
    await floor.passes(minutes(1));
    expect(doing('anna')).toBe('calling');
    expect(await told('offerMade', waiting)).toEqual([]);
    floor.asterisk.putDown(second);
    await floor.until('Anna wraps up', async () => (await told('wrapUpStarted')).length > 0);
    expect(await told('wrapUpStarted')).toMatchObject([{ agent: 'anna', call }]);
    await anna.rings();
    await ivan.hangsUp();
    await floor.passes(seconds(30));
  },
);

story(
  'who hangs up on the second line first goes on talking, as before',
  plan,
  async ({ floor, doing, told }) => {
    const anna = await floor.agent('anna');
    const maria = floor.caller('Maria');
    const call = await maria.dials('1');
    await anna.answers();
    await maria.talksWith(anna);
    const second = floor.asterisk.callFrom({ kind: 'phone', name: 'anna' }, '2', 'anna', 'anna');
    await floor.until('the second call goes on', () => floor.engine.calls().length === 2);
    floor.asterisk.putDown(second);
    await floor.until('the second call is over', () => floor.engine.calls().length === 1);
    expect(doing('anna')).toBe('talking');
    await maria.talksWith(anna);
    await maria.hangsUp();
    await floor.until('Anna wraps up', () => doing('anna') === 'wrapping_up');
    expect(await told('wrapUpStarted')).toMatchObject([{ agent: 'anna', call }]);
  },
);
