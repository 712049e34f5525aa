/** All commands, in the order in which `--help` lists them. */
import { agents } from './agents.ts';
import { call } from './call.ts';
import { calls } from './calls.ts';
import { check } from './check.ts';
import type { Registered } from './command.ts';
import { contacts } from './contacts.ts';
import { doctor } from './doctor.ts';
import { journal } from './journal.ts';
import { plan } from './plan.ts';
import { queues } from './queues.ts';
import { start } from './start.ts';
import { status } from './status.ts';
import { voicemails } from './voicemails.ts';
import { why } from './why.ts';

export const commands: readonly Registered[] = [
  start,
  check,
  status,
  calls,
  call,
  why,
  agents,
  queues,
  contacts,
  plan,
  voicemails,
  journal,
  doctor,
];
