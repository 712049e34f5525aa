/** What becomes of messages: heard, assigned, moved, deleted; those without speech call for no one. */
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { mailsOfMessage } from '../../src/recordings/message-mail.ts';
import { MessagesKeeper } from '../../src/recordings/messages-keeper.ts';
import { minutes, seconds } from '../../src/shared/time.ts';
import { silentLog } from '../support/memory-store.ts';
import { office, type Scene, story } from './story.ts';

const plan = office('ring for: 10s', '  "2": { voicemail: office }\n  "3": { voicemail: quiet }').replace(
  'office: { greeting: Leave a message., longest: 1m }',
  `office: { agent: anna, e-mail: [anna@example.com, boss@example.com], keep for: 1d }
  quiet: { queue: all, set silence aside: false, e-mail: team@example.com, attach sound: true }`,
);

async function leavesMessage({ floor, outcome }: Scene, number: string): Promise<string> {
  const maria = floor.caller('Maria');
  const call = await maria.dials(number);
  await floor.passes(seconds(10));
  await maria.hangsUp();
  expect(await outcome(call)).toBe('voicemail');
  return `${call}-r2`;
}

/** As the engine's keeper is set up, over the store of the floor. */
async function keeping({ floor }: Scene, heard: 'speech' | 'none') {
  const folder = await mkdtemp(join(tmpdir(), 'cordboard-messages-'));
  const { voicemails } = floor.store;
  const listened: string[] = [];
  const fileOf = (recording: string): string => join(folder, `${recording}.wav`);
  const keeper = new MessagesKeeper({
    voicemails,
    clock: floor.clock,
    log: silentLog,
    plan: () => floor.engine.plan().plan,
    fileOf,
    judge: async (path) => {
      listened.push(path);
      return heard;
    },
    change: async (message, change, by) => {
      await floor.engine.changeMessage(message, change, undefined, by);
    },
  });
  const stop = floor.engine.follow((entry) => keeper.happened(entry));
  return {
    keeper,
    fileOf,
    listened,
    files: () => readdir(folder),
    close: async () => {
      stop();
      await keeper.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

story(
  'a message is new until someone has heard it, and its e-mail goes out once speech was found',
  plan,
  async (scene) => {
    const { floor, told } = scene;
    const kept = await keeping(scene, 'speech');
    const recording = await leavesMessage(scene, '2');
    const { voicemails } = floor.store;
    await floor.until('it was listened to', async () => (await voicemails.one(recording))?.speech === true);
    expect(await voicemails.counts()).toEqual([{ voicemail: 'office', unheard: 1, others: 0 }]);
    const found = (await told('messageChanged')).at(-1);
    expect(found).toMatchObject({ change: 'has_speech', by: 'the rule for speech' });
    const needs = {
      voicemails,
      mailer: { linkTo: (path: string) => `https://desk.example${path}` },
      plan: () => floor.engine.plan().plan,
      fileOf: kept.fileOf,
    };
    const [mail, ...more] = await mailsOfMessage({ ...found, seq: 1 } as never, needs);
    expect(more).toEqual([]);
    expect(mail).toMatchObject({ to: ['anna@example.com', 'boss@example.com'], kind: 'voicemail' });
    expect(mail?.text).toContain(`https://desk.example/voicemail?message=${recording}`);
    expect(mail?.attachments).toBeUndefined();
    const message = await voicemails.one(recording);
    if (!message) throw new Error('the message is gone');
    await floor.engine.changeMessage(message, 'assigned', 'boris', 'anna');
    await floor.engine.changeMessage(message, 'heard', undefined, 'boris');
    expect(await voicemails.list('office', 9)).toMatchObject([{ heardBy: 'boris', assignedTo: 'boris' }]);
    expect(await voicemails.counts()).toEqual([{ voicemail: 'office', unheard: 0, others: 1 }]);
    expect(await floor.engine.changeMessage(message, 'moved', 'nowhere', 'anna')).toMatchObject({
      code: 'no_such_voicemail',
    });
    expect(await floor.engine.changeMessage(message, 'assigned', 'nobody', 'anna')).toMatchObject({
      code: 'no_such_agent',
    });
    await floor.engine.changeMessage(message, 'moved', 'quiet', 'anna');
    const moved = (await told('messageChanged')).at(-1);
    const [second] = await mailsOfMessage({ ...moved, seq: 1 } as never, needs);
    expect(second).toMatchObject({ to: ['team@example.com'], attachments: [{ name: `${recording}.wav` }] });
    expect(await voicemails.counts()).toEqual([{ voicemail: 'quiet', unheard: 1, others: 0 }]);
    await kept.close();
  },
);

story(
  'silence is set aside: no new message, no e-mail; unless the voicemail keeps it',
  plan,
  async (scene) => {
    const { floor, told } = scene;
    const kept = await keeping(scene, 'none');
    const recording = await leavesMessage(scene, '2');
    const { voicemails } = floor.store;
    await floor.until('it was listened to', async () => (await voicemails.one(recording))?.speech === false);
    expect(await voicemails.counts()).toEqual([{ voicemail: 'office', unheard: 0, others: 1 }]);
    const found = (await told('messageChanged')).at(-1);
    const needs = {
      voicemails,
      mailer: { linkTo: String },
      plan: () => floor.engine.plan().plan,
      fileOf: kept.fileOf,
    };
    expect(await mailsOfMessage({ ...found, seq: 1 } as never, needs)).toEqual([]);
    const other = await leavesMessage(scene, '3');
    await floor.until('the other too', async () => (await voicemails.one(other))?.speech === true);
    expect(kept.listened).toHaveLength(1);
    await kept.close();
  },
);

story(
  'a deleted message is gone with its sound, also when the engine was killed in between',
  plan,
  async (scene) => {
    const { floor } = scene;
    const recording = await leavesMessage(scene, '2');
    const { voicemails } = floor.store;
    const message = await voicemails.one(recording);
    if (!message) throw new Error('there is no message');
    await floor.engine.changeMessage(message, 'deleted', undefined, 'anna');
    expect(await voicemails.list(undefined, 9)).toEqual([]);
    expect(await voicemails.deleted()).toEqual([recording]);
    await floor.killed(async () => undefined);
    const kept = await keeping(scene, 'speech');
    await writeFile(kept.fileOf(recording), 'sound');
    kept.keeper.start();
    await kept.keeper.idle();
    expect(await kept.files()).toEqual([]);
    expect(await floor.store.voicemails.deleted()).toEqual([]);
    await kept.close();
  },
);

story('messages are deleted when their voicemail has kept them long enough', plan, async (scene) => {
  const { floor, told } = scene;
  const recording = await leavesMessage(scene, '2');
  const quiet = await leavesMessage(scene, '3');
  const kept = await keeping(scene, 'speech');
  kept.keeper.start();
  await kept.keeper.idle();
  expect(await floor.store.voicemails.list(undefined, 9)).toHaveLength(2);
  await floor.passes(minutes(25 * 60));
  await floor.until('it is deleted', async () => (await floor.store.voicemails.one(recording)) === undefined);
  expect(await floor.store.voicemails.one(quiet)).toBeDefined();
  expect((await told('messageChanged')).at(-1)).toMatchObject({ change: 'deleted', by: 'keep for' });
  await kept.close();
});
