/** Docs and messages avoid words that readers have to translate first. CONTRIBUTING.md says how to write instead. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAst } from 'rolldown/parseAst';
import { expect, test } from 'vitest';

const hard =
  /\b(whom|whoever|nobody|anybody|told|anew|mend(s|ed|ing)?|in vain|turned away|taken up)\b|\bnone: /i;

/** Spoken to callers, keys of the plan, and machine values. */
const allowed: readonly RegExp[] = [
  /^Nobody (can take your call now|was reached)\./,
  /^nobody was reached$/,
  /\bwhen nobody (logged in|ready)\b/,
  /^(create|alter) /i,
];

const filesIn = (folder: string, ending: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .map((name) => join(folder, name));

test('no page of the documentation has one of these words outside of code', () => {
  const pages = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...filesIn('docs', '.md')];
  const found = pages.flatMap((page) => {
    const text = readFileSync(page, 'utf8').replaceAll(/```[^]*?```/g, (code) =>
      code.replaceAll(/[^\n]/g, ''),
    );
    return text
      .split('\n')
      .map((line) => line.replaceAll(/`[^`]*`/g, '``'))
      .flatMap((line, index) => (hard.test(line) ? [`${page}:${index + 1}: ${line}`] : []));
  });
  expect(found).toEqual([]);
});

test('no message in the sources has one of these words', () => {
  const found = filesIn('src', '.ts').flatMap((file) => {
    const source = readFileSync(file, 'utf8');
    return textsIn(parseAst(source, { lang: 'ts' }))
      .filter(({ text }) => hard.test(text) && !allowed.some((one) => one.test(text.trim())))
      .map(({ text, start }) => `${file}:${source.slice(0, start).split('\n').length}: ${text}`);
  });
  expect(found).toEqual([]);
  // All sources are parsed: a busy machine takes its time.
}, 120_000);

interface Text {
  readonly text: string;
  readonly start: number;
}

/** Literals with a blank in them: machine values have none. Code inside of templates is left out. */
function textsIn(tree: unknown): readonly Text[] {
  if (Array.isArray(tree)) return tree.flatMap(textsIn);
  if (typeof tree !== 'object' || tree === null) return [];
  const node = tree as {
    type?: string;
    start?: number;
    value?: unknown;
    quasis?: { value: { raw: string } }[];
  };
  const inside = Object.values(tree).flatMap(textsIn);
  const own =
    node.type === 'TemplateLiteral'
      ? node.quasis?.map(({ value }) => value.raw).join('…')
      : node.type === 'Literal'
        ? node.value
        : undefined;
  if (typeof own !== 'string' || !/\s/.test(own.trim())) return inside;
  return [{ text: own, start: node.start ?? 0 }, ...inside];
}
