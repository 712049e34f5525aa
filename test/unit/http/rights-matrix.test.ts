/**
 * Who may ask for what: a table that people have written and can read, held against every route that the server has. A route
 * that is not in the table fails the test, and so does one that lets in anyone whom the table keeps out.
 */
import { expect, test } from 'vitest';
import { PeopleAccounts } from '../../../src/accounts/accounts.ts';
import { buildApi } from '../../../src/http/server.ts';
import type { LoggedIn } from '../../../src/ports/actor.ts';
import { callId } from '../../../src/shared/ids.ts';
import { type Office, openOffice } from '../../support/office.ts';
import { apiOf } from './serve.ts';

/**
 * `-`: refused. `own`: their own agent, and calls of that agent. `scope`: agents and queues of theirs, and calls there; a
 * person whose scope is the whole house reaches all. `all`: everything. `house`: refused to those with a scope.
 */
type Reaches = '-' | 'own' | 'scope' | 'house' | 'all';
type Role = 'agent' | 'supervisor' | 'manager' | 'admin' | 'auditor';
const roles: readonly Role[] = ['agent', 'supervisor', 'manager', 'admin', 'auditor'];

// biome-ignore format: it is read as a table; agent, supervisor, manager, admin, auditor
const table: Readonly<Record<string, readonly [Reaches, Reaches, Reaches, Reaches, Reaches]>> = {
  'GET /v1/me':                             ['all', 'all', 'all', 'all', 'all'],
  'POST /v1/me/phone':                       ['all', 'all', '-', '-', '-'],
  'POST /v1/me/phone/state':                 ['all', 'all', '-', '-', '-'],
  'POST /v1/me/phone/quality':               ['all', 'all', '-', '-', '-'],
  'DELETE /v1/me/sessions':                 ['all', 'all', 'all', 'all', 'all'],
  'DELETE /v1/session':                     ['all', 'all', 'all', 'all', 'all'],
  'POST /v1/me/second-factor':                   ['all', 'all', 'all', 'all', 'all'],
  'PUT /v1/me/second-factor':                   ['all', 'all', 'all', 'all', 'all'],
  'DELETE /v1/me/second-factor':                   ['all', 'all', 'all', 'all', 'all'],
  'POST /v1/calls/:id/park':                      ['own', 'scope', '-', '-', '-'],
  'GET /sip':                                     ['all', 'all', '-', '-', '-'],
  'GET /sip/echo':                                ['all', 'all', '-', '-', '-'],
  'GET /metrics':                                 ['-', '-', 'all', 'all', 'all'],
  'GET /v1/reports/:report':                      ['-', 'scope', 'scope', 'all', 'all'],
  'GET /v1/records/:table':                       ['-', '-', 'house', 'all', 'all'],
  'GET /v1/reconcile':                            ['-', 'house', 'house', 'all', 'all'],
  'GET /v1/people':                         ['-', '-', 'scope', 'all', 'all'],
  'POST /v1/people':                        ['-', '-', 'scope', 'all', '-'],
  'PATCH /v1/people/:name':                 ['-', '-', 'scope', 'all', '-'],
  'DELETE /v1/people/:name':                ['-', '-', 'scope', 'all', '-'],
  'PUT /v1/people/:name/password':          ['-', '-', 'scope', 'all', '-'],
  'DELETE /v1/people/:name/sessions':       ['-', '-', 'scope', 'all', '-'],
  'DELETE /v1/people/:name/second-factor':  ['-', '-', 'scope', 'all', '-'],
  'GET /v1/status':                         ['own', 'scope', 'scope', 'all', 'all'],
  'GET /v1/agents':                         ['own', 'scope', 'scope', 'all', 'all'],
  'GET /v1/queues':                         ['own', 'scope', 'scope', 'all', 'all'],
  'GET /v1/schedules':                      ['own', 'scope', 'scope', 'all', 'all'],
  'GET /v1/callbacks':                      ['own', 'scope', 'scope', 'all', 'all'],
  'GET /v1/on-call':                        ['-', 'house', 'house', 'all', 'all'],
  'GET /v1/floor':                          ['own', 'scope', 'scope', 'all', 'all'],
  'GET /v1/live':                           ['own', 'scope', 'scope', 'all', 'all'],
  'GET /v1/calls':                          ['own', 'scope', 'scope', 'all', 'all'],
  'GET /v1/calls/:id':                      ['own', 'scope', 'scope', 'all', 'all'],
  'GET /v1/calls/:id/why':                  ['own', 'scope', 'scope', 'all', 'all'],
  'GET /v1/calls/:id/evidence':             ['own', 'scope', 'scope', 'all', 'all'],
  'GET /v1/calls/:id/messages':             ['-', '-', '-', 'all', 'all'],
  'GET /v1/missed':                         ['own', 'scope', 'scope', 'all', 'all'],
  'GET /v1/recordings':                     ['own', 'scope', 'scope', 'all', 'all'],
  'GET /v1/recordings/:id':                 ['own', 'scope', 'scope', 'all', 'all'],
  'GET /v1/recordings/:id/audio':           ['-', 'scope', 'scope', '-', 'all'],
  'PUT /v1/recordings/:id/hold':            ['-', '-', '-', 'all', '-'],
  'POST /v1/missed/:id/done':               ['-', 'scope', '-', '-', '-'],
  'GET /v1/alarms':                         ['-', '-', '-', 'all', 'all'],
  'POST /v1/alarms/confirm':                ['-', '-', '-', 'all', '-'],
  'POST /v1/agents/:name/:action':          ['own', 'scope', '-', '-', '-'],
  'PUT /v1/agents/:name/pin':               ['-', 'scope', 'scope', 'all', '-'],
  'PUT /v1/agents/:name/queues/:queue':     ['-', 'scope', '-', '-', '-'],
  'POST /v1/agents/:name/call':             ['own', 'scope', '-', '-', '-'],
  'GET /v1/results':                              ['own', 'scope', 'scope', 'all', 'all'],
  'GET /v1/tickets':                              ['own', 'scope', 'scope', 'all', 'all'],
  'POST /v1/tickets':                             ['own', 'scope', 'scope', '-', '-'],
  'GET /v1/tickets/export':                       ['own', 'scope', 'scope', 'all', 'all'],
  'GET /v1/ticket-events':                        ['-', 'house', 'house', 'all', 'all'],
  'GET /v1/tickets/:ticket':                      ['own', 'scope', 'scope', 'all', 'all'],
  'PATCH /v1/tickets/:ticket':                    ['own', 'scope', 'scope', '-', '-'],
  'POST /v1/tickets/:ticket/notes':               ['own', 'scope', 'scope', '-', '-'],
  'POST /v1/tickets/:ticket/call':                ['own', 'scope', '-', '-', '-'],
  'GET /v1/articles':                             ['all', 'all', 'all', 'all', 'all'],
  'GET /v1/articles/suggested':                   ['all', 'all', 'all', 'all', 'all'],
  'GET /v1/articles/labels':                      ['all', 'all', 'all', 'all', 'all'],
  'GET /v1/articles/export':                      ['all', 'all', 'all', 'all', 'all'],
  'GET /v1/articles/:article':                    ['all', 'all', 'all', 'all', 'all'],
  'GET /v1/articles/:article/versions':           ['all', 'all', 'all', 'all', 'all'],
  'POST /v1/articles':                            ['-', 'all', 'all', 'all', '-'],
  'PATCH /v1/articles/:article':                  ['-', 'all', 'all', 'all', '-'],
  'POST /v1/articles/:article/restore':           ['-', 'all', 'all', 'all', '-'],
  'DELETE /v1/articles/:article':                 ['-', 'all', 'all', 'all', '-'],
  'POST /v1/articles/import':                     ['-', 'all', 'all', 'all', '-'],
  'GET /v1/scorecards':                           ['all', 'all', 'all', '-', 'all'],
  'PUT /v1/scorecards/:name':                     ['-', 'all', 'all', '-', '-'],
  'DELETE /v1/scorecards/:name':                  ['-', 'all', 'all', '-', '-'],
  'GET /v1/reviews':                              ['own', 'scope', 'scope', '-', 'all'],
  'GET /v1/reviews/report':                       ['own', 'scope', 'scope', '-', 'all'],
  'GET /v1/calls/:id/reviews':                    ['own', 'scope', 'scope', '-', 'all'],
  'PUT /v1/calls/:id/review':                     ['-', 'scope', 'scope', '-', '-'],
  'DELETE /v1/reviews/:review':                   ['-', 'scope', 'scope', '-', '-'],
  'GET /v1/cases':                                ['all', 'all', 'all', 'all', 'all'],
  'GET /v1/cases/:case':                          ['all', 'all', 'all', 'all', 'all'],
  'GET /v1/cases/:case/audio':                    ['all', 'all', 'all', 'all', 'all'],
  'PUT /v1/cases/:case/answers':                  ['all', 'all', 'all', 'all', 'all'],
  'GET /v1/cases/:case/answers':                  ['-', 'scope', 'scope', '-', '-'],
  'POST /v1/calls/:id/case':                      ['-', 'scope', 'scope', '-', '-'],
  'PATCH /v1/cases/:case':                        ['-', 'scope', 'scope', '-', '-'],
  'DELETE /v1/cases/:case':                       ['-', 'scope', 'scope', '-', '-'],
  'POST /v1/calls/:id/result':                    ['own', 'scope', 'scope', '-', '-'],
  'POST /v1/calls/:id/hangup':              ['own', 'scope', '-', '-', '-'],
  'POST /v1/calls/:id/transfer':            ['own', 'scope', '-', '-', '-'],
  'POST /v1/calls/:id/recording':           ['own', 'scope', '-', '-', '-'],
  'POST /v1/calls/:id/hold':                ['own', 'scope', '-', '-', '-'],
  'POST /v1/calls/:id/unhold':              ['own', 'scope', '-', '-', '-'],
  'POST /v1/calls/:id/consult':             ['own', 'scope', '-', '-', '-'],
  'POST /v1/calls/:id/swap':                ['own', 'scope', '-', '-', '-'],
  'POST /v1/calls/:id/complete':            ['own', 'scope', '-', '-', '-'],
  'POST /v1/calls/:id/merge':               ['own', 'scope', '-', '-', '-'],
  'POST /v1/calls/:id/cancel':              ['own', 'scope', '-', '-', '-'],
  'POST /v1/calls/:id/join':                ['own', 'scope', '-', '-', '-'],
  'POST /v1/calls/:id/drop':                ['own', 'scope', '-', '-', '-'],
  'POST /v1/calls/:id/mute':                ['own', 'scope', '-', '-', '-'],
  'POST /v1/calls/:id/unmute':              ['own', 'scope', '-', '-', '-'],
  'POST /v1/calls/:id/supervise':           ['-', 'scope', '-', '-', '-'],
  'POST /v1/agents/:name/supervise':        ['-', 'scope', '-', '-', '-'],
  'POST /v1/queues/:name/supervise':        ['-', 'scope', '-', '-', '-'],
  'DELETE /v1/callbacks/:id':               ['-', 'scope', '-', '-', '-'],
  'POST /v1/schedules/:name/:action':       ['-', 'house', '-', 'all', '-'],
  'POST /v1/on-call/:name/swap':            ['-', 'house', '-', 'all', '-'],
  'DELETE /v1/on-call/:name/swap':          ['-', 'house', '-', 'all', '-'],
  'POST /v1/calls/:id/trace':                ['-', 'scope', '-', 'all', '-'],
  'GET /v1/voicemails':                     ['own', 'scope', 'scope', 'all', 'all'],
  'GET /v1/voicemail-boxes':                ['own', 'scope', 'scope', 'all', 'all'],
  'GET /v1/voicemails/:recording/audio':    ['own', 'scope', 'scope', 'all', 'all'],
  'PATCH /v1/voicemails/:recording':        ['own', 'scope', 'scope', 'all', '-'],
  'DELETE /v1/voicemails/:recording':       ['own', 'scope', 'scope', 'all', '-'],
  'GET /v1/contacts':                       ['all', 'all', 'all', 'all', 'all'],
  'GET /v1/contacts/:number':               ['all', 'all', 'all', 'all', 'all'],
  'PUT /v1/contacts/:number':               ['all', 'all', 'all', 'all', '-'],
  'GET /v1/contacts/:number/history':       ['all', 'all', 'all', 'all', 'all'],
  'GET /v1/contacts/duplicates':            ['all', 'all', 'all', 'all', 'all'],
  'GET /v1/contacts/export':                ['-', '-', 'all', 'all', '-'],
  'POST /v1/contacts/:number/merge':        ['-', 'all', 'all', 'all', '-'],
  'POST /v1/contacts/:number/unmerge':      ['-', 'all', 'all', 'all', '-'],
  'GET /v1/contacts/:number/export':        ['-', '-', 'all', 'all', '-'],
  'POST /v1/contacts/import':               ['-', '-', 'all', 'all', '-'],
  'POST /v1/contacts/:number/erase':        ['-', '-', '-', 'all', '-'],
  'POST /v1/calls/:id/erase':               ['-', '-', '-', 'all', '-'],
  'GET /v1/retention':                      ['-', '-', '-', 'all', 'all'],
  'GET /v1/directory':                      ['all', 'all', 'all', 'all', 'all'],
  'GET /v1/plan':                           ['-', 'all', 'all', 'all', 'all'],
  'GET /v1/plan/history':                   ['-', 'all', 'all', 'all', 'all'],
  'POST /v1/plan':                          ['-', '-', '-', 'all', '-'],
  'GET /v1/plan/schema':                    ['-', 'all', 'all', 'all', 'all'],
  'POST /v1/plan/check':                    ['-', 'all', 'all', 'all', 'all'],
  'POST /v1/plan/try':                      ['-', 'all', 'all', 'all', 'all'],
  'POST /v1/plan/edit':                     ['-', 'all', 'all', 'all', 'all'],
  'GET /v1/announcements':                  ['own', 'scope', 'scope', 'all', 'all'],
  'PUT /v1/announcements/:kind/:name':      ['-', 'house', '-', 'all', '-'],
  'DELETE /v1/announcements/:kind/:name':   ['-', 'house', '-', 'all', '-'],
  'GET /v1/sounds':                         ['-', 'all', 'all', 'all', 'all'],
  'GET /v1/sounds/:name/:language/audio':   ['-', 'all', 'all', 'all', 'all'],
  'PUT /v1/sounds/:name/:language':         ['-', 'house', 'house', 'all', '-'],
  'POST /v1/sounds/:name/:language/record': ['-', 'house', 'house', 'all', '-'],
  'DELETE /v1/sounds/:name/:language':      ['-', 'house', 'house', 'all', '-'],
  'GET /v1/prompts':                        ['-', 'all', 'all', 'all', 'all'],
  'GET /v1/prompts/:id/:language/audio':    ['-', 'all', 'all', 'all', 'all'],
  'GET /v1/journal':                        ['-', '-', 'scope', 'all', 'all'],
  'GET /v1/events':                         ['-', '-', 'house', 'all', 'all'],
  'GET /v1/recorded/checkpoints':           ['-', '-', 'house', 'all', 'all'],
  'GET /v1/recorded/checkpoints/:turn':     ['-', '-', 'house', 'all', 'all'],
  'GET /v1/recorded/turns':                 ['-', '-', 'house', 'all', 'all'],
  'GET /v1/audit':                          ['-', '-', '-', 'all', 'all'],
  'GET /v1/audit/search':                  ['-', '-', '-', 'all', 'all'],
  'GET /v1/health':                         ['-', '-', '-', 'all', 'all'],
  'GET /v1/health/doctor':                  ['-', '-', '-', 'all', 'all'],
  'GET /v1/audit/heads':                         ['-', '-', '-', 'all', 'all'],
  'GET /v1/audit/export':                        ['-', '-', '-', '-', 'all'],
  'GET /v1/audit/verify':                   ['-', '-', '-', 'all', 'all'],
  'GET /v1/webhooks':                       ['-', '-', '-', 'all', '-'],
  'POST /v1/webhooks':                      ['-', '-', '-', 'all', '-'],
  'GET /v1/webhooks/:name':                 ['-', '-', '-', 'all', '-'],
  'PATCH /v1/webhooks/:name':               ['-', '-', '-', 'all', '-'],
  'DELETE /v1/webhooks/:name':              ['-', '-', '-', 'all', '-'],
  'POST /v1/webhooks/:name/secret':         ['-', '-', '-', 'all', '-'],
  'POST /v1/webhooks/:name/test':           ['-', '-', '-', 'all', '-'],
  'GET /v1/deliveries':                     ['-', '-', '-', 'all', '-'],
  'GET /v1/deliveries/:id':                 ['-', '-', '-', 'all', '-'],
  'POST /v1/deliveries/:id/replay':         ['-', '-', '-', 'all', '-'],
  'POST /v1/deliveries/replay':             ['-', '-', '-', 'all', '-'],
  'POST /v1/mail/test':                     ['-', '-', '-', 'all', '-'],
  'POST /v1/backup':                        ['-', '-', '-', 'all', '-'],
  'GET /openapi.json':                      ['-', '-', '-', 'all', '-'],
};
/** For everybody, because whoever asks has not logged in yet. */
const open = [
  'GET /v1/session/ways',
  'GET /v1/session/sign-on',
  'GET /v1/session/sign-on/back',
  'GET /healthz',
  'POST /v1/session',
  'GET /v1/caller-page',
  'POST /v1/caller-page/visits',
  'GET /sip/visit',
  // Signed by its sender.
  'POST /v1/helpdesk/zammad',
  // Signed links in e-mails.
  'GET /survey/:token',
  'POST /survey/:token',
  'GET /survey/:token/stop',
  'POST /survey/:token/stop',
  'POST /v1/session/first',
  'POST /v1/session/link',
];

