/** What a command consists of. One file exports one; `commands.ts` lists them; `run.ts` runs one of them. */
import type { ArgumentsCamelCase, Argv } from 'yargs';
import { type ExitCode, exit, Failure } from './failure.ts';
import type { Terminal } from './terminal/terminal.ts';

export interface Command<Options> {
  /** In the form of yargs: `why <call>`. */
  readonly usage: string;
  readonly about: string;
  /** Command lines without `cordboard`, and what each does. */
  readonly examples: readonly (readonly [line: string, does: string])[];
  options(yargs: Argv<Everywhere>): Argv<Options>;
  run(options: ArgumentsCamelCase<Options>, terminal: Terminal): Promise<ExitCode>;
}

/** Options that every command has. */
export interface Everywhere {
  readonly json: boolean;
}

/** A command whose options only the command itself knows. */
export interface Registered {
  readonly usage: string;
  readonly about: string;
  /** Adds its options and examples to the parser, once the command is used. */
  complete(yargs: Argv<Everywhere>): Argv<object> | Promise<Argv<object>>;
  /** @param options as `complete` has had them parsed */
  run(options: ArgumentsCamelCase<object>, terminal: Terminal): Promise<ExitCode>;
}

export function command<Options extends object>(definition: Command<Options>): Registered {
  const { usage, about, examples } = definition;
  return {
    usage,
    about,
    complete(yargs) {
      const withOptions = definition.options(yargs);
      for (const [line, does] of examples) withOptions.example(`$0 ${line}`, does);
      return withOptions;
    },
    run: async (options, terminal) => {
      refuseNoNumbers(options);
      // The parser has seen to it that they are what `complete` asked for.
      return await definition.run(options as ArgumentsCamelCase<Options>, terminal);
    },
  };
}

/** A call number as typed. Fails with a message that says where to find one. */
export function callNumber(typed: string): string {
  if (/^\d+$/.test(typed)) return typed;
  throw new Failure(exit.wrongUsage, `'${typed}' is not a call number`, '`cordboard calls` lists them');
}

/** The parser accepts any word as a number, and makes it NaN. */
function refuseNoNumbers(options: object): void {
  for (const [name, value] of Object.entries(options))
    if (Number.isNaN(value))
      throw new Failure(exit.wrongUsage, `--${name} must be a whole number, such as 20`);
}

/**
 * A command whose modules are loaded only when it is used: there are many, and if one of them is broken, such as a native
 * module, the doctor can still report it.
 */
export function lazily(
  stub: Pick<Registered, 'usage' | 'about'>,
  load: () => Promise<Registered>,
): Registered {
  return {
    ...stub,
    complete: async (yargs) => (await load()).complete(yargs),
    run: async (options, terminal) => (await load()).run(options, terminal),
  };
}
