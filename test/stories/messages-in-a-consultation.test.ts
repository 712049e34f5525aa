/** An agent asks for a number where they leave a message, and goes on meanwhile. */
import { expect } from 'vitest';
import { seconds } from '../../src/shared/time.ts';
import { asks, plan } from './consulting.ts';
import { type Scene, story, type Talk, talk } from './story.ts';

const withVoicemail = plan.replace('numbers:\n', 'numbers:\n  "5": { voicemail: office }\n');

/** Anna has asked for a number where she is to leave a message, and speaks. */

async function leavesMessage(scene: Scene): Promise<Talk & { readonly aside: string }> {
  const talking = await talk(scene);
  const asked = await asks(scene, talking.call, { do: 'consult', to: '5' });
  const aside = asked.done ? (asked.aside ?? '') : '';
  await scene.floor.until('she is to speak', () => scene.floor.asterisk.isRecording);
  await scene.floor.passes(seconds(10));
  return { ...talking, aside };
}

story(
  'a message left in a consultation is kept when the agent goes back to the caller',
  withVoicemail,
  async (scene) => {
    const { told, outcome, doing, floor } = scene;
    const { anna, maria, call, aside } = await leavesMessage(scene);
    expect(await asks(scene, call, { do: 'cancel' })).toMatchObject({ done: true });
    await maria.talksWith(anna);
    expect(floor.asterisk.isRecording).toBe(false);
    expect(await outcome(aside)).toBe('voicemail');
    expect(await told('messageLeft', aside)).toMatchObject([{ voicemail: 'office' }]);
    expect(await told('consultEnded', call)).toMatchObject([{ outcome: 'cancelled', by: 'api' }]);
    expect(doing('anna')).toBe('talking');
    await maria.hangsUp();
    expect(await outcome(call)).toBe('answered');
  },
);

story(
  'a message left in a consultation is kept when the agent hands the caller over to that number',
  withVoicemail,
  async (scene) => {
    const { told, outcome, phase } = scene;
    const { anna, maria, call, aside } = await leavesMessage(scene);
    expect(await asks(scene, call, { do: 'complete' })).toMatchObject({ done: true });
    await anna.isHungUpOn();
    expect(await outcome(aside)).toBe('voicemail');
    expect(await told('messageLeft', aside)).toHaveLength(1);
    expect(phase(call)).toBe('leaving_message');
    await maria.hangsUp();
    await outcome(call);
  },
);

story(
  'a message left in a consultation goes on when the caller hangs up, and is kept',
  withVoicemail,
  async (scene) => {
    const { told, outcome, floor, doing } = scene;
    const { anna, maria, call, aside } = await leavesMessage(scene);
    await maria.hangsUp();
    await outcome(call);
    await floor.passes(seconds(5));
    expect(doing('anna')).toBe('calling');
    await anna.goesAtOnce();
    expect(await outcome(aside)).toBe('voicemail');
    expect(await told('messageLeft', aside)).toHaveLength(1);
  },
);

story('a message left in a consultation is kept when the agent hangs up', withVoicemail, async (scene) => {
  const { told, outcome } = scene;
  const { anna, maria, call, aside } = await leavesMessage(scene);
  await anna.goesAtOnce();
  // Its recording ends before their leg does, and who hangs up in a consultation hands over.
  expect(await outcome(aside)).toBe('joined');
  expect(await told('messageLeft', aside)).toHaveLength(1);
  await maria.hangsUp();
  await outcome(call);
});
