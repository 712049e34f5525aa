// The base image where no registry is at hand: Debian sid, slim in the same way as debian:sid-slim. Kept as a tar.
import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { step } from '../../setup/steps.mjs';
import { command } from './command.mjs';

const excluded = ['doc', 'groff', 'info', 'linda', 'lintian', 'locale', 'man'];

/** The path of the tar. */
export async function baseTar(work) {
  const tar = join(work, 'base.tar');
  if (!existsSync(tar))
    await step('Make a base image of Debian sid', () => make(tar, join(work, 'base-root')));
  return tar;
}

async function make(tar, root) {
  rmSync(root, { recursive: true, force: true });
  try {
    const log = `${root}.log`;
    await command(['debootstrap', '--variant=minbase', 'sid', root], { within: 600_000, log });
    configure(root);
    for (const name of excluded) rmSync(join(root, 'usr/share', name), { recursive: true, force: true });
    const useless = ['./var/cache/apt/archives/*.deb', './var/lib/apt/lists/*', './dev/*', './proc/*'];
    const without = useless.map((pattern) => `--exclude=${pattern}`);
    await command(['tar', '-C', root, '--numeric-owner', ...without, '-cf', `${tar}.unfinished`, '.']);
    renameSync(`${tar}.unfinished`, tar);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function configure(root) {
  const rules = excluded.map((name) => `path-exclude /usr/share/${name}/*\n`).join('');
  writeFileSync(
    join(root, 'etc/dpkg/dpkg.cfg.d/docker'),
    `${rules}path-include /usr/share/doc/*/copyright\n`,
  );
  // The mirror that this machine uses may be a frozen copy, and is met through the same proxy as from outside.
  const apt = 'Acquire::Check-Valid-Until "false";\nAcquire::Retries "3";\n';
  writeFileSync(join(root, 'etc/apt/apt.conf.d/99mirror'), apt);
  const trusted = '/usr/local/share/ca-certificates';
  const certificates = existsSync(trusted)
    ? readdirSync(trusted).filter((name) => name.endsWith('.crt'))
    : [];
  mkdirSync(join(root, trusted), { recursive: true });
  for (const name of certificates) copyFileSync(join(trusted, name), join(root, trusted, name));
}
