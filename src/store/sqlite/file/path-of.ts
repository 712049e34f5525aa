import { fileURLToPath } from 'node:url';
import type { Database } from 'better-sqlite3';

/** Of the database's file, however it was opened (`own-file.ts`). */
export const pathOf = ({ name }: Database): string =>
  name.startsWith('file:') ? fileURLToPath(new URL(name)) : name;
