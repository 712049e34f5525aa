/** Who asks comes from the transport; whether they may, and whether it is recorded, one gate decides. */
import { expect, test } from 'vitest';
import { requireRights } from '../../../src/http/auth.ts';
import { buildApi } from '../../../src/http/server.ts';
import type { Actor } from '../../../src/ports/actor.ts';
import type { AuditEntry } from '../../../src/ports/audit.ts';
import { type Role, roles } from '../../../src/shared/rights.ts';
import { openOffice } from '../../support/office.ts';
import { apiOf, askOffice, gateOf } from './serve.ts';

/** A role that does not exist yet: it may see, and change nothing. */
const watcher: Actor = { kind: 'token', name: 'wall', role: 'watcher' as Role };

test('the journal names who has shown the token, whatever the body says', async () => {
  const { ask } = await askOffice();
  const paused = await ask('POST', '/v1/agents/clara/pause', { by: 'the boss' });
  expect(paused.body.paused.by).toBe('api');
  const label = { 'x-cordboard-label': 'cli of root\u0007' };
  await ask('POST', '/v1/schedules/office/close', { by: 'the boss' }, label);
  expect((await ask('GET', '/v1/schedules')).body.schedules[0].byHand.by).toBe('cli of root (api)');
  await ask('POST', '/v1/plan', { text: 'company: New\n', by: 'the boss' });
  expect((await ask('GET', '/v1/plan/history')).body.versions[0].by).toBe('api');
});

test('what is changed is recorded with its outcome, and so are refusals', async () => {
  const recorded: AuditEntry[] = [];
  const office = openOffice();
  const { ask } = await askOffice(office, { gate: gateOf(office, recorded) });
  await ask('GET', '/v1/agents');
  expect(recorded).toEqual([]);
  await ask('POST', '/v1/agents/clara/pause', { reason: 'lunch' });
  await ask('PUT', '/v1/agents/anna/pin', { pin: '4711' });
  await ask('DELETE', '/v1/callbacks/99');
  await ask('GET', '/v1/voicemails');
  expect(recorded.map(({ right, object, outcome, code }) => [right, object, outcome, code])).toEqual([
    ['control_agents', 'clara', 'allowed', undefined],
    ['set_pins', 'anna', 'allowed', undefined],
    ['cancel_callbacks', '99', 'allowed', 'no_such_callback'],
    ['hear_voicemails', undefined, 'allowed', undefined],
  ]);
  expect(recorded[0]?.details).toMatchObject({
    asked: { type: 'agentPaused', reason: 'lunch' },
    before: { activity: 'free' },
    after: { pause: 'lunch' },
  });
  expect(JSON.stringify(recorded)).not.toContain('4711');
});

test('who has not the right is refused, and that is recorded', async () => {
  const recorded: AuditEntry[] = [];
  Object.assign(roles, { watcher: new Set(['see_floor']) });
  try {
    const gate = gateOf(openOffice(), recorded);
    expect(gate.admit('see_floor', watcher)).toBeUndefined();
    const refused = await gate.ask(
      { ask: 'change_agent', change: { type: 'agentLoggedOut', agent: 'clara' } },
      watcher,
    );
    expect(refused).toMatchObject({ done: false, code: 'forbidden' });
    expect(recorded).toMatchObject([
      { right: 'control_agents', outcome: 'refused', code: 'forbidden', actor: { name: 'wall' } },
    ]);
  } finally {
    Reflect.deleteProperty(roles, 'watcher');
  }
});

test('a request that the gate does not let pass gets 403, before anything is read', async () => {
  const office = openOffice();
  const gate = gateOf(office);
  const none = { done: false, code: 'forbidden', because: 'this needs the right see_floor' } as const;
  const { ask } = await askOffice(office, {
    gate: { ask: gate.ask.bind(gate), reach: () => 'all', reachesCall: async () => true, admit: () => none },
  });
  const { status, body } = await ask('GET', '/v1/status');
  expect([status, body.error.code, body.error.message]).toEqual([
    403,
    'forbidden',
    'this needs the right see_floor',
  ]);
});

test('a route that names no right does not start', async () => {
  const api = await buildApi(apiOf(openOffice()));
  await api.close();
  const { default: Fastify } = await import('fastify');
  const app = Fastify();
  requireRights(app, () => undefined, gateOf(openOffice()));
  app.get('/open', { config: { open: true } }, async () => 'yes');
  expect(() => app.get('/forgotten', async () => 'everything')).toThrow('/forgotten names no right');
});

test('N26: a body that is named and not sent is no body', async () => {
  const { ask } = await askOffice();
  const json = { 'content-type': 'application/json' };
  expect((await ask('POST', '/v1/agents/clara/pause', '', json)).body.state).toBe('paused');
  expect((await ask('POST', '/v1/agents/clara/resume', undefined, json)).body.state).toBe('free');
  expect((await ask('PUT', '/v1/agents/clara/pin', '', json)).body.error).toMatchObject({
    code: 'bad_request',
  });
});
