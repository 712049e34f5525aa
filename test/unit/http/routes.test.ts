import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { askOffice } from './serve.ts';

describe('calls', () => {
  test('live and recent, the newest first', async () => {
    const { ask } = await askOffice();
    const { body } = await ask('GET', '/v1/calls');
    expect(body.calls.map((call: { id: string; state: string }) => [call.id, call.state])).toEqual([
      ['1042', 'live'],
      ['1041', 'live'],
      ['1040', 'ended'],
      ['1039', 'ended'],
      ['1038', 'ended'],
    ]);
    expect(body.calls[0]).toMatchObject({ phase: 'waiting', queue: 'sales', waitedMs: 65_000 });
    expect(body.calls[1]).toMatchObject({
      phase: 'talking',
      with: 'anna',
      waitedMs: 10_000,
      talkedMs: 70_000,
    });
  });

  test('can be narrowed down', async () => {
    const { ask } = await askOffice();
    const ids = async (query: string) =>
      (await ask('GET', `/v1/calls${query}`)).body.calls.map(({ id }: { id: string }) => id);
    expect(await ids('?state=live')).toEqual(['1042', '1041']);
    expect(await ids('?state=ended&limit=2')).toEqual(['1040', '1039']);
    expect(await ids('?limit=3')).toEqual(['1042', '1041', '1040']);
  });

  test('one by its number, with phases and offers', async () => {
    const { ask } = await askOffice();
    const { body } = await ask('GET', '/v1/calls/1040');
    expect(body).toMatchObject({ outcome: 'answered', with: 'dora', waitedMs: 60_000, talkedMs: 120_000 });
    expect(body.offers[0]).toMatchObject({ to: 'anna', outcome: 'no_answer', answeredTooLate: true });
  });

  test('why', async () => {
    const { ask } = await askOffice();
    const { body } = await ask('GET', '/v1/calls/1040/why');
    expect(body.timeZone).toBe('Europe/Berlin');
    expect(body.lines.map((line: { text: string }) => line.text)).toContain('clara: skill german 2 < 3');
  });
});

describe('the floor', () => {
  test('status has all of it', async () => {
    const { ask } = await askOffice();
    const { body } = await ask('GET', '/v1/status');
    expect(body).toMatchObject({
      timeZone: 'Europe/Berlin',
      planVersion: 1,
      calls: { live: 2, byPhase: { talking: 1, waiting: 1 } },
      health: { ready: true },
    });
    expect(body.agents.map((agent: { state: string }) => agent.state)).toEqual([
      'talking',
      'paused',
      'free',
      'wrapping_up',
    ]);
  });

  test('queues say who waits and who is free', async () => {
    const { ask } = await askOffice();
    const [sales, support] = (await ask('GET', '/v1/queues')).body.queues;
    expect(sales).toMatchObject({
      longestWaitMs: 65_000,
      agents: { free: 1, busy: 2, paused: 1, away: 0 },
      waiting: [{ position: 1, call: '1042', waitedMs: 65_000 }],
    });
    expect(support).toMatchObject({ waiting: [], longestWaitMs: 0, agents: { free: 1, busy: 0 } });
  });

  test('queues say how true the waits were that callers were told', async () => {
    const { ask } = await askOffice();
    const [sales, support] = (await ask('GET', '/v1/queues')).body.queues;
    expect(sales.waitsTold).toEqual({ told: 12, within: 8, sooner: 1, later: 1, left: 2, share: 0.8 });
    expect(support.waitsTold).toEqual({ told: 0, within: 0, sooner: 0, later: 0, left: 0 });
  });

  test('agents are paused with a reason, and resumed', async () => {
    const { ask } = await askOffice();
    const paused = await ask('POST', '/v1/agents/clara/pause', { reason: 'training', by: 'boss' });
    expect(paused.body).toMatchObject({ state: 'paused', paused: { reason: 'training', by: 'api' } });
    // Without any body, as curl -X POST sends it.
    expect((await ask('POST', '/v1/agents/clara/resume')).body.state).toBe('free');
  });

  test('what an agent cannot do is a conflict, who is not there is not found', async () => {
    const { ask } = await askOffice();
    expect((await ask('POST', '/v1/agents/clara/logout')).body.state).toBe('logged_out');
    expect((await ask('POST', '/v1/agents/clara/pause')).body).toMatchObject({
      error: { code: 'conflict', message: 'clara is logged out' },
    });
    const unknown = await ask('POST', '/v1/agents/carla/pause');
    expect(unknown.status).toBe(404);
    expect(unknown.body.error.hint).toContain('clara');
    expect((await ask('POST', '/v1/agents/clara/fire')).status).toBe(400);
  });
});

