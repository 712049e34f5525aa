/** A store that lives as long as the test: the real one, in memory. */
import type { Log } from '../../src/ports/log.ts';
import type { Store } from '../../src/ports/store.ts';
import { openStore } from '../../src/store/sqlite/sqlite-store.ts';

export const silentLog: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  child: () => silentLog,
};

export function memoryStore(log: Log = silentLog): Promise<Store> {
  return openStore(':memory:', log);
}
