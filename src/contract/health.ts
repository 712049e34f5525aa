/** How the installation is: disk, backups, what went wrong, and what the doctor finds. */
import { z } from 'zod';
import { moment } from './common.ts';
import { failureCode } from './failures.ts';
import { alarmKind } from './values.ts';

export const installation = z.object({
  version: z.string().describe('Version of Cordboard.'),
  runningSince: moment,
  disk: z
    .object({ freeBytes: z.number(), totalBytes: z.number(), databaseBytes: z.number() })
    .optional()
    .describe('Of the state folder.'),
  lastBackup: z
    .object({ at: moment, by: z.string() })
    .optional()
    .describe('The last download of a backup. If omitted: none is in the newest part of the audit trail.'),
  events: z
    .array(
      z.object({
        at: moment,
        what: z.enum(['alarm', 'engine_started', 'engine_stopped', 'exchange_lost', 'exchange_back']),
        text: z.string().optional().describe('The alarm, or why the link was lost.'),
        code: failureCode.optional(),
        about: alarmKind.optional(),
        call: z.string().optional(),
      }),
    )
    .describe('Alarms, starts and lost links of late, newest first.'),
});

export const examination = z.object({
  findings: z.array(
    z.object({
      check: z.string(),
      severity: z.enum(['ok', 'warning', 'error']),
      message: z.string(),
      fix: z.string().optional(),
      code: failureCode.optional(),
    }),
  ),
});

export type Installation = z.infer<typeof installation>;
export type Examination = z.infer<typeof examination>;
