/** How the floor stands by nothing but the journal, folded anew from its beginning: the figures of reports, and time travel. */

import type { StoredEntry } from '../../../src/call/kept/journal.ts';
import type { Plan } from '../../../src/plan/model.ts';
import type { AgentTimeState } from '../../../src/reports/figures/agent-times.ts';
import { FiguresFold } from '../../../src/reports/figures/figures-fold.ts';
import { FloorThen } from '../../../src/reports/floor-then.ts';
import { atOnce } from '../../../src/shared/slices.ts';
import { rowsOf } from '../../support/figures.ts';
import type { AgentDoes, HourOfQueue, Standing } from './wallboard.ts';

/** To the board, whoever has a caller on hold talks. */
const shownAs: Readonly<Record<AgentTimeState | 'logged_out', AgentDoes>> = {
  talking: 'talking',
  hold: 'talking',
  consulting: 'talking',
  calling: 'talking',
  ringing: 'ringing',
  wrap_up: 'wrapping_up',
  paused: 'paused',
  free: 'free',
  unreachable: 'logged_out',
  phone_busy: 'logged_out',
  logged_out: 'logged_out',
};

export function standingOf(
  entries: readonly StoredEntry[],
  now: number,
  { queues, agents }: Plan,
  seconds: number,
): Standing {
  const then = new FloorThen([now], undefined, []);
  const fold = new FiguresFold('UTC');
  const connectedAt = new Map<string, number>();
  const out = new Set<string>();
  for (const entry of entries) {
    if (entry.at > now) break;
    then.add(entry);
    fold.add(entry);
    if (entry.type === 'connected') connectedAt.set(entry.to, entry.at);
    if (entry.type !== 'queueServiceSet') continue;
    if (entry.serves) out.delete(`${entry.agent} ${entry.queue}`);
    else out.add(`${entry.agent} ${entry.queue}`);
  }
  const [floor] = atOnce(then.over()).floors;
  const visits = [...fold.open.values()].flatMap((call) => call.visits.open ?? []);
  const hours = hoursOf(fold, seconds);
  return {
    calls: fold.open.size,
    queues: Object.entries(queues).map(([name, { title, members }]) => ({
      title,
      members,
      out: members.filter((member) => out.has(`${member} ${name}`)),
      waitingSince: visits.filter(({ queue }) => queue === name).map(({ enteredAt }) => enteredAt),
      hours: hours.get(name) ?? new Map<number, HourOfQueue>(),
    })),
    agents: (floor?.agents ?? []).map(({ name, state, since }) => {
      const does = shownAs[state];
      const began = does === 'talking' ? connectedAt.get(name) : since;
      return { name, title: agents[name]?.title ?? name, state: does, since: began ?? 0 };
    }),
  };
}

function hoursOf(fold: FiguresFold, seconds: number): Map<string, Map<number, HourOfQueue>> {
  const cells = [...fold.take()].flatMap(([at, subjects]) =>
    [...subjects].map(([subject, cell]) => ({ at, subject, cell })),
  );
  const found = new Map<string, Map<number, HourOfQueue>>();
  const question = { report: 'queues', by: 'hour', timeZone: 'UTC', threshold: seconds, short: 5 } as const;
  for (const row of rowsOf(cells, question)) {
    const figure = (name: string): number => Number(row[name] ?? 0);
    const inTime = Math.round(figure('serviceLevelOfOffered') * figure('offered'));
    const of = found.get(String(row['name'])) ?? new Map<number, HourOfQueue>();
    found.set(String(row['name']), of);
    of.set(Date.parse(String(row['period'])), {
      inTime,
      late: figure('answered') - inTime,
      abandoned: figure('abandoned'),
      longestWaitMs: figure('longestWaitMs'),
    });
  }
  return found;
}
