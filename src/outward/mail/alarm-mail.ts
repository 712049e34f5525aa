/**
 * E-mails for alarms: one for each code in ten minutes, however often it is raised, so that a fault that repeats does not
 * fill a mailbox. What is no more than a warning stays in the journal.
 */
import type { StoredEntry } from '../../call/kept/journal.ts';
import type { Mail } from '../../ports/mailer.ts';
import { failureOf } from '../../shared/failures/table.ts';
import { minutes } from '../../shared/time.ts';

const once = minutes(10);

export interface AlarmMailNeeds {
  readonly to: readonly string[];
  /** Whose alarms they are: a person may have those of several houses. */
  readonly company: () => string;
  readonly linkTo: (path: string) => string;
}

export function mailsOfAlarm(entry: StoredEntry, { to, company, linkTo }: AlarmMailNeeds): readonly Mail[] {
  if (entry.type !== 'alarmRaised') return [];
  const { code, what, call, at } = entry;
  const failure = code === undefined ? undefined : failureOf(code);
  if (failure && failure.severity !== 'error' && failure.severity !== 'critical') return [];
  const about = failure?.sentence ?? what;
  const urgent = failure?.severity === 'critical' ? 'CRITICAL: ' : '';
  const lines = [
    about,
    ...(about === what ? [] : ['', what]),
    '',
    `Time: ${new Date(at).toISOString()}`,
    ...(code === undefined ? [] : [`Code: ${code}`]),
    ...(call === undefined ? [] : [`Call: ${call}`]),
    ...(failure ? ['', `What to do: ${failure.remedy}`] : []),
    '',
    'The same alarm is not sent again within ten minutes.',
    linkTo('/'),
  ];
  return [
    {
      id: `alarm ${code ?? what} ${Math.floor(at / once)}`,
      kind: 'alarm',
      to,
      subject: `${urgent}${company()}: ${about}`,
      text: lines.join('\n'),
      ...(call !== undefined && { call }),
    },
  ];
}
