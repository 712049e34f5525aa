import { changes } from './changes.ts';
import { findings } from './findings.ts';
import { hints } from './hints.ts';
import { words } from './words.ts';

export const phrases = { ...findings, ...hints, ...changes, ...words };
