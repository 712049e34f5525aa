/** docs/plan is true: its tables are those of the language, and its examples are plans, or parts of one. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import type { Fields } from '../../../src/plan/form/collections.ts';
import { parts, plan } from '../../../src/plan/language.ts';
import { parsePlan } from '../../../src/plan/parse.ts';

const page = (name: string): string => readFileSync(`docs/plan/${name}.md`, 'utf8');
const doc = page('reference');
const needed = new Set(['company', 'country', 'time zone', 'numbers']);

type Row = readonly [key: string, about: string];
const row = (key: string, { about, form }: Fields[string], name: string): Row => {
  const words = Array.isArray(form.schema['enum']) ? ` One of: ${form.schema['enum'].join(', ')}.` : '';
  return [name.replace(key, `\`${key}\``), `${about.replace(/([^.])$/, '$1.')}${words}`];
};
const table = (title: string, rows: readonly Row[]): string =>
  [
    `### ${title}`,
    '',
    '| key | what it says |',
    '|---|---|',
    ...rows.map((cells) => `| ${cells.join(' | ')} |`),
    '',
  ].join('\n');
const fieldsTable = (
  title: string,
  fields: Fields,
  isNeeded = (key: string) => fields[key]?.required === true,
): string =>
  table(
    title,
    Object.entries(fields).map(([key, field]) => row(key, field, isNeeded(key) ? `**${key}**` : key)),
  );
/** A kind, and below it the keys that may stand with it. */
const kindsTable = (title: string, kinds: Readonly<Record<string, Fields>>, ...bare: Row[]): string => {
  const rows = Object.entries(kinds).flatMap(([kind, fields]) =>
    Object.entries(fields).map(([key, field]) =>
      row(key, field, key === kind ? `**${key}**` : `with it: ${key}`),
    ),
  );
  return table(title, [...rows, ...bare]);
};

const tables = [
  fieldsTable('The file', plan, (key) => needed.has(key)),
  kindsTable('A step', parts.step, ['**`echo`**', 'The caller hears themselves, to test a line.']),
  kindsTable('A part of a prompt, besides a text', parts.prompt),
  fieldsTable('A schedule', parts.schedule.fields),
  fieldsTable('A menu', parts.menu.fields),
  fieldsTable('A queue', parts.queue.fields),
  fieldsTable('A step of widening', parts.widening.fields),
  fieldsTable('A preference', parts.preference.fields),
  fieldsTable('What a queue announces', parts.announcements.fields),
  fieldsTable('How a queue calls back', parts.callback.fields),
  fieldsTable('An agent', parts.agent.fields),
  fieldsTable('A result', parts.result.fields),
  fieldsTable('A tag', parts.tag.fields),
  fieldsTable('A guard', parts.guard.fields),
  fieldsTable('A number outside, of an agent', parts.outside.fields),
  fieldsTable('A topic', parts.topic.fields),
  fieldsTable('A voicemail', parts.voicemail.fields),
  fieldsTable('A trunk', parts.trunk.fields),
  fieldsTable('Limits', parts.limits.fields),
  fieldsTable('Outside calls', parts['outside calls'].fields),
  fieldsTable('Emergency calls', parts['emergency calls'].fields),
  fieldsTable('Phone trouble', parts['phone trouble'].fields),
  fieldsTable('A recording rule', parts.recording.fields),
  fieldsTable('Supervision', parts.supervision.fields),
  fieldsTable('Limits of outside calls', parts['outside limits'].fields),
  kindsTable('A code, besides `log in`, `log out`, `pause` and `resume`', parts.code.kinds),
].join('\n');

test('every key is in the tables (vitest -u writes them)', async () => {
  const [before = '', after = ''] = doc.split(/<!-- keys -->[^]*(?=<!-- end of keys -->)/);
  await expect(`${before}<!-- keys -->\n${tables}${after}`).toMatchFileSnapshot(
    '../../../docs/plan/reference.md',
  );
});

const blocks = (name: string, kind: string): string[] =>
  [...page(name).matchAll(new RegExp(`\`\`\`${kind}\\n([^]*?)\`\`\``, 'g'))].map(([, text = '']) => text);

test('the examples of the tutorial are whole plans', () => {
  const examples = blocks('tutorial', 'yaml');
  expect(examples.length).toBeGreaterThan(3);
  for (const text of examples) expect(parsePlan(text)).toMatchObject({ ok: true, warnings: [] });
});

/** What the parts of the guide may refer to. */
const around = `company: Small Office
country: DE
time zone: Europe/Berlin
language: en
numbers: { "100": { queue: sales }, "101": { chain: accounts }, "105": { chain: overflow } }
agents: { anna: {}, boris: {}, clara: {} }
queues: { sales: { agents: [anna, boris] } }
chains: { accounts: [ { ring: clara }, { voicemail: box } ], overflow: [ { ring: clara }, { voicemail: box } ] }
voicemails: { box: {} }
schedules: { office: { hours: { mon-fri: 9-17 } } }
lines: [line1]
`;
type Sections = Readonly<Record<string, object>>;

test('the examples of the guide are parts of a plan', () => {
  const parts = blocks('guide', 'yaml fragment');
  expect(parts.length).toBeGreaterThan(8);
  for (const part of parts) {
    const whole: Record<string, unknown> = { ...(parse(around) as Sections) };
    for (const [section, things] of Object.entries(parse(part) as Sections))
      whole[section] = { ...(whole[section] as object | undefined), ...things };
    const read = parsePlan(stringify(whole));
    expect(read.ok ? [] : read.findings, part).toEqual([]);
  }
});
