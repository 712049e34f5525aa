/** docs/events.md, made from the schemas of journal entries. */
import { z } from 'zod';
import { failures } from '../../shared/failures/table.ts';
import { decision } from '../journal/decision.ts';
import { entriesBySubject } from '../journal/entry.ts';
import * as values from '../values.ts';

/** What a JSON schema says, as far as this page needs it. */
interface Shape {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly items?: Shape;
  readonly anyOf?: readonly Shape[];
  readonly oneOf?: readonly Shape[];
  readonly additionalProperties?: Shape | boolean;
}

const shapeOf = (schema: z.ZodType): Shape => z.toJSONSchema(schema, { io: 'input' }) as Shape;

const subjects: Readonly<Record<keyof typeof entriesBySubject, string>> = {
  call: 'Calls: every entry has `call`, the number of the call',
  agent: 'Agents: every entry has `agent`, the name of the agent',
  system: 'Plan, engine and Asterisk',
};

const lists = Object.entries<unknown>(values)
  .filter((entry): entry is [string, z.ZodEnum] => entry[1] instanceof z.ZodEnum)
  .toSorted(([a], [b]) => a.localeCompare(b));

export function eventsPage(): string {
  return [
    '# Events',
    '',
    'Cordboard records everything that happens, and why, in the journal. You get its entries from `GET /v1/journal`, live',
    'from the websocket `/v1/events`, and from `cordboard journal`. Every entry has these fields:',
    '',
    '| field | type | meaning |',
    '|---|---|---|',
    '| `seq` | integer | Number of the entry. It grows by one with each entry. |',
    '| `at` | number | Milliseconds since 1970, UTC. |',
    '| `type` | string | What happened. The types are listed below. |',
    '',
    'A field marked *optional* is left out if it does not apply. New types and new optional fields may be added; nothing is',
    'renamed or removed. All lengths of time are milliseconds. Times are milliseconds since 1970, UTC.',
    '',
    'Made from `src/contract/` by `node setup/contract-docs.mjs`.',
    ...Object.entries(subjects).flatMap(([subject, title]) => [
      '',
      `## ${title}`,
      ...entriesBySubject[subject as keyof typeof entriesBySubject].flatMap((entry) =>
        entryLines(shapeOf(entry), subject),
      ),
    ]),
    '',
    '## Decisions',
    '',
    'The field `decision` of `nobodyFree` and `offerMade`.',
    ...fieldLines(shapeOf(decision).properties ?? {}, shapeOf(decision).required),
    '',
    '## Values',
    '',
    'The lists are closed: a field has one of these values and no other.',
    ...lists.flatMap(([name, list]) => valueLines(name, list)),
    '',
  ].join('\n');
}

/** @param subject the field that says whose entry it is, which each section says once */
function entryLines({ description = '', properties = {}, required }: Shape, subject: string): string[] {
  const { type, [subject]: _, ...fields } = properties;
  return ['', `### ${String(type?.const)}`, '', description, ...fieldLines(fields, required)];
}

function fieldLines(fields: Readonly<Record<string, Shape>>, required: readonly string[] = []): string[] {
  const rows = Object.entries(fields).map(([name, shape]) => {
    const optional = required.includes(name) ? '' : ' *optional*';
    return `| \`${name}\` | ${typeOf(shape)}${optional} | ${meaningOf(shape)} |`;
  });
  return rows.length === 0 ? [] : ['', '| field | type | meaning |', '|---|---|---|', ...rows];
}

function typeOf(shape: Shape): string {
  const { enum: list, items, anyOf, oneOf, properties, additionalProperties } = shape;
  if (shape.const !== undefined) return JSON.stringify(shape.const);
  if (list) return listName(list);
  const either = anyOf ?? oneOf;
  if (either) return [...new Set(either.map(typeOf))].join(' or ');
  if (items) return `array of ${typeOf(items)}`;
  if (properties) return `{${Object.keys(properties).join(', ')}}`;
  if (typeof additionalProperties === 'object') return `map to ${typeOf(additionalProperties)}`;
  return shape.type ?? 'any';
}

/** A closed list is explained once, at the end of the page. */
function listName(list: readonly unknown[]): string {
  const known = lists.find(([, { options }]) => options.join() === list.join());
  // Codes of failures have a page of their own.
  if (list.every((value) => String(value) in failures)) return '[code](failures.md)';
  return known
    ? `[${known[0]}](#${known[0].toLowerCase()})`
    : list.map((value) => `\`${String(value)}\``).join(', ');
}

/** The values of a list are explained where the list is. */
const meaningOf = ({ description = '' }: Shape): string =>
  (description.split('\n')[0] ?? '').replaceAll('|', '\\|');

function valueLines(name: string, list: z.ZodEnum): string[] {
  const [about = '', ...meanings] = (list.description ?? '').split('\n');
  const rows = meanings.map((line) => {
    const colon = line.indexOf(': ');
    return `| \`${line.slice(0, colon)}\` | ${line.slice(colon + 2)} |`;
  });
  return [
    '',
    `### ${name}`,
    '',
    about,
    '',
    ...(rows.length > 0
      ? ['| value | meaning |', '|---|---|', ...rows]
      : [list.options.map((value) => `\`${String(value)}\``).join(', ')]),
  ];
}