describe('what agents may do beside that', () => {
  test('a log-in at a phone that is not their own; one that the plan does not have is refused', async () => {
    const { ask } = await askOffice();
    const { body } = await ask('POST', '/v1/agents/clara/login', { phone: 'boris' });
    expect(body).toMatchObject({ name: 'clara', loggedIn: true, loggedInAt: 'boris', phone: 'boris' });
    const wrong = await ask('POST', '/v1/agents/clara/login', { phone: 'desk99' });
    expect([wrong.status, wrong.body.error]).toMatchObject([
      404,
      { message: 'the plan has no phone desk99' },
    ]);
  });

  test('a wrap-up is made longer, by a minute unless said; who is in none is told so', async () => {
    const { ask } = await askOffice();
    const before = Date.parse((await ask('GET', '/v1/agents')).body.agents[3].until);
    const longer = await ask('POST', '/v1/agents/dora/wrap-up');
    expect(Date.parse(longer.body.until) - before).toBe(60_000);
    const more = await ask('POST', '/v1/agents/dora/wrap-up', { forMs: 5000 });
    expect(Date.parse(more.body.until) - before).toBe(65_000);
    const none = await ask('POST', '/v1/agents/boris/wrap-up');
    expect([none.status, none.body.error.message]).toEqual([409, 'boris is not in wrap-up']);
    expect((await ask('POST', '/v1/agents/dora/wrap-up', { forMs: 10 })).status).toBe(400);
  });

  test('a PIN is given and taken away, and never told', async () => {
    const { ask, office } = await askOffice();
    const given = await ask('PUT', '/v1/agents/anna/pin', { pin: '4711' });
    expect(given.body).toMatchObject({ name: 'anna', hasPin: true });
    expect(JSON.stringify(given.body)).not.toContain('4711');
    expect(await office.store.pins.check('anna', '4711')).toBe('right');
    expect((await ask('PUT', '/v1/agents/anna/pin', { pin: null })).body.hasPin).toBe(false);
    expect(await office.store.pins.check('anna', '4711')).toBe('none');
    for (const pin of ['12', 'abcd', 4711])
      expect((await ask('PUT', '/v1/agents/anna/pin', { pin })).status).toBe(400);
    expect((await ask('PUT', '/v1/agents/nobody/pin', { pin: '4711' })).status).toBe(404);
  });
});

