import {
  type AnnouncementView,
  announcement,
  announcementEnded,
  announcementList,
} from '../contract/announcement.ts';
import { parseDuration } from '../plan/words/duration.ts';
import type { WallClock } from '../reports/wording.ts';
import { defined } from '../shared/defined.ts';
import { parseMoment } from '../trial/moment.ts';
import { command } from './command.ts';
import { asJson } from './engine/client.ts';
import { connect } from './engine/connection.ts';
import { exit, Failure } from './failure.ts';
import { type Cell, table } from './terminal/table.ts';
import { clean, printJson } from './terminal/terminal.ts';
import { moment } from './terminal/words.ts';

export const announce = command({
  usage: 'announce [action] [place] [name] [text]',
  about: 'Put an announcement in front of a number or queue, at once; end it; list them',
  examples: [
    ['announce', 'announcements in force'],
    [
      'announce on queue sales "We are closed because of a flood."',
      'callers hear it from now on, for 4 hours',
    ],
    ['announce on number 101 --sound flood --until "2026-12-24 18:00"', 'a sound of the library, until then'],
    ['announce on queue sales "Please wait." --for 30m', 'for half an hour'],
    ['announce off queue sales', 'end it now'],
  ],
  options: (yargs) =>
    yargs
      .positional('action', {
        choices: ['list', 'on', 'off'] as const,
        describe: 'if omitted, list the announcements',
      })
      .positional('place', { choices: ['number', 'queue'] as const, describe: 'what it stands in front of' })
      .positional('name', { type: 'string', describe: 'the number or queue of the plan' })
      .positional('text', { type: 'string', describe: 'on: what callers hear' })
      .option('sound', { type: 'string', describe: 'on: a sound of the sound library' })
      .option('for', { type: 'string', describe: 'on: how long, such as 30m or 2h (default: 4h)' })
      .option('until', { type: 'string', describe: "on: date and time, such as '2026-12-24 18:00'" }),
  async run({ action = 'list', place, name, text, sound, for: lasts, until, json }, terminal) {
    const engine = await connect(terminal);
    if (action === 'list') {
      const list = await engine.get('/v1/announcements', announcementList);
      if (json) printJson(terminal, list);
      else if (list.announcements.length === 0) terminal.err('there are no announcements');
      else {
        const { clock, now } = await engine.clock();
        const rows = list.announcements.map((one) => row(one, clock, now));
        for (const line of table(COLUMNS, rows, terminal)) terminal.out(line);
      }
      return exit.ok;
    }
    if (place === undefined || name === undefined)
      throw new Failure(
        exit.wrongUsage,
        `${action} in front of what?`,
        `run \`cordboard announce ${action} queue NAME\`, or number NUMBER`,
      );
    const path = `/v1/announcements/${place}/${encodeURIComponent(name)}`;
    if (action === 'off') {
      const ended = await engine.delete(path, announcementEnded);
      if (json) printJson(terminal, ended);
      else terminal.out(`no announcement in front of ${place} ${clean(name)}`);
      return exit.ok;
    }
    if (text === undefined && sound === undefined)
      throw new Failure(exit.wrongUsage, 'what are callers to hear?', 'write a text, or --sound NAME');
    const { clock, now, timeZone } = await engine.clock();
    const end = endOf(lasts, until, now, timeZone);
    const body = {
      ...defined({ text, sound }),
      ...(end !== undefined && { until: new Date(end).toISOString() }),
    };
    const set = await engine.put(path, announcement, asJson(body));
    if (json) printJson(terminal, set);
    else
      terminal.out(`callers of ${place} ${clean(set.name)} hear it until ${moment(clock, set.until, now)}`);
    return exit.ok;
  },
});

function endOf(
  lasts: string | undefined,
  until: string | undefined,
  now: number,
  timeZone: string,
): number | undefined {
  if (lasts !== undefined) {
    const length = parseDuration(lasts);
    if (length === undefined || length <= 0)
      throw new Failure(exit.wrongUsage, `'${lasts}' is not a duration`, 'write it like --for 30m');
    return now + length;
  }
  const end = until === undefined ? undefined : parseMoment(until, timeZone);
  if (until !== undefined && end === undefined)
    throw new Failure(
      exit.wrongUsage,
      `'${until}' is not a date and time`,
      "write it like --until '2026-12-24 18:00'",
    );
  return end;
}

const COLUMNS = [
  { title: 'IN FRONT OF' },
  { title: 'UNTIL' },
  { title: 'BY' },
  { title: 'CALLERS HEAR', flexible: true },
];

const row = (
  { kind, name, words, sound, until, by }: AnnouncementView,
  clock: WallClock,
  now: number,
): Cell[] => [
  `${kind} ${name}`,
  moment(clock, until, now),
  by,
  [sound && `sound ${sound}`, Object.values(words)[0]].filter(Boolean).join(': '),
];
