/** Browser phones, as the proxy of their websockets sees them; served by `asterisk/`. */
import type { DirectionQuality } from '../call/kept/quality.ts';

export interface BrowserPhones {
  /** Where Asterisk takes SIP over a websocket; undefined: it does not at the moment. */
  wayIn(): string | undefined;
  /** What shows Asterisk that a message is from that phone; undefined: there is no such browser phone. */
  keyOf(phone: string): string | undefined;
  /** A page has registered as that phone, and says which legs it still has sound for. */
  arrived(phone: string, legs: readonly string[]): void;
  /** Its websocket is closed. `gone`: the page closed it, or was closed; else its network may be, and the page goes on. */
  left(phone: string, why: 'gone' | 'cut'): void;
  /** How the talk on that phone sounds so far, as its page measures it. Whether there is one. */
  measured(phone: string, quality: Omit<DirectionQuality, 'mos'>): boolean;
  /** A message or a log-in was refused. */
  refused(why: 'not_own_account' | 'not_sip' | 'locked'): void;
}

/** The header in which the proxy shows Asterisk whose websocket a message has come from. */
export const phoneKeyHeader = 'X-Cordboard-Key';

/** What stands in it, by the account's secret. */
export const phoneKey = (secret: string, method: string): string =>
  method === 'REGISTER' ? `${secret}-register` : secret;
