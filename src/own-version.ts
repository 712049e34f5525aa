import { readFileSync } from 'node:fs';

/** What package.json says; it is one level up in `src/` and in `dist/`. */
export function ownVersion(): string {
  const own: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  return typeof own === 'object' && own !== null && 'version' in own ? String(own.version) : 'unknown';
}
