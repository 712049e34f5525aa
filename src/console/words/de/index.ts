/** German. */
import type { Words } from '../words.ts';
import { shell } from './shell.ts';
import * as values from './values.ts';

export const de: Words = { shell, values: { ...values } };
