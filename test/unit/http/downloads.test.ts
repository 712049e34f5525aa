/** What is sent in parts lasts as long as the client takes for it: the usual bound of a request would cut it off after 30 s. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const folder = 'src/http';
const routes = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('routes.ts'))
  .flatMap((path) =>
    readFileSync(join(folder, path), 'utf8')
      .split(/(?=\bapp\.(?:get|post|put|patch|delete)\()/)
      .slice(1)
      .map((text) => ({ name: `${path} ${/'(\/[^']*)'/.exec(text)?.[1]}`, text })),
  );

test('each route that sends in parts says how long it may take', () => {
  const sending = routes.filter(({ text }) => /\b(?:paced|sendJson)\(/.test(text));
  expect(sending.length).toBeGreaterThan(8);
  expect(sending.filter(({ text }) => !text.includes('handlerTimeout')).map(({ name }) => name)).toEqual([]);
});
