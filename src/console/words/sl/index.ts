/** Slovenian. Not read by a native speaker. */
import type { Words } from '../words.ts';
import { board } from './board.ts';
import { calls } from './calls.ts';
import { desk } from './desk.ts';
import { plan } from './plan.ts';
import { reports } from './reports.ts';
import { shell } from './shell.ts';
import { story } from './story.ts';
import * as values from './values.ts';

export const sl: Words = { board, calls, desk, reports, shell, story, plan, values: { ...values } };
