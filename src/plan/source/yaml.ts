/**
 * The text of one plan file as a YAML mapping, or what is wrong with it as YAML.
 *
 * YAML 1.2, core schema, kept plain: one document, no anchors, aliases or tags (a name said once is enough, and an
 * alias can blow up to anything), no deep nests, no huge files. What passes here can be read without fear.
 */

import {
  Composer,
  type CST,
  type Document,
  isMap,
  Lexer,
  LineCounter,
  Parser,
  visit,
  type YAMLMap,
  type YAMLParseError,
} from 'yaml';
import { phrase, type SaidFinding, type SaidHint } from '../../shared/findings/said.ts';
import { type Finding, saying } from './finding.ts';
import { type Place, type Placer, placer, startOf } from './position.ts';

const longest = 1_000_000;
const deepest = 40;
/** Tokens that the parser keeps open for one level at most. */
const openForALevel = 4;
/** A plan for thousands of agents has a fifth of that. */
const mostKeys = 50_000;

export interface Yaml {
  readonly document: Document;
  readonly map: YAMLMap;
  readonly place: Placer;
}

/** What is wrong, and what to do about it. */
type Slip = [SaidFinding, SaidHint?];

export type YamlRead =
  | ({ readonly ok: true } & Yaml)
  | { readonly ok: false; readonly findings: readonly Finding[] };

export function readYaml(text: string, file: string): YamlRead {
  const findings: Finding[] = [];
  const refuse = ({ line, column }: Place, message: SaidFinding, hint?: SaidHint): void => {
    findings.push({
      severity: 'error',
      file,
      line,
      column,
      ...saying(message, hint),
    });
  };
  if (text.length > longest) {
    refuse(
      startOf(file),
      phrase('file_too_long', { count: text.length }),
      phrase('limit_so_split', { limit: longest }),
    );
    return { ok: false, findings };
  }
  const lines = new LineCounter();
  const place = placer(file, lines);
  const tokens = tokensOf(text, lines);
  if (!Array.isArray(tokens)) {
    refuse(startOf(file), ...bounds[tokens]);
    return { ok: false, findings };
  }
  // The composer recurses, so the depth is looked at before.
  if (depthOf(tokens) > deepest) {
    refuse(startOf(file), ...bounds.depth);
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
    refuse(startOf(file), phrase('file_empty'));
    return { ok: false, findings };
  }
  // What is missed at the end is shown behind what stands there, not on the empty line after it.
  const lastWritten = text.trimEnd().length;
  const wrongLines = new Set<number>();
  for (const error of document.errors) {
    const at = place.between(Math.min(error.pos[0], lastWritten), error.pos[1]);
    // What the parser says of a line after the first is most often a consequence.
    if (!wrongLines.has(at.line)) refuse(at, ...inWords(error, text.slice(lines.lineStarts[at.line - 1])));
    wrongLines.add(at.line);
  }
  const second = documents[1];
  if (second)
    refuse(
      place.between(second.range[0], second.range[0]),
      phrase('second_document'),
      phrase('one_document'),
    );
  if (findings.length === 0) {
    visit(document, {
      Alias: (_, node) => refuse(place.of(node) ?? startOf(file), ...noAliases),
      Node: (_, node) => {
        if ('anchor' in node && node.anchor) refuse(place.of(node) ?? startOf(file), ...noAliases);
        if (node.tag !== undefined) refuse(place.of(node) ?? startOf(file), phrase('yaml_tag'));
      },
    });
  }
  if (findings.length > 0) return { ok: false, findings };
  const map = document.contents;
  if (map === null) {
    refuse(startOf(file), phrase('file_empty'));
    return { ok: false, findings };
  }
  if (isMap(map)) return { ok: true, document, map, place };
  refuse(startOf(file), phrase('file_not_a_mapping'), phrase('begin_with_company'));
  return { ok: false, findings };
}

const noAliases: Slip = [phrase('yaml_alias'), phrase('use_a_named_one')];

const bounds: Readonly<Record<'depth' | 'keys', Slip>> = {
  depth: [phrase('file_too_deep'), phrase('limit_of_levels', { limit: deepest })],
  keys: [phrase('file_with_too_many_keys'), phrase('limit_of_keys', { limit: mostKeys })],
};

/**
 * The parser's tokens, or the bound that the text goes beyond. The parser takes time and memory that grow faster than
 * the depth of what it reads, so it is stopped at the first token that is too deep.
 */
function tokensOf(text: string, lines: LineCounter): CST.Token[] | keyof typeof bounds {
  const tokens: CST.Token[] = [];
  const parser = new Parser(lines.addNewLine);
  let keys = 0;
  lines.addNewLine(0);
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) tokens.push(token);
    if (lexeme === ':') keys += 1;
    if (parser.stack.length > deepest * openForALevel) return 'depth';
    if (keys > mostKeys) return 'keys';
  }
  for (const token of parser.end()) tokens.push(token);
  return tokens;
}

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

const slips: Partial<Record<YAMLParseError['code'], Slip>> = {
  TAB_AS_INDENT: [phrase('tab_as_indent'), phrase('indent_with_spaces')],
  BLOCK_AS_IMPLICIT_KEY: [phrase('two_keys_on_a_line'), phrase('split_the_line')],
  BAD_ALIAS: [phrase('star_begins_alias'), phrase('quote_the_star')],
  MULTIPLE_DOCS: [phrase('second_document'), phrase('one_document')],
};

/** The commonest slips in the words of somebody who does not know YAML's; the others in the parser's. */
function inWords({ code, message }: YAMLParseError, line: string): Slip {
  const own = slips[/^[ -]*\*/.test(line) ? 'BAD_ALIAS' : code];
  if (own) return own;
  const [sentence = ''] = message.split('\n');
  return [phrase('not_valid_yaml', { reason: `${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}` })];
}
