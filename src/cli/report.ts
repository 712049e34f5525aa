import { resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type ReportPage, reportName, reportPage, reportPeriod } from '../contract/reports.ts';
import { spellDuration } from '../shared/time.ts';
import { command } from './command.ts';
import { connect } from './engine/connection.ts';
import { exit, Failure } from './failure.ts';
import { newFile } from './new-file.ts';
import { table } from './terminal/table.ts';
import { printJson, type Terminal } from './terminal/terminal.ts';

type Row = ReportPage['rows'][number];

/** A year by hour is long. */
const mayTake = 60_000;

export const report = command({
  usage: 'report <what>',
  about: 'Reports by queue, agent, number, tag and menu; docs/reports.md defines each figure',
  examples: [
    ['report queues', 'each queue, today so far'],
    ['report agents --from 2026-11-01 --to 2026-11-30 --by day', 'each agent, each day of a month'],
    ['report queues --by hour --threshold 30', 'service level within 30 seconds, each hour of today'],
    ['report queues --only sales --only support --by week', 'two queues'],
    ['report day', 'calls, queues and agents of today'],
    ['report calls --from 2026-11-01 --to 2026-11-30 --by week --csv', 'as CSV'],
    ['report agents --from 2026-11-01 --to 2026-11-30 --xlsx agents.xlsx', 'a workbook with all figures'],
    ['report ivr --from 2026-11-01', 'where callers leave menus and prompts'],
    ['report surveys --from 2026-11-01', 'marks of callers, with the response rate'],
    ['report quality --from 2026-11-01 --by week', 'scores of reviewed calls, by scorecard and question'],
    ['report results --from 2026-11-01 --by day', 'how calls came out, by queue'],
  ],
  options: (yargs) =>
    yargs
      .positional('what', {
        choices: [...reportName.options, 'day'] as const,
        demandOption: true,
        describe: 'what the rows are about',
      })
      .option('from', { type: 'string', describe: 'first day, such as 2026-11-29 (default: today)' })
      .option('to', { type: 'string', describe: 'last day, included (default: the first)' })
      .option('by', { choices: reportPeriod.options, default: 'all' as const, describe: 'a row for each' })
      .option('threshold', { type: 'number', default: 20, describe: 'seconds of the service level' })
      .option('short', {
        type: 'number',
        default: 5,
        describe: 'seconds within which giving up is a short abandon',
      })
      .option('again', {
        type: 'number',
        default: 7,
        describe: 'days of first-call resolution: another call of the contact within them counts',
      })
      .option('only', {
        type: 'string',
        array: true,
        nargs: 1,
        describe: 'only the rows with this name: a queue, an agent, a number, a tag ... (repeat it for more)',
      })
      .option('csv', { type: 'boolean', default: false, describe: 'print CSV, with all figures' })
      .option('xlsx', {
        type: 'string',
        requiresArg: true,
        describe: 'write all figures to this new file, for Excel or LibreOffice',
      }),
  async run({ what, from, to, by, threshold, short, again, only, csv, xlsx, json }, terminal) {
    // Not by `conflicts` of the parser: it takes a default of false for a value that was given.
    const forms = [csv && '--csv', json && '--json', xlsx !== undefined && '--xlsx'].filter(Boolean);
    if (forms.length > 1)
      throw new Failure(exit.wrongUsage, `${forms.join(' and ')} exclude each other`, 'use one of them');
    if (xlsx !== undefined && what === 'day')
      throw new Failure(
        exit.wrongUsage,
        'a file has one report, and `day` is three',
        'use --xlsx with queues, agents or calls',
      );
    if (only !== undefined && what === 'day')
      throw new Failure(
        exit.wrongUsage,
        '--only names rows of one report, and `day` is three',
        'use --only with queues, agents or another report',
      );
    const engine = await connect(terminal);
    const query = new URLSearchParams({
      by,
      threshold: String(threshold),
      short: String(short),
      again: String(again),
    });
    if (from !== undefined) query.set('from', from);
    if (to !== undefined) query.set('to', to);
    for (const name of only ?? []) query.append('only', name);
    const names = what === 'day' ? ['calls', 'queues', 'agents'] : [what];
    const get = (name: string): Promise<ReportPage> =>
      engine.get(`/v1/reports/${name}?${query.toString()}`, reportPage, mayTake);
    const file = (name: string, format: 'csv' | 'xlsx') =>
      engine.download(`/v1/reports/${name}?${query.toString()}&format=${format}`, mayTake, 'GET');
    if (xlsx !== undefined) {
      const path = resolve(terminal.workingDirectory, xlsx);
      const answer = await file(what, 'xlsx');
      await pipeline(Readable.from(answer), await newFile(path, 'a report never overwrites a file'));
      terminal.out(path);
      return exit.ok;
    }
    if (csv) {
      for (const name of names) {
        const text = await new Response(await file(name, 'csv')).text();
        if (names.length > 1) terminal.out(`${names[0] === name ? '' : '\n'}${name.toUpperCase()}`);
        terminal.out(text.trimEnd());
      }
      return exit.ok;
    }
    const pages: ReportPage[] = [];
    for (const name of names) pages.push(await get(name));
    if (json) {
      printJson(terminal, what === 'day' ? pages : pages[0]);
      return exit.ok;
    }
    for (const page of pages) {
      if (pages.length > 1) terminal.out(`${pages[0] === page ? '' : '\n'}${page.report.toUpperCase()}`);
      print(page, terminal);
    }
    return exit.ok;
  },
});

