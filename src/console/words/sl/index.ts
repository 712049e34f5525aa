/** Slovenian. Not read by a native speaker. */
import type { Words } from '../words.ts';
import { account } from './account.ts';
import { articles } from './articles.ts';
import { audit } from './audit.ts';
import { board } from './board.ts';
import { callbacks } from './callbacks.ts';
import { callerPage } from './caller-page.ts';
import { calls } from './calls.ts';
import { contacts } from './contacts.ts';
import { desk } from './desk.ts';
import { health } from './health.ts';
import { lines } from './lines.ts';
import { people } from './people.ts';
import { plan } from './plan.ts';
import { prompts } from './prompts.ts';
import { quality } from './quality.ts';
import { reports } from './reports.ts';
import { shell } from './shell.ts';
import { story } from './story.ts';
import { tickets } from './tickets.ts';
import { time } from './time.ts';
import { training } from './training.ts';
import * as values from './values.ts';
import { voicemail } from './voicemail.ts';

export const sl: Words = {
  board,
  calls,
  desk,
  reports,
  shell,
  story,
  tickets,
  time,
  articles,
  quality,
  training,
  plan,
  people,
  audit,
  health,
  account,
  lines,
  callbacks,
  callerPage,
  prompts,
  contacts,
  voicemail,
  values: { ...values },
};
