/** Starts the thread that keeps evidence of calls. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { AsteriskAccess } from '../asterisk/host/access.ts';
import type { Engine } from '../engine/engine.ts';
import { Evidence, type EvidenceNeeds } from '../evidence/evidence.ts';
import type { Settings } from '../settings/settings.ts';
import { defined } from '../shared/defined.ts';
import { packageRoot } from '../shared/package-root.ts';
import { minutes } from '../shared/time.ts';

interface Needs extends Pick<EvidenceNeeds, 'clock' | 'log'> {
  /** There once the first call is. */
  readonly engine: () => Engine;
}

/** Undefined: nothing is to be kept; then what was kept before is deleted. */
export async function startEvidence(
  { home, evidence: { days, megabytes, listen } }: Settings,
  copies: AsteriskAccess['copies'],
  { clock, log, engine }: Needs,
): Promise<Evidence | undefined> {
  const file = join(home, 'evidence.db');
  if (days === 0) {
    for (const end of ['-wal', '-shm', '']) await rm(file + end, { force: true });
    return undefined;
  }
  const evidence = new Evidence({
    clock,
    log,
    program: join(packageRoot, 'dist', 'evidence', 'listener.js'),
    file,
    bounds: { keepFor: minutes(days * 24 * 60), most: megabytes * 1_000_000 },
    ...defined({ listen: listen ?? (copies && { address: '127.0.0.1', ...copies }) }),
    callOnLeg: (leg) => engine().world.callOnLeg(leg),
    isWithheld: (call) => {
      const live = engine().call(call);
      return live && live.caller.number === undefined;
    },
  });
  evidence.start();
  return evidence;
}
