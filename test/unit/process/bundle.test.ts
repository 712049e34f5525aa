import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Bundle } from '../../../src/process/bundle.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cordboard-bundle-'));
  write('greeting.js', `exports.greeting = (name) => 'Gr\\u00fc\\u00df Gott, ' + name;`);
  write(
    'program.js',
    `const { basename } = require('node:path');
     const { greeting } = require('./greeting.js');
     exports.main = async () => greeting(basename(__filename)) + (await Promise.resolve().then(() => require('./later.js'))).end;`,
  );
  write('later.js', `exports.end = '!';`);
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (file: string, text: string): void =>
  writeFileSync(
    join(folder, file),
    `(function (exports, require, module, __filename, __dirname) { 'use strict';\n${text}\n})`,
  );

interface Program {
  main(): Promise<string>;
}

/** The bundle, and what its program said. */
async function run(): Promise<{ bundle: Bundle; said: string }> {
  const bundle = Bundle.in(folder);
  if (!bundle) throw new Error('there is a bundle');
  return { bundle, said: await (bundle.load('program.js') as Program).main() };
}

test('runs a bundled program without bytecode', async () => {
  expect((await run()).said).toBe('Grüß Gott, program.js!');
});

test('runs it with the bytecode that was kept, and without it if that is spoilt or of another text', async () => {
  const { bundle } = await run();
  bundle.keepBytecode();
  expect(readdirSync(folder).filter((file) => file.endsWith('.bytecode'))).toHaveLength(3);
  expect((await run()).said).toBe('Grüß Gott, program.js!');
  writeFileSync(join(folder, 'program.js.bytecode'), 'spoilt');
  write('later.js', `exports.end = ', said the new text';`);
  expect((await run()).said).toBe('Grüß Gott, program.js, said the new text');
});

test('is not there where nothing was bundled', () => {
  expect(Bundle.in(join(folder, 'nothing'))).toBeUndefined();
});
