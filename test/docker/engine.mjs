// Docker if its engine answers; else Podman, with a base image of our own making, and storage that is gone afterwards.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensurePrograms } from '../../setup/packages.mjs';
import { checkout } from '../../setup/ready.mjs';
import { SetupFailed, step } from '../../setup/steps.mjs';
import { baseTar } from './base.mjs';
import { command, succeeds } from './command.mjs';

const clearing = { evenInterrupted: true, within: 60_000 };

/** One image and one container, both called `name`. What both engines understand alike is here, the rest below. */
export async function containerEngine(work, name) {
  const isDocker = await succeeds(['docker', 'info'], { within: 20_000 });
  const kind = isDocker ? docker : await podman(work, name);
  const { program, buildOptions, runOptions } = kind;
  const call = (...line) => command([...program, ...line]);
  return {
    /** What the image says of itself, once it is built. */
    image: undefined,
    async build() {
      const base = await kind.prepare();
      const line = [...program, 'build', ...buildOptions, ...base, '-t', name, checkout];
      await command(line, { within: 1_200_000, log: join(work, 'build.log') });
      const [inspected] = JSON.parse(await call('image', 'inspect', name));
      const healthCheck = (inspected.Config.Healthcheck ?? inspected.HealthCheck ?? inspected.Healthcheck)
        ?.Test;
      if (healthCheck?.[0] !== 'CMD') throw new SetupFailed('the image has no health check of the form CMD');
      this.image = { bytes: inspected.Size, healthCheck: healthCheck.slice(1) };
      return this.image;
    },
    run: (options) => call('run', '-d', '--name', name, ...runOptions, ...options, name),
    start: () => call('start', name),
    /** Its standard output. Fails when the program in the container does. */
    exec: (line) => call('exec', name, ...line),
    kill: () => call('kill', '-s', 'KILL', name).then(() => call('wait', name)),
    stop: () => call('stop', '-t', '30', name),
    /** Of the container, also when it has ended. */
    async has(path) {
      const copy = join(work, `${name}-copy`);
      const found = await succeeds([...program, 'cp', `${name}:${path}`, copy]);
      rmSync(copy, { recursive: true, force: true });
      return found;
    },
    async state() {
      const [{ State: state }] = JSON.parse(await call('inspect', name));
      return { running: state.Running, code: state.ExitCode };
    },
    logs: () => command([...program, 'logs', name], clearing),
    async clear() {
      for (const line of [
        ['rm', '-f', '-v', name],
        ['volume', 'rm', '-f', `${name}-state`],
        ['rmi', '-f', name],
      ]) {
        await succeeds([...program, ...line], clearing);
      }
      await kind.clearStorage();
    },
  };
}

const docker = {
  program: ['docker'],
  buildOptions: [],
  runOptions: [],
  prepare: () => Promise.resolve([]),
  clearStorage: () => Promise.resolve(),
};

async function podman(work, name) {
  await ensurePrograms(
    { podman: 'podman', runc: 'runc', debootstrap: 'debootstrap' },
    'the test of the Docker image',
  );
  if (process.getuid?.() !== 0) throw new SetupFailed('Without Docker this test has to be run as root.');
  const storage = join(work, `podman-${name}`);
  mkdirSync(storage);
  // Podman takes no longer path than 50 characters for these.
  const short = mkdtempSync(join(tmpdir(), 'cordboard-'));
  // Within one more container there is no overlay, no systemd, and no cgroup of one's own.
  const program = [
    'env',
    `TMPDIR=${storage}`,
    'podman',
    '--root',
    join(storage, 'root'),
    '--runroot',
    join(short, 'run'),
  ];
  program.push('--tmpdir', join(short, 'tmp'), '--storage-driver', 'vfs', '--events-backend', 'file');
  program.push('--cgroup-manager', 'cgroupfs', '--runtime', 'runc', '--log-level', 'error');
  return {
    program,
    // OCI images know no HEALTHCHECK. One layer for each stage: vfs copies the whole file system for each.
    buildOptions: ['--format=docker', '--isolation=chroot', '--network=host', '--layers=false'],
    // Podman would raise the limits, which not even root may do everywhere.
    runOptions: ['--log-driver=k8s-file', '--ulimit', 'nofile=4096:4096', '--ulimit', 'nproc=4096:4096'],
    async prepare() {
      const tar = await baseTar(work);
      await step('Import the base image', () =>
        command([...program, 'import', tar, 'cordboard-base'], { within: 120_000 }),
      );
      return ['--build-arg', 'BASE=localhost/cordboard-base'];
    },
    async clearStorage() {
      await succeeds([...program, 'rmi', '-a', '-f'], clearing);
      for (const folder of [storage, short]) rmSync(folder, { recursive: true, force: true });
    },
  };
}
