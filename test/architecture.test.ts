/** The arrows between the rooms point down only, there are no circles, and the core has no clock and no chance. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const src = fileURLToPath(new URL('../src', import.meta.url));
const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file));
const textOf = (file: string): string => readFileSync(join(src, file), 'utf8');

/** What a file imports from within `src`; types count as well. */
function importsOf(file: string): string[] {
  const found = textOf(file).matchAll(/^(?:import|export)\s[^;]*?from\s+'(\.[^']+)'/gms);
  return [...found].map(([, path]) => relative(src, join(src, dirname(file), path as string)));
}

const roomOf = (file: string): string => (file.includes('/') ? (file.split('/')[0] as string) : file);

/** Each room may import from itself and from these. */
const mayImport: Record<string, readonly string[]> = {
  shared: [],
  contract: ['shared'],
  plan: ['shared'],
  agents: ['plan', 'shared'],
  routing: ['agents', 'plan', 'shared'],
  call: ['routing', 'agents', 'plan', 'shared'],
  recorded: ['call', 'routing', 'agents', 'plan', 'shared'],
  reports: ['call', 'routing', 'agents', 'plan', 'shared'],
  articles: ['plan', 'shared'],
  quality: ['plan', 'shared'],
  tickets: ['call', 'routing', 'agents', 'plan', 'shared'],
  trial: ['call', 'routing', 'agents', 'plan', 'shared'],
  demo: ['call', 'routing', 'agents', 'plan', 'shared'],
  people: ['call', 'agents', 'plan', 'shared'],
  accounts: ['ports', 'people', 'plan', 'shared'],
  ports: [
    'people',
    'articles',
    'quality',
    'tickets',
    'recorded',
    'call',
    'routing',
    'agents',
    'plan',
    'shared',
  ],
  engine: [
    'ports',
    'people',
    'articles',
    'quality',
    'tickets',
    'recorded',
    'call',
    'routing',
    'agents',
    'plan',
    'shared',
  ],
  evidence: ['ports', 'call', 'shared'],
  contacts: ['ports', 'call', 'plan', 'shared'],
  settings: ['shared'],
  asterisk: ['ports', 'call', 'plan', 'shared', 'settings'],
  store: [
    'ports',
    'people',
    'articles',
    'quality',
    'tickets',
    'recorded',
    'call',
    'routing',
    'agents',
    'plan',
    'shared',
  ],
  prompts: ['ports', 'plan', 'shared'],
  metrics: ['ports', 'call', 'agents', 'plan', 'shared'],
  process: ['ports', 'shared'],
  recordings: ['ports', 'call', 'plan', 'shared'],
  workers: [
    'trial',
    'articles',
    'contacts',
    'recordings',
    'reports',
    'store',
    'ports',
    'call',
    'plan',
    'shared',
    'prompts',
  ],
  outward: ['contract', 'ports', 'call', 'plan', 'reports', 'tickets', 'shared'],
  console: ['contract', 'shared'],
  http: [
    'contract',
    'ports',
    'people',
    'reports',
    'tickets',
    'articles',
    'quality',
    'contacts',
    'call',
    'routing',
    'agents',
    'plan',
    'shared',
  ],
};
const core = [
  'call',
  'routing',
  'agents',
  'plan',
  'reports',
  'tickets',
  'articles',
  'quality',
  'trial',
  'demo',
  'recorded',
  'people',
];
/** What is folded from the journal is the same in every store. */
const isCore = (file: string): boolean =>
  core.includes(roomOf(file)) || file.startsWith('store/projections/');
/**
 * The same one level deeper, for the largest rooms: each folder or file may import from itself and from these.
 * `subjects`: what happens to a call, grouped by what the caller is doing. Subjects lead to one another, as calls do.
 */
const subjects = [
  'arriving',
  'self-service',
  'waiting',
  'callbacks',
  'conversation',
  'recording',
  'supervision',
  'desk',
];
const subjectMayImport = ['kept', 'turn', 'actions', ...subjects];
const mayImportInside: Record<string, Record<string, readonly string[]>> = {
  call: {
    kept: [],
    turn: ['kept'],
    actions: ['kept', 'turn'],
    ...Object.fromEntries(subjects.map((subject) => [subject, subjectMayImport])),
    'phases.ts': subjectMayImport,
    'rows.ts': ['kept', 'phases.ts'],
    handlers: [...subjectMayImport, 'rows.ts'],
    'invariants.ts': subjectMayImport,
    'step.ts': [...subjectMayImport, 'rows.ts', 'handlers'],
  },
  plan: {
    model: ['rules'],
    'model.ts': ['model', 'rules'],
    rules: ['model', 'model.ts'],
    words: ['model.ts', 'rules'],
    source: ['form'],
    form: ['source', 'model.ts', 'rules', 'words'],
    language: ['form', 'source', 'model.ts'],
    'language.ts': ['language', 'form'],
    compile: ['language.ts', 'form', 'source', 'model.ts', 'rules', 'words', 'proofs'],
    'compile.ts': ['compile', 'language.ts', 'source', 'model.ts', 'proofs'],
    proofs: ['compile', 'source', 'model.ts', 'rules', 'words'],
    'rests-on.ts': ['language.ts'],
    'parse.ts': ['rests-on.ts', 'compile.ts', 'proofs', 'language.ts', 'form', 'source', 'model.ts'],
    'join.ts': ['parse.ts', 'language.ts', 'form', 'source'],
    'read.ts': ['join.ts', 'parse.ts', 'source'],
    'schema.ts': ['language.ts', 'form'],
  },
  // Projections are the same in every store: no store's peculiarity gets into them.
  store: {
    projections: [],
    'audit-chain.ts': [],
    sqlite: ['projections', 'audit-chain.ts'],
  },
};
/** The one file of the plan's room that touches the disk. */
const readsFiles = ['plan/read.ts'];

