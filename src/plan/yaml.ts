/**
 * The text of one plan file as a YAML mapping, or what is wrong with it as YAML.
 *
 * YAML 1.2, core schema, kept plain: one document, no anchors, aliases or tags (a name said once is enough, and an
 * alias can blow up to anything), no deep nests, no huge files. What passes here can be read without fear.
 */
import { Composer, isMap, LineCounter, Parser, visit } from 'yaml';
import type { CST, Document, YAMLMap, YAMLParseError } from 'yaml';
import type { Finding } from './finding.ts';
import { placer, startOf } from './position.ts';
import type { Place, Placer } from './position.ts';

const longest = 1_000_000;
const deepest = 40;

export type YamlRead =
  | { readonly ok: true; readonly document: Document; readonly map: YAMLMap; readonly place: Placer }
  | { readonly ok: false; readonly findings: readonly Finding[] };

export function readYaml(text: string, file: string): YamlRead {
  const findings: Finding[] = [];
  const refuse = ({ line, column }: Place, message: string, hint?: string): void => {
    findings.push({
      severity: 'error',
      file,
      line,
      column,
      message,
      ...(hint === undefined ? {} : { hint }),
    });
  };
  if (text.length > longest) {
    refuse(startOf(file), `the file has ${text.length} characters`, `at most ${longest} go; use include:`);
    return { ok: false, findings };
  }
  const lines = new LineCounter();
  const place = placer(file, lines);
  const tokens: CST.Token[] = [];
  let depth = 0;
  // The composer recurses; so the depth is looked at first, in the lexer's brackets and the parser's stack.
  const parser = new Parser(lines.addNewLine);
  for (const token of parser.parse(text)) tokens.push(token);
  depth = depthOf(tokens);
  if (depth > deepest) {
    refuse(startOf(file), 'the file is nested too deep to be a plan', `at most ${deepest} levels`);
    return { ok: false, findings };
  }
  const composer = new Composer({
    version: '1.2',
    schema: 'core',
    uniqueKeys: false,
    keepSourceTokens: false,
  });
  const documents = [...composer.compose(tokens, true, text.length)];
  const [document] = documents;
  if (!document) {
    refuse(startOf(file), 'the file is empty');
    return { ok: false, findings };
  }
  for (const error of document.errors.slice(0, 20)) refuse(place.between(...error.pos), ...inWords(error));
  const second = documents[1];
  if (second)
    refuse(place.between(second.range[0], second.range[0]), 'a second document begins here', 'a plan is one');
  if (findings.length === 0) {
    visit(document, {
      Alias: (_, node) => refuse(place.of(node) ?? startOf(file), ...noAliases),
      Node: (_, node) => {
        if ('anchor' in node && node.anchor) refuse(place.of(node) ?? startOf(file), ...noAliases);
        if (node.tag !== undefined)
          refuse(place.of(node) ?? startOf(file), 'YAML tags have no place in a plan');
      },
    });
  }
  if (findings.length > 0) return { ok: false, findings };
  const map = document.contents;
  if (isMap(map)) return { ok: true, document, map: map as YAMLMap, place };
  refuse(startOf(file), 'the file is no mapping of keys to values', 'it begins like this: company: Name');
  return { ok: false, findings };
}

const noAliases: [string, string] = [
  'YAML anchors and aliases have no place in a plan',
  'give the thing a name: a chain, a menu or a prompt can be used many times',
];

function depthOf(tokens: readonly CST.Token[]): number {
  let most = 0;
  const open: { token: unknown; depth: number }[] = tokens.map((token) => ({ token, depth: 0 }));
  for (let next = open.pop(); next; next = open.pop()) {
    most = Math.max(most, next.depth);
    if (most > deepest) return most;
    const token = next.token as { value?: unknown; items?: readonly { key?: unknown; value?: unknown }[] };
    for (const item of token.items ?? []) {
      if (item.key) open.push({ token: item.key, depth: next.depth + 1 });
      if (item.value) open.push({ token: item.value, depth: next.depth + 1 });
    }
    if (token.value && typeof token.value === 'object') open.push({ token: token.value, depth: next.depth });
  }
  return most;
}

/** The commonest slips in the words of somebody who does not know YAML's; the others in the parser's. */
function inWords({ code, message }: YAMLParseError): [string, string?] {
  switch (code) {
    case 'TAB_AS_INDENT':
      return ['a tab is used to indent', 'indent with spaces'];
    case 'BLOCK_AS_IMPLICIT_KEY':
      return [
        'two keys stand on one line',
        'write { key: value } behind the first, or put the second on a line below',
      ];
    case 'BAD_INDENT':
      return ['this line is not indented like those it belongs to'];
    case 'BAD_ALIAS':
      return ["'*' begins a YAML alias here", 'quote it: "*11"'];
    case 'MULTIPLE_DOCS':
      return ['a second document begins here', 'a plan is one'];
    default:
      return [`this is no YAML: ${message.charAt(0).toLowerCase()}${message.slice(1).split('\n')[0]}`];
  }
}
