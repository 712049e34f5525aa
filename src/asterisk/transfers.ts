/**
 * Transfers by the phone itself (REFER). Asterisk carries them out, and we take over from it: its way of handing them to us
 * instead (`PJSIP_TRANSFER_HANDLING`) lets one REFER with `Refer-Sub: false` end Asterisk 22.10.1 (asterisk #2021).
 *
 * ```
 *  phone     REFER 300 ──►  ◄── 202, NOTIFY 200        BYE ──►
 *  Asterisk    Local;1 takes the phone's place in the bridge, Local;2 runs [transferred] and comes to us
 *  we          end Local;1, and Local;2 with it, once the transfer is stored; the caller stays in our hands, and is brought
 *              to 300
 * ```
 *
 * Most phones hang up as soon as they are told that all is well, which is before we are told to whom. So what is heard of
 * the leg meanwhile waits. With no engine connected [transferred] ends, the phone is told 503, and the two talk on.
 */
import type { TelephonyEvent } from '../call/kept/events.ts';
import type { Clock } from '../ports/clock.ts';
import { defined } from '../shared/defined.ts';
import type { LegId } from '../shared/ids.ts';
import type { Duration } from '../shared/time.ts';
import type { AriEvent } from './ari/ari-event.ts';
import type { AsteriskIds } from './ids.ts';
import type { Legs, LiveLeg } from './legs.ts';

type EventOf<Type extends AriEvent['type']> = Extract<AriEvent, { type: Type }>;

type Stand = { readonly id: string } | undefined;

export interface TransfersNeeds {
  readonly ids: Pick<AsteriskIds, 'leg'>;
  readonly legs: Pick<Legs, 'get' | 'all'>;
  readonly clock: Clock;
  readonly tell: (event: TelephonyEvent) => void;
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
    const other = exten === ringsYet ? this.#otherOf(channel.id) : undefined;
    if (other) this.#together(channel.id, other, stand);
    else this.#asked(channel.id, exten === ringsYet ? '' : exten, stand);
  }

  /** Two calls of one phone have been put together. What stands between the two ends: the core brings people together. */
  attended({
    transferer_first_leg: first,
    transferer_second_leg: second,
    result,
    destination_link_first_leg: link,
    replace_channel: stand = link,
  }: EventOf<'BridgeAttendedTransfer'>): void {
    const { legs } = this.#needs;
    if (result !== 'Success') return;
    const [leg, other] = [legs.get(first.id), legs.get(second.id)].filter((each) => each !== undefined);
    if (leg === undefined) return;
    if (other === undefined) return this.#asked(leg.channel, '', stand);
    this.#together(leg.channel, other, stand);
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

  #together(channel: string, other: LiveLeg, stand: Stand): void {
    const { legs, ids } = this.#needs;
    this.#told(channel, '', stand, ids.leg(other.channel));
    for (const each of [legs.get(channel), other]) if (each) this.#over(each);
  }

  #asked(channel: string, to: string, stand: Stand): void {
    this.#told(channel, to, stand);
    const leg = this.#needs.legs.get(channel);
    if (leg) this.#over(leg);
  }

  /**
   * What stands there is not ended here: an engine that is killed before it has stored the transfer finds it by that. Of a
   * leg that is gone it is told, too: else what stands there would stay.
   */
  #told(channel: string, to: string, stand: Stand, withLeg?: LegId): void {
    const { ids, clock, tell } = this.#needs;
    const also = defined({ withLeg, stand: stand && ids.leg(stand.id) });
    tell({ type: 'transferAsked', at: clock.now(), leg: ids.leg(channel), to, ...also });
  }

  #over(leg: LiveLeg): void {
    const { later } = leg.transfer ?? { later: [] };
    delete leg.transfer;
    for (const tell of later) tell();
  }
}
