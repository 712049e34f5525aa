/** Commands with several actions on one kind of thing, such as `cases show 3`. */
import type { EngineClient } from './engine/client.ts';
import { connect } from './engine/connection.ts';
import { type ExitCode, exit, Failure } from './failure.ts';
import type { Terminal } from './terminal/terminal.ts';

export type Actions<Action extends string, Given> = Readonly<
  Record<Action, (engine: EngineClient, given: Given, terminal: Terminal) => Promise<ExitCode>>
>;

export async function act<Action extends string, Given>(
  actions: Actions<Action, Given>,
  action: Action,
  given: Given,
  terminal: Terminal,
): Promise<ExitCode> {
  return await actions[action](await connect(terminal), given, terminal);
}

/** `example`: how the command goes on behind its name. */
export const whichOf =
  (command: string) =>
  ({ what }: { readonly what?: string | undefined }, question: string, example: string): string => {
    if (what !== undefined) return what;
    throw new Failure(exit.wrongUsage, question, `run \`cordboard ${command} ${example}\``);
  };
