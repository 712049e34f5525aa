/** The floor as a few lines of text: calls by phase, each queue, each agent. */
import type { Status } from '../contract/status.ts';
import { wallClock } from '../reports/wording.ts';
import { failureOf } from '../shared/failures/table.ts';
import { spellDuration } from '../shared/time.ts';
import { valueInWords } from '../shared/value-in-words.ts';
import { agentTable } from './agents.ts';
import { queueTable } from './queues.ts';
import { clean, paint, type Terminal } from './terminal/terminal.ts';

export function wallboard(
  status: Status,
  terminal: Pick<Terminal, 'colour' | 'interactive' | 'columns'>,
): string[] {
  const now = Date.parse(status.now);
  const clock = wallClock(status.timeZone);
  const bold = (text: string) => paint(terminal, 'bold', text);
  const { ready, reasons, since } = status.health;
  const health = ready
    ? paint(terminal, 'green', 'calls are routed')
    : paint(terminal, 'red', 'CALLS ARE NOT ROUTED');
  const up = spellDuration(now - Date.parse(since));
  return [
    `${bold(clean(status.company))}  ${clock.date(now)} ${clock.time(now)}  ${health} for ${up}  plan version ${status.planVersion}`,
    ...reasons.map((reason) => `  ${paint(terminal, 'yellow', `! ${clean(reason)}`)}`),
    ...trunksDown(status).map((words) => `  ${paint(terminal, 'yellow', `! ${words}`)}`),
    ...restartPending(status).map((words) => `  ${paint(terminal, 'yellow', `! ${words}`)}`),
    '',
    `${bold(`Calls: ${status.calls.live}`)}${phases(status)}`,
    ...section('', queueTable(status.queues, terminal), status.queues.length),
    ...section('', agentTable(status.agents, clock, now, terminal), status.agents.length),
  ];
}

function trunksDown({ trunks }: Pick<Status, 'trunks'>): string[] {
  return trunks.flatMap(({ name, down }) =>
    down === undefined ? [] : [`trunk ${clean(name)} is down: ${failureOf(down).sentence}`],
  );
}

export function restartPending({ asteriskRestartFor: files }: Pick<Status, 'asteriskRestartFor'>): string[] {
  if (files.length === 0) return [];
  return [`Asterisk restarts when no call is in progress, for ${clean(files.join(', '))}`];
}

function phases({ calls }: Status): string {
  const named = Object.entries(calls.byPhase).map(([phase, count]) => `${count} ${valueInWords(phase)}`);
  return named.length > 0 ? `  (${named.join(', ')})` : '';
}

const section = (gap: string, lines: readonly string[], rows: number) => (rows === 0 ? [] : [gap, ...lines]);
