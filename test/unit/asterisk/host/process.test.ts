/** Which running Asterisk a start takes over. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { fingerprint } from '../../../../src/asterisk/host/configuration.ts';
import { asteriskFolders } from '../../../../src/asterisk/host/folders.ts';
import { AsteriskProcess } from '../../../../src/asterisk/host/process.ts';
import type { AsteriskProgram } from '../../../../src/asterisk/host/program.ts';
import { birth, noteRunning } from '../../../../src/asterisk/host/running.ts';
import { quiet } from '../../../support/real-asterisk.ts';

const program: AsteriskProgram = { version: '22', command: ['asterisk'], modules: '/', data: '/', root: '/' };

/** A process of which the last engine has noted that it is Asterisk, and that answers ARI as `answers` says. */
async function leftRunning(answers: () => { status: number } | 'nothing') {
  const home = await mkdtemp(join(tmpdir(), 'cordboard-process-'));
  onTestFinished(() => rm(home, { recursive: true, force: true }));
  const folders = asteriskFolders(home);
  await mkdir(folders.base);
  const asterisk = spawn('sleep', ['60']);
  await once(asterisk, 'spawn');
  onTestFinished(() => void asterisk.kill('SIGKILL'));
  const pid = asterisk.pid ?? 0;
  const configuration = new Map<string, string>();
  const bornAt = (await birth(pid)) ?? '';
  await noteRunning(folders.base, { pid, bornAt, fingerprint: fingerprint(program, configuration) });
  const server = createServer((request, response) => {
    const answer = answers();
    if (answer === 'nothing') return request.socket.destroy();
    response.statusCode = answer.status;
    return response.end(JSON.stringify({ system: { version: '22' } }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const found = new AsteriskProcess(
    {
      program,
      folders,
      configuration,
      ari: { url, user: 'u', password: 'p' },
      amiPort: 1,
      sip: { address: '127.0.0.1', port: 1 },
    },
    quiet,
  );
  return { asterisk, found };
}

test('one that does not respond at first is waited for and taken over: people may be talking on it', async () => {
  let asked = 0;
  const answers = [{ status: 0 }, { status: 503 }, { status: 503 }];
  const { found } = await leftRunning(() => {
    const answer = answers[asked++];
    return answer?.status === 0 ? 'nothing' : (answer ?? { status: 200 });
  });
  expect(await found.adopt(), 'not yet').toBe(false);
  expect(await found.responds()).toBe(true);
  expect(await found.adopt()).toBe(true);
});

test('one that ends while it is waited for is not waited for any longer', async () => {
  let asked = 0;
  const { found, asterisk } = await leftRunning(() => {
    if (++asked === 3) asterisk.kill('SIGKILL');
    return 'nothing';
  });
  expect(await found.responds()).toBe(false);
});

test('somebody who stops the start meanwhile need not wait', async () => {
  const stopping = new AbortController();
  const { found } = await leftRunning(() => {
    stopping.abort(new Error('Ctrl-C'));
    return 'nothing';
  });
  await expect(found.responds(stopping.signal)).rejects.toThrow('Ctrl-C');
});