function print(page: ReportPage, terminal: Terminal): void {
  if (page.rows.length === 0) {
    terminal.err(
      page.from === page.to ? `nothing on ${page.from}` : `nothing from ${page.from} to ${page.to}`,
    );
    return noteUnfinished(page, terminal);
  }
  const shown = columns[page.report].filter(({ of }) => page.rows.some((row) => (row[of] ?? 0) !== 0));
  const hasPeriod = page.rows.some((row) => 'period' in row);
  const titles = [
    ...(hasPeriod ? [{ title: page.by.toUpperCase() }] : []),
    { title: 'NAME', flexible: true },
    ...shown.map(({ title }, rank) => ({ title, right: true, rank })),
  ];
  const cells = page.rows.map((row) => [
    ...(hasPeriod ? [String(row['period'] ?? '')] : []),
    String(row['name'] ?? ''),
    ...shown.map((column) => said(column, row)),
  ]);
  for (const line of table(titles, cells, terminal)) terminal.out(line);
  noteUnfinished(page, terminal);
}

function noteUnfinished({ complete }: ReportPage, terminal: Terminal): void {
  if (!complete) terminal.err('not complete yet: figures are still being made of the journal');
}

interface Shown {
  readonly title: string;
  readonly of: string;
}

function said({ of }: Shown, row: Row): string {
  const value = row[of];
  if (typeof value !== 'number') return value ?? '';
  if (of.endsWith('Ms')) return spellDuration(value);
  return isShare(of) ? `${Math.round(value * 1000) / 10}%` : String(value);
}

const isShare = (name: string): boolean =>
  /^serviceLevel|^occupancy$|^firstCallResolution$|Share$/.test(name);

const calls: readonly Shown[] = [
  { title: 'OFFERED', of: 'offered' },
  { title: 'ANSWERED', of: 'answered' },
  { title: 'ABANDONED', of: 'abandoned' },
  { title: 'SHORT', of: 'shortAbandoned' },
  { title: 'SERVICE', of: 'serviceLevelOfOffered' },
  { title: 'SPEED', of: 'averageSpeedOfAnswerMs' },
  { title: 'LONGEST', of: 'longestWaitMs' },
  { title: 'VOICEMAIL', of: 'voicemail' },
  { title: 'CALLBACK', of: 'callbackBooked' },
  { title: 'LEFT EARLY', of: 'leftEarly' },
  { title: 'TALKED', of: 'talkedMs' },
  { title: 'HELD', of: 'heldMs' },
  { title: 'TRANSFERS', of: 'transfers' },
  { title: 'ASTERISK DIED', of: 'exchangeRestarted' },
  { title: 'FAILED', of: 'failed' },
  { title: 'IN PROGRESS', of: 'inProgress' },
];

