/**
 * Gets callers back whom the stand-in has handed to the safety net because no engine ran, and whom the net has not served
 * yet: they wait, hear an announcement, or a phone rings for them. Their calls then go on as if nothing had happened. Those
 * who talk to an agent or leave a message stay there.
 *
 * An agent may answer at the same moment, and a redirect would end that talk as it begins. So a mark is left at Asterisk, a global
 * variable, before the notes are read again: a phone that answers is noted first, looks for the mark then, and waits until it is
 * gone (`extensions.conf`). One of the two sees the other. Who answers after the notes were read is too late, as when a caller
 * hangs up at that moment; the caller keeps their place, and the engine rings for them.
 */
import type { Clock } from '../../ports/clock.ts';
import { pause } from '../../shared/pause.ts';
import type { Duration } from '../../shared/time.ts';
import type { AmiLink } from '../ami/ami-link.ts';
import type { AriChannel } from '../ari/ari-event.ts';
import type { Reply } from '../outcomes.ts';
import type { NotedCall } from './call-notes.ts';

/** Its value: since when, in seconds since 1970. The dialplan ignores one that is older than three seconds. */
const mark = 'CORDBOARD_TAKES_BACK';

/** Until the dialplan has given them to our application: usually milliseconds. One who comes later is a new call. */
const takes: Duration = 5000;
const lookEvery: Duration = 50;

export interface TakeBackNeeds {
  /** What the net has noted by now of callers whom an engine had before. */
  readonly notes: () => Promise<readonly NotedCall[]>;
  readonly link: {
    request(
      resource: string,
      operation: string,
      parameters: Readonly<Record<string, unknown>>,
    ): Promise<Reply>;
  };
  readonly ami: Pick<AmiLink, 'action'>;
  readonly list: () => Promise<readonly AriChannel[]>;
  readonly clock: Pick<Clock, 'after' | 'now'>;
}

export async function takeBack({ notes, link, ami, list, clock }: TakeBackNeeds): Promise<void> {
  const unservedNow = async (): Promise<ReadonlySet<string>> =>
    new Set((await notes()).filter((call) => !isServed(call)).map(({ channel }) => channel));
  const setMark = (value: string): Promise<Reply> =>
    link.request('asterisk', 'setGlobalVar', { variable: mark, value });
  let unserved = await unservedNow();
  const inTheNet = async (): Promise<readonly AriChannel[]> =>
    (await list()).filter(({ id, dialplan }) => unserved.has(id) && dialplan.app_name !== 'Stasis');
  const giveUpAt = clock.now() + takes;
  if (unserved.size === 0) return;
  try {
    for (const { id, name, dialplan } of await inTheNet()) {
      const { context, exten } = dialplan;
      await setMark(String(Math.floor(clock.now() / 1000)));
      unserved = await unservedNow();
      if (!unserved.has(id)) continue;
      await ami.action({ action: 'Redirect', channel: name, context, exten, priority: 'again' });
    }
  } finally {
    await setMark('');
  }
  while ((await inTheNet()).length > 0 && clock.now() < giveUpAt) await pause(clock, lookEvery);
}

const isServed = ({ ended, returned, message, rung }: NotedCall): boolean =>
  ended || returned || message !== undefined || rung.some(({ outcome }) => outcome === 'answered');
