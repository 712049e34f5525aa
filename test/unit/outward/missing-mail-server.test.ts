/** The log says that a plan sends e-mails while there is no server for them: once for what it sends. */
import { expect, test } from 'vitest';
import type { StoredEntry } from '../../../src/call/kept/journal.ts';
import { MissingMailServer } from '../../../src/composition/missing-mail-server.ts';
import type { Plan } from '../../../src/plan/model.ts';
import { officePlan } from '../../support/office.ts';

const empty = officePlan();
const activated = { type: 'planActivated' } as StoredEntry;
const withMail: Plan = {
  ...empty,
  voicemails: { sales: { name: 'sales', greeting: {}, longest: 60_000, mailTo: ['a@example.com'] } },
};

function logOf(plans: readonly Plan[], isSetUp: boolean): unknown[] {
  const said: unknown[] = [];
  let plan = plans[0] ?? empty;
  const keeper = new MissingMailServer({
    plan: () => plan,
    mailer: { isSetUp },
    log: { warn: ({ sends }: { sends?: string }) => said.push(sends) },
  });
  keeper.look();
  for (const next of plans.slice(1)) {
    plan = next;
    keeper.happened(activated);
  }
  return said;
}

test('said at the start, and again when a plan begins to send', () => {
  expect(logOf([withMail, withMail], false)).toEqual(['voicemails (sales)']);
  expect(logOf([empty, withMail, empty, withMail], false)).toEqual([
    'voicemails (sales)',
    'voicemails (sales)',
  ]);
});

test('not said with a server, or if nothing is sent', () => {
  expect(logOf([withMail, withMail], true)).toEqual([]);
  expect(logOf([empty, empty], false)).toEqual([]);
});
