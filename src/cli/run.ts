/** From a command line to an exit code. */
import yargs from 'yargs';
import { ownVersion } from '../process/own-version.ts';
import { nearest } from '../shared/nearest.ts';
import { commands } from './commands.ts';
import { PlanRefused } from './engine/client.ts';
import { type ExitCode, exit, Failure } from './failure.ts';
import { calledAs } from './program-name.ts';
import { printFindings } from './terminal/findings.ts';
import { clean, paint, type Terminal, typeable } from './terminal/terminal.ts';
import { wrongUsage } from './terminal/wrong-usage.ts';

/** @param line the words after `cordboard` on the command line */
export async function run(line: readonly string[], terminal: Terminal): Promise<ExitCode> {
  let code: ExitCode = exit.ok;
  const parser = yargs([...line])
    .scriptName(calledAs())
    .usage('$0 <command>\n\nRoutes phone calls and explains every decision.')
    .option('json', { type: 'boolean', default: false, global: true, describe: 'print JSON, for scripts' })
    .version(ownVersion())
    .help()
    .alias('help', 'h')
    .wrap(Math.min(110, terminal.columns))
    .strict()
    .demandCommand(1, 'a command is missing')
    .exitProcess(false)
    // Without a message, a command has failed: that is reported below.
    .fail((message, error) => {
      throw (
        error ??
        new Failure(exit.wrongUsage, wrongUsage(message, commandIn(line)?.usage, line), usageOf(line))
      );
    })
    .epilogue(
      'Exit codes: 0 success, 1 failed or refused, 2 wrong usage, 3 no engine answers, 4 the plan has errors, 5 another engine has taken over.',
    );
  for (const command of commands) {
    parser.command(
      command.usage,
      command.about,
      (own) => command.complete(own),
      async (options) => {
        code = await command.run(options, terminal);
      },
    );
  }
  try {
    refuseUnknown(line);
    await parser.parseAsync([...line], {}, (_error, _options, help) => {
      if (help) terminal.out(help);
    });
    return code;
  } catch (error) {
    return await report(error, terminal);
  }
}

const commandIn = (line: readonly string[]) =>
  commands.find(({ usage }) => usage.split(' ')[0] === line.find((one) => !one.startsWith('-')));

/** What the command takes, for people who have left something out or misspelt it. */
function usageOf(line: readonly string[]): string {
  const known = commandIn(line);
  if (known === undefined)
    return '`cordboard --help` lists the commands, `cordboard COMMAND --help` their options';
  const name = known.usage.split(' ')[0];
  return `usage: cordboard ${known.usage}; \`cordboard ${name} --help\` shows options and examples`;
}

/** Only a name that is really near is suggested: `foo` is not a slip for `try`. */
function refuseUnknown(line: readonly string[]): void {
  const word = line.find((one) => !one.startsWith('-'));
  const known = commands.map(({ usage }) => usage.split(' ')[0] ?? '');
  if (word === undefined || known.includes(word)) return;
  const meant = nearest(word, known);
  const hint =
    meant === undefined ? '`cordboard --help` lists the commands' : `did you mean \`cordboard ${meant}\`?`;
  throw new Failure(exit.wrongUsage, `unknown command '${word}'`, hint);
}

async function report(error: unknown, terminal: Terminal): Promise<ExitCode> {
  if (!(error instanceof Failure)) {
    terminal.err(
      `${paint(terminal, 'red', 'error:')} ${clean(error instanceof Error ? error.message : String(error))}`,
    );
    return exit.failed;
  }
  if (error.message === 'interrupted') return error.exitCode;
  for (const text of error.message.split('\n'))
    terminal.err(`${paint(terminal, 'red', 'error:')} ${clean(text)}`);
  if (error.hint !== undefined)
    terminal.err(`${paint(terminal, 'dim', 'hint:')}  ${clean(typeable(error.hint, terminal))}`);
  if (error instanceof PlanRefused) await printFindings(error.findings, terminal);
  return error.exitCode;
}