describe('contacts', () => {
  test('are found by part of a name, shown by number, and changed', async () => {
    const { ask } = await askOffice();
    expect((await ask('GET', '/v1/contacts?find=Karin')).body.contacts).toHaveLength(1);
    const changed = await ask('PUT', '/v1/contacts/+4930111111', { tags: ['vip', 'starred'] });
    expect(changed.body).toMatchObject({ name: 'Karin König', tags: ['vip', 'starred'] });
    expect((await ask('GET', '/v1/contacts/%2B4930111111')).body.tags).toEqual(['vip', 'starred']);
    expect((await ask('GET', '/v1/contacts/+4999')).status).toBe(404);
  });

  test('come from CSV; bad rows are told by line and come back whole', async () => {
    const { ask } = await askOffice();
    const csv =
      'number;name;tags\r\n+4930444;"Meier; Söhne";vip blocked\r\n;Nobody;\r\n+4930555;Otto\r\na;b;c;d\r\n';
    const { status, body } = await ask('POST', '/v1/contacts/import', csv, { 'content-type': 'text/csv' });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      imported: 2,
      created: 2,
      rejected: [
        { line: 3, column: 'number', message: 'no number', row: ';Nobody;' },
        { line: 5, message: '4 fields, but 3 columns', row: 'a;b;c;d' },
      ],
    });
    expect((await ask('GET', '/v1/contacts/+4930444')).body).toMatchObject({
      name: 'Meier; Söhne',
      tags: ['vip', 'blocked'],
    });
  });

  test('come from CSV with the agent who takes their calls; one whom the plan does not have is told', async () => {
    const { ask } = await askOffice();
    const csv = 'number,name,agent\n+4930444,Meier,boris\n+4930555,Otto,berta\n+4930666,Eva,\n';
    const { body } = await ask('POST', '/v1/contacts/import', csv, { 'content-type': 'text/csv' });
    expect(body).toMatchObject({
      imported: 2,
      rejected: [
        { line: 3, column: 'agent', message: 'the plan has no agent berta', row: '+4930555,Otto,berta' },
      ],
    });
    expect((await ask('GET', '/v1/contacts/+4930444')).body.preferredAgent).toBe('boris');
    expect((await ask('GET', '/v1/contacts/+4930666')).body.preferredAgent).toBeUndefined();
  });

  test('have numbers in digits, or are known because they have called', async () => {
    const { ask, office } = await askOffice();
    const csv = 'number,name\nabc,Lisa\n030 1234 ext 5,Otto\n+49 (30) 444-0,Meier\n100,Porter\nalice,Alice\n';
    const { body } = await ask('POST', '/v1/contacts/import', csv, { 'content-type': 'text/csv' });
    expect(body).toMatchObject({
      imported: 2,
      rejected: [
        { line: 2, message: '"abc": it is not a number', row: 'abc,Lisa' },
        { line: 3, message: '"030 1234 ext 5": it is not a number', row: '030 1234 ext 5,Otto' },
        { line: 6, message: '"alice": it is not a number', row: 'alice,Alice' },
      ],
    });
    for (const [number, change] of [
      ['alice', { name: 'Alice' }],
      ['100', { numbers: ['alice'] }],
    ] as const) {
      const refused = await ask('PUT', `/v1/contacts/${number}`, change);
      expect([refused.status, refused.body.error.message]).toEqual([400, '"alice" is not a number']);
    }
    await office.store.contacts.set('alice', {}, 0);
    expect((await ask('PUT', '/v1/contacts/alice', { name: 'Alice' })).body.name).toBe('Alice');
    expect((await ask('PUT', '/v1/contacts/100', { numbers: ['alice'] })).body.numbers).toEqual([
      '100',
      'alice',
    ]);
  });

  test('a file that is no such CSV is refused whole', async () => {
    const { ask } = await askOffice();
    const { status, body } = await ask('POST', '/v1/contacts/import', 'phone\n1\n', {
      'content-type': 'text/csv',
    });
    expect([status, body.error.message]).toEqual([400, expect.stringContaining('no such column: phone')]);
  });
});

