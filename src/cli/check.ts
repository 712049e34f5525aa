import { durationInWords } from '../plan/words/duration.ts';
import type { NumberProof } from '../plan/proofs/proof.ts';
import { readPlan } from '../plan/read.ts';
import { command } from './command.ts';
import { exit } from './failure.ts';
import { printFindings } from './terminal/findings.ts';
import { table } from './terminal/table.ts';
import { paint, printJson, type Terminal } from './terminal/terminal.ts';

export const check = command({
  usage: 'check <plan>',
  about: 'Check a plan file; nothing is changed',
  examples: [
    ['check plans/demo.yaml', 'say what is wrong, where, and what may be meant'],
    ['check plans/demo.yaml --json', 'the same for an editor or a pipeline; exit code 4 if there are errors'],
  ],
  options: (yargs) =>
    yargs.positional('plan', { type: 'string', demandOption: true, describe: 'the plan file (YAML)' }),
  async run({ plan, json }, terminal) {
    const read = await readPlan(plan);
    const proof = read.ok ? read.proof() : undefined;
    // `try` walks the plan of the settings unless it is told of the one that was checked.
    const inPlan = (example: string) => `${example} --plan ${quoted(plan)}`;
    const found = read.ok ? [...read.warnings, ...(proof?.findings ?? [])] : read.findings;
    const findings = found.map(({ example, ...finding }) =>
      example === undefined ? finding : { ...finding, example: inPlan(example) },
    );
    const numbers = (proof?.numbers ?? []).map((one) => ({ ...one, example: inPlan(one.example) }));
    if (json) printJson(terminal, { ok: read.ok, findings, numbers: numbers.map(jsonOf) });
    else {
      await printFindings(findings, terminal);
      if (proof) printLongest(numbers, terminal);
      terminal.err(summary(plan, read.ok, findings, terminal));
    }
    return read.ok ? exit.ok : exit.planErrors;
  },
});

/** As a shell reads it. */
const quoted = (path: string): string =>
  /^[\w@%+=:,./-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;

const jsonOf = ({ number, longest, because, example }: NumberProof) => ({
  number,
  longestMs: longest ?? null,
  ...(because === undefined ? {} : { because }),
  example,
});

function printLongest(numbers: readonly NumberProof[], terminal: Terminal): void {
  if (numbers.length === 0) return;
  terminal.out('To a person, a voicemail or a goodbye, at the longest (without what prompts take):');
  const rows = numbers.map(({ number, longest, because, example }) => [
    `  ${number}`,
    longest === undefined ? { text: 'no bound', colour: 'yellow' as const } : durationInWords(longest),
    because ?? '',
    longest === undefined ? example : '',
  ]);
  const columns = [
    { title: '  NUMBER' },
    { title: 'LONGEST' },
    { title: 'BECAUSE' },
    { title: 'SEE', flexible: true },
  ];
  for (const line of table(columns, rows, terminal)) terminal.out(line);
}

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
