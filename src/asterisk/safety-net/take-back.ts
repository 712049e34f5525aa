/**
 * Gets callers back whom the stand-in has handed to the safety net because no engine ran, and whom the net has not served
 * yet: they wait, hear an announcement, or a phone rings for them. Their calls then go on as if nothing had happened. Those
 * who talk to an agent or leave a message stay there.
 */
import type { Clock } from '../../ports/clock.ts';
import { pause } from '../../shared/pause.ts';
import type { Duration } from '../../shared/time.ts';
import type { AmiLink } from '../ami/ami-link.ts';
import type { AriChannel } from '../ari/ari-event.ts';
import type { NotedCall } from './call-notes.ts';

/** Until the dialplan has given them to our application: usually milliseconds. One who comes later is a new call. */
const takes: Duration = 5000;
const lookEvery: Duration = 50;

export interface TakeBackNeeds {
  readonly ami: Pick<AmiLink, 'action'>;
  readonly list: () => Promise<readonly AriChannel[]>;
  readonly clock: Pick<Clock, 'after' | 'now'>;
}

/** @param handed by the notes of the net */
export async function takeBack(
  handed: readonly NotedCall[],
  { ami, list, clock }: TakeBackNeeds,
): Promise<void> {
  const unserved = new Set(handed.filter((call) => !isServed(call)).map(({ channel }) => channel));
  const inTheNet = async (): Promise<readonly AriChannel[]> =>
    (await list()).filter(({ id, dialplan }) => unserved.has(id) && dialplan.app_name !== 'Stasis');
  const giveUpAt = clock.now() + takes;
  if (unserved.size === 0) return;
  for (const { name, dialplan } of await inTheNet()) {
    const { context, exten } = dialplan;
    await ami.action({ action: 'Redirect', channel: name, context, exten, priority: 'again' });
  }
  while ((await inTheNet()).length > 0 && clock.now() < giveUpAt) await pause(clock, lookEvery);
}

const isServed = ({ ended, returned, message, rung }: NotedCall): boolean =>
  ended || returned || message !== undefined || rung.some(({ outcome }) => outcome === 'answered');