describe('the directory', () => {
  const asked = async (query: string) => {
    const { ask } = await askOffice();
    return ask('GET', `/v1/directory${query}`);
  };

  test('tells who answers for a topic, and who else, as they are now', async () => {
    const { body } = await asked('?q=transfer');
    expect(body.found).toEqual([
      {
        kind: 'topic',
        name: 'transfers',
        title: 'Transfers',
        words: ['has my transfer arrived?'],
        dial: ['102'],
        conditions: [],
        answers: [
          expect.objectContaining({
            by: 'agent',
            name: 'anna',
            title: 'Anna Berg',
            forMs: 20_000,
            answersNow: false,
            people: [expect.objectContaining({ agent: 'anna', state: 'talking', phone: 'anna' })],
          }),
          expect.objectContaining({
            by: 'queue',
            title: 'Support',
            forMs: 60_000,
            answersNow: true,
            people: [expect.objectContaining({ agent: 'clara', state: 'free' })],
          }),
        ],
      },
    ]);
  });

  test('people too, and why they are away', async () => {
    const { body } = await asked('?q=boris');
    expect(body.found).toMatchObject([
      { kind: 'agent', title: 'Boris Iwanow', answers: [{ people: [{ state: 'paused', reason: 'lunch' }] }] },
    ]);
  });

  test('nothing asked for is everything; what is not in the plan any more is left out', async () => {
    const { body } = await asked('');
    expect(body.found.map(({ name }: { name: string }) => name)).toEqual([
      'transfers',
      'anna',
      'boris',
      'clara',
      'dora',
    ]);
    expect((await asked('?q=&limit=1')).body.found).toHaveLength(1);
    expect((await asked('?q=nowhere')).body).toEqual({ found: [] });
    expect((await asked('?q=%22%2A%29%20OR')).body).toEqual({ found: [] });
  });

  test.each([
    ['too long a question', `?q=${'a'.repeat(301)}`],
    ['a limit beyond all reason', '?q=a&limit=1000000'],
    ['a limit that is none', '?q=a&limit=many'],
    ['two questions at once', '?q=a&q=b'],
  ])('%s is refused', async (_, query) => {
    const { status, body } = await asked(query);
    expect([status, body.error.code]).toEqual([400, 'bad_request']);
  });

  test('is described', async () => {
    const { ask } = await askOffice();
    const { body } = await ask('GET', '/openapi.json');
    const { parameters, responses } = body.paths['/v1/directory'].get;
    expect(parameters.map(({ name }: { name: string }) => name)).toEqual(['q', 'limit']);
    expect(JSON.stringify(responses['200'])).toContain('answersNow');
  });
});

describe('the plan', () => {
  test('is shown, applied and kept', async () => {
    const { ask } = await askOffice();
    expect((await ask('GET', '/v1/plan')).body).toMatchObject({ version: 1, text: 'company: Berg\n' });
    const applied = await ask('POST', '/v1/plan', { text: 'company: New\n', by: 'me', ifVersion: 1 });
    expect(applied.body).toEqual({ version: 2, warnings: [] });
    expect((await ask('GET', '/v1/plan/history')).body.versions).toMatchObject([
      { version: 2, by: 'api' },
      { version: 1, by: 'start' },
    ]);
    expect((await ask('GET', '/v1/plan?version=1')).body.text).toBe('company: Berg\n');
  });

  test('with errors is refused with its findings; against another version it is a conflict', async () => {
    const { ask, office } = await askOffice();
    const refused = await ask('POST', '/v1/plan', { text: 'nonsense' });
    expect(refused.status).toBe(422);
    expect(refused.body.error).toMatchObject({
      code: 'plan_refused',
      findings: [
        { line: 1, code: 'plan_has_no', values: { key: 'company' }, message: "the plan has no 'company'" },
      ],
    });
    expect((await ask('POST', '/v1/plan', { text: 'company: X', ifVersion: 7 })).status).toBe(409);
    expect(office.operations.plan().version).toBe(1);
  });

  test('is refused with the reason while the exchange does not take it', async () => {
    const { ask, office } = await askOffice();
    const because = 'exchange: the wire was cut';
    Object.assign(office.operations, { applyPlan: async () => ({ applied: false, because }) });
    const { status, body } = await ask('POST', '/v1/plan', { text: 'company: X' });
    expect(status).toBe(503);
    expect(body.error).toMatchObject({ code: 'plan_not_taken', message: `nothing was changed: ${because}` });
  });
});

