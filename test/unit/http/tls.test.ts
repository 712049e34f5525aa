/** HTTPS: the cookie is for HTTPS alone, and a renewed certificate needs no restart. */
import { mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { afterAll, afterEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { type ApiServer, serveApi } from '../../../src/http/server.ts';
import { certificateFor } from '../../support/certificate.ts';
import { openOffice } from '../../support/office.ts';
import { until } from '../../support/sip/until.ts';
import { accountsOf, apiOf, TOKEN } from './serve.ts';

const folder = mkdtempSync(join(tmpdir(), 'cordboard-https-'));
let server: ApiServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});
afterAll(() => rmSync(folder, { recursive: true }));

const made = (name: string) => certificateFor('desk.test', folder, name);

/** Over HTTPS, to the server under the name of its certificate. */
function ask(url: string, ca: Buffer, body: object, headers: object = {}) {
  const { port } = new URL(url);
  return new Promise<{ status: number; cookie: string }>((resolve, reject) => {
    const asked = request(
      {
        host: '127.0.0.1',
        port,
        servername: 'desk.test',
        ca,
        method: 'POST',
        path: '/v1/session/first',
        headers: { 'content-type': 'application/json', host: `desk.test:${port}`, ...headers },
      },
      (answer) => {
        answer.resume();
        resolve({ status: answer.statusCode ?? 0, cookie: answer.headers['set-cookie']?.[0] ?? '' });
      },
    );
    asked.on('error', reject);
    asked.end(JSON.stringify(body));
  });
}

const fingerprint = (url: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port: Number(new URL(url).port), rejectUnauthorized: false });
    socket.once('secureConnect', () => {
      resolve(socket.getPeerCertificate().fingerprint256);
      socket.destroy();
    });
    socket.once('error', reject);
  });

test('people log in over HTTPS with a cookie for HTTPS alone; the CLI has a plain port on this machine', async () => {
  const files = made('one');
  const office = openOffice();
  const accounts = accountsOf(office);
  server = await serveApi({ ...apiOf(office, { accounts }), tls: files, address: '127.0.0.1', port: 0 });
  expect(server.url).toMatch(/^https:\/\/desk\.test:\d+$/);
  const [ca, token] = [readFileSync(files.certificate), accounts.firstLink()];
  const first = { token, name: 'root', password: 'correct horse battery' };
  const { status, cookie } = await ask(server.url, ca, first, { origin: server.url });
  expect([status, cookie]).toEqual([
    200,
    expect.stringMatching(/^__Host-cordboard=[\w-]+; Path=\/; .*; Secure$/),
  ]);
  expect(server.localUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  const local = await fetch(`${server.localUrl}/v1/me`, { headers: { authorization: `Bearer ${TOKEN}` } });
  expect(local.status).toBe(200);
  const { port } = new URL(server.url);
  const socket = new WebSocket(`wss://127.0.0.1:${port}/v1/live`, {
    rejectUnauthorized: false,
    headers: { cookie: cookie.split(';')[0] ?? '', origin: server.url, host: `desk.test:${port}` },
  });
  await new Promise((open, failed) => socket.once('open', open).once('error', failed));
  socket.terminate();
  const plain = new WebSocket(`${server.localUrl.replace('http', 'ws')}/v1/live`, {
    headers: { authorization: `Bearer ${TOKEN}` },
  });
  await new Promise((open, failed) => plain.once('open', open).once('error', failed));
  plain.terminate();
});

test('a renewed certificate is served without a restart, and a broken one is not', async () => {
  const [files, next] = [made('served'), made('next')];
  server = await serveApi({ ...apiOf(openOffice()), tls: files, address: '127.0.0.1', port: 0 });
  const { url } = server;
  const before = await fingerprint(url);
  // Its key comes later: until then the old pair stays.
  renameSync(next.certificate, files.certificate);
  expect(await fingerprint(url)).toBe(before);
  renameSync(next.key, files.key);
  await until('the new one is served', async () => (await fingerprint(url)) !== before, { within: 20_000 });
});

test('a key of another certificate is refused at the start', async () => {
  const [one, other] = [made('a'), made('b')];
  const tls = { certificate: one.certificate, key: other.key };
  await expect(serveApi({ ...apiOf(openOffice()), tls, address: '127.0.0.1', port: 0 })).rejects.toThrow(
    'does not belong',
  );
});
