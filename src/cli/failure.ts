/** How a command ends, for scripts. The numbers are promised in docs/cli.md. */
export const exit = {
  ok: 0,
  /** It failed, was refused, or is not there. */
  failed: 1,
  wrongUsage: 2,
  /** No engine answers. */
  unreachable: 3,
  /** The plan has errors. */
  planErrors: 4,
  /** Another engine has taken over: a supervisor had better not start this one again. */
  replaced: 5,
} as const;
export type ExitCode = (typeof exit)[keyof typeof exit];

/** Ends a command with a sentence for the person, and what they can do about it. */
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
