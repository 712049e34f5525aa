// Debian packages that the set-up itself needs. They are named before they are installed, and nothing else is changed.
import { has, runMeanwhile, SetupFailed, step } from './steps.mjs';

/** apt-get runs once at a time. */
let before = Promise.resolve();

/** `wanted`: program -> the package that brings it. Installs those that are missing, if we may. */
export function ensurePrograms(wanted, why) {
  const done = before.then(() => ensureNow(wanted, why));
  before = done.catch(() => undefined);
  return done;
}

async function ensureNow(wanted, why) {
  const missing = Object.keys(wanted).filter((program) => !has(program));
  if (missing.length === 0) return;
  const packages = [...new Set(missing.map((program) => wanted[program]))];
  if (process.getuid?.() !== 0 || !has('apt-get')) {
    throw new SetupFailed(
      `${why} needs ${missing.join(', ')}. Install ${packages.join(', ')} (so they are named in Debian and Ubuntu), ` +
        'or run this as root there.',
    );
  }
  await step(`Install Debian packages for ${why}: ${packages.join(', ')}`, async () => {
    const options = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
    const quiet = ['-qq', '-o', 'Acquire::Retries=3', '-o', 'Dpkg::Use-Pty=0'];
    await runMeanwhile('apt-get', [...quiet, 'update'], options);
    await runMeanwhile(
      'apt-get',
      [...quiet, 'install', '-y', '--no-install-recommends', ...packages],
      options,
    );
  });
}
