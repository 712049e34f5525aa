/**
 * Sends the reports of the plan by e-mail. A mail is named by its report and days, so it is sent once, whatever happens
 * between: after a restart, the reports that were due in the last hours are handed over again, and those that were sent
 * are known.
 */
import type { Plan, ReportByMail } from '../../plan/model.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { Attachment, Mailer } from '../../ports/mailer.ts';
import { type Duration, type Instant, minutes } from '../../shared/time.ts';
import { type Day, dayLength, dayOf, momentsOf, wallAt, weekdayOf } from '../../shared/wall-time.ts';

const lookEvery: Duration = minutes(1);
/** A report that could not be sent for longer, because the engine was stopped, is not sent any more. */
const catchesUp: Duration = minutes(12 * 60);

export interface ScheduledNeeds {
  readonly clock: Pick<Clock, 'now' | 'after'>;
  readonly plan: () => Pick<Plan, 'reports' | 'timeZone' | 'company'>;
  readonly mailer: Pick<Mailer, 'send' | 'linkTo'>;
  /** The file. Both days are included. */
  readonly make: (report: ReportByMail, first: Day, last: Day) => Promise<Uint8Array>;
  readonly log: Log;
}

export class ScheduledReports {
  readonly #needs: ScheduledNeeds;
  readonly #handedOver = new Set<string>();
  #callOff: () => void = () => undefined;
  #stopped = false;

  constructor(needs: ScheduledNeeds) {
    this.#needs = needs;
  }

  start(): void {
    if (!this.#stopped) this.#callOff = this.#needs.clock.after(lookEvery, () => void this.#look());
  }

  stop(): void {
    this.#stopped = true;
    this.#callOff();
  }

  async #look(): Promise<void> {
    const { plan, clock, log } = this.#needs;
    const { reports = {}, timeZone } = plan();
    for (const report of Object.values(reports)) {
      const due = lastDue(report, timeZone, clock.now());
      if (due === undefined || this.#stopped) continue;
      try {
        await this.#send(report, due);
      } catch (error) {
        log.warn({ err: error, report: report.name }, 'Cannot send a report by e-mail; trying again.');
      }
    }
    this.start();
  }

  async #send(report: ReportByMail, { first, last }: Due): Promise<void> {
    const { mailer, make, plan, log } = this.#needs;
    const [from, to] = [inWords(first), inWords(last)];
    const id = `report ${report.name} ${from} ${to}`;
    if (this.#handedOver.has(id)) return;
    const { company, timeZone } = plan();
    const days = from === to ? from : `${from} to ${to}`;
    const query = new URLSearchParams({ report: report.report, from, to, by: report.by });
    query.set('threshold', String(report.threshold));
    for (const name of report.only ?? []) query.append('only', name);
    const file: Attachment = {
      name: `${report.report}-${from === to ? from : `${from}-${to}`}.${report.format}`,
      type: mediaTypes[report.format],
      content: await make(report, first, last),
    };
    const sent = await mailer.send({
      id,
      kind: 'report',
      to: report.to,
      subject: `${company}: ${report.report}, ${days}`,
      text: [
        `The report '${report.name}' of ${company} for ${days} (${timeZone}) is attached.`,
        '',
        `In the console: ${mailer.linkTo(`/reports?${query.toString()}`)}`,
        '',
      ].join('\n'),
      attachments: [file],
    });
    this.#handedOver.add(id);
    if (sent === 'not_set_up')
      log.warn(
        { report: report.name },
        'A report is due by e-mail, but no mail server is set (CORDBOARD_SMTP_HOST).',
      );
  }
}

const mediaTypes = {
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

interface Due {
  readonly first: Day;
  readonly last: Day;
}

/** The days of the report that was due last, unless that is too long ago. */
export function lastDue(
  { every, minute }: Pick<ReportByMail, 'every' | 'minute'>,
  timeZone: string,
  now: Instant,
): Due | undefined {
  const today = dayOf(wallAt(timeZone, now));
  for (const day of [today, today - 1]) {
    const at = momentsOf(timeZone, day * dayLength + minutes(minute)).first;
    if (at > now || now - at > catchesUp) continue;
    if (every === 'day') return { first: day - 1, last: day - 1 };
    if (every === 'week' && weekdayOf(day) === 0) return { first: day - 7, last: day - 1 };
    if (every === 'month' && dateOf(day) === 1) return { first: day - dateOf(day - 1), last: day - 1 };
  }
  return undefined;
}

/** In its month, from 1. */
const dateOf = (day: Day): number => new Date(day * dayLength).getUTCDate();
const inWords = (day: Day): string => new Date(day * dayLength).toISOString().slice(0, 10);
