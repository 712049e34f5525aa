/**
 * Prompts and recordings that an earlier engine started. ARI lists neither, so each is requested by its name. One
 * that is still running is entered in the list of legs before Asterisk is asked, so that an end in between is
 * reported like any other.
 */
import type { Clock } from '../ports/clock.ts';
import type { SurveyedRecording, SurveyQuestions } from '../ports/telephony.ts';
import type { PlaybackId } from '../shared/ids.ts';
import type { Duration } from '../shared/time.ts';
import type { AriLink } from './ari/ari-link.ts';
import type { AsteriskIds } from './ids.ts';
import type { Legs } from './legs.ts';
import { hasStatus, type Reply, succeeded } from './outcomes.ts';
import { SurveyFailed } from './survey.ts';

export interface ResumedMediaNeeds {
  readonly link: Pick<AriLink, 'request'>;
  readonly ids: AsteriskIds;
  readonly legs: Legs;
  readonly clock: Clock;
  /** Length of the audio in a recording's file; undefined: it cannot be seen from here, or is not there. */
  readonly lengthOf: (recording: string) => Duration | undefined;
}

type Prompt = SurveyQuestions['playbacks'][number];
type Recording = SurveyQuestions['recordings'][number];

export class ResumedMedia {
  readonly #needs: ResumedMediaNeeds;

  constructor(needs: ResumedMediaNeeds) {
    this.#needs = needs;
  }

  /** @throws {SurveyFailed} */
  async playing(asked: readonly Prompt[]): Promise<readonly PlaybackId[]> {
    const found = await Promise.all(asked.map(async (prompt) => this.#isPlaying(prompt)));
    return asked.filter((_, index) => found[index]).map(({ playback }) => playback);
  }

  /** @throws {SurveyFailed} */
  async recordings(asked: readonly Recording[]): Promise<readonly SurveyedRecording[]> {
    const found = await Promise.all(asked.map(async (recording) => this.#recording(recording)));
    return found.flatMap((each) => (each === undefined ? [] : [each]));
  }

  async #isPlaying({ leg, playback }: Prompt): Promise<boolean> {
    const { link, ids, legs } = this.#needs;
    const name = ids.playback(playback);
    const live = legs.get(ids.channel(leg));
    if (live === undefined) return false;
    live.playbacks.add(name);
    const plays = exists(await link.request('playbacks', 'get', { playbackId: name }));
    if (!plays) live.playbacks.delete(name);
    return plays;
  }

  async #recording({ leg, recording, since }: Recording): Promise<SurveyedRecording | undefined> {
    const { link, ids, legs, clock, lengthOf } = this.#needs;
    const name = ids.recording(recording);
    const live = legs.get(ids.channel(leg));
    if (live && !live.recordings.has(name)) live.recordings.set(name, since);
    if (exists(await link.request('recordings', 'getLive', { recordingName: name }))) {
      return { recording, state: 'going_on' };
    }
    live?.recordings.delete(name);
    const lasted = lengthOf(name);
    if (lasted !== undefined) return { recording, state: 'over', lasted };
    const isKept = exists(await link.request('recordings', 'getStored', { recordingName: name }));
    return isKept ? { recording, state: 'over', lasted: Math.max(0, clock.now() - since) } : undefined;
  }
}

function exists(reply: Reply): boolean {
  if (succeeded(reply)) return true;
  if (hasStatus(reply, 404)) return false;
  throw new SurveyFailed(reply.kind === 'none' ? reply.reason : `${reply.status} ${reply.body}`);
}
