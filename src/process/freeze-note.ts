/** The note that an engine was frozen for so long that its stand-in has killed it: the next engine raises the alarm. */
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Duration } from '../shared/time.ts';

const schema = z.object({ at: z.number(), silentFor: z.number() });

export const freezeNoteIn = (home: string): string => join(home, 'engine-frozen.json');

/** What an operator should know, once; none: the last engine was not killed for that. */
export async function takeFreezeNote(home: string): Promise<string | undefined> {
  const file = freezeNoteIn(home);
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  await rm(file, { force: true }).catch(() => undefined);
  const note = schema.safeParse(jsonOf(text));
  return note.success ? inWords(note.data) : 'the engine did not respond and was killed';
}

const inWords = ({ at, silentFor }: z.infer<typeof schema>): string =>
  `the engine did not respond for ${inSeconds(silentFor)} and was killed, at ${new Date(at).toISOString()}`;

const inSeconds = (length: Duration): string => `${Math.round(length / 1000)} s`;

/** The disk may have been full. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