/** What is theirs, by what stands before the name in an address: Clara, and the queue that she serves alone. */
const theirs: Readonly<Record<string, string>> = {
  agents: 'clara',
  calls: '1043',
  callbacks: '1043',
  recordings: '1043',
  voicemails: '1038-r1',
  queues: 'support',
  tickets: '1',
  reviews: '1',
  cases: '1',
  people: 'seat',
  'journal?queue=': 'support',
};
/** And what is somebody else's. */
const others: Readonly<Record<string, string>> = {
  agents: 'dora',
  calls: '1041',
  callbacks: '1041',
  recordings: '1041',
  voicemails: '1041-r1',
  queues: 'sales',
  tickets: '2',
  reviews: '2',
  cases: '2',
  people: 'boss',
  'journal?queue=': 'sales',
};
const bodies: Readonly<Record<string, object>> = {
  'POST /v1/sounds/:name/:language/record': { agent: 'clara' },
  'PUT /v1/announcements/:kind/:name': { text: 'We are closed.' },
  'POST /v1/people': { name: 'new', roles: ['agent'], agent: 'clara' },
  'PATCH /v1/people/:name': { displayName: 'Seat' },
  'PUT /v1/agents/:name/pin': { pin: '4711' },
  'PUT /v1/agents/:name/queues/:queue': { serves: false },
  'POST /v1/agents/:name/call': { to: '101' },
  'POST /v1/tickets': { subject: 'an offer', owner: 'clara' },
  'PATCH /v1/tickets/:ticket': { answer: 'on Monday' },
  'POST /v1/tickets/:ticket/notes': { text: 'asked again' },
  'POST /v1/calls/:id/result': { result: 'sold' },
  'POST /v1/articles': { title: 'Returns' },
  'PATCH /v1/articles/:article': { title: 'Returns' },
  'POST /v1/articles/:article/restore': { version: 1 },
  'PUT /v1/scorecards/:name': {
    title: 'Service',
    questions: [{ name: 'greeting', title: 'Greeting', points: 5 }],
  },
  'PUT /v1/calls/:id/review': { scorecard: 'service', marks: { greeting: 3 } },
  'POST /v1/calls/:id/case': { title: 'Calm' },
  'PATCH /v1/cases/:case': { title: 'Calm' },
  'PUT /v1/cases/:case/answers': { stage: 'replay' },
  'POST /v1/calls/:id/transfer': { to: 'clara' },
  'POST /v1/calls/:id/recording': { to: 'pause' },
  'POST /v1/calls/:id/consult': { to: 'clara' },
  'POST /v1/calls/:id/join': { who: 'clara' },
  'POST /v1/calls/:id/drop': { who: 'clara' },
  'POST /v1/calls/:id/mute': { who: 'clara' },
  'POST /v1/calls/:id/unmute': { who: 'clara' },
  'POST /v1/calls/:id/supervise': { mode: 'listen' },
  'POST /v1/agents/:name/supervise': { mode: 'listen' },
  'POST /v1/queues/:name/supervise': { mode: 'listen' },
  'POST /v1/on-call/:name/swap': { agent: 'anna' },
  'PATCH /v1/voicemails/:recording': { heard: true },
  'PUT /v1/recordings/:id/hold': { reason: 'court' },
  'PUT /v1/contacts/:number': { notes: 'called' },
  'POST /v1/contacts/:number/merge': { number: '+4930222222' },
  'POST /v1/contacts/:number/erase': { deleteCopies: false },
  'POST /v1/me/phone/state': { usable: false },
  'POST /v1/me/phone/quality': { lossPercent: 0, jitterMs: 1 },
  'POST /v1/calls/:id/trace': { reason: 'a threat' },
  'POST /v1/calls/:id/erase': { deleteCopies: false },
  'POST /v1/plan': { text: 'company: New\n' },
  'POST /v1/plan/check': { text: 'company: New\n' },
  'POST /v1/plan/try': { dial: '100' },
  'POST /v1/plan/edit': { text: 'company: New\n', edits: [{ path: ['company'], to: 'Old' }] },
};

