import type { AriLogin } from './listeners.ts';

/** All that one needs to know to work with an Asterisk, ours or a foreign one. */
export interface AsteriskAccess {
  readonly ari: AriLogin;
  readonly ami: {
    readonly host: string;
    readonly port: number;
    readonly user: string;
    readonly password: string;
  };
  /** Where provisioning writes what it makes of the plan. */
  readonly etc: string;
  /** Where it keeps recordings, and the dialplan notes what it does by itself; only of our own. */
  readonly spool?: string;
  /** Runs a command of Asterisk's CLI when given as the last parameter; only of our own. */
  readonly cli?: readonly string[];
  /** Where it sends copies of SIP messages to, on loopback, and with which password. If omitted: it sends none. */
  readonly copies?: { readonly port: number; readonly password: string };
  readonly version: string;
}