const afterwards: readonly Shown[] = [
  { title: 'FIRST CALL', of: 'firstCallResolution' },
  { title: 'SURVEYS', of: 'surveysOffered' },
  { title: 'RESPONSE', of: 'responseShare' },
  { title: 'MARK', of: 'averageMark' },
  { title: 'MOS', of: 'averageMos' },
  { title: 'REVIEWS', of: 'reviews' },
  { title: 'SCORE', of: 'averageScore' },
];

/** What a person reads first; all figures are in CSV and JSON. A column without any figure is left out. */
const columns: Readonly<Record<ReportPage['report'], readonly Shown[]>> = {
  queues: [
    { title: 'OFFERED', of: 'offered' },
    { title: 'ANSWERED', of: 'answered' },
    { title: 'ABANDONED', of: 'abandoned' },
    { title: 'SHORT', of: 'shortAbandoned' },
    { title: 'OVERFLOWED', of: 'overflowed' },
    { title: 'VOICEMAIL', of: 'voicemail' },
    { title: 'CALLBACK', of: 'callbackBooked' },
    { title: 'SERVICE', of: 'serviceLevelOfOffered' },
    { title: 'SPEED', of: 'averageSpeedOfAnswerMs' },
    { title: 'LONGEST', of: 'longestWaitMs' },
    { title: 'HANDLE', of: 'averageHandleMs' },
    { title: 'RONA', of: 'ringNoAnswer' },
    { title: 'IN', of: 'transfersIn' },
    { title: 'OUT', of: 'transfersOut' },
    ...afterwards,
    { title: 'IN PROGRESS', of: 'inProgress' },
  ],
  agents: [
    { title: 'ANSWERED', of: 'answered' },
    { title: 'LOGGED IN', of: 'loggedInMs' },
    { title: 'TALKED', of: 'talkedMs' },
    { title: 'HOLD', of: 'heldMs' },
    { title: 'CONSULT', of: 'consultedMs' },
    { title: 'WRAP-UP', of: 'wrappedUpMs' },
    { title: 'HANDLE', of: 'averageHandleMs' },
    { title: 'OCCUPANCY', of: 'occupancy' },
    { title: 'FREE', of: 'freeStateMs' },
    { title: 'PAUSED', of: 'pausedStateMs' },
    { title: 'UNREACHABLE', of: 'unreachableStateMs' },
    { title: 'PHONE BUSY', of: 'phoneBusyStateMs' },
    { title: 'OUT OF QUEUES', of: 'outOfQueuesMs' },
    { title: 'RONA', of: 'ringNoAnswer' },
    { title: 'IN', of: 'transfersIn' },
    { title: 'OUT', of: 'transfersOut' },
    ...afterwards,
  ],
  calls,
  numbers: calls,
  tags: calls,
  ivr: [
    { title: 'HEARD', of: 'heard' },
    { title: 'LEFT', of: 'left' },
    { title: 'SHARE', of: 'leftShare' },
    { title: 'AVERAGE', of: 'averageMs' },
  ],
  results: [{ title: 'GIVEN', of: 'given' }],
  quality: [
    { title: 'REVIEWS', of: 'reviews' },
    { title: 'SCORE', of: 'averageScore' },
  ],
  surveys: [
    { title: 'OFFERED', of: 'offered' },
    { title: 'ANSWERED', of: 'answered' },
    { title: 'RESPONSE', of: 'responseShare' },
    { title: 'MARK', of: 'averageMark' },
    { title: 'LOW', of: 'lowMarks' },
    { title: 'COMMENTS', of: 'comments' },
    { title: 'WAIT', of: 'waitedAnsweredMs' },
    { title: 'WAIT, NO ANSWER', of: 'waitedUnansweredMs' },
    { title: 'TALK', of: 'talkedAnsweredMs' },
    { title: 'TALK, NO ANSWER', of: 'talkedUnansweredMs' },
  ],
};
