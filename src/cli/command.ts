/** What a command is made of. One file exports one; `commands.ts` lists them; `run.ts` runs the one that is asked for. */
import type { ArgumentsCamelCase, Argv } from 'yargs';
import { exit, type ExitCode, Failure } from './failure.ts';
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

/** A command whose options only itself knows. */
export interface Registered {
  readonly usage: string;
  readonly about: string;
  /** Tells the parser of its options and examples, once the command is asked for. */
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

/** The parser takes any word for a number, and calls it NaN. */
function refuseNoNumbers(options: object): void {
  for (const [name, value] of Object.entries(options))
    if (Number.isNaN(value)) throw new Failure(exit.wrongUsage, `--${name} is a whole number, such as 20`);
}

/**
 * A command whose modules are loaded only when it is asked for: they are many, and where one of them is what is
 * broken, such as a native module, the doctor should still be able to say so.
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
