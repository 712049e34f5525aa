/** German. */
import type { Words } from '../words.ts';
import { board } from './board.ts';
import { shell } from './shell.ts';
import * as values from './values.ts';

export const de: Words = { board, shell, values: { ...values } };
