/** The files of the console: served compressed, kept for ever by name, and nothing beside them. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { buildApi } from '../../../src/http/server.ts';
import { openOffice } from '../../support/office.ts';
import { apiOf } from './serve.ts';

const folder = mkdtempSync(join(tmpdir(), 'cordboard-console-'));
afterAll(() => rmSync(folder, { recursive: true }));
mkdirSync(join(folder, 'assets'));
writeFileSync(join(folder, 'index.html'), '<!doctype html><p>console</p>');
writeFileSync(join(folder, 'assets', 'main-x1.js'), 'export {}');
writeFileSync(join(folder, 'assets', 'main-x1.js.br'), brotliCompressSync('export {}'));
writeFileSync(join(folder, 'assets', 'notes.txt'), 'not for the public');

const api = await buildApi(apiOf(openOffice(), { consoleFolder: folder }));
const get = (url: string, headers = {}) => api.inject({ method: 'GET', url, headers });

test.each(['/', '/board', '/calls/1042', '/first', '/board?tv'])(
  '%s is a page of the console',
  async (url) => {
    const { statusCode, headers, body } = await get(url);
    expect([statusCode, body, headers['cache-control']]).toEqual([
      200,
      '<!doctype html><p>console</p>',
      'no-cache',
    ]);
    expect(headers['content-security-policy']).toMatch(/^default-src 'self'/);
    expect(headers['content-security-policy']).not.toMatch(/unsafe|https?:|\*/);
  },
);

test('what has a hash in its name is kept for ever, and comes compressed as the build made it', async () => {
  const { headers, rawPayload } = await get('/assets/main-x1.js', { 'accept-encoding': 'gzip, br' });
  expect(headers).toMatchObject({
    'cache-control': 'public, max-age=31536000, immutable',
    'content-encoding': 'br',
    'content-type': 'text/javascript; charset=utf-8',
  });
  expect(brotliDecompressSync(rawPayload).toString()).toBe('export {}');
  const plain = await get('/assets/main-x1.js');
  expect([plain.headers['content-encoding'], plain.body]).toEqual([undefined, 'export {}']);
  const again = await get('/', { 'if-none-match': (await get('/')).headers.etag });
  expect([again.statusCode, again.body]).toEqual([304, '']);
});

test('nothing else in the folder, or outside, is served', async () => {
  const urls = ['/assets/notes.txt', '/assets/main-x1.js.br', '/board/x.js'];
  for (const url of urls) expect([url, (await get(url)).statusCode]).toEqual([url, 404]);
  const outside = await get('/assets/%2e%2e/%2e%2e/package.json');
  expect([401, 404]).toContain(outside.statusCode);
  // The API answers for itself, as before.
  for (const url of ['/v1/status', '/v1/nothing', '/v1'])
    expect([url, (await get(url)).statusCode]).toEqual([url, 401]);
});
