/**
 * The evidence of a call: what kinds of SIP messages were sent is for everyone who may see the call; what is written in them
 * (addresses, numbers) is for those who may read messages, and each reading is in the audit trail.
 */
import type { StoredEntry } from '../../call/kept/journal.ts';
import { callPath } from '../../contract/call.ts';
import { refusals } from '../../contract/common.ts';
import { callEvidence, callMessages } from '../../contract/evidence.ts';
import type { LegEvidence, SipMessageKept, SoundMeasured } from '../../ports/evidence.ts';
import { defined } from '../../shared/defined.ts';
import { callId } from '../../shared/ids.ts';
import type { Api, ApiNeeds } from '../api.ts';
import { actorOf } from '../auth.ts';
import { orRefuse, Refusal } from '../errors.ts';
import { recordingView } from '../recordings/view.ts';
import { iso } from '../times.ts';

export function evidenceRoutes(app: Api, { evidence, gate, store }: ApiNeeds): void {
  const entriesOf = async (id: string): Promise<readonly StoredEntry[]> => {
    const entries = await store.journal.ofCall(callId(Number(id)));
    if (entries.length === 0) throw noSuchCall(id);
    return entries;
  };

  app.get(
    '/v1/calls/:id/evidence',
    {
      config: { right: 'see_calls', scoped: true },
      schema: {
        summary:
          'Show what was sent and measured in a call: SIP messages of each leg, loss and jitter, the recording',
        params: callPath,
        response: { 200: callEvidence, ...refusals },
      },
    },
    async (request) => {
      const { id } = request.params;
      const call = callId(Number(id));
      if (!(await gate.reachesCall('see_calls', actorOf(request), call))) throw noSuchCall(id);
      const [entries, kept, row] = await Promise.all([
        entriesOf(id),
        evidence?.ofCall(call),
        store.recordings.find(call),
      ]);
      const recording =
        row && row.state !== 'lost' && row.state !== 'deleted' ? recordingView(row) : undefined;
      return {
        call: id,
        keeps: { messages: evidence?.keepsMessages === true, sound: evidence !== undefined },
        legs: (kept ?? []).map((leg) => ({
          ...legView(leg, entries),
          messages: leg.messages.map(messageView),
          omitted: leg.omitted,
          sound: leg.sound.map(soundView),
        })),
        ...(recording && {
          recording: {
            at: recording.at,
            state: recording.state,
            ...defined({ lastedMs: recording.lastedMs }),
          },
        }),
      };
    },
  );

  app.get(
    '/v1/calls/:id/messages',
    {
      config: { right: 'read_messages' },
      schema: {
        summary: 'Read the SIP messages of a call; recorded in the audit trail',
        params: callPath,
        response: { 200: callMessages, ...refusals },
      },
    },
    async (request) => {
      const { id } = request.params;
      const entries = await entriesOf(id);
      const call = callId(Number(id));
      orRefuse(await gate.ask({ ask: 'read_messages', call }, actorOf(request)));
      const legs = (await evidence?.ofCall(call)) ?? [];
      return {
        call: id,
        legs: legs.map((leg) => ({
          ...legView(leg, entries),
          messages: leg.messages.map((message) => ({ ...messageView(message), text: message.text })),
        })),
      };
    },
  );
}

const legView = ({ leg }: LegEvidence, entries: readonly StoredEntry[]) => ({
  leg,
  ...defined({ who: whoIsOn(leg, entries) }),
});

const messageView = ({ at, sent, method, status, reason, hasSdp }: SipMessageKept) => ({
  at: iso(at),
  sent,
  method,
  ...defined({ status, reason }),
  hasSdp,
});

const soundView = ({ at, direction, loss, jitter, roundTrip, mos }: SoundMeasured) => ({
  at: iso(at),
  direction,
  lossPercent: loss,
  jitterMs: jitter,
  ...defined({ roundTripMs: roundTrip }),
  mos,
});

function whoIsOn(leg: string, entries: readonly StoredEntry[]): string | undefined {
  for (const entry of entries) {
    if (entry.type === 'callArrived' && entry.leg === leg) return 'caller';
    if (entry.type === 'offerMade' && entry.offer === leg) return entry.to;
    if (entry.type === 'pickedUp' && entry.leg === leg) return entry.by;
    if ('who' in entry && 'leg' in entry && entry.leg === leg) return entry.who;
  }
  return undefined;
}

const noSuchCall = (id: string) => new Refusal('no_such_call', `there is no call ${id} in the journal`);
