/** The codes by which the API, the journal and the alarms name a failure. */
import { z } from 'zod';
import { type FailureCode, failures } from '../shared/failures/table.ts';

export const failureCode = z
  .enum(Object.keys(failures) as [FailureCode, ...FailureCode[]])
  .describe('Stable code of a failure. docs/failures.md explains each of them.');

export type { FailureCode } from '../shared/failures/table.ts';
