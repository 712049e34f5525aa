/** docs/findings.md, made from the table of findings. */
import { changes, type FindingArea, findingsByArea, hints } from '../../shared/findings/table.ts';

const areas: Readonly<Record<FindingArea, string>> = {
  file: 'Files and YAML',
  value: 'Single values',
  entry: 'Entries that contradict each other, or lack something',
  proof: 'Ways of callers through the plan',
};

export function findingsPage(): string {
  return [
    '# Findings of a plan',
    '',
    'Everything that `cordboard check` reports has a code that never changes. The API returns it as `code`, with the',
    'values that stand at the places of the sentence as `values`, and the English sentence as `message`. The advice is',
    '`hint`, with `hintCode` and `hintValues`. `cordboard check --json` prints the same. The console shows each finding in',
    'your language.',
    '',
    'A value is a text, a number, another phrase (`{"code", "values"}`), or a list of them.',
    '',
    'Made from `src/shared/findings/` by `node setup/contract-docs.mjs`.',
    ...Object.entries(areas).flatMap(([area, title]) => [
      '',
      `## ${title}`,
      '',
      ...tableOf('finding', findingsByArea[area as FindingArea]),
    ]),
    '',
    '## Hints',
    '',
    ...tableOf('hint', hints),
    '',
    '## Changes',
    '',
    'What another version of a plan changes. `POST /v1/plan/check` returns the sentences as `changes`, and their codes and',
    'values, in the same order, as `changeCodes`.',
    '',
    ...tableOf('change', changes),
    '',
  ].join('\n');
}

/** Words of the plan that are no plain English stand as code. */
const sentence = (text: string): string =>
  text.replaceAll('|', String.raw`\|`).replaceAll(/when nobody (logged in|ready):/g, '`$&`');

const tableOf = (column: string, rows: Readonly<Record<string, string>>): string[] => [
  `| code | ${column} |`,
  '|---|---|',
  ...Object.entries(rows).map(([code, text]) => `| \`${code}\` | ${sentence(text)} |`),
];
