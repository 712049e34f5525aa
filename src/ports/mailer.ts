/**
 * Sends e-mails. A mail that was handed over is kept in the store and sent from there: it is tried again until it has
 * arrived or is given up, and survives a kill. It goes out at least once: if an attempt was cut off, the mail may arrive
 * twice, with the same Message-ID both times, and the delivery log says so.
 */
import type { StoredEntry } from '../call/kept/journal.ts';
import type { CallId } from '../shared/ids.ts';
import type { Instant } from '../shared/time.ts';

export interface Mail {
  /** Names this mail and no other, such as `voicemail 1001-r1`: one that is handed over twice is sent once. */
  readonly id: string;
  /** One word for the delivery log: `voicemail`, `report`, `alarm`. */
  readonly kind: string;
  /** Each address gets a mail of its own. */
  readonly to: readonly string[];
  readonly subject: string;
  /** Plain text; lines are folded as the reader's program likes. */
  readonly text: string;
  /** Whose personal data are in it: it is erased with the caller of that call. */
  readonly call?: CallId;
  readonly attachments?: readonly Attachment[];
  /** It waits until then. If omitted: it goes at once. */
  readonly notBefore?: Instant;
  /** Where a POST unsubscribes the reader (RFC 8058); mail programs show a button for it. */
  readonly unsubscribe?: string;
}

export interface Attachment {
  readonly name: string;
  /** Such as `audio/wav`. */
  readonly type: string;
  /** The bytes, or a file that is read when the mail is sent. */
  readonly content: Uint8Array | { readonly file: string };
}

export interface Mailer {
  /** There is a server to send by (CORDBOARD_SMTP_HOST). */
  readonly isSetUp: boolean;
  /** An absolute address of the console, for links in mails: `linkTo('/voicemails')`. */
  linkTo(path: string): string;
  /** Resolves when it is kept. `known`: it was handed over before. `not_set_up`: it is not kept. */
  send(mail: Mail): Promise<'queued' | 'known' | 'not_set_up'>;
  /**
   * Reads the journal after each commit, and sends what `mailsOf` makes of entries of these types: no entry is missed, not even by a
   * kill, and none is read twice. The first time it begins with what happens from now on. `name` names the reader in the
   * store. Returns how to stop.
   */
  follow(
    name: string,
    types: readonly StoredEntry['type'][],
    mailsOf: (entry: StoredEntry) => readonly Mail[] | Promise<readonly Mail[]>,
  ): () => void;
  /**
   * Asked before each attempt to send a mail of this kind: an answer is the reason why it is not wanted any more. It is not
   * sent then, and the delivery log says why.
   */
  withdraw(
    kind: string,
    unwanted: (mail: { readonly call?: CallId; readonly to: string }) => Promise<string | undefined>,
  ): void;
}