test('arrows point down only', () => {
  const wrong = files.flatMap((file) => {
    const allowed = mayImport[roomOf(file)];
    if (!allowed) return [];
    return importsOf(file)
      .filter((to) => roomOf(to) !== roomOf(file) && !allowed.includes(roomOf(to)))
      .map((to) => `${file} -> ${to}`);
  });
  expect(wrong).toEqual([]);
});

test('arrows point down inside the largest rooms, too', () => {
  const wrong = files.flatMap((file) => {
    const inside = mayImportInside[roomOf(file)];
    if (!inside) return [];
    const innerOf = (path: string): string => roomOf(path.slice(path.indexOf('/') + 1));
    const allowed = inside[innerOf(file)];
    if (!allowed) return [`${file} is in a folder that this test does not know`];
    return importsOf(file)
      .filter((to) => roomOf(to) === roomOf(file))
      .map((to) => ({ to, inner: innerOf(to) }))
      .filter(({ inner }) => inner !== innerOf(file) && !allowed.includes(inner))
      .map(({ to }) => `${file} -> ${to}`);
  });
  expect(wrong).toEqual([]);
});

test('the contract stands on zod alone, so that a browser can have it', () => {
  const packages = files
    .filter((file) => roomOf(file) === 'contract')
    .flatMap((file) => [...textOf(file).matchAll(/^(?:import|export)\s[^;]*?from\s+'([^.'][^']*)'/gms)])
    .map(([, name]) => name);
  expect([...new Set(packages)]).toEqual(['zod']);
});

test('the console takes nothing but types from the contract, so that no schema gets into a browser', () => {
  const wrong = files
    .filter((file) => roomOf(file) === 'console')
    .flatMap((file) =>
      [...textOf(file).matchAll(/^(?:import|export)\s([^;]*?)from\s+'([^']*\/contract\/[^']*|zod)'/gms)]
        .filter(([, what]) => !what?.startsWith('type '))
        .map(([, , from]) => `${file} -> ${from}`),
    );
  expect(wrong).toEqual([]);
});

test('every room is known here', () => {
  const rooms = new Set(files.map(roomOf));
  // The composition root, with its parts, and the command line may know every room.
  const isTop = (room: string): boolean => ['cli', 'composition'].includes(room) || room.endsWith('.ts');
  expect([...rooms].filter((room) => !mayImport[room] && !isTop(room))).toEqual([]);
});

test('no file imports itself by a round trip, nor its own types', () => {
  const graph = new Map(files.map((file) => [file, importsOf(file)]));
  const circles: string[] = [];
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): void => {
    if (path.includes(file)) circles.push([...path.slice(path.indexOf(file)), file].join(' -> '));
    if (path.includes(file) || done.has(file)) return;
    for (const next of graph.get(file) ?? []) visit(next, [...path, file]);
    done.add(file);
  };
  for (const file of files) visit(file, []);
  expect(circles).toEqual([]);
});

test('the core has no clock, no timer, no chance, no I/O and no await', () => {
  const forbidden =
    /\bDate\.now\b|new Date\(\)|\bsetTimeout\b|\bsetInterval\b|Math\.random|\bawait\b|\basync\b|from 'node:|\bprocess\.|\bconsole\./;
  const wrong = files
    .filter((file) => isCore(file) && !readsFiles.includes(file))
    .flatMap((file) =>
      textOf(file)
        .split('\n')
        .flatMap((line, at) =>
          forbidden.test(line.replace(/\/\/.*|^\s*\*.*|\/\*.*/, ''))
            ? [`${file}:${at + 1}: ${line.trim()}`]
            : [],
        ),
    );
  expect(wrong).toEqual([]);
});

test('whoever has a phone rung outside asks the one gate first, and has it counted', () => {
  const rings = files.filter((file) => roomOf(file) === 'call' && /\bdo: 'ring',/.test(textOf(file)));
  expect(rings.length).toBeGreaterThan(0);
  const ungated = rings.filter(
    (file) => !/\bwayTo\(/.test(textOf(file)) || !/\bnoteCallOutside\(/.test(textOf(file)),
  );
  expect(ungated).toEqual([]);
});

test('an agent is changed in one place, which schedules what follows', () => {
  const sets = files.filter((file) => roomOf(file) === 'call' && /\bturn\.setAgent\(/.test(textOf(file)));
  expect(sets).toEqual(['call/actions/change-agent.ts']);
});
