#!/usr/bin/env node
// npm run test:docker: builds the image and runs it as compose.yaml says, for real. It must become healthy, take calls, come
// up again on the same state after a kill, and end cleanly on SIGTERM. Nothing is left behind but the base in .cache/.
import { randomBytes, randomInt } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { build, checkNode, checkout, installDependencies } from '../../setup/ready.mjs';
import { main, SetupFailed, step } from '../../setup/steps.mjs';
import { command, interrupted } from './command.mjs';
import { containerEngine } from './engine.mjs';

const work = join(checkout, '.cache', 'docker');
const home = '/var/lib/cordboard';
const name = `cordboard-test-${randomBytes(4).toString('hex')}`;

await main(async () => {
  checkNode();
  await installDependencies();
  await build();
  // Only now is there what they import.
  const { runOptions } = await import('./compose.mjs');
  const ports = await import(join(checkout, 'dist/asterisk/host/ports.js'));
  mkdirSync(work, { recursive: true });
  const engine = await containerEngine(work, name);
  try {
    const { bytes } = await step('Build the image', () => engine.build());
    console.log(`  ${Math.round(bytes / 1e6)} MB`);
    await tryOut(engine, runOptions, ports);
  } finally {
    await step('Clear away', () => engine.clear());
  }
});

async function tryOut(engine, runOptions, { freeTcpPorts, bindProblem }) {
  const [sip, http] = await freeTcpPorts(2);
  const rtp = 20_000 + 2 * randomInt(5_000);
  const environment = {
    CORDBOARD_SIP_ADDRESS: '127.0.0.1',
    CORDBOARD_SIP_PORT: sip,
    CORDBOARD_HTTP_PORT: http,
    CORDBOARD_RTP_PORTS: `${rtp}-${rtp + 99}`,
  };
  try {
    await step('Start it', async () => {
      await engine.run(runOptions(join(checkout, 'compose.yaml'), { environment, volumePrefix: name }));
      await healthy(http);
    });
    await checkProcesses(engine);
    await step('Run its health check', () => engine.exec(engine.image.healthCheck));
    await step('Ask its command line', () => engine.exec(['cordboard', 'status']));
    const credentials = await engine.exec(['cat', `${home}/credentials.json`]);
    await step('Call it', () => calls(sip, credentials));
    await step('Kill it, and start it again', async () => {
      await engine.kill();
      await engine.start();
      await healthy(http);
    });
    const again = await engine.exec(['cat', `${home}/credentials.json`]);
    if (again !== credentials) throw new SetupFailed('the passwords did not outlive the restart');
    await step('Stop it', () => engine.stop());
    await checkEnd(engine);
    const left = await bindProblem('udp', '127.0.0.1', sip);
    if (left !== undefined) throw new SetupFailed(`afterwards SIP port ${sip} is still taken (${left})`);
  } catch (error) {
    if (!interrupted.aborted) console.error(await engine.logs());
    throw error;
  }
}

async function healthy(port, within = 60_000) {
  const deadline = performance.now() + within;
  let last = await askHealth(port);
  while (last !== 'healthy') {
    if (performance.now() > deadline) throw new SetupFailed(`not healthy after ${within} ms: ${last}`);
    await pause(50);
    interrupted.throwIfAborted();
    last = await askHealth(port);
  }
}

async function askHealth(port) {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/healthz`, { signal: AbortSignal.timeout(5_000) });
    return answer.status === 200 ? 'healthy' : await answer.text();
  } catch (error) {
    return error.cause?.code ?? String(error);
  }
}

/** All of it runs as the user that the image names, below an init that buries orphans. */
async function checkProcesses(engine) {
  await engine.exec(['sh', '-c', '(sleep 0.1 &)']);
  await pause(500);
  const script =
    'for p in /proc/[0-9]*; do echo "$(stat -c %U $p) $(cat $p/comm)"; done 2>/dev/null; cat /proc/[0-9]*/status 2>/dev/null; true';
  const told = (await engine.exec(['sh', '-c', script])).split('\n');
  const wanted = ['cordboard tini', 'cordboard asterisk'];
  const isWrong = (line) => line.startsWith('root ') || /^State:\s*Z/.test(line);
  if (told.some(isWrong) || !wanted.every((line) => told.includes(line))) {
    throw new SetupFailed(`not the processes that should run:\n${told.join('\n')}`);
  }
}

async function calls(sipPort, credentials) {
  await command([join(checkout, 'node_modules', '.bin', 'vitest'), 'run', 'test/docker'], {
    within: 120_000,
    environment: { CORDBOARD_IMAGE_SIP_PORT: String(sipPort), CORDBOARD_IMAGE_CREDENTIALS: credentials },
  });
}

/** A clean end is one that nobody had to enforce: the engine says so by its code, and has seen Asterisk end. */
async function checkEnd(engine) {
  const { code, running } = await engine.state();
  if (running || code !== 0) throw new SetupFailed(`SIGTERM: running ${running}, exit code ${code}`);
  if (!(await engine.has(`${home}/credentials.json`))) throw new SetupFailed('the state is gone');
  if (await engine.has(`${home}/asterisk/running.json`)) throw new SetupFailed('Asterisk was left to itself');
}
