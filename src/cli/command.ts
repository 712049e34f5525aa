/** What a command is made of. One file exports one; `commands.ts` lists them; `run.ts` runs the one that is asked for. */
import type { ArgumentsCamelCase, Argv } from 'yargs';
import type { ExitCode } from './failure.ts';
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
  register(yargs: Argv<Everywhere>, terminal: Terminal, done: (code: ExitCode) => void): void;
}

export function command<Options extends object>(definition: Command<Options>): Registered {
  return {
    register(yargs, terminal, done) {
      yargs.command<Options>(
        definition.usage,
        definition.about,
        (own) => {
          const withOptions = definition.options(own);
          for (const [line, does] of definition.examples) withOptions.example(`$0 ${line}`, does);
          return withOptions;
        },
        async (options) => done(await definition.run(options, terminal)),
      );
    },
  };
}
