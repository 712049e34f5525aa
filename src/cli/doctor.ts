import { command } from './command.ts';
import { type Check, type Diagnosis, error, type Surroundings } from './doctor/check.ts';
import { checks } from './doctor/checks.ts';
import { lookAround } from './doctor/surroundings.ts';
import { readSettings } from '../settings/settings.ts';
import { exit } from './failure.ts';
import { clean, type Colour, paint, printJson, type Terminal } from './terminal/terminal.ts';

export const doctor = command({
  usage: 'doctor',
  about: 'Find what is wrong with this set-up, and how to mend it',
  examples: [
    ['doctor', 'look at everything; exit code 1 if something is wrong'],
    ['doctor --json', 'the same for a program'],
  ],
  options: (yargs) => yargs,
  async run({ json }, terminal) {
    const found: Found[] = [];
    for await (const { title, diagnoses } of examination(terminal)) {
      found.push(...diagnoses.map((diagnosis) => ({ check: title, ...diagnosis })));
      if (!json) print(title, diagnoses, terminal);
    }
    const errors = found.filter(({ severity }) => severity === 'error').length;
    if (json) printJson(terminal, { ok: errors === 0, findings: found });
    else
      terminal.err(
        errors === 0 ? '\nNothing is wrong that would keep calls away.' : `\n${errors} to be mended.`,
      );
    return errors === 0 ? exit.ok : exit.failed;
  },
});

type Found = Diagnosis & { readonly check: string };

interface Examined {
  readonly title: string;
  readonly diagnoses: readonly Diagnosis[];
}

async function* examination(terminal: Terminal): AsyncGenerator<Examined> {
  const read = readSettings(terminal.environment, terminal.workingDirectory);
  if (!read.ok) {
    const mend = 'correct these environment variables; the rest is looked at once they make sense';
    yield { title: 'Settings', diagnoses: read.problems.map((problem) => error(problem, mend)) };
    return;
  }
  const surroundings = await lookAround(read.settings, terminal);
  for (const check of checks) yield { title: check.title, diagnoses: await examine(check, surroundings) };
}

/** A check that fails is a finding, and no reason to leave out the others. */
async function examine(check: Check, surroundings: Surroundings): Promise<readonly Diagnosis[]> {
  try {
    return await check.look(surroundings);
  } catch (cause) {
    const message = `this could not be looked at: ${cause instanceof Error ? cause.message : String(cause)}`;
    return [{ severity: 'warning', message }];
  }
}

const COLOURS: Readonly<Record<Diagnosis['severity'], Colour>> = {
  ok: 'green',
  warning: 'yellow',
  error: 'red',
};
const TITLE = 14;

function print(checked: string, diagnoses: readonly Diagnosis[], terminal: Terminal): void {
  diagnoses.forEach(({ severity, message, mend }, i) => {
    const name = (i === 0 ? checked : '').padEnd(TITLE);
    terminal.out(`${name}${paint(terminal, COLOURS[severity], severity.padEnd(9))}${clean(message)}`);
    if (mend) terminal.out(`${' '.repeat(TITLE + 9)}${paint(terminal, 'dim', '->')} ${clean(mend)}`);
  });
}
