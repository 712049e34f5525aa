/** Which running Asterisk a start takes over. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { fingerprint } from '../../../../src/asterisk/host/configuration.ts';
import { FileWatch } from '../../../../src/asterisk/host/file-watch.ts';
import { asteriskFolders } from '../../../../src/asterisk/host/folders.ts';
import { AsteriskProcess } from '../../../../src/asterisk/host/process.ts';
import type { AsteriskProgram } from '../../../../src/asterisk/host/program.ts';
import { birth, findRunning, noteRunning } from '../../../../src/asterisk/host/running.ts';
import { defined } from '../../../../src/shared/defined.ts';
import { quiet } from '../../../support/real-asterisk.ts';

const program: AsteriskProgram = { version: '22', command: ['asterisk'], modules: '/', data: '/', root: '/' };

interface Left {
  /** Files that it has read at its start. */
  readonly tls?: { readonly port: number; readonly certificate: string; readonly key: string };
  readonly runs?: AsteriskProgram;
}

/** A process of which the last engine has noted that it is Asterisk, and that answers ARI as `answers` says. */
async function leftRunning(
  answers: () => { status: number } | 'nothing',
  { tls, runs = program }: Left = {},
) {
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
  const read = new FileWatch(tls ? [tls.certificate, tls.key] : []);
  await read.haveChanged();
  await noteRunning(folders.base, {
    pid,
    bornAt,
    fingerprint: fingerprint(runs, configuration),
    ...defined({ certificate: read.seen }),
  });
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
      program: runs,
      folders,
      configuration,
      ari: { url, user: 'u', password: 'p' },
      amiPort: 1,
      sip: { address: '127.0.0.1', port: 1, ...defined({ tls }) },
    },
    quiet,
  );
  return { asterisk, found, base: folders.base };
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

/** One with a certificate that was renewed while no engine ran, and is taken over. `cli` answers what is asked at its console. */
async function withRenewed(cli: (asked: string) => string) {
  const folder = await mkdtemp(join(tmpdir(), 'cordboard-renewed-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const [certificate, key, asked, script] = ['certificate.pem', 'key.pem', 'asked', 'cli'].map((name) =>
    join(folder, name),
  ) as [string, string, string, string];
  for (const file of [certificate, key]) await writeFile(file, 'first');
  await writeFile(script, `echo "$*" >> ${asked}; ${cli(asked)}`);
  const tls = { port: 1, certificate, key };
  const runs = { ...program, command: ['sh', script] };
  const { found, base } = await leftRunning(() => ({ status: 200 }), { tls, runs });
  for (const file of [certificate, key]) await writeFile(file, 'renewed');
  expect(await found.adopt()).toBe(true);
  onTestFinished(() => found.leave());
  return {
    found,
    isNoted: async (): Promise<boolean> => {
      const now = new FileWatch([certificate, key]);
      await now.haveChanged();
      return (await findRunning(base))?.certificate === now.seen;
    },
    asked: async () => (await readFile(asked, 'utf8')).trim().split('\n'),
  };
}
const done = `echo "Module 'res_pjsip.so' reloaded successfully."`;
const reload: unknown = expect.stringMatching(/module reload res_pjsip\.so$/);

test('a certificate that was renewed while no engine ran is reloaded by one that is taken over, once', async () => {
  const { found, isNoted, asked } = await withRenewed(() => done);
  found.keepAlive(() => undefined);
  await expect.poll(isNoted, { timeout: 10_000 }).toBe(true);
  await found.leave();
  expect(await asked()).toEqual([reload]);
});

test('a reload of a certificate that failed is tried again, though the files stay as they are', async () => {
  const { found, isNoted, asked } = await withRenewed(
    (file) => `if [ $(wc -l < ${file}) -gt 1 ]; then ${done}; else echo "Unable to connect"; fi`,
  );
  found.keepAlive(() => undefined);
  await expect.poll(isNoted, { timeout: 40_000 }).toBe(true);
  await found.leave();
  expect(await asked()).toEqual([reload, reload]);
}, 60_000);
