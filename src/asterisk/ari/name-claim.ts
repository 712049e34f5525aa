/**
 * Whose our application's name is. Asterisk gives it to the websocket that it has accepted last, and that need not be
 * another engine's: an Asterisk that is starved gets to a websocket of our own when we have long given it up and opened
 * the next. So an engine writes down at Asterisk that the name is its own before it asks for a websocket, and one that
 * has lost the name reads there to whom.
 */
import { randomUUID } from 'node:crypto';
import { type Reply, succeeded } from '../outcomes.ts';
import { parseVariable } from './ari-event.ts';

interface Requests {
  request(resource: string, operation: string, parameters: Readonly<Record<string, unknown>>): Promise<Reply>;
}

export class NameClaim {
  readonly #link: Requests;
  /** A global variable of Asterisk's. */
  readonly #variable: string;
  /** Of this link alone, so that even two engines with the same state folder, copied, are told apart. */
  readonly #mark = randomUUID();

  constructor(link: Requests, app: string) {
    this.#link = link;
    this.#variable = `ENGINE_OF_${app}`;
  }

  /** Whether Asterisk has written it down. */
  async make(): Promise<boolean> {
    const mark = { variable: this.#variable, value: this.#mark };
    return succeeded(await this.#link.request('asterisk', 'setGlobalVar', mark));
  }

  /** No one's: Asterisk has been restarted meanwhile. Unknown: it does not say. */
  async holder(): Promise<'us' | 'nobody' | 'another engine' | 'unknown'> {
    const reply = await this.#link.request('asterisk', 'getGlobalVar', { variable: this.#variable });
    if (reply.kind === 'none' || !succeeded(reply)) return 'unknown';
    const value = parseVariable(reply.body);
    if (value === '') return 'nobody';
    if (value === this.#mark) return 'us';
    return value === undefined ? 'unknown' : 'another engine';
  }
}
