/** All commands, in the order in which `--help` lists them. */
import { agents } from './agents.ts';
import { alarms } from './alarms.ts';
import { announce } from './announce.ts';
import { articles } from './articles.ts';
import { audit } from './audit.ts';
import { call } from './call.ts';
import { callbacks } from './callbacks.ts';
import { calls } from './calls.ts';
import { cases } from './cases.ts';
import { check } from './check.ts';
import { lazily, type Registered } from './command.ts';
import { contacts } from './contacts.ts';
import { deliveries } from './deliveries.ts';
import { directory } from './directory.ts';
import { doctor } from './doctor.ts';
import { dump } from './dump.ts';
import { journal } from './journal.ts';
import { message } from './message.ts';
import { missed } from './missed.ts';
import { onCall } from './on-call.ts';
import { people } from './people.ts';
import { phones } from './phones.ts';
import { plan } from './plan.ts';
import { queues } from './queues.ts';
import { reconcile } from './reconcile.ts';
import { recordings } from './recordings.ts';
import { report } from './report.ts';
import { results } from './results.ts';
import { retention } from './retention.ts';
import { reviews } from './reviews.ts';
import { schedules } from './schedules.ts';
import { sounds } from './sounds.ts';
import { status } from './status.ts';
import { supervise } from './supervise.ts';
import { tickets } from './tickets.ts';
import { trace } from './trace.ts';
import { tryOut } from './try.ts';
import { voicemails } from './voicemails.ts';
import { webhooks } from './webhooks.ts';
import { why } from './why.ts';

const start = lazily(
  { usage: 'start', about: 'Start Asterisk and the engine, and route calls until Ctrl-C' },
  async () => (await import('./start.ts')).start,
);

const backup = lazily(
  {
    usage: 'backup <file>',
    about: 'Back up the database, voicemail messages and recorded talks to one new file',
  },
  async () => (await import('./backup.ts')).backup,
);

const restore = lazily(
  { usage: 'restore <file>', about: 'Replace the database with a backup; stop the engine first' },
  async () => (await import('./restore.ts')).restore,
);

const replay = lazily(
  { usage: 'replay', about: 'Run recorded turns through the core again, and compare every journal entry' },
  async () => (await import('./replay.ts')).replay,
);

export const commands: readonly Registered[] = [
  start,
  check,
  tryOut,
  status,
  calls,
  call,
  why,
  agents,
  results,
  phones,
  people,
  queues,
  callbacks,
  missed,
  alarms,
  report,
  reconcile,
  dump,
  schedules,
  onCall,
  contacts,
  directory,
  plan,
  tickets,
  articles,
  voicemails,
  sounds,
  announce,
  message,
  recordings,
  reviews,
  cases,
  supervise,
  webhooks,
  deliveries,
  journal,
  audit,
  trace,
  retention,
  replay,
  backup,
  restore,
  doctor,
];
