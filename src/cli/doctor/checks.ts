/** All checks, from the ground up: fix the first one first. */
import { asterisk } from './asterisk.ts';
import { certificate } from './certificate.ts';
import type { Check } from './check.ts';
import { clock } from './clock.ts';
import { credentials } from './credentials.ts';
import { database } from './database.ts';
import { engine } from './engine.ts';
import { mail } from './mail.ts';
import { node } from './node.ts';
import { phones } from './phones.ts';
import { plan } from './plan.ts';
import { ports } from './ports.ts';
import { safety } from './safety.ts';
import { sounds } from './sounds.ts';
import { stateFolder } from './state-folder.ts';
import { traces } from './traces.ts';
import { trunks } from './trunks.ts';

export const checks: readonly Check[] = [
  node,
  stateFolder,
  credentials,
  database,
  clock,
  asterisk,
  certificate,
  sounds,
  ports,
  plan,
  safety,
  engine,
  phones,
  trunks,
  mail,
  traces,
];
