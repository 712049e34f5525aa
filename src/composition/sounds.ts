/** Sounds that are kept: recordings of talks, and messages in voicemails. */
import { join } from 'node:path';
import type { AriTelephony } from '../asterisk/ari-telephony.ts';
import { recordingsIn } from '../asterisk/recordings.ts';
import type { ErasureNeeds } from '../contacts/erase.ts';
import type { Engine } from '../engine/engine.ts';
import type { ApiNeeds } from '../http/api.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { Mailer } from '../ports/mailer.ts';
import type { Store } from '../ports/store.ts';
import { backupName, ownSoundFile, type SoundLibrary, soundsIn } from '../prompts/sound-library.ts';
import { eraseTalks, heldAmong } from '../recordings/erase.ts';
import { isTalk, talksIn } from '../recordings/folder.ts';
import { Keeper } from '../recordings/keeper.ts';
import type { RecordingKey } from '../recordings/key.ts';
import { LibraryKeeper } from '../recordings/library-keeper.ts';
import { mailsOfMessage } from '../recordings/message-mail.ts';
import { MessagesKeeper } from '../recordings/messages-keeper.ts';
import { soundOf } from '../recordings/sound.ts';
import type { RecordingId } from '../shared/ids.ts';
import { minutes } from '../shared/time.ts';
import { backupStream } from '../store/sqlite/file/backup-stream.ts';
import type { Workers } from '../workers/workers.ts';
import type { Part } from './part.ts';

export interface SoundsNeeds {
  /** The state folder. */
  readonly home: string;
  /** Where Asterisk writes; if omitted: it cannot be seen from here. */
  readonly spool: string | undefined;
  /** If omitted: recordings are not encrypted. */
  readonly key: RecordingKey | undefined;
  readonly telephony: AriTelephony;
  readonly store: Store;
  readonly engine: Engine;
  readonly clock: Clock;
  readonly log: Log;
  readonly workers: Workers;
  readonly mailer: Mailer;
  readonly library: Pick<SoundLibrary, 'list' | 'keepFile'>;
}

type ForTheApi = Required<Pick<ApiNeeds, 'recordingFile' | 'recordingSound' | 'backUp'>>;

export interface Sounds extends Part, ForTheApi {
  /** Recordings of talks, for an erasure. */
  readonly talks: NonNullable<ErasureNeeds['talks']>;
}

export function buildSounds(needs: SoundsNeeds): Sounds {
  const { home, spool, key, telephony, store, engine, clock, log, workers, mailer, library } = needs;
  const folder = talksIn(home);
  /** Of a message; undefined: it cannot be seen from here. */
  const messageFile = (recording: string): string | undefined =>
    telephony.recordingFile(recording as RecordingId);
  const plan = () => engine.plan().plan;
  const talks = new Keeper({
    recordings: store.recordings,
    clock,
    log,
    folder,
    key,
    partsOf: (segment) => telephony.partsOf(segment),
    ...(spool === undefined
      ? {}
      : { written: { folder: recordingsIn(spool), segmentOf: (file) => telephony.segmentOf(file) } }),
    join: async (request) => {
      for await (const joined of workers.run('joinRecording', request, { within: minutes(10) }))
        return joined;
      return undefined;
    },
    alarm: (what, code) => engine.alarm(what, 'recordings', code),
  });
  const messages = new MessagesKeeper({
    voicemails: store.voicemails,
    clock,
    log,
    plan,
    fileOf: messageFile,
    judge: async (path) => {
      for await (const judged of workers.run('judgeMessage', path)) return judged;
      return 'unknown';
    },
    change: async (message, change, by) => {
      await engine.changeMessage(message, change, undefined, by);
    },
  });
  const recorded = new LibraryKeeper({
    journal: store.journal,
    library,
    fileOf: messageFile,
    clock,
    log,
    alarm: (what) => engine.alarm(what, 'prompts', 'prompt_incomplete'),
  });
  const mailNeeds = { voicemails: store.voicemails, mailer, plan, fileOf: messageFile };
  const noMoreMails = mailer.follow('voicemail', ['messageChanged'], (entry) =>
    mailsOfMessage(entry, mailNeeds),
  );
  return {
    talks: {
      held: (calls) => heldAmong(store.recordings, calls),
      erase: (calls) => eraseTalks(store.recordings, calls, folder, (segment) => telephony.partsOf(segment)),
    },
    recordingFile: async (recording) => messageFile(recording),
    recordingSound: (row, from, to) => soundOf(row.file && join(folder, row.file), row, key, from, to),
    backUp: async () => {
      const fileOf = (sound: string): string | undefined =>
        ownSoundFile(soundsIn(home), sound) ?? (isTalk(sound) ? join(folder, sound) : messageFile(sound));
      return backupStream(home, store, fileOf, (await library.list()).map(backupName));
    },
    happened: (entry) => {
      talks.happened(entry);
      messages.happened(entry);
      recorded.happened(entry);
    },
    start: async () => {
      await talks.start();
      messages.start();
      await recorded.start();
    },
    stop: async () => {
      noMoreMails();
      await messages.stop();
      await recorded.stop();
      await talks.stop();
    },
  };
}
