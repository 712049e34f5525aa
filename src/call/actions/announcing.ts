/** An announcement in front of a number or queue: put there by hand, heard once by each caller, over at its time. */
import type { Prompt, Step } from '../../plan/model.ts';
import { numberOf } from '../../plan/rules/dialled.ts';
import type { Instant } from '../../shared/time.ts';
import { type Announcement, type AnnouncementPlace, announcementKey } from '../kept/announcement.ts';
import { type Call, hasLeg } from '../kept/call.ts';
import type { Turn } from '../turn/turn.ts';
import { moveTo } from './move.ts';
import { speak } from './sound.ts';

export interface AnnouncementWanted {
  readonly prompt: Prompt;
  readonly until: Instant;
}

/** Nothing wanted: it ends. */
export function setAnnouncement(
  turn: Turn,
  place: AnnouncementPlace,
  wanted: AnnouncementWanted | undefined,
  by: string,
): void {
  const key = announcementKey(place);
  if (!wanted) {
    const before = turn.announcement(key);
    if (!before) return;
    if (turn.wall < before.until) turn.journal({ type: 'announcementSet', where: key, by });
    turn.putAnnouncement(key, null);
    return;
  }
  const { prompt, until } = wanted;
  turn.journal({ type: 'announcementSet', where: key, words: wordsOf(prompt), until, by });
  turn.putAnnouncement(key, { place, prompt, until, since: turn.now, by });
}

/** Whether the caller has something to hear before the step is taken, which is then taken after it. */
export function announces(turn: Turn, call: Call, step: Step): boolean {
  if (!turn.mayAnnounce || call.aside || call.turnedAway !== undefined || !hasLeg(call)) return false;
  const found = announcementFor(turn, call, step);
  if (!found) return false;
  const { call: spokenTo, playback } = speak(turn, call, found.prompt);
  const announcementsHeard = [...(call.announcementsHeard ?? []), mark(found)];
  const where = announcementKey(found.place);
  moveTo(
    turn,
    { ...spokenTo, announcementsHeard },
    { name: 'listening', playback, notice: true },
    `the announcement in front of ${where}`,
  );
  return true;
}

/** Of the number that they have dialled; then of the queue that they come to. */
function announcementFor(turn: Turn, call: Call, step: Step): Announcement | undefined {
  const number = call.callback ? undefined : numberOf(turn.planOf(call), call.dialled);
  const places: AnnouncementPlace[] = [
    ...(number === undefined ? [] : [{ kind: 'number', name: number } as const]),
    ...(step.do === 'queue' ? [{ kind: 'queue', name: step.queue } as const] : []),
  ];
  for (const place of places) {
    const found = turn.announcement(announcementKey(place));
    if (found && turn.wall < found.until && !call.announcementsHeard?.includes(mark(found))) return found;
  }
  return undefined;
}

/** One that was put in its place since is another. */
const mark = ({ place, since }: Announcement): string => `${announcementKey(place)} ${since}`;

const wordsOf = (prompt: Prompt): string =>
  (Object.values(prompt)[0] ?? [])
    .map((part) => {
      if (part.kind === 'text') return part.text;
      return part.kind === 'library' ? `the sound ${part.name}` : '';
    })
    .join(' ');
