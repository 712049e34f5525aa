/**
 * Transfers by the phone itself (REFER). Asterisk carries them out, and we take over from it: its way of handing them to us
 * instead (`PJSIP_TRANSFER_HANDLING`) lets one REFER with `Refer-Sub: false` end Asterisk 22.10.1 (asterisk #2021).
 *
 * ```
 *  phone     REFER 300 ──►  ◄── 202, NOTIFY 200        BYE ──►
 *  Asterisk    Local;1 takes the phone's place in the bridge, Local;2 runs [transferred] and comes to us
 *  we          end Local;1, and Local;2 with it; the caller stays in our hands, and is brought to 300
 * ```
 *
 * Most phones hang up as soon as they are told that all is well, which is before we are told to whom. So what is heard of
 * the leg meanwhile waits. With no engine connected [transferred] ends, the phone is told 503, and the two talk on.
 */
import type { TelephonyEvent } from '../call/kept/events.ts';
import type { Clock } from '../ports/clock.ts';
import type { Duration } from '../shared/time.ts';
import type { AriEvent } from './ari/ari-event.ts';
import type { AsteriskIds } from './ids.ts';
import type { Legs, LiveLeg } from './legs.ts';

type EventOf<Type extends AriEvent['type']> = Extract<AriEvent, { type: Type }>;

export interface TransfersNeeds {
  readonly ids: Pick<AsteriskIds, 'leg'>;
  readonly legs: Pick<Legs, 'get' | 'all'>;
  readonly clock: Clock;
  readonly tell: (event: TelephonyEvent) => void;
  readonly endChannel: (channel: string) => void;
}

/** Asterisk tells to whom within milliseconds; without a word the leg's end is told as that of any other. */
const toldWithin: Duration = 1000;

/**
 * Two calls are put together while the second one rings: Asterisk does not find it among its dialogs, takes it for a call of
 * another exchange, and dials this extension.
 */
const ringsYet = 'external_replaces';

/** The two halves that Asterisk makes to bring a transferred call to its target: no legs of ours. */
export const isLocal = ({ name }: { readonly name: string }): boolean => name.startsWith('Local/');

export class Transfers {
  readonly #needs: TransfersNeeds;

  constructor(needs: TransfersNeeds) {
    this.#needs = needs;
  }

  /** Something has taken the place of that channel. */
  began(channel: string): void {
    const leg = this.#needs.legs.get(channel);
    if (leg === undefined || leg.transfer !== undefined) return;
    leg.transfer = { later: [] };
    this.#needs.clock.after(toldWithin, () => this.#over(leg));
  }

  /** Whether what is to be told of the leg waits. */
  holdsBack(leg: LiveLeg, later: () => void): boolean {
    leg.transfer?.later.push(later);
    return leg.transfer !== undefined;
  }

  blind({ channel, exten, result, replace_channel: stand }: EventOf<'BridgeBlindTransfer'>): void {
    if (result !== 'Success') return;
    if (stand !== undefined) this.#needs.endChannel(stand.id);
    const other = exten === ringsYet ? this.#otherOf(channel.id) : undefined;
    if (other) this.#together(channel.id, other);
    else this.#asked(channel.id, exten === ringsYet ? '' : exten);
  }

  /** Two calls of one phone have been put together. What stands between the two ends: the core brings people together. */
  attended({
    transferer_first_leg: first,
    transferer_second_leg: second,
    result,
    destination_link_first_leg: link,
    replace_channel: stand = link,
  }: EventOf<'BridgeAttendedTransfer'>): void {
    const { legs, endChannel } = this.#needs;
    if (result !== 'Success') return;
    if (stand !== undefined) endChannel(stand.id);
    const [leg, other] = [legs.get(first.id), legs.get(second.id)].filter((each) => each !== undefined);
    if (leg === undefined) return;
    if (other === undefined) return this.#asked(leg.channel, '');
    this.#together(leg.channel, other);
  }

  /** The phone's other call, in which somebody rings; of several the last one made. */
  #otherOf(channel: string): LiveLeg | undefined {
    const { legs } = this.#needs;
    const phone = legs.get(channel)?.phone;
    const others = legs
      .all()
      .filter((leg) => leg.phone === phone && leg.channel !== channel && !leg.madeByUs);
    return phone === undefined ? undefined : others.at(-1);
  }

  #together(channel: string, other: LiveLeg): void {
    const { legs, ids, clock, tell } = this.#needs;
    const leg = legs.get(channel);
    if (leg === undefined) return;
    const [at, withLeg] = [clock.now(), ids.leg(other.channel)];
    tell({ type: 'transferAsked', at, leg: ids.leg(channel), to: '', withLeg });
    for (const each of [leg, other]) this.#over(each);
  }

  #asked(channel: string, to: string): void {
    const { legs, ids, clock, tell } = this.#needs;
    const leg = legs.get(channel);
    if (leg === undefined) return;
    tell({ type: 'transferAsked', at: clock.now(), leg: ids.leg(channel), to });
    this.#over(leg);
  }

  #over(leg: LiveLeg): void {
    const { later } = leg.transfer ?? { later: [] };
    delete leg.transfer;
    for (const tell of later) tell();
  }
}
