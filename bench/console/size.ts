/** How much of the console a page has loaded, in bytes, as gzip makes it. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

/** The benchmark runs in the checkout. */
const consoleFolder = join('dist', 'console');

export async function gzippedBytes(page: Page): Promise<number> {
  const loaded: string[] = await page.evaluate(
    `performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname)`,
  );
  const files = ['index.html', ...new Set(loaded.filter((path) => path.startsWith('/assets/')))];
  return files
    .map((file) => statSync(join(consoleFolder, `${file}.gz`), { throwIfNoEntry: false }))
    .reduce((sum, found) => sum + (found?.size ?? 0), 0);
}