describe('voicemails', () => {
  test('are listed, and their sound is served', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'cordboard-audio-'));
    await writeFile(join(folder, '1038-r1.wav'), 'RIFF....');
    const { ask } = await askOffice(undefined, { recordingFile: async (id) => join(folder, `${id}.wav`) });
    expect((await ask('GET', '/v1/voicemails')).body.voicemails).toMatchObject([
      { recording: '1038-r1', lastedMs: 21_400 },
    ]);
    const audio = await ask('GET', '/v1/voicemails/1038-r1/audio');
    expect([audio.status, audio.headers['content-type'], audio.body]).toEqual([200, 'audio/wav', 'RIFF....']);
    expect((await ask('GET', '/v1/voicemails/1039-r1/audio')).status).toBe(404);
    expect((await ask('GET', '/v1/voicemails/..%2F..%2Fetc%2Fpasswd/audio')).status).toBe(400);
    await rm(folder, { recursive: true });
  });
});

describe('the journal', () => {
  test('is paged without gaps', async () => {
    const { ask } = await askOffice();
    const first = (await ask('GET', '/v1/journal?after=0&limit=10')).body;
    const second = (await ask('GET', `/v1/journal?after=${first.next}&limit=10`)).body;
    expect([first.entries.length, second.entries[0].seq]).toEqual([10, 11]);
    const last = (await ask('GET', '/v1/journal?limit=1')).body;
    expect((await ask('GET', `/v1/journal?after=${last.next}`)).body).toEqual({
      entries: [],
      next: last.next,
    });
  });

  test('is read by time, queue and agent, page by page', async () => {
    const { ask } = await askOffice();
    const all = (await ask('GET', '/v1/journal?after=0&limit=1000')).body.entries;
    const seqs = async (query: string): Promise<number[]> =>
      (await ask('GET', `/v1/journal?${query}`)).body.entries.map(({ seq }: { seq: number }) => seq);
    const sales = all.filter((entry: { decision?: { queue?: string } }) => entry.decision?.queue === 'sales');
    expect(await seqs('queue=sales')).toEqual(sales.map(({ seq }: { seq: number }) => seq));
    expect(sales.length).toBeGreaterThan(1);
    const [first = 0] = await seqs('agent=anna');
    expect((await seqs(`agent=anna&after=${first}`)).includes(first)).toBe(false);
    const at = all.find(({ seq }: { seq: number }) => seq === 46).at;
    expect(await seqs(`from=${new Date(at).toISOString()}&to=${new Date(at + 1).toISOString()}`)).toContain(
      46,
    );
    expect(await seqs('to=2001-01-01T00:00:00Z')).toEqual([]);
    expect((await ask('GET', '/v1/journal?from=noon')).status).toBe(400);
  });
});