/** With names put in; undefined: nothing in it belongs to anybody. */
function address(url: string, names: Readonly<Record<string, string>>): string | undefined {
  const [, , resource = '', param] = url.split('/');
  if (url === '/v1/journal') return `${url}?queue=${names['journal?queue=']}`;
  const name = names[resource];
  const filled = url
    .replace(/:(number|turn)/, '1')
    .replace(':action', resource === 'agents' ? 'pause' : 'close')
    .replace(':queue', names['queues'] ?? '');
  if (param?.startsWith(':') !== true) return undefined;
  return name === undefined ? undefined : filled.replace(/:(name|id|ticket|recording|review|case)/, name);
}
const plainAddress = (url: string): string =>
  url
    .replace(':action', 'close')
    .replace(/^(.*schedules\/):name/, '$1office')
    .replace(/^(.*on-call\/):name/, '$1standby')
    .replace(/:(number|turn|id|ticket|article|review|case)/, '1')
    .replace(/^(.*sounds\/):name/, '$1welcome')
    .replace(':kind/:name', 'number/100')
    .replace(':language', 'en')
    .replace(':report', 'queues')
    .replace(':table', 'calls');

const actorWith = (role: Role, isLimited: boolean): LoggedIn => ({
  kind: 'person',
  name: role,
  roles: [role],
  scope: isLimited ? { queues: ['support'] } : {},
  ...(role === 'agent' && { agent: 'clara' }),
  ...(role === 'supervisor' && { agent: 'boris' }),
  session: `${role} ${isLimited}`,
  address: '192.0.2.7',
});

