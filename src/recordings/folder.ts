/** Where recordings of talks are kept. */
import { join } from 'node:path';

export const talksIn = (home: string): string => join(home, 'recordings');

/** Whether a sound in a backup is that of a talk; others are messages. */
export const isTalk = (file: string): boolean => file.startsWith('talk-');
