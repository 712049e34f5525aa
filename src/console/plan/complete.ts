/**
 * What may stand at a place in a plan, from the plan's JSON Schema and from the names that the text has. While a person types
 * the text is no valid YAML most of the time, so the way to the place is read from indentation and open brackets alone.
 */
export type Schema = Readonly<Record<string, unknown>>;

export interface Suggestion {
  readonly label: string;
  /** A sentence. */
  readonly about?: string;
  /** What is written; for a key with a colon. */
  readonly write: string;
}

export interface Suggestions {
  /** Offset of what is replaced. */
  readonly from: number;
  readonly options: readonly Suggestion[];
}

/** Item of a list. */
const item = '-';

/** Sections whose names may stand behind a key. */
const sectionsOf: Readonly<Record<string, readonly string[]>> = {
  queue: ['queues'],
  menu: ['menus'],
  chain: ['chains'],
  voicemail: ['voicemails'],
  topic: ['topics'],
  prompt: ['prompts'],
  ring: ['agents', 'teams', 'on call'],
  agents: ['agents'],
  people: ['agents'],
  teams: ['teams'],
  team: ['teams'],
  open: ['schedules'],
  works: ['schedules'],
  schedule: ['schedules'],
  trunk: ['trunks'],
  trunks: ['trunks'],
  directory: ['queues', 'topics', 'teams'],
};

export function suggestions(schema: Schema, text: string, offset: number): Suggestions | undefined {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const before = text.slice(start, offset);
  if (/(^|\s)#/.test(before)) return undefined;
  const { path: inLine, typed, key, indent } = ofLine(before);
  const path = [...above(text.slice(0, start), indent), ...inLine];
  const places = path.reduce<Schema[]>(
    (at, step) => at.flatMap((one) => into(one, step, schema)),
    meant(schema, schema),
  );
  const from = offset - typed.length;
  const options =
    key === undefined
      ? [...keysAt(places), ...namesFor(path.at(-1) === item ? path.at(-2) : undefined, text)]
      : valuesAt(
          places.flatMap((one) => into(one, key, schema)),
          key,
          text,
        );
  const once = [...new Map(options.map((option) => [option.label, option])).values()];
  return once.length > 0 ? { from, options: once } : undefined;
}

/** The part of a line before the cursor: what it goes into, the key if a value is typed, and what is typed. */
function ofLine(line: string): { path: string[]; typed: string; key?: string; indent: number } {
  const lead = /^ */.exec(line)?.[0].length ?? 0;
  const path: string[] = [];
  let rest = line.slice(lead);
  let indent = lead;
  while (rest.startsWith('- ')) {
    path.push(item);
    const gap = /^- +/.exec(rest)?.[0].length ?? 2;
    rest = rest.slice(gap);
    indent += gap;
  }
  const open: number[] = [];
  let key: string | undefined;
  let typed = '';
  for (const token of rest.match(/"[^"]*"?|'[^']*'?|[{}[\],]|:(?=\s|$)|[^\s{}[\],:'"]+(:\S+)*|\s+|:/g) ??
    []) {
    if (token === '{' || token === '[') {
      open.push(path.length);
      if (key !== undefined) path.push(key);
      if (token === '[') path.push(item);
      [key, typed] = [undefined, ''];
    } else if (token === '}' || token === ']') {
      path.length = open.pop() ?? path.length;
      [key, typed] = [undefined, ''];
    } else if (token === ',') [key, typed] = [undefined, ''];
    else if (token === ':') [key, typed] = [unquoted(typed.trim()), ''];
    else if (/^\s+$/.test(token)) typed = typed === '' ? '' : typed + token;
    else typed += token;
  }
  return { path, typed, indent: lead, ...(key !== undefined && { key }) };
}

const unquoted = (text: string): string => text.replace(/^(["'])(.*)\1$/, '$2');

/** The keys and lists that a line of this indentation is in. */
function above(text: string, indent: number): string[] {
  const path: string[] = [];
  let limit = indent;
  for (const line of text.split('\n').slice(0, -1).toReversed()) {
    if (limit <= 0) break;
    if (/^\s*(#|$)/.test(line)) continue;
    const [, lead = '', dashes = '', key] =
      /^( *)((?:- +)*)(?:("[^"]*"|'[^']*'|[^\s:{}[\],#][^:{}[\],#]*):(?=\s|$))?/.exec(line) ?? [];
    const at = lead.length + dashes.length;
    if (key !== undefined && at < limit) {
      path.push(unquoted(key.trim()));
      limit = at;
    }
    // `- ` begins a list where its dash is.
    if (dashes !== '' && lead.length < limit) {
      path.push(item);
      limit = lead.length;
    }
  }
  return path.toReversed();
}

const isSchema = (value: unknown): value is Schema => typeof value === 'object' && value !== null;

/** With references followed, and one for each alternative. */
function meant(schema: Schema, root: Schema): Schema[] {
  const reference = schema['$ref'];
  if (typeof reference === 'string') {
    const name = reference.split('/').at(-1) ?? '';
    const definitions = root['definitions'];
    const found = isSchema(definitions) ? definitions[name] : undefined;
    return isSchema(found) ? meant(found, root) : [];
  }
  const choices = schema['anyOf'] ?? schema['oneOf'];
  if (Array.isArray(choices)) return choices.filter(isSchema).flatMap((each) => meant(each, root));
  return [schema];
}

function into(schema: Schema, step: string, root: Schema): Schema[] {
  const next = step === item ? schema['items'] : ofKey(schema, step);
  return isSchema(next) ? meant(next, root) : [];
}

function ofKey(schema: Schema, key: string): unknown {
  const { properties, patternProperties } = schema;
  if (isSchema(properties) && Object.hasOwn(properties, key)) return properties[key];
  if (isSchema(patternProperties))
    return Object.entries(patternProperties).find(([pattern]) => new RegExp(pattern).test(key))?.[1];
  return undefined;
}

const keysAt = (places: readonly Schema[]): Suggestion[] =>
  places.flatMap(({ properties }) =>
    Object.entries(isSchema(properties) ? properties : {}).map(([key, of]) => ({
      label: key,
      write: `${key}: `,
      ...aboutOf(of),
    })),
  );

const aboutOf = (schema: unknown): { about?: string } =>
  isSchema(schema) && typeof schema['description'] === 'string' ? { about: schema['description'] } : {};

function valuesAt(places: readonly Schema[], key: string, text: string): Suggestion[] {
  const fixed = places.flatMap((place) => {
    const words = Array.isArray(place['enum']) ? (place['enum'] as unknown[]) : [place['const']];
    if (place['type'] === 'boolean') words.push(true, false);
    return words.filter((word) => word !== undefined).map(String);
  });
  return [...fixed.map((word) => ({ label: word, write: word })), ...namesFor(key, text)];
}

/** The names of a section: two spaces before them, as everybody writes it. */
function namesFor(key: string | undefined, text: string): Suggestion[] {
  return (sectionsOf[key ?? ''] ?? []).flatMap((section) => {
    const [, body = ''] =
      new RegExp(`^${section}:[^\\n]*\\n((?:[ \\t#][^\\n]*\\n|\\n)*)`, 'm').exec(`${text}\n`) ?? [];
    const names = body.match(/^ {2}[A-Za-z][\w-]*(?=:)/gm) ?? [];
    return names.map((name) => ({ label: name.trim(), write: name.trim(), about: section }));
  });
}