/** Whose cookie says what they are, and from which no one is really removed: the next who may is to find them, too. */
class House extends PeopleAccounts {
  override sessionOf(secret: string): LoggedIn {
    const [role, limits] = secret.split('-');
    return actorWith(role as Role, limits === 'limited');
  }
  override async remove() {
    return { done: true } as const;
  }
}

async function house() {
  const office = openOffice();
  withClarasTalk(office);
  // As with people: the next who may is to find them, too.
  office.store.quality.removeReview = async () => true;
  office.store.cases.remove = async () => true;
  const accounts = new House({
    book: office.store.people,
    clock: { now: () => office.operations.now(), after: () => () => undefined },
    audit: { record: () => undefined },
    plan: () => office.operations.plan().plan,
    key: Buffer.alloc(32, 7),
  });
  await accounts.add({
    name: 'seat',
    displayName: 'Seat',
    roles: ['agent'],
    agent: 'clara',
    disabled: false,
  });
  await accounts.add({ name: 'boss', displayName: 'Boss', roles: ['admin'], disabled: false });
  await accounts.add({ name: 'boss2', displayName: 'Boss', roles: ['admin'], disabled: false });
  // What is served only where there is something to serve; that it is there is enough to ask who may.
  const there = {
    reports: {},
    browserPhones: {},
    metrics: { contentType: 'text/plain', text: async () => '' },
  };
  const api = await buildApi(apiOf(office, { accounts, ...(there as object) }));
  const ask = async (route: string, url: string, role: Role, isLimited: boolean) => {
    const [method] = route.split(' ') as ['GET'];
    const payload = bodies[route];
    const { statusCode, body } = await api.inject({
      method,
      url,
      headers: {
        cookie: `cordboard=${role}-${isLimited ? 'limited' : 'whole'}`,
        host: 'desk.test',
        origin: 'http://desk.test',
        ...(route === 'POST /v1/contacts/import' && { 'content-type': 'text/csv' }),
        ...(route.startsWith('PUT /v1/sounds') && { 'content-type': 'audio/wav' }),
      },
      ...(payload && { payload }),
      ...(route.startsWith('PUT /v1/sounds') && { payload: Buffer.from('RIFF') }),
    });
    return { status: statusCode, body };
  };
  return { office, api, ask };
}

