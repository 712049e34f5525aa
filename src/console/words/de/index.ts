/** German. */
import type { Words } from '../words.ts';
import { board } from './board.ts';
import { desk } from './desk.ts';
import { shell } from './shell.ts';
import { story } from './story.ts';
import * as values from './values.ts';

export const de: Words = { board, desk, shell, story, values: { ...values } };
