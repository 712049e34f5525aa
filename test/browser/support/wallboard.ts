/** What a wallboard shows, number by number; and what it would have to show of a floor that stands like that. */
import type { Page } from 'playwright-core';

/** By where it stands on the wallboard. */
export type Shown = Readonly<Record<string, string>>;

export interface HourOfQueue {
  inTime: number;
  late: number;
  abandoned: number;
  longestWaitMs: number;
}

export interface Standing {
  readonly calls: number;
  readonly queues: readonly {
    readonly title: string;
    readonly members: readonly string[];
    /** Of them, those who are out of it for now. */
    readonly out: readonly string[];
    readonly waitingSince: readonly number[];
    /** By their beginnings: of those calls that are over. */
    readonly hours: ReadonlyMap<number, HourOfQueue>;
  }[];
  readonly agents: readonly AgentStands[];
}

interface AgentStands {
  readonly name: string;
  readonly title: string;
  readonly state: AgentDoes;
  readonly since: number;
}

export type AgentDoes = 'ringing' | 'talking' | 'wrapping_up' | 'free' | 'paused' | 'logged_out';

const groups = {
  free: ['free'],
  busy: ['ringing', 'talking', 'wrapping_up'],
  paused: ['paused'],
  away: ['logged_out'],
} as const;
export const anHour = 3_600_000;

/** `1:05` */
function clockLength(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** As one says it to people in Germany who read English. */
export function shouldShow(
  { calls, queues, agents }: Standing,
  now: number,
  goal: { readonly seconds: number; readonly percent: number },
): Shown {
  const doing = (states: readonly AgentDoes[], among = agents): string =>
    String(among.filter(({ state }) => states.includes(state)).length);
  const longest = (since: readonly number[]): string =>
    since.length === 0 ? '–' : clockLength(now - Math.min(...since));
  const waiting = queues.flatMap(({ waitingSince }) => waitingSince);
  const shown: Record<string, string> = {
    'Calls in progress': String(calls),
    Waiting: String(waiting.length),
    'Longest wait': longest(waiting),
    Talking: doing(['talking']),
    'Free agents': doing(['free']),
  };
  for (const { title, members, out, waitingSince, hours } of queues) {
    const those = agents.filter(({ name }) => members.includes(name) && !out.includes(name));
    shown[`${title}: waiting`] = String(waitingSince.length);
    shown[`${title}: longest wait`] = longest(waitingSince);
    for (const [group, states] of Object.entries(groups)) shown[`${title}: ${group}`] = doing(states, those);
    // `1 taken out`, of which the board says nothing as long as it is no one.
    if (out.length > 0) shown[`${title}: taken`] = String(out.length);
    Object.assign(shown, ofHours(title, hours, now, goal));
  }
  // Since when somebody is away is no number of the board.
  for (const { title, state, since } of agents)
    shown[title] = state === 'logged_out' ? state : `${state} ${clockLength(now - since)}`;
  for (const state of new Set(agents.map(({ state: does }) => does)))
    shown[`agents ${state}`] = doing([state]);
  return shown;
}

function ofHours(
  title: string,
  hours: ReadonlyMap<number, HourOfQueue>,
  now: number,
  goal: { readonly seconds: number; readonly percent: number },
): Record<string, string> {
  const last = Math.floor(now / anHour) * anHour;
  const none = { inTime: 0, late: 0, abandoned: 0, longestWaitMs: 0 };
  const shown = Array.from({ length: 8 }, (_, i) => {
    const at = last - (7 - i) * anHour;
    return { at, ...(hours.get(at) ?? none) };
  });
  const sum = (of: 'inTime' | 'late' | 'abandoned'): number => shown.reduce((all, hour) => all + hour[of], 0);
  const all = sum('inTime') + sum('late') + sum('abandoned');
  if (all === 0) return {};
  const share = (100 * sum('inTime')) / all;
  const berlin = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Berlin', timeStyle: 'short' });
  return {
    [`${title}: hours`]: `Last 8 h: ${Math.round(share)}% within ${goal.seconds} s, ${sum('abandoned')} abandoned${share < goal.percent ? ` below the goal of ${goal.percent} %` : ''}`,
    ...Object.fromEntries(
      shown.map(({ at, inTime, abandoned, longestWaitMs }, i) => [
        `${title}: hour ${i}`,
        `${berlin.format(at)}: ${inTime} in time, ${abandoned} abandoned, longest wait ${clockLength(longestWaitMs)}`,
      ]),
    ),
  };
}

/** In one look. */
export const shownBy = (page: Page): Promise<Shown> =>
  page.evaluate(() => {
    const text = (within: Element, selector: string): string =>
      within.querySelector(selector)?.textContent?.replaceAll(/\s+/g, ' ').trim() ?? '';
    const shown: Record<string, string> = {};
    for (const figure of document.querySelectorAll('.summary-figure'))
      shown[text(figure, 'dt')] = text(figure, 'dd');
    for (const queue of document.querySelectorAll('.queue')) {
      const title = text(queue, '.queue-title');
      shown[`${title}: waiting`] = text(queue, '.queue-number');
      shown[`${title}: longest wait`] = text(queue, '.queue-longest') || '–';
      for (const group of queue.querySelectorAll('.queue-agents > span')) {
        const [number = '', word = ''] = (group.textContent ?? '').trim().split(/\s+/);
        shown[`${title}: ${word}`] = number;
      }
      const hours = text(queue, '.queue-trend figcaption');
      if (hours !== '') shown[`${title}: hours`] = hours;
      for (const [i, hour] of queue.querySelectorAll('.queue-trend title').entries())
        shown[`${title}: hour ${i}`] = hour.textContent ?? '';
    }
    for (const band of document.querySelectorAll('.band')) {
      const state = /of-(\w+)/.exec(band.className)?.[1] ?? '';
      shown[`agents ${state}`] = text(band, '.band-title .figure');
      for (const cell of band.querySelectorAll('.cell'))
        shown[text(cell, '.cell-name')] = `${state} ${text(cell, '.cell-time')}`.trim();
    }
    return shown;
  });
