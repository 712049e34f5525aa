import { errorCode } from '../shared/error-code.ts';

/** How a command ends, for scripts. The numbers are promised in docs/cli.md. */
export const exit = {
  ok: 0,
  /** It failed, was refused, or does not exist. */
  failed: 1,
  wrongUsage: 2,
  /** No engine answers. */
  unreachable: 3,
  /** The plan has errors. */
  planErrors: 4,
  /** Another engine has taken over: a service manager should not restart this one. */
  replaced: 5,
} as const;
export type ExitCode = (typeof exit)[keyof typeof exit];

/** Ends a command with a message and, where possible, what to do about it. */
export class Failure extends Error {
  readonly exitCode: ExitCode;
  readonly hint: string | undefined;

  constructor(exitCode: ExitCode, message: string, hint?: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'Failure';
    this.exitCode = exitCode;
    this.hint = hint;
  }
}

/** Why a file cannot be read or written, in words. */
export function reasonOf(error: unknown): string {
  switch (errorCode(error) ?? '') {
    case 'ENOENT':
      return 'no such file or folder';
    case 'ENOTDIR':
      return 'a part of the path is a file, not a folder';
    case 'EISDIR':
      return 'it is a folder';
    case 'EACCES':
    case 'EPERM':
      return 'permission denied';
    case 'ENOSPC':
      return 'the disk is full';
    case 'EROFS':
      return 'the disk is read-only';
    default:
      return error instanceof Error ? error.message : String(error);
  }
}
