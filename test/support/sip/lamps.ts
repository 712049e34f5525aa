/** What NOTIFYs have told a phone: messages that wait (RFC 3842), and what those do whom its lamp keys watch (RFC 4235). */
import { header, type SipRequest } from './message.ts';

export class Lamps {
  /** Unheard and heard, such as `2/1`; none: it was told nothing. */
  messages: string | undefined;
  /** By extension: `terminated`, `early`, `confirmed`. */
  readonly busy = new Map<string, string>();

  notified(request: SipRequest): void {
    const event = header(request, 'Event')?.split(';')[0];
    if (event === 'message-summary') this.messages = /Voice-Message: *(\d+\/\d+)/i.exec(request.body)?.[1];
    if (event !== 'dialog') return;
    const entity = /entity="sips?:([^@"]+)@/.exec(request.body)?.[1];
    const state = /<state[^>]*>([a-z]+)<\/state>/.exec(request.body)?.[1];
    if (entity !== undefined && state !== undefined) this.busy.set(entity, state);
  }
}