/** Call 1043: Clara talks. */
function withClarasTalk(office: Office): void {
  const talk = office.operations.call(callId(1041));
  if (talk?.phase.name !== 'talking') throw new Error('nobody talks in the office');
  const clara = { kind: 'agent', agent: 'clara' } as const;
  const [caller, serving] = talk.phase.conversation.parties;
  office.calls({
    ...talk,
    id: callId(1043),
    offers: talk.offers.map((offer) => ({ ...offer, to: clara })),
    phase: {
      ...talk.phase,
      conversation: { ...talk.phase.conversation, parties: [caller, { ...serving, who: clara }] },
    },
  });
}

/** For want of a right; the plan may have its own reasons. */
const isRefused = ({ body }: { readonly body: string }): boolean =>
  /"error":\{"code":"(forbidden|out_of_scope|unauthorized|wrong_origin)"/.test(body);

test('the table has every route of the server, and no other', async () => {
  const { api } = await house();
  const routes = api.routesSeen
    .filter(({ method }) => method !== 'HEAD' && method !== 'OPTIONS')
    .map(({ method, url }) => `${method} ${url}`);
  expect([...new Set(routes)].toSorted()).toEqual([...Object.keys(table), ...open].toSorted());
});

test('each role gets what the table says, of its own and of others', async () => {
  const { ask } = await house();
  const wrong: string[] = [];
  for (const [route, cells] of Object.entries(table)) {
    const url = route.split(' ')[1] ?? '';
    for (const [i, role] of roles.entries()) {
      const reaches = cells[i] ?? '-';
      for (const isLimited of [true, false]) {
        const own = address(url, theirs) ?? plainAddress(url);
        const isOpen = reaches !== '-' && !(reaches === 'house' && isLimited);
        const mine = await ask(route, own, role, isLimited);
        if (isRefused(mine) === isOpen)
          wrong.push(
            `${role} (${isLimited ? 'limited' : 'whole'}): ${route} of theirs: ${mine.status} ${mine.body.slice(0, 200)}`,
          );
        const other = address(url, others);
        if (other === undefined || !isOpen) continue;
        const reachesOthers = reaches === 'all' || (reaches !== 'own' && !isLimited && !isOfPeople(url));
        const answer = await ask(route, other, role, isLimited);
        const { status, body } = answer;
        if ((isRefused(answer) || (status === 404 && !reachesOthers)) === reachesOthers)
          wrong.push(
            `${role} (${isLimited ? 'limited' : 'whole'}): ${route} of others: ${status} ${body.slice(0, 200)}`,
          );
      }
    }
  }
  expect(wrong).toEqual([]);
}, 60_000);

/** Whoever manages within a scope manages people who are agents and nothing more: not the boss. */
const isOfPeople = (url: string): boolean => url.startsWith('/v1/people/');

test('a manager makes agents only, and only of their queues', async () => {
  const { api } = await house();
  const add = async (payload: object, manager = 'manager-limited') => {
    const headers = { cookie: `cordboard=${manager}`, host: 'desk.test', origin: 'http://desk.test' };
    return (await api.inject({ method: 'POST', url: '/v1/people', headers, payload })).statusCode;
  };
  expect(await add({ name: 'a', roles: ['admin'] })).toBe(403);
  expect(await add({ name: 'a', roles: ['admin'] }, 'manager-whole')).toBe(403);
  expect(await add({ name: 'a', roles: ['agent', 'manager'], agent: 'clara' }, 'manager-whole')).toBe(403);
  expect(await add({ name: 'a', roles: ['agent'], agent: 'dora', queues: ['sales'] }, 'manager-whole')).toBe(
    403,
  );
  expect(await add({ name: 'a', roles: ['agent'], agent: 'dora' })).toBe(403);
  expect(await add({ name: 'a', roles: ['agent'], agent: 'dora' }, 'manager-whole')).toBe(200);
});

test('lists have what is theirs, and nothing else', async () => {
  const { ask } = await house();
  const get = async (url: string, role: Role) => JSON.parse((await ask(`GET ${url}`, url, role, true)).body);
  const ids = (list: { id: string }[]) => list.map(({ id }) => id);
  const names = (list: { name: string }[]) => list.map(({ name }) => name);
  expect(names((await get('/v1/agents', 'agent')).agents)).toEqual(['clara']);
  const status = await get('/v1/status', 'agent');
  expect([names(status.agents), status.queues, status.calls.live, status.trunks]).toEqual([
    ['clara'],
    [],
    1,
    [],
  ]);
  expect(names((await get('/v1/queues', 'supervisor')).queues)).toEqual(['support']);
  const calls = ids((await get('/v1/calls', 'agent')).calls);
  expect(calls).toContain('1043');
  expect(calls).toContain('1038');
  expect(calls).not.toContain('1041');
  expect(calls).not.toContain('1042');
  expect((await get('/v1/voicemails', 'supervisor')).voicemails).toHaveLength(1);
  expect((await get('/v1/people', 'manager')).people.map(({ name }: { name: string }) => name)).toEqual([
    'seat',
  ]);
});

test('an agent changes the notes of a contact, not whose number it is', async () => {
  const { api } = await house();
  const put = async (payload: object) => {
    const headers = { cookie: 'cordboard=agent-limited', host: 'desk.test', origin: 'http://desk.test' };
    return (await api.inject({ method: 'PUT', url: '/v1/contacts/+4930111111', headers, payload }))
      .statusCode;
  };
  expect(await put({ notes: 'called', tags: ['vip'], name: 'Karin' })).toBe(200);
  expect(await put({ numbers: ['+4930999999'] })).toBe(403);
  expect(await put({ preferredAgent: null })).toBe(403);
});

test('a supervisor takes agents of theirs out of queues of theirs, and of no others', async () => {
  const { office, api } = await house();
  const put = async (agent: string, queue: string, who = 'supervisor-limited') => {
    const headers = { cookie: `cordboard=${who}`, host: 'desk.test', origin: 'http://desk.test' };
    const url = `/v1/agents/${agent}/queues/${queue}`;
    const { statusCode, body } = await api.inject({
      method: 'PUT',
      url,
      headers,
      payload: { serves: false, anyway: true },
    });
    return [statusCode, JSON.parse(body).error?.code];
  };
  expect(await put('clara', 'sales')).toEqual([403, 'out_of_scope']);
  expect(await put('dora', 'support')).toEqual([403, 'out_of_scope']);
  expect(await put('clara', 'support', 'agent-limited')).toEqual([403, 'forbidden']);
  expect(office.operations.agent('clara')?.outOf).toBeUndefined();
  expect(await put('clara', 'support')).toEqual([200, undefined]);
  expect(office.operations.agent('clara')?.outOf).toMatchObject({ support: { by: 'supervisor' } });
});

test('an agent ends calls in which they talk, and not one that only rings at them: that is declined at the phone', async () => {
  const { office, ask } = await house();
  const waiting = office.operations.call(callId(1042));
  const talk = office.operations.call(callId(1043));
  if (waiting?.phase.name !== 'waiting' || !talk) throw new Error('the office has such calls');
  const { search } = waiting.phase;
  office.calls({
    ...waiting,
    id: callId(1044),
    phase: { name: 'ringing', search },
    offers: talk.offers,
  });
  const end = async (call: string) =>
    await ask('POST /v1/calls/:id/hangup', `/v1/calls/${call}/hangup`, 'agent', false);
  const refused = await end('1044');
  expect([refused.status, refused.body]).toEqual([403, expect.stringContaining('decline it there')]);
  expect(isRefused(await end('1043'))).toBe(false);
});

test('an agent logs in at their own phones and at shared ones that are free, not at a phone of somebody else', async () => {
  const { office, api } = await house();
  const { plan, version } = office.operations.plan();
  const withDesks = { ...plan, sharedPhones: ['desk1', 'desk2'] };
  Object.assign(office.operations, { plan: () => ({ plan: withDesks, version }) });
  Object.assign(office.operations.agent('dora') ?? {}, { at: 'desk2' });
  const headers = { cookie: 'cordboard=agent-whole', host: 'desk.test', origin: 'http://desk.test' };
  const logIn = async (phone: string): Promise<[number, string]> => {
    const url = '/v1/agents/clara/login';
    const { statusCode, body } = await api.inject({ method: 'POST', url, headers, payload: { phone } });
    return [statusCode, body];
  };
  expect(await logIn('clara')).toEqual([200, expect.anything()]);
  expect(await logIn('desk1')).toEqual([200, expect.anything()]);
  expect(await logIn('boris')).toEqual([403, expect.stringContaining('belongs to another agent')]);
  expect(await logIn('desk2')).toEqual([403, expect.stringContaining('dora is logged in')]);
});