test('openapi.json describes every route, with its security', async () => {
  const { ask } = await askOffice();
  const { body } = await ask('GET', '/openapi.json');
  expect(Object.keys(body.paths).toSorted()).toMatchInlineSnapshot(`
    [
      "/healthz",
      "/v1/agents",
      "/v1/agents/{name}/call",
      "/v1/agents/{name}/pin",
      "/v1/agents/{name}/queues/{queue}",
      "/v1/agents/{name}/supervise",
      "/v1/agents/{name}/{action}",
      "/v1/alarms",
      "/v1/alarms/confirm",
      "/v1/announcements",
      "/v1/announcements/{kind}/{name}",
      "/v1/articles",
      "/v1/articles/export",
      "/v1/articles/import",
      "/v1/articles/labels",
      "/v1/articles/suggested",
      "/v1/articles/{article}",
      "/v1/articles/{article}/restore",
      "/v1/articles/{article}/versions",
      "/v1/audit",
      "/v1/audit/export",
      "/v1/audit/heads",
      "/v1/audit/search",
      "/v1/audit/verify",
      "/v1/backup",
      "/v1/callbacks",
      "/v1/callbacks/{id}",
      "/v1/caller-page",
      "/v1/caller-page/visits",
      "/v1/calls",
      "/v1/calls/{id}",
      "/v1/calls/{id}/cancel",
      "/v1/calls/{id}/case",
      "/v1/calls/{id}/complete",
      "/v1/calls/{id}/consult",
      "/v1/calls/{id}/drop",
      "/v1/calls/{id}/erase",
      "/v1/calls/{id}/evidence",
      "/v1/calls/{id}/hangup",
      "/v1/calls/{id}/hold",
      "/v1/calls/{id}/join",
      "/v1/calls/{id}/merge",
      "/v1/calls/{id}/messages",
      "/v1/calls/{id}/mute",
      "/v1/calls/{id}/park",
      "/v1/calls/{id}/recording",
      "/v1/calls/{id}/result",
      "/v1/calls/{id}/review",
      "/v1/calls/{id}/reviews",
      "/v1/calls/{id}/supervise",
      "/v1/calls/{id}/swap",
      "/v1/calls/{id}/trace",
      "/v1/calls/{id}/transfer",
      "/v1/calls/{id}/unhold",
      "/v1/calls/{id}/unmute",
      "/v1/calls/{id}/why",
      "/v1/cases",
      "/v1/cases/{case}",
      "/v1/cases/{case}/answers",
      "/v1/cases/{case}/audio",
      "/v1/contacts",
      "/v1/contacts/duplicates",
      "/v1/contacts/export",
      "/v1/contacts/import",
      "/v1/contacts/{number}",
      "/v1/contacts/{number}/erase",
      "/v1/contacts/{number}/export",
      "/v1/contacts/{number}/history",
      "/v1/contacts/{number}/merge",
      "/v1/contacts/{number}/unmerge",
      "/v1/deliveries",
      "/v1/deliveries/replay",
      "/v1/deliveries/{id}",
      "/v1/deliveries/{id}/replay",
      "/v1/directory",
      "/v1/health",
      "/v1/health/doctor",
      "/v1/helpdesk/zammad",
      "/v1/journal",
      "/v1/mail/test",
      "/v1/me",
      "/v1/me/phone",
      "/v1/me/phone/quality",
      "/v1/me/phone/state",
      "/v1/me/second-factor",
      "/v1/me/sessions",
      "/v1/missed",
      "/v1/missed/{id}/done",
      "/v1/on-call",
      "/v1/on-call/{name}/swap",
      "/v1/people",
      "/v1/people/{name}",
      "/v1/people/{name}/password",
      "/v1/people/{name}/second-factor",
      "/v1/people/{name}/sessions",
      "/v1/plan",
      "/v1/plan/check",
      "/v1/plan/edit",
      "/v1/plan/history",
      "/v1/plan/schema",
      "/v1/plan/try",
      "/v1/prompts",
      "/v1/prompts/{id}/{language}/audio",
      "/v1/queues",
      "/v1/queues/{name}/supervise",
      "/v1/recorded/checkpoints",
      "/v1/recorded/checkpoints/{turn}",
      "/v1/recorded/turns",
      "/v1/recordings",
      "/v1/recordings/{id}",
      "/v1/recordings/{id}/audio",
      "/v1/recordings/{id}/hold",
      "/v1/results",
      "/v1/retention",
      "/v1/reviews",
      "/v1/reviews/report",
      "/v1/reviews/{review}",
      "/v1/schedules",
      "/v1/schedules/{name}/{action}",
      "/v1/scorecards",
      "/v1/scorecards/{name}",
      "/v1/session",
      "/v1/session/first",
      "/v1/session/link",
      "/v1/session/ways",
      "/v1/sounds",
      "/v1/sounds/{name}/{language}",
      "/v1/sounds/{name}/{language}/audio",
      "/v1/sounds/{name}/{language}/record",
      "/v1/status",
      "/v1/ticket-events",
      "/v1/tickets",
      "/v1/tickets/export",
      "/v1/tickets/{ticket}",
      "/v1/tickets/{ticket}/call",
      "/v1/tickets/{ticket}/notes",
      "/v1/voicemail-boxes",
      "/v1/voicemails",
      "/v1/voicemails/{recording}",
      "/v1/voicemails/{recording}/audio",
      "/v1/webhooks",
      "/v1/webhooks/{name}",
      "/v1/webhooks/{name}/secret",
      "/v1/webhooks/{name}/test",
    ]
  `);
  expect(body.security).toEqual([{ token: [] }]);
  expect(body.paths['/healthz'].get.security).toEqual([]);
  expect(body.paths['/v1/calls'].get.responses['200'].content['application/json'].schema.required).toEqual([
    'calls',
  ]);
});

