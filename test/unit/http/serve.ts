/** The API of an office, and how tests talk to it. */

import { type AccountsNeeds, PeopleAccounts } from '../../../src/accounts/accounts.ts';
import { erasePerson } from '../../../src/contacts/erase.ts';
import { readContacts } from '../../../src/contacts/import/read.ts';
import { EngineGate } from '../../../src/engine/gate/gate.ts';
import { buildApi, type ServeOptions } from '../../../src/http/server.ts';
import type { Accounts } from '../../../src/ports/accounts.ts';
import type { AuditEntry } from '../../../src/ports/audit.ts';
import type { Log } from '../../../src/ports/log.ts';
import type { OutwardDesk } from '../../../src/ports/outward.ts';
import type { PlanDesk } from '../../../src/ports/plan-desk.ts';
import type { Sounds } from '../../../src/ports/sounds.ts';
import { noneAnnounced } from '../../../src/reports/wait-accuracy.ts';
import { defined } from '../../../src/shared/defined.ts';
import { changePlan, checkPlan, tryPlan } from '../../../src/workers/plan-desk.ts';
import { readArticles } from '../../../src/workers/read-articles.ts';
import { type Office, openOffice } from '../../support/office.ts';
import { plainOutward } from '../../support/plain-outward.ts';
import { plainSounds } from '../../support/plain-sounds.ts';

export const TOKEN = 'the-token-of-the-office';
const sip = { address: '192.0.2.1', port: 15060 };

/** Keeps what is said, so that a test can see that nothing private is in it. */
export class Notebook implements Log {
  readonly lines: string[] = [];
  debug = (fields: object, message: string) => this.#write('debug', fields, message);
  info = (fields: object, message: string) => this.#write('info', fields, message);
  warn = (fields: object, message: string) => this.#write('warn', fields, message);
  error = (fields: object, message: string) => this.#write('error', fields, message);
  child = () => this;
  #write(level: string, fields: object, message: string) {
    this.lines.push(`${level} ${message} ${JSON.stringify(Object.keys(fields))}`);
  }
}

/** Nobody can log in yet. */
export const accountsOf = (
  { operations, store }: Pick<Office, 'operations' | 'store'>,
  recorded: AuditEntry[] = [],
  more: Partial<AccountsNeeds> = {},
): PeopleAccounts =>
  new PeopleAccounts({
    book: store.people,
    clock: { now: () => operations.now(), after: () => () => undefined },
    audit: { record: (entry) => void recorded.push(entry) },
    plan: () => operations.plan().plan,
    key: Buffer.alloc(32, 7),
    ...more,
  });

/** With what it has recorded of who did what. */
export function gateOf(
  { operations, store }: Pick<Office, 'operations' | 'store'>,
  recorded: AuditEntry[] = [],
  accounts: Accounts = accountsOf({ operations, store }),
  outward: OutwardDesk = plainOutward(),
  sounds: Sounds = plainSounds(),
): EngineGate {
  const audit = {
    record: (entry: AuditEntry) => {
      recorded.push(entry);
      void store.audit.append([entry]);
    },
    flush: async () => undefined,
  };
  return new EngineGate({
    sounds,
    accounts,
    outward,
    operations,
    store,
    clock: operations,
    audit,
    erasePerson: (whose, by, how) => erasePerson(whose, by, how, { store, operations }),
  });
}

/** As the program has it, but in the thread of the test. */
export const planDeskHere: PlanDesk = {
  check: async (text, against, sounds) => only(checkPlan({ text, ...defined({ against, sounds }) })),
  tryCall: async (text, question, now) => only(tryPlan({ text, question, now })),
  edit: async (text, edits) => only(changePlan({ text, edits })),
};

function only<Part>(parts: Iterable<Part>): Part {
  for (const part of parts) return part;
  throw new Error('nothing was yielded');
}

export function apiOf(
  office: Office,
  more: Partial<ServeOptions> = {},
): Omit<ServeOptions, 'address' | 'port'> {
  const { operations, store } = office;
  const accounts = more.accounts ?? accountsOf(office);
  const outward = more.outward ?? plainOutward(() => office.operations.now());
  const sounds = more.sounds ?? plainSounds(office.operations.now());
  const gate = gateOf(office, [], accounts, outward, sounds);
  const waitAccuracy = (queue: string) =>
    queue === 'sales' ? { told: 12, within: 8, sooner: 1, later: 1, left: 2 } : noneAnnounced;
  return {
    operations,
    gate,
    outward,
    store,
    waitAccuracy,
    token: TOKEN,
    accounts,
    version: '0.1.0',
    log: new Notebook(),
    readContacts,
    sounds,
    readArticles,
    planDesk: planDeskHere,
    sip,
    ...more,
  };
}

/** Asks the API of an office in memory, with the token unless told otherwise. */
export async function askOffice(office = openOffice(), more: Partial<ServeOptions> = {}) {
  const api = await buildApi(apiOf(office, more));
  return {
    api,
    office,
    ask: async (
      method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
      url: string,
      payload?: object | string,
      headers: object = {},
    ) => {
      const response = await api.inject({
        method,
        url,
        headers: { authorization: `Bearer ${TOKEN}`, ...headers },
        ...(payload !== undefined && { payload }),
      });
      const json = response.headers['content-type']?.toString().includes('json');
      return {
        status: response.statusCode,
        headers: response.headers,
        body: json ? response.json() : response.body,
      };
    },
  };
}
