/** Work on a plan over the API: judged, proven, compared, tried and changed, and nothing of it in force. */
import { expect, test } from 'vitest';
import { askOffice } from './serve.ts';

const plan = `company: Berg
country: DE
time zone: Europe/Berlin
language: en
numbers:
  "100": { queue: sales }
queues:
  sales: # who sells
    agents: [anna]
agents:
  anna: { name: Anna }
  boris: { name: Boris }
`;

test('a plan is judged, proven, and compared with a version', async () => {
  const { ask, office } = await askOffice();
  await ask('POST', '/v1/plan', { text: plan });
  const { version } = office.operations.plan();
  const changed = plan.replace('[anna]', '[anna, boris]');
  const { body } = await ask('POST', '/v1/plan/check', { text: changed });
  expect(body).toMatchObject({
    ok: true,
    version,
    changes: ['queue sales: boris is added'],
    daily: { queues: [{ name: 'sales', agents: ['anna', 'boris'] }] },
  });
  expect(body.numbers).toMatchObject([{ number: '100', longestMs: null }]);
  const refused = await ask('POST', '/v1/plan/check', { text: plan.replace('[anna]', '[anne]') });
  expect(refused.body).toMatchObject({ ok: false, findings: [{ line: 9, severity: 'error' }] });
  expect(refused.body.changes).toBeUndefined();
  expect((await ask('POST', '/v1/plan/check', { text: plan, against: 99 })).status).toBe(404);
  expect(office.operations.plan().version, 'nothing was applied').toBe(version);
});

test('a call is tried under a plan that is not in force', async () => {
  const { ask } = await askOffice();
  const tried = (more: object) => ask('POST', '/v1/plan/try', { text: plan, dial: '100', ...more });
  const { body } = await tried({ from: '030 1234', at: '2026-12-24 10:00' });
  expect(body.outcome).toBe('answered');
  expect(body.lines[0]).toMatchObject({
    level: 0,
    time: '10:00:00',
    text: expect.stringContaining('+49301234'),
  });
  expect((await tried({ agents: { anna: 'asleep' } })).body.error.message).toContain('is not a behaviour');
  expect((await tried({ agents: { zoe: 'free' } })).status).toBe(400);
  expect((await tried({ at: 'noon' })).status).toBe(400);
  expect((await tried({ press: 'x' })).status).toBe(400);
  expect((await tried({ open: ['office'] })).body.error.message).toBe('the plan has no schedule office');
  expect((await tried({ text: 'company: [' })).body.error.findings).toHaveLength(1);
});

test('a few values are changed, and the rest of the text stays', async () => {
  const { ask } = await askOffice();
  const edits = [{ path: ['queues', 'sales', 'agents'], to: ['anna', 'boris'] }];
  const { body } = await ask('POST', '/v1/plan/edit', { text: plan, edits });
  expect(body.text).toBe(plan.replace('[anna]', '[anna, boris]'));
  expect((await ask('POST', '/v1/plan/edit', { text: 'a: [', edits })).status).toBe(400);
  expect((await ask('GET', '/v1/plan/schema')).body.title).toBe('A plan of Cordboard');
});