describe('callbacks', () => {
  test('a call in progress is ended; one that is over is not found', async () => {
    const { ask } = await askOffice();
    expect((await ask('POST', '/v1/calls/1042/hangup', { reason: 'line test' })).body).toEqual({
      call: '1042',
      hungUp: true,
    });
    expect((await ask('POST', '/v1/calls/1042/hangup')).status).toBe(200);
    expect((await ask('POST', '/v1/calls/1001/hangup')).status).toBe(404);
    expect((await ask('POST', '/v1/calls/1042/hangup', { reason: '' })).status).toBe(400);
  });

  test('an agent is called to call somebody; else nothing rings, with the reason', async () => {
    const { ask } = await askOffice();
    expect((await ask('POST', '/v1/agents/clara/call', { to: '101' })).body).toEqual({
      name: 'clara',
      to: '101',
      phone: 'clara',
      leg: 'click.1',
    });
    expect(await ask('POST', '/v1/agents/clara/call', { to: '4711' })).toMatchObject({
      status: 404,
      body: { error: { code: 'not_dialled_at_phone' } },
    });
    expect(await ask('POST', '/v1/agents/anna/call', { to: '101' })).toMatchObject({
      status: 409,
      body: { error: { code: 'agent_busy' } },
    });
    expect((await ask('POST', '/v1/agents/clara/call', { to: '1,2' })).status).toBe(400);
  });

  test('a caller who talks is transferred; else nothing is, with the reason', async () => {
    const { ask } = await askOffice();
    expect((await ask('POST', '/v1/calls/1043/transfer', { to: 'clara' })).body).toEqual({
      call: '1043',
      transferred: true,
    });
    expect(await ask('POST', '/v1/calls/1043/transfer', { to: 'xaver' })).toMatchObject({
      status: 404,
      body: { error: { code: 'no_such_target' } },
    });
    expect(await ask('POST', '/v1/calls/1042/transfer', { to: 'clara' })).toMatchObject({
      status: 409,
      body: { error: { code: 'no_talk' } },
    });
    expect((await ask('POST', '/v1/calls/1043/transfer', {})).status).toBe(400);
  });

  test('within a talk: done, or refused with the reason', async () => {
    const { ask } = await askOffice();
    expect((await ask('POST', '/v1/calls/1043/hold')).body).toEqual({ call: '1043', done: 'hold' });
    expect((await ask('POST', '/v1/calls/1043/consult', { to: 'clara' })).body).toEqual({
      call: '1043',
      done: 'consult',
      aside: '1060',
    });
    for (const path of ['unhold', 'swap', 'complete', 'merge', 'cancel'])
      expect((await ask('POST', `/v1/calls/1043/${path}`)).body).toEqual({ call: '1043', done: path });
    for (const path of ['join', 'drop', 'mute', 'unmute'])
      expect((await ask('POST', `/v1/calls/1043/${path}`, { who: 'clara' })).status).toBe(200);
    expect((await ask('POST', '/v1/calls/1043/consult', {})).status).toBe(400);
    expect((await ask('POST', '/v1/calls/1042/hold')).status).toBe(409);
  });

  test('are listed, and taken off the list', async () => {
    const { ask } = await askOffice();
    expect((await ask('GET', '/v1/callbacks')).body).toEqual({ callbacks: [] });
    expect((await ask('DELETE', '/v1/callbacks/1050')).body).toEqual({ call: '1050', cancelled: true });
    expect(await ask('DELETE', '/v1/callbacks/1042')).toMatchObject({ status: 404 });
    expect(await ask('DELETE', '/v1/callbacks/x')).toMatchObject({ status: 400 });
  });
});
