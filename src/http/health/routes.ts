import type { StoredEntry } from '../../call/kept/journal.ts';
import { refusals } from '../../contract/common.ts';
import { examination, type Installation, installation } from '../../contract/health.ts';
import { defined } from '../../shared/defined.ts';
import type { Api, ApiNeeds } from '../api.ts';
import { searchBackwards } from '../backwards.ts';
import { Refusal } from '../errors.ts';
import { iso } from '../times.ts';

/** Rows and entries that are looked at for one answer. */
const most = 10_000;

export function healthRoutes(app: Api, { operations, store, version, disk, doctor, log }: ApiNeeds): void {
  app.get(
    '/v1/health',
    {
      config: { right: 'see_health' },
      schema: {
        summary: 'Show disk, last backup, and recent alarms of this installation',
        response: { 200: installation, ...refusals },
      },
    },
    async () => {
      const space = await disk?.().catch((error: unknown) => {
        log.warn({ err: error }, 'The disk cannot be looked at.');
        return undefined;
      });
      // One after the other: both at once would be two slices in one turn of the event loop.
      const backups = await searchBackwards(
        store.audit,
        ({ right, outcome }) => right === 'back_up' && outcome === 'allowed',
        { limit: 1, most },
      );
      const journal = await searchBackwards(store.journal, (entry) => viewOf(entry) !== undefined, {
        limit: 50,
        most,
      });
      const [backup] = backups.found;
      return {
        version,
        runningSince: iso(operations.health().since),
        ...defined({ disk: space }),
        ...(backup && { lastBackup: { at: iso(backup.at), by: backup.actor.name } }),
        events: journal.found.map(viewOf).filter((view) => view !== undefined),
      };
    },
  );

  app.get(
    '/v1/health/doctor',
    {
      config: { right: 'see_health' },
      handlerTimeout: 90_000,
      schema: {
        summary: 'Diagnose problems with this installation, as `cordboard doctor` does',
        response: { 200: examination, ...refusals },
      },
    },
    async () => {
      if (!doctor) throw new Refusal('not_found', 'this engine cannot run the doctor');
      return { findings: [...(await doctor())] };
    },
  );
}

const turns = {
  engineStarted: 'engine_started',
  engineStopped: 'engine_stopped',
  exchangeBack: 'exchange_back',
} as const;

function viewOf(entry: StoredEntry): Installation['events'][number] | undefined {
  if (entry.type === 'alarmRaised') {
    const { what, code, about, call } = entry;
    return { at: iso(entry.at), what: 'alarm', text: what, ...defined({ code, about, call }) };
  }
  if (entry.type === 'exchangeLost')
    return {
      at: iso(entry.at),
      what: 'exchange_lost',
      text: entry.because,
      ...defined({ code: entry.code }),
    };
  const { type } = entry;
  return type in turns ? { at: iso(entry.at), what: turns[type as keyof typeof turns] } : undefined;
}
