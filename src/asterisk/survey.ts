/**
 * Lists what is true on Asterisk now, as far as it is ours: read after every connection, when events may have been
 * missed.
 */
import type { Survey } from '../ports/telephony.ts';
import type { Instant } from '../shared/time.ts';
import { type AriChannel, parseBridges, parseChannels, parseStartupTime } from './ari/ari-event.ts';
import type { AriLink } from './ari/ari-link.ts';
import { arrivalOf } from './arrival.ts';
import type { AsteriskIds } from './ids.ts';
import { hasStatus, type Reply } from './outcomes.ts';
import { isSnoop } from './snoops.ts';
import { isLocal } from './transfers.ts';

export interface FoundChannels {
  /** In our hands: in our application, or made by a Cordboard and still ringing. */
  readonly legs: readonly AriChannel[];
  /** Of this engine's, by which somebody listens to them. */
  readonly snoops: readonly string[];
  /** Of supervisors. */
  readonly supervising: readonly AriChannel[];
}

export async function channelsThere(
  link: Pick<AriLink, 'request'>,
  ids: AsteriskIds,
  app: string,
): Promise<FoundChannels> {
  const channels = parseChannels(bodyOf(await link.request('channels', 'list', {})));
  const legs = channels.filter(({ id, name, dialplan }) => {
    if (
      ids.isFarEnd(id) ||
      ids.isSupervision(id) ||
      isSnoop({ name }) ||
      (isLocal({ name }) && !ids.isOffer(id))
    )
      return false;
    const here = dialplan.app_name === 'Stasis' && dialplan.app_data.split(',')[0] === app;
    return here || (ids.isOffer(id) && dialplan.app_name !== 'Stasis');
  });
  const supervising = channels.filter(({ id }) => ids.isSupervision(id));
  return { legs, snoops: channels.filter(isSnoop).map(({ id }) => id), supervising };
}

export function surveyedLeg(channel: AriChannel, ids: AsteriskIds): Survey['legs'][number] {
  const leg = { leg: ids.leg(channel.id), state: stateOf(channel.state) };
  return ids.isOffer(channel.id) ? leg : { ...leg, arrival: arrivalOf(channel) };
}

export async function surveyedBridges(
  link: Pick<AriLink, 'request'>,
  ids: AsteriskIds,
): Promise<Survey['bridges']> {
  const bridges = parseBridges(bodyOf(await link.request('bridges', 'list', {})));
  return bridges.flatMap(({ id, channels }) => {
    const bridge = ids.bridgeOf(id);
    return bridge === undefined ? [] : [{ bridge, legs: channels.map((channel) => ids.leg(channel)) }];
  });
}

export async function startedAt(link: Pick<AriLink, 'request'>): Promise<Instant | undefined> {
  return parseStartupTime(bodyOf(await link.request('asterisk', 'getInfo', {})));
}

/** Whether Asterisk still has that channel, in whosever hands. */
export async function isThere(link: Pick<AriLink, 'request'>, channel: string): Promise<boolean> {
  const reply = await link.request('channels', 'get', { channelId: channel });
  if (hasStatus(reply, 404)) return false;
  bodyOf(reply);
  return true;
}

/** A survey that could not be made is no empty one. */
export class SurveyFailed extends Error {
  override readonly name = 'SurveyFailed';
}

function bodyOf(reply: Reply): string {
  if (reply.kind === 'none') throw new SurveyFailed(reply.reason);
  if (reply.status >= 300) throw new SurveyFailed(`${reply.status} ${reply.body}`);
  return reply.body;
}

function stateOf(state: string): Survey['legs'][number]['state'] {
  if (state === 'Up') return 'up';
  return state === 'Ringing' || state === 'Ring' ? 'ringing' : 'down';
}
