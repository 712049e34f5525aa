import { readPlan } from '../plan/read.ts';
import { command } from './command.ts';
import { exit } from './failure.ts';
import { printFindings } from './terminal/findings.ts';
import { paint, printJson, type Terminal } from './terminal/terminal.ts';

export const check = command({
  usage: 'check <plan>',
  about: 'Check a plan file; nothing is changed',
  examples: [
    ['check plans/demo.yaml', 'say what is wrong, where, and what may be meant'],
    ['check office.yaml --json', 'the same for an editor or a pipeline; exit code 4 if there are errors'],
  ],
  options: (yargs) =>
    yargs.positional('plan', { type: 'string', demandOption: true, describe: 'the plan file (YAML)' }),
  async run({ plan, json }, terminal) {
    const read = await readPlan(plan);
    const findings = read.ok ? read.warnings : read.findings;
    if (json) printJson(terminal, { ok: read.ok, findings });
    else {
      await printFindings(findings, terminal);
      terminal.err(summary(plan, read.ok, findings, terminal));
    }
    return read.ok ? exit.ok : exit.planErrors;
  },
});

function summary(
  plan: string,
  ok: boolean,
  findings: readonly { severity: string }[],
  terminal: Terminal,
): string {
  const count = (severity: string) => findings.filter((finding) => finding.severity === severity).length;
  const warnings = count('warning') === 0 ? '' : `, ${several(count('warning'), 'warning')}`;
  if (ok) return `${paint(terminal, 'green', `${plan} is fine`)}${warnings}`;
  return `${paint(terminal, 'red', `${plan}: ${several(count('error'), 'error')}`)}${warnings}`;
}

const several = (n: number, what: string) => `${n} ${what}${n === 1 ? '' : 's'}`;
