/**
 * A hand-over of callers to the dialplan and the start of the next engine must not cross: a caller on the way from Stasis() to the
 * dialplan would come to that engine as a new call, and lose their place.
 *
 * So the stand-in leaves a mark at Asterisk, a global variable, before it looks whose the callers are (`name-claim.ts`), and
 * takes it away when it is done. An engine claims the callers first and looks for the mark then: one of the two sees the other.
 */
import type { Clock } from '../../ports/clock.ts';
import { pause } from '../../shared/pause.ts';
import type { Duration } from '../../shared/time.ts';
import { parseVariable } from '../ari/ari-event.ts';
import { type Reply, succeeded } from '../outcomes.ts';

export const handOverMark = 'CORDBOARD_HANDS_OVER';

/** A mark that stays longer is that of a stand-in which has ended. */
const takesAtMost: Duration = 5000;
const lookEvery: Duration = 100;
/** By then the dialplan has noted its callers (`extensions.conf`). */
const isNotedAfter: Duration = 500;

interface Requests {
  request(resource: string, operation: string, parameters: Readonly<Record<string, unknown>>): Promise<Reply>;
}

/** Resolves when no stand-in hands callers over: for an engine that has claimed them. */
export async function handOverIsOver(link: Requests, clock: Pick<Clock, 'after' | 'now'>): Promise<void> {
  const giveUpAt = clock.now() + takesAtMost;
  if (!(await isMarked(link))) return;
  do {
    await pause(clock, lookEvery);
    if (clock.now() < giveUpAt) continue;
    await link.request('asterisk', 'setGlobalVar', { variable: handOverMark, value: '' });
    return;
  } while (await isMarked(link));
  await pause(clock, isNotedAfter);
}

/** Not, if Asterisk does not say: the link then fails at its next request. */
async function isMarked(link: Requests): Promise<boolean> {
  const reply = await link.request('asterisk', 'getGlobalVar', { variable: handOverMark });
  return reply.kind !== 'none' && succeeded(reply) && (parseVariable(reply.body) ?? '') !== '';
}
