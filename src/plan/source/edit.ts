/**
 * Changes the text of a plan at a few places, as a person would: comments, order and layout of everything else stay.
 *
 * The new text is read again. If it does not say exactly what was asked for, the YAML library writes it instead: comments
 * stay then, too, but lines may be laid out differently.
 */
import {
  type Document,
  isCollection,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  parseDocument,
  stringify,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { deepEqual } from '../../shared/deep-equal.ts';

export type Written = string | number | readonly string[];

export interface PlanEdit {
  /** Keys from the top of the file: `schedules`, `office`, `hours`, `mon-fri`. */
  readonly path: readonly string[];
  /** null: the key goes; so does what would be left empty by that. */
  readonly to: Written | null;
}

/** @returns undefined: the text is no mapping that can be changed */
export function editPlan(text: string, edits: readonly PlanEdit[]): string | undefined {
  let changed: string | undefined = text;
  for (const edit of edits) changed = changed === undefined ? undefined : edited(changed, edit);
  return changed;
}

const read = (text: string): Document => parseDocument(text, { version: '1.2', schema: 'core' });

function edited(text: string, { path, to }: PlanEdit): string | undefined {
  const document = read(text);
  if (document.errors.length > 0 || !isMap(document.contents)) return undefined;
  const found = along(document, path);
  const last = found.at(-1)?.pair.value;
  if (found.length < path.length) {
    if (to === null) return text;
    // `exceptions:` with nothing after it is as good as no such key.
    const reached = path.slice(0, found.length);
    if (isEmpty(last)) return edited(edited(text, { path: reached, to: null }) ?? '', { path, to });
    if (found.length > 0 && !isMap(last)) return undefined;
  }
  const wanted = read(text);
  if (to === null) removeFrom(wanted, path);
  else wanted.setIn(path, wanted.createNode(to));
  const spliced = to === null ? without(text, document, path) : withValue(text, document, path, to);
  if (spliced !== undefined) {
    const again = read(spliced);
    if (again.errors.length === 0 && deepEqual(again.toJS(), wanted.toJS())) return spliced;
  }
  return wanted.toString({ lineWidth: 0 });
}

function removeFrom(document: Document, path: readonly string[]): void {
  document.deleteIn(path);
  const parent = path.slice(0, -1);
  const left = document.getIn(parent);
  if (parent.length > 0 && isMap(left) && left.items.length === 0) removeFrom(document, parent);
}

const isEmpty = (value: unknown): boolean => isScalar(value) && value.value === null;

interface Found {
  readonly map: YAMLMap;
  readonly pair: Pair<Node, Node | null>;
}

/** The pairs along the path, as far as there are any. */
function along(document: Document, path: readonly string[]): Found[] {
  const found: Found[] = [];
  let node: unknown = document.contents;
  for (const key of path) {
    if (!isMap(node)) break;
    const pair = node.items.find((each) => String(isScalar(each.key) ? each.key.value : each.key) === key);
    if (!pair) break;
    found.push({ map: node, pair: pair as Found['pair'] });
    node = pair.value;
  }
  return found;
}

function withValue(text: string, document: Document, path: readonly string[], to: Written) {
  const found = along(document, path);
  const last = found.at(-1);
  if (found.length < path.length) {
    const parent = last ? last.pair.value : document.contents;
    return added(text, parent, path.slice(found.length), to);
  }
  const value = last?.pair.value;
  if (!value?.range) return undefined;
  if (Array.isArray(to) && isSeq(value)) return listed(text, value as YAMLSeq<Node>, to as string[]);
  const end = endOf(text, value);
  return splice(text, value.range[0], Math.max(value.range[0], end), flow(to));
}

/** As it stands in one line, whatever is around it. */
const flow = (to: unknown, padded = false): string =>
  stringify(to, { collectionStyle: 'flow', lineWidth: 0, flowCollectionPadding: padded }).trimEnd();
const pairText = (key: string, to: unknown): string =>
  Array.isArray(to) ? flow({ [key]: to }).slice(1, -1) : flow({ [key]: to }, true).slice(2, -2);

/** Items that stay keep their place and their comments; new ones come after them. */
function listed(text: string, list: YAMLSeq<Node>, to: readonly string[]): string | undefined {
  const items = list.items.map((node) => ({ node, text: String(isScalar(node) ? node.value : '') }));
  const kept = items.filter((item) => to.includes(item.text));
  const fresh = to.filter((item) => !items.some((old) => old.text === item));
  const isSameOrder = kept.every((item, i) => to[i] === item.text);
  const isPlain = !text.slice(list.range?.[0], list.range?.[1]).includes('\n');
  const [from, until] = [list.range?.[0] ?? 0, list.range?.[1] ?? 0];
  if (list.flow === true) return isPlain ? splice(text, from, until, flow(to)) : undefined;
  if (!isSameOrder || kept.length === 0) return undefined;
  const last = kept.at(-1)?.node;
  const start = last?.range?.[0];
  if (start === undefined || last === undefined) return undefined;
  const dash = text.slice(text.lastIndexOf('\n', start) + 1, start);
  const lines = fresh.map((item) => `\n${dash.replaceAll(/[^ -]/g, ' ')}${flow([item]).slice(1, -1)}`);
  const at = endOfLine(text, start);
  const gone = items.filter((item) => !kept.includes(item)).toReversed();
  const removed = (from: string, which: typeof gone): string =>
    which.reduce((left, { node }) => withoutLines(left, node.range?.[0] ?? 0, endOf(text, node)), from);
  // From the end of the text to its beginning: what is before stays where it was.
  const after = removed(
    text,
    gone.filter(({ node }) => (node.range?.[0] ?? 0) > at),
  );
  const filled = splice(after, at, at, lines.join(''));
  return removed(
    filled,
    gone.filter(({ node }) => (node.range?.[0] ?? 0) < at),
  );
}

function added(text: string, parent: unknown, path: readonly string[], to: Written): string | undefined {
  const [key, ...rest] = path;
  if (key === undefined || !isMap(parent) || !parent.range) return undefined;
  const nested = rest.toReversed().reduce<unknown>((inner, each) => ({ [each]: inner }), to);
  const last = (parent.items as Found['pair'][]).at(-1);
  if (parent.flow === true) {
    const end = last ? endOf(text, last.value ?? last.key) : parent.range[0] + 1;
    return splice(
      text,
      end,
      last ? end : parent.range[1] - 1,
      `${last ? ',' : ''} ${pairText(key, nested)}${last ? '' : ' '}`,
    );
  }
  if (!last?.key.range) return undefined;
  const start = last.key.range[0];
  const indent = ' '.repeat(start - text.lastIndexOf('\n', start - 1) - 1);
  const isSmall = typeof to === 'number' || rest.length === 0;
  const lines = isSmall
    ? pairText(key, nested)
    : [key, ...rest.slice(0, -1)]
        .map((each, depth) => `${'  '.repeat(depth)}${pairText(each, 0).slice(0, -2)}`)
        .concat(`${'  '.repeat(path.length - 1)}${pairText(path.at(-1) ?? '', to)}`)
        .join('\n')
        .replaceAll('\n', `\n${indent}`);
  const at = endOfLine(text, endOf(text, last.value ?? last.key));
  return splice(text, at, at, `\n${indent}${lines}`);
}

function without(text: string, document: Document, path: readonly string[]): string | undefined {
  const found = along(document, path);
  if (found.length < path.length) return text;
  // What would be left empty goes as well.
  const last = found.findLastIndex(({ map }, i) => i === 0 || map.items.length > 1);
  const { map, pair } = found[Math.max(0, last)] as Found;
  const start = pair.key.range?.[0] ?? 0;
  const end = endOf(text, pair.value ?? pair.key);
  if (map.flow !== true) return withoutLines(text, start, end);
  const place = map.items.indexOf(pair);
  const next = (map.items[place + 1] as Found['pair'] | undefined)?.key.range?.[0];
  if (next !== undefined) return splice(text, start, next, '');
  const before = map.items[place - 1] as Found['pair'] | undefined;
  return splice(text, before ? endOf(text, before.value ?? before.key) : start, end, '');
}

/** Where the last letter of it is: a block reaches to the next line otherwise. */
function endOf(text: string, node: Node): number {
  if (isCollection(node) && node.flow !== true) {
    const last: unknown = node.items.at(-1);
    if (last !== undefined) {
      const inner = isMap(node) ? ((last as Found['pair']).value ?? (last as Found['pair']).key) : last;
      return endOf(text, inner as Node);
    }
  }
  const [start = 0, end = 0] = node.range ?? [];
  return start + text.slice(start, end).trimEnd().length;
}

const endOfLine = (text: string, from: number): number => {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end;
};

function withoutLines(text: string, from: number, to: number): string {
  const start = text.lastIndexOf('\n', from - 1) + 1;
  return text.slice(0, start) + text.slice(Math.min(text.length, endOfLine(text, to) + 1));
}

const splice = (text: string, from: number, to: number, by: string): string =>
  text.slice(0, from) + by + text.slice(to);
