/** SQLite in a file, as in production, and in memory, as most tests use it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe } from 'vitest';
import { openStore } from '../../../src/store/sqlite/sqlite-store.ts';
import { memoryStore, silentLog } from '../../support/memory-store.ts';
import { storeContract } from './the-store.ts';

describe('in a file', () => {
  let folder: string;
  let files = 0;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'cordboard-contract-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  storeContract(() => openStore(join(folder, `${++files}.db`), silentLog));
});

describe('in memory', () => storeContract(memoryStore));
