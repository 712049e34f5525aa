/** Who asks comes from the transport; whether they may, and whether it is recorded, one gate decides. */

import { expect, test } from 'vitest';
import { AuditWriter } from '../../../src/engine/gate/audit-writer.ts';
import { EngineGate } from '../../../src/engine/gate/gate.ts';
import { requireRights } from '../../../src/http/auth.ts';
import { buildApi } from '../../../src/http/server.ts';
import type { Actor } from '../../../src/ports/actor.ts';
import type { AuditEntry } from '../../../src/ports/audit.ts';
import { type Role, roles } from '../../../src/shared/rights.ts';
import { openOffice } from '../../support/office.ts';
import { plainOutward } from '../../support/plain-outward.ts';
import { plainSounds } from '../../support/plain-sounds.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';
import { accountsOf, apiOf, askOffice, gateOf, Notebook } from './serve.ts';

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

test('who took an agent out of a queue is recorded, with the queues before and after', async () => {
  const recorded: AuditEntry[] = [];
  const office = openOffice();
  const { ask } = await askOffice(office, { gate: gateOf(office, recorded) });
  const taken = await ask('PUT', '/v1/agents/anna/queues/sales', { serves: false });
  expect(taken.body.outOf).toMatchObject([{ queue: 'sales', by: 'api' }]);
  expect((await ask('GET', '/v1/queues')).body.queues[0]).toMatchObject({
    agents: { free: 1, busy: 1, paused: 1, away: 0, out: 1 },
    members: expect.arrayContaining([{ agent: 'anna', state: 'talking', out: true }]),
  });
  expect((await ask('PUT', '/v1/agents/anna/queues/support', { serves: false })).status).toBe(409);
  expect((await ask('PUT', '/v1/agents/clara/queues/support', { serves: false })).body.error).toMatchObject({
    code: 'last_in_queue',
  });
  expect((await ask('PUT', '/v1/agents/anna/queues/sales', {})).status).toBe(400);
  expect((await ask('PUT', '/v1/agents/anna/queues/sales', { serves: true })).body.outOf).toBeUndefined();
  expect(recorded.map(({ action, object, code, details }) => [action, object, code, details])).toMatchObject([
    [
      'set_queue_service',
      'anna',
      undefined,
      { asked: { queue: 'sales', serves: false }, before: { outOf: [] }, after: { outOf: ['sales'] } },
    ],
    ['set_queue_service', 'anna', 'not_in_queue', {}],
    ['set_queue_service', 'clara', 'last_in_queue', {}],
    ['set_queue_service', 'anna', undefined, { before: { outOf: ['sales'] }, after: { outOf: [] } }],
  ]);
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

test('the result of a call that goes on with a colleague after a transfer', async () => {
  const office = openOffice();
  const [talk] = office.operations.calls();
  const phase = talk?.phase;
  if (!talk || phase?.name !== 'talking') throw new Error('anna talks');
  const gate = gateOf(office);
  // She passes the caller on to Boris, who talks; she wraps up.
  const [caller, serving] = phase.conversation.parties;
  const boris = { kind: 'agent', agent: 'boris' } as const;
  if (!caller || serving?.role !== 'serving') throw new Error('one serves');
  const id = talk.id;
  Object.assign(office.operations, {
    call: (asked: string) =>
      asked === id && {
        ...talk,
        offers: [],
        phase: {
          ...phase,
          conversation: { ...phase.conversation, parties: [caller, { ...serving, who: boris }] },
        },
      },
  });
  const as = (agent: string): Actor => ({
    kind: 'person',
    name: agent,
    roles: ['agent'],
    scope: {},
    agent,
    session: agent,
    address: '192.0.2.7',
  });
  const give = async (agent: string) =>
    await gate.ask({ ask: 'set_result', call: id, agent, result: 'sold' }, as(agent));
  expect(await give('anna')).toMatchObject({ done: true, agent: 'anna' });
  expect(await give('clara')).toMatchObject({ done: false, code: 'out_of_scope' });
});

test('a page that polls without the right is recorded at once, and then once a minute with a count', async () => {
  Object.assign(roles, { watcher: new Set(['see_floor']) });
  const office = openOffice();
  const clock = new VirtualClock();
  const written: AuditEntry[] = [];
  const trail = { append: async (entries: readonly AuditEntry[]) => void written.push(...entries) };
  const audit = new AuditWriter({ trail, clock, log: new Notebook() });
  const gate = new EngineGate({
    sounds: plainSounds(),
    accounts: accountsOf(office),
    outward: plainOutward(),
    operations: office.operations,
    store: office.store,
    clock,
    audit,
    erasePerson: async () => await Promise.reject(new Error('no one is erased')),
  });
  const { default: Fastify } = await import('fastify');
  const app = Fastify();
  requireRights(app, () => watcher, gate);
  for (const url of ['/plan', '/people/:name'])
    app.get(url, { config: { right: 'apply_plan' } }, async () => 'secret');
  app.post('/plan', { config: { right: 'apply_plan' } }, async () => 'done');
  const ask = async (url: string, method: 'GET' | 'POST' = 'GET') => {
    const { statusCode } = await app.inject({ method, url });
    expect(statusCode).toBeGreaterThanOrEqual(400);
  };
  const passes = async (ms: number) => {
    const until = clock.now() + ms;
    while (clock.tick(until));
    // All that follows of it without time is done then.
    await new Promise((done) => void setImmediate(done));
    return written.splice(0).map(({ at, outcome, details }) => [at - start, outcome, details?.asked]);
  };
  const start = clock.now();
  try {
    await ask('/plan?n=1');
    // It is not kept back until the minute is over.
    expect(await passes(1000)).toEqual([[0, 'refused', undefined]]);
    for (let n = 2; n < 12; n++) await ask(`/plan?n=${n}`);
    expect(await passes(1000)).toEqual([]);
    // Another object and a change are others.
    for (const name of ['anna', 'boris', 'anna']) await ask(`/people/${name}`);
    for (let times = 0; times < 2; times++) await ask('/plan', 'POST');
    expect(await passes(1000)).toEqual(Array.from({ length: 4 }, () => [2000, 'refused', undefined]));
    expect(await passes(60_000)).toEqual([
      [1000, 'refused', { times: 10, since: start + 1000 }],
      [2000, 'refused', { times: 1, since: start + 2000 }],
    ]);
    // It goes on: once a minute. When it has stopped for a minute, the next one is a first one again.
    await ask('/plan');
    expect(await passes(50_000)).toEqual([]);
    expect(await passes(10_000)).toEqual([[63_000, 'refused', { times: 1, since: start + 63_000 }]]);
    await passes(60_000);
    await ask('/plan');
    expect(await passes(1000)).toEqual([[183_000, 'refused', undefined]]);
    // What was counted is not lost with the end of the engine.
    await ask('/plan');
    await audit.flush();
    expect(await passes(0)).toEqual([[184_000, 'refused', { times: 1, since: start + 184_000 }]]);
  } finally {
    Reflect.deleteProperty(roles, 'watcher');
  }
});

test('a request that the gate does not let pass gets 403, before anything is read', async () => {
  const office = openOffice();
  const gate = gateOf(office);
  const none = { done: false, code: 'forbidden', because: 'this needs the right see_floor' } as const;
  const { ask } = await askOffice(office, {
    gate: {
      ask: gate.ask.bind(gate),
      reach: () => 'all',
      reachesMessage: async () => true,
      reachesCall: async () => true,
      admit: () => none,
    },
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
