#!/usr/bin/env node
// node setup/licences.mjs: writes docs/licences.md, every package that Cordboard runs with, and its licence, as the lock
// file says. `--check` only compares. Packages that serve development alone are not shipped, and not listed.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const checkout = dirname(dirname(fileURLToPath(import.meta.url)));
export const path = join(checkout, 'docs', 'licences.md');

/** What may be shipped beside MIT: all of them ask for no more than to be named. */
const fine = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  'MIT',
  'MIT-0',
  'Unlicense',
  'Python-2.0',
  'PSF-2.0',
  'CC-BY-3.0',
  'CC0-1.0',
  'WTFPL',
]);

/** What a lock file cannot say: read by a person in the package itself (README, LICENSE, or the head of its source). */
const read = {
  'asterisk-manager@0.2.0': 'MIT',
  'ax@0.1.8': 'MIT',
  'btoa@1.1.1': 'Apache-2.0',
  'shred@0.8.10': 'MIT',
  'sprintf@0.1.1': 'BSD-3-Clause',
  'swagger-client@2.0.26': 'Apache-2.0',
};

export function licences() {
  const { packages } = JSON.parse(readFileSync(join(checkout, 'package-lock.json'), 'utf8'));
  return Object.entries(packages)
    .filter(([place, { dev, devOptional }]) => place !== '' && !dev && !devOptional)
    .map(([place, { version, license, name: alias }]) => {
      const name = alias ?? place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length);
      return { name, version, licence: read[`${name}@${version}`] ?? license ?? 'not said' };
    })
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.version < b.version ? -1 : 1));
}

export function questionable(found) {
  const parts = (licence) => licence.replace(/[()]/g, '').split(/ OR | AND /);
  return found.filter(({ licence }) => !parts(licence).some((part) => fine.has(part)));
}

export function rendered() {
  const found = licences();
  const counts = new Map();
  for (const { licence } of found) counts.set(licence, (counts.get(licence) ?? 0) + 1);
  return [
    '# Licences',
    '',
    `Made by \`node setup/licences.mjs\` of package-lock.json. Cordboard itself is under MIT, and runs with these ${found.length} packages:`,
    `${[...counts]
      .sort((a, b) => b[1] - a[1])
      .map(([licence, n]) => `${n} ${licence}`)
      .join(', ')}.`,
    'Asterisk, which it talks to and does not contain, is under GPL-2.0.',
    '',
    '| package | version | licence |',
    '|---|---|---|',
    ...found.map(({ name, version, licence }) => `| ${name} | ${version} | ${licence} |`),
    '',
  ].join('\n');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const odd = questionable(licences());
  for (const { name, licence } of odd) console.error(`${name}: ${licence}, which nobody has looked at`);
  if (!process.argv.includes('--check')) writeFileSync(path, rendered());
  else if (readFileSync(path, 'utf8') !== rendered()) {
    console.error('docs/licences.md is not current: run node setup/licences.mjs');
    process.exitCode = 1;
  }
  if (odd.length > 0) process.exitCode = 1;
}
