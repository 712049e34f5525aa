#!/usr/bin/env node
// node setup/contract-docs.mjs: writes the pages of docs/ that are made from the code (src/contract/pages). A test holds
// them current.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'rolldown';

const checkout = dirname(dirname(fileURLToPath(import.meta.url)));
// Beside the sources, so that what they import is found; bundled, because Node.js 20 reads no TypeScript.
const folder = mkdtempSync(join(checkout, '.contract-docs-'));
try {
  const file = join(folder, 'pages.mjs');
  await build({
    input: join(checkout, 'src/contract/pages/pages.ts'),
    platform: 'node',
    logLevel: 'warn',
    output: { file, format: 'esm' },
  });
  const { pages } = await import(pathToFileURL(file).href);
  for (const [name, text] of Object.entries(pages)) {
    writeFileSync(join(checkout, 'docs', name), text());
    console.log(`docs/${name}`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
