import { readSettings } from '../settings/settings.ts';
import { count } from '../shared/count.ts';
import { command } from './command.ts';
import { type Check, type Diagnosis, error, type Surroundings, warning } from './doctor/check.ts';
import { checks } from './doctor/checks.ts';
import { engine } from './doctor/engine.ts';
import { lookAround } from './doctor/surroundings.ts';
import { exit } from './failure.ts';
import { type Colour, clean, paint, printJson, type Terminal, typeable } from './terminal/terminal.ts';

export const doctor = command({
  usage: 'doctor',
  about: 'Diagnose problems with this installation and suggest fixes',
  examples: [
    ['doctor', 'run all checks; exit code 1 if there is an error'],
    ['doctor --json', 'the same as JSON, for scripts'],
  ],
  options: (yargs) => yargs,
  async run({ json }, terminal) {
    const found: Found[] = [];
    for await (const { title, diagnoses } of examination(terminal)) {
      found.push(...diagnoses.map((diagnosis) => ({ check: title, ...diagnosis })));
      if (!json) print(title, diagnoses, terminal);
    }
    const errors = found.filter(({ severity }) => severity === 'error').length;
    const warnings = found.filter(({ severity }) => severity === 'warning').length;
    if (json) printJson(terminal, { ok: errors === 0, findings: found });
    else terminal.out(`\n${summary(errors, warnings, found)}`);
    return errors === 0 ? exit.ok : exit.failed;
  },
});

function summary(errors: number, warnings: number, found: readonly Found[]): string {
  const minor = warnings === 0 ? '' : ` (${count(warnings, 'warning')})`;
  // A running engine that routes no calls is an error; that none runs is fine before the first start, and a warning.
  const runs = found.some(({ check, severity }) => check === engine.title && severity === 'ok');
  if (errors === 0) return `No errors: calls can be routed${runs ? '' : ' once the engine runs'}${minor}.`;
  return `${count(errors, 'error')} to fix${minor}.`;
}

type Found = Diagnosis & { readonly check: string };

interface Examined {
  readonly title: string;
  readonly diagnoses: readonly Diagnosis[];
}

async function* examination(terminal: Terminal): AsyncGenerator<Examined> {
  const read = readSettings(terminal.environment, terminal.workingDirectory);
  if (!read.ok) {
    const fix = 'correct this environment variable; the other checks run once all settings are valid';
    yield { title: 'Settings', diagnoses: read.problems.map((problem) => error(problem, fix)) };
    return;
  }
  if (read.unknown.length > 0) {
    const fix = 'correct the name, or unset the variable';
    yield { title: 'Settings', diagnoses: read.unknown.map((message) => warning(message, fix)) };
  }
  const surroundings = await lookAround(read.settings, terminal);
  for (const check of checks) yield { title: check.title, diagnoses: await examine(check, surroundings) };
}

/** A check that fails is a finding, and no reason to leave out the others. */
async function examine(check: Check, surroundings: Surroundings): Promise<readonly Diagnosis[]> {
  try {
    return await check.look(surroundings);
  } catch (cause) {
    const message = `this check failed: ${cause instanceof Error ? cause.message : String(cause)}`;
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
  diagnoses.forEach(({ severity, message, fix, code }, i) => {
    const name = (i === 0 ? checked : '').padEnd(TITLE);
    terminal.out(
      `${name}${paint(terminal, COLOURS[severity], severity.padEnd(9))}${clean(typeable(message, terminal))}${code ? paint(terminal, 'dim', ` (${code})`) : ''}`,
    );
    if (fix)
      terminal.out(
        `${' '.repeat(TITLE + 9)}${paint(terminal, 'dim', '->')} ${clean(typeable(fix, terminal))}`,
      );
  });
}
