/**
 * Lamps of phones on Asterisk.
 *
 * - Busy lamps: each agent has a custom device state, which a hint ties to the agent's name and number; phones watch them with
 *   SUBSCRIBE (RFC 4235, dialog events), and Asterisk sends the NOTIFYs.
 * - Message lamps: an unsolicited NOTIFY (RFC 3842) by AMI. Debian's Asterisk has no external mailboxes
 *   (`res_mwi_external`), and a second voicemail system for the sake of a lamp would be one too many.
 *
 * Both are sent again after a lost link; a phone that registers gets its message lamp once more.
 */
import type { AgentName } from '../plan/model.ts';
import type { BusyLamp, Lamps, MessageCounts } from '../ports/lamps.ts';
import type { AmiLink } from './ami/ami-link.ts';
import type { AriLink } from './ari/ari-link.ts';

const stateOf: Readonly<Record<BusyLamp, string>> = {
  free: 'NOT_INUSE',
  ringing: 'RINGING',
  in_call: 'INUSE',
  busy: 'BUSY',
  away: 'UNAVAILABLE',
};

/** The custom device of an agent. */
export const lampDevice = (agent: AgentName): string => `Stasis:cordboard-${agent}`;

export class AsteriskLamps implements Lamps {
  readonly #ari: Pick<AriLink, 'request'>;
  readonly #ami: Pick<AmiLink, 'action'> | undefined;
  readonly #agents = new Map<AgentName, BusyLamp>();
  readonly #phones = new Map<string, MessageCounts>();

  constructor(ari: Pick<AriLink, 'request'>, ami: Pick<AmiLink, 'action'> | undefined) {
    this.#ari = ari;
    this.#ami = ami;
  }

  showAgent(agent: AgentName, lamp: BusyLamp): void {
    this.#agents.set(agent, lamp);
    this.#sendAgent(agent, lamp);
  }

  showMessages(phone: string, counts: MessageCounts): void {
    this.#phones.set(phone, counts);
    this.#sendMessages(phone, counts);
  }

  ariIsUp(): void {
    for (const [agent, lamp] of this.#agents) this.#sendAgent(agent, lamp);
  }

  amiIsUp(): void {
    for (const [phone, counts] of this.#phones) this.#sendMessages(phone, counts);
  }

  /** A phone that was switched on knows nothing of what it was sent before. */
  phoneHeardOf(phone: string): void {
    const counts = this.#phones.get(phone);
    if (counts) this.#sendMessages(phone, counts);
  }

  #sendAgent(agent: AgentName, lamp: BusyLamp): void {
    const parameters = { deviceName: lampDevice(agent), deviceState: stateOf[lamp] };
    void this.#ari.request('deviceStates', 'update', parameters, undefined, `lamp ${agent}`);
  }

  #sendMessages(phone: string, { unheard, heard }: MessageCounts): void {
    const body = [
      `Messages-Waiting: ${unheard > 0 ? 'yes' : 'no'}`,
      `Voice-Message: ${unheard}/${heard} (0/0)`,
    ];
    const variables = [
      'Event=message-summary',
      'Content-Type=application/simple-message-summary',
      ...body.map((line) => `Content=${line}`),
    ];
    // Several headers in one, separated by commas: none of the values has any. A phone that is not there gets nothing.
    void this.#ami?.action({ action: 'PJSIPNotify', endpoint: phone, variable: variables.join(',') });
  }
}
