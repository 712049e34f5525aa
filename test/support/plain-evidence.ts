/**
 * The evidence of calls on the simulated Asterisk, which speaks no SIP: what a real one would have sent and received in such
 * a call, by its journal. Loss rises in the middle of each talk.
 */
import type { EvidenceBook, LegEvidence, SipMessageKept, SoundMeasured } from '../../src/ports/evidence.ts';
import type { JournalReader } from '../../src/ports/store.ts';
import type { CallId, LegId } from '../../src/shared/ids.ts';

export class PlainEvidence implements EvidenceBook {
  readonly keepsMessages = true;
  readonly #journal: Pick<JournalReader, 'ofCall'>;
  readonly #erased = new Set<CallId>();

  constructor(journal: Pick<JournalReader, 'ofCall'>) {
    this.#journal = journal;
  }

  async ofCall(call: CallId): Promise<readonly LegEvidence[]> {
    if (this.#erased.has(call)) return [];
    const legs = new Map<LegId, { messages: SipMessageKept[]; sound: SoundMeasured[] }>();
    const says = (
      leg: LegId,
      at: number,
      sent: boolean,
      method: string,
      status?: number,
      reason = '',
    ): void => {
      const start = status === undefined ? `${method} sip:demo SIP/2.0` : `SIP/2.0 ${status} ${reason}`;
      const of = legs.get(leg) ?? { messages: [], sound: [] };
      legs.set(leg, of);
      of.messages.push({
        at,
        sent,
        method,
        ...(status !== undefined && { status, reason }),
        hasSdp: method === 'INVITE' && status !== 180,
        text: `${start}\nCall-ID: ${leg}\nCSeq: 1 ${method}\nAuthorization: (removed)\n`,
      });
    };
    const entries = await this.#journal.ofCall(call);
    let caller: LegId | undefined;
    for (const entry of entries) {
      const { at } = entry;
      if (entry.type === 'callArrived' && entry.leg !== undefined) {
        caller = entry.leg;
        says(caller, at - 3, false, 'INVITE');
        says(caller, at - 1, true, 'INVITE', 100, 'Trying');
      }
      if (entry.type === 'callerAnswered' && caller) says(caller, at + 2, true, 'INVITE', 200, 'OK');
      if (entry.type === 'offerMade') says(entry.offer, at + 4, true, 'INVITE');
      if (entry.type === 'offerRang') says(entry.offer, at, false, 'INVITE', 180, 'Ringing');
      if (entry.type === 'offerEnded') {
        if (entry.outcome === 'answered') says(entry.offer, at, false, 'INVITE', 200, 'OK');
        else says(entry.offer, at, true, 'CANCEL');
      }
      if (entry.type === 'callEnded') {
        for (const leg of legs.keys()) says(leg, at, leg !== caller, 'BYE');
        const talked = entries.find(({ type }) => type === 'connected');
        if (talked)
          for (const of of legs.values())
            for (let when = talked.at + 5000; when < at; when += 5000)
              for (const direction of ['to', 'from'] as const)
                of.sound.push(soundOf(when, direction, (when - talked.at) / (at - talked.at)));
      }
    }
    return [...legs].map(([leg, of]) => ({ leg, ...of, omitted: 0 }));
  }

  async erase(calls: readonly CallId[]): Promise<number> {
    for (const call of calls) this.#erased.add(call);
    return calls.length;
  }
}

function soundOf(at: number, direction: SoundMeasured['direction'], along: number): SoundMeasured {
  const bad = Math.max(0, 1 - Math.abs(along - 0.5) * 5);
  return {
    at,
    direction,
    loss: Math.round(bad * (direction === 'to' ? 60 : 20)) / 10,
    jitter: Math.round(6 + bad * 30),
    roundTrip: 40,
    mos: 4.3 - bad,
  };
}
