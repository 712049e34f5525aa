import type { Plan } from '../plan/model.ts';
import { type MenuMeasure, rounded } from '../plan/proofs/proof/menus.ts';
import type { NumberProof } from '../plan/proofs/proof.ts';
import { readPlan } from '../plan/read.ts';
import { dayText } from '../plan/rules/on-call.ts';
import { durationInWords } from '../plan/words/duration.ts';
import { count } from '../shared/count.ts';
import { publicHolidays } from '../shared/public-holidays.ts';
import { dayOf } from '../shared/wall-time.ts';
import { command } from './command.ts';
import { exit } from './failure.ts';
import { libraryHere } from './library-here.ts';
import { printFindings } from './terminal/findings.ts';
import { table } from './terminal/table.ts';
import { paint, printJson, type Terminal, typeable } from './terminal/terminal.ts';

export const check = command({
  usage: 'check <plan>',
  about: 'Validate a plan file; changes nothing',
  examples: [
    ['check plans/demo.yaml', 'show each problem, where it is, and what to do'],
    [
      'check plans/demo.yaml --json',
      'the same as JSON, for an editor or CI; exit code 4 if there are errors',
    ],
  ],
  options: (yargs) =>
    yargs.positional('plan', { type: 'string', demandOption: true, describe: 'the plan file (YAML)' }),
  async run({ plan, json }, terminal) {
    const read = await readPlan(plan);
    const proof = read.ok ? read.proof(libraryHere(terminal, read.plan)) : undefined;
    // `try` uses the plan of the settings by default, so the example names the checked one.
    const inPlan = (example: string) => `${example} --plan ${quoted(plan)}`;
    const found = read.ok ? [...read.warnings, ...(proof?.findings ?? [])] : read.findings;
    const findings = found.map(({ example, ...finding }) =>
      example === undefined ? finding : { ...finding, example: inPlan(example) },
    );
    const numbers = (proof?.numbers ?? []).map((one) => ({ ...one, example: inPlan(one.example) }));
    if (json)
      printJson(terminal, {
        ok: read.ok,
        findings,
        numbers: numbers.map(jsonOf),
        menus: (proof?.menus ?? []).map(menuJson),
      });
    else {
      await printFindings(findings, terminal);
      if (proof) printLongest(numbers, terminal);
      if (proof) printMenus(proof.menus, terminal);
      if (read.ok) printHolidays(read.plan, terminal);
      terminal.out(summary(plan, read.ok, findings, terminal));
    }
    return read.ok ? exit.ok : exit.planErrors;
  },
});

/** As a shell reads it. */
const quoted = (path: string): string =>
  /^[\w@%+=:,./-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;

const jsonOf = ({ number, longest, depth, example, ...why }: NumberProof) => ({
  number,
  longestMs: longest ?? null,
  menusToPerson: depth ?? null,
  ...why,
  example,
});

const menuJson = ({ menu, language, length, options }: MenuMeasure) => ({
  menu,
  language,
  lengthMs: length ?? null,
  options: options.map(({ key, heardAfter }) => ({ key, heardAfterMs: heardAfter ?? null })),
});

function printMenus(menus: readonly MenuMeasure[], terminal: Terminal): void {
  if (menus.length === 0) return;
  terminal.out('Menus, and about how long it takes to hear each option:');
  const time = (length: number | undefined): string =>
    length === undefined ? 'unknown' : durationInWords(rounded(length));
  const rows = menus.map(({ menu, language, options, length }) => [
    `  ${menu}`,
    language,
    String(options.length),
    time(length),
    options.map(({ key, heardAfter }) => `${key}: ${time(heardAfter)}`).join(', '),
  ]);
  const columns = [
    { title: '  MENU' },
    { title: 'LANGUAGE' },
    { title: 'OPTIONS', right: true },
    { title: 'PROMPT', right: true },
    { title: 'HEARD AFTER', flexible: true },
  ];
  for (const line of table(columns, rows, terminal)) terminal.out(line);
}

function printLongest(numbers: readonly NumberProof[], terminal: Terminal): void {
  if (numbers.length === 0) return;
  terminal.out('Longest time until a person, a voicemail or a goodbye, without the length of prompts:');
  const rows = numbers.map(({ number, longest, because, depth, example }) => [
    `  ${number}`,
    longest === undefined ? { text: 'no limit', colour: 'yellow' as const } : durationInWords(longest),
    depth === undefined ? '' : String(depth),
    because ?? '',
    longest === undefined ? typeable(example, terminal) : '',
  ]);
  const columns = [
    { title: '  NUMBER' },
    { title: 'LONGEST' },
    { title: 'MENUS', right: true },
    { title: 'BECAUSE' },
    { title: 'SEE', flexible: true },
  ];
  for (const line of table(columns, rows, terminal)) terminal.out(line);
}

/** So that a person sees whether it is the right region. */
function printHolidays({ schedules }: Plan, terminal: Terminal): void {
  const regions = new Set(Object.values(schedules).flatMap(({ regions: all = [] }) => all));
  const now = Date.now();
  const year = new Date(now).getUTCFullYear();
  for (const region of regions) {
    const next = [year, year + 1]
      .flatMap((one) => publicHolidays(region, one))
      .filter(({ day }) => day >= dayOf(now))
      .slice(0, 3);
    const shown = next.map(({ day, name }) => `${dayText(day)} ${name}`).join(', ');
    terminal.out(`Next public holidays of ${region}: ${shown || 'none is known'}`);
  }
}

function summary(
  plan: string,
  ok: boolean,
  findings: readonly { severity: string }[],
  terminal: Terminal,
): string {
  const of = (severity: string) => findings.filter((finding) => finding.severity === severity).length;
  const warnings = of('warning') === 0 ? '' : `, ${count(of('warning'), 'warning')}`;
  if (ok) return `${paint(terminal, 'green', `${plan} is valid`)}${warnings}`;
  return `${paint(terminal, 'red', `${plan}: ${count(of('error'), 'error')}`)}${warnings}`;
}
