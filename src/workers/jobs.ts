/** What runs in a thread of its own: each job takes one value and yields its result in parts. */
import { readContacts } from '../contacts/import/read.ts';
import { bringSound, type SoundBrought } from '../prompts/bring-sound.ts';
import { joinRecording } from '../recordings/join.ts';
import { judgeMessage } from '../recordings/judge-message.ts';
import { addSounds, copyDatabase } from '../store/sqlite/file/backup.ts';
import { makeReport } from './make-report.ts';
import { objectInParts } from './object-in-parts.ts';
import { changePlan, checkPlan, tryPlan } from './plan-desk.ts';
import { planInParts } from './plan-in-parts.ts';
import { readArticles } from './read-articles.ts';

export const jobs = {
  /** Reads, compiles and proves the text of a plan. */
  readPlan: planInParts,
  /** Judges a plan, proves it, and compares it with another. */
  *checkPlan(asked: Parameters<typeof checkPlan>[0]) {
    for (const checked of checkPlan(asked)) yield* objectInParts(checked);
  },
  /** Runs one call through a plan. */
  tryPlan,
  /** Changes the text of a plan at a few places. */
  changePlan,
  /** Reads a file of contacts. */
  readContacts,
  /** Reads a file of articles. */
  readArticles,
  /** Makes one sound of the segments of a recorded talk. */
  joinRecording,
  /** Whether a message has speech. */
  judgeMessage,
  /** Makes a sound that somebody brings fit for the telephone. */
  async *bringSound(brought: SoundBrought) {
    yield await bringSound(brought);
  },
  /** Makes the rows of a report. */
  makeReport,
  /** Copies the database into the file of a backup. */
  copyDatabase,
  /** Adds sounds to a backup. */
  addSounds,
};

export type JobName = keyof typeof jobs;
export type Asked<Job extends JobName> = Parameters<(typeof jobs)[Job]>[0];
export type PartOf<Job extends JobName> =
  ReturnType<(typeof jobs)[Job]> extends Iterable<infer Part> | AsyncIterable<infer Part> ? Part : never;
