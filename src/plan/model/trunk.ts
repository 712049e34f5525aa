/** Outside lines, and trunks to providers. */
import type { Duration } from '../../shared/time.ts';
import type { Codec, Encryption } from './agent.ts';
import type { CallLimits } from './limits.ts';
import type { LineName, TrunkName } from './names.ts';

/** An outside line that registers, or just dials, with a user name and password of ours. */
export interface Line {
  readonly name: LineName;
}

/** SIP over TLS. */
export interface TlsTransport {
  /** Whether the certificate must be valid for the server. */
  readonly verify: boolean;
  /** A PEM file; if omitted: the list of the machine. */
  readonly authority?: string;
}

/** A line to a provider. */
export interface Trunk {
  /** Of the sound, by SRTP; if omitted: it is not offered. */
  readonly encryption?: Encryption;
  readonly name: TrunkName;
  /** How SIP goes there; if omitted: UDP. */
  readonly transport?: 'tcp' | TlsTransport;
  /** Host or host:port. */
  readonly server: string;
  /** Log in there with these; if omitted: the provider knows us by our address. */
  readonly login?: { readonly user: string; readonly passwordFrom: string; readonly register: boolean };
  /** Addresses or networks (CIDR) whose calls are this trunk's. */
  readonly addresses: readonly string[];
  /** Whether P-Asserted-Identity from there is believed. */
  readonly trusted: boolean;
  /** The preferred first; if omitted: the usual ones. */
  readonly codecs?: readonly Codec[];
  readonly callerNumber?: string;
  /** Patterns of further numbers that may be shown; with them the number is chosen for each call. If omitted: only its own. */
  readonly callerNumbers?: readonly string[];
  /** Of calls that come in. */
  readonly limits?: CallLimits;
  /** Of calls that go out; over one the next trunk is tried. */
  readonly outgoing?: CallLimits;
  /** How often OPTIONS is sent; 0: never. If omitted: each minute. */
  readonly probeEvery?: Duration;
  /** Nothing rings for so long: the next trunk is tried. If omitted: 8 s. */
  readonly nextAfter?: Duration;
}
