/**
 * Lists what is true on Asterisk now, as far as it is ours: read after every connection, when events may have been
 * missed.
 */
import type { Survey, SurveyedTransfer } from '../ports/telephony.ts';
import type { BridgeId } from '../shared/ids.ts';
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
  /** Whatever there is. */
  readonly all: readonly AriChannel[];
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
  return { legs, snoops: channels.filter(isSnoop).map(({ id }) => id), supervising, all: channels };
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

/**
 * Local channels in our rooms: Asterisk has put them in the place of phones that asked for a transfer, and we have not
 * been told. Of each pair the other half is on its way to the target, or in the room of the phone's other call.
 */
export function surveyedTransfers(
  channels: readonly AriChannel[],
  bridges: Survey['bridges'],
  ids: AsteriskIds,
): readonly SurveyedTransfer[] {
  const stands = channels.filter(
    (channel) => isLocal(channel) && !ids.isOffer(channel.id) && !ids.isFarEnd(channel.id),
  );
  const roomOf = ({ id }: AriChannel): BridgeId | undefined =>
    bridges.find(({ legs }) => legs.includes(ids.leg(id)))?.bridge;
  return stands.flatMap((channel): SurveyedTransfer[] => {
    const [bridge, half] = [roomOf(channel), channel.name.slice(-1)];
    const other = stands.find(
      ({ name }) => name === `${channel.name.slice(0, -1)}${half === '1' ? '2' : '1'}`,
    );
    if (bridge === undefined || other === undefined) return [];
    const [stand, room] = [ids.leg(channel.id), roomOf(other)];
    // Both halves are in rooms of ours: told once.
    if (room !== undefined) return half === '1' ? [{ bridge, stand, to: { room } }] : [];
    return [{ bridge, stand, to: { dialled: other.dialplan.exten } }];
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
