import { errorCode } from './error-code.ts';

/** Of a system call, and of SQLite. */
const codes: ReadonlySet<string | undefined> = new Set(['ENOSPC', 'EDQUOT', 'SQLITE_FULL']);

/** Whether there was no room for what was to be written, be it the cause of another error. */
export function saysDiskFull(error: unknown): boolean {
  if (codes.has(errorCode(error))) return true;
  return error instanceof Error && error.cause !== undefined && saysDiskFull(error.cause);
}
