/**
 * Sends mails through an SMTP server (RFC 5321), one connection a mail.
 *
 * A reply 4xx or no reply is tried again; 5xx to the mail itself is final, but 5xx to the log-in is not: someone has to
 * put the password right, and the mail waits for that. Once the mail's data are on the way, a lost connection says nothing
 * about whether it has arrived.
 */
import { readFile, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { Delivery } from '../../ports/deliveries.ts';
import { errorCode } from '../../shared/error-code.ts';
import { seconds } from '../../shared/time.ts';
import type { Carried, Carrier } from '../deliveries/carrier.ts';
import { type KeptMail, leftOut, mailIn, mostAttached } from './body.ts';

export interface SmtpSettings {
  readonly host: string;
  readonly port: number;
  readonly user?: string;
  readonly password?: string;
  /** `Cordboard <cordboard@example.com>`, or the address alone. */
  readonly from: string;
  /** `starttls`: encrypted after the greeting, or not at all. `implicit`: from the first byte (port 465). */
  readonly tls: 'starttls' | 'implicit' | 'off';
}

const patience = { connectionTimeout: seconds(20), greetingTimeout: seconds(20), socketTimeout: seconds(60) };

export class SmtpCarrier implements Carrier {
  readonly atOnce = 3;
  readonly #settings: SmtpSettings;
  readonly #domain: string;
  #transports: Promise<Transports> | undefined;

  constructor(settings: SmtpSettings) {
    this.#settings = settings;
    this.#domain = /@([^@>\s]+)>?$/.exec(settings.from)?.[1] ?? 'localhost';
  }

  async carry(delivery: Delivery, signal: AbortSignal): Promise<Carried> {
    let mail: KeptMail;
    try {
      mail = mailIn(delivery.body ?? '');
    } catch {
      return { is: 'refused', reason: 'the mail that was kept cannot be read' };
    }
    if (signal.aborted) return { is: 'later', reason: 'the engine stops' };
    const attached = await filesOf(mail);
    if (typeof attached === 'string') return { is: 'refused', reason: attached };
    const { attachments, notes } = attached;
    const data = { isOnItsWay: false };
    try {
      this.#transports ??= transportsTo(this.#settings);
      const { composer, sender } = await this.#transports;
      const { envelope, message } = await composer.sendMail({
        from: this.#settings.from,
        to: mail.to,
        subject: mail.subject,
        text: [mail.text, ...notes].join(''),
        messageId: `<${delivery.id}@${this.#domain}>`,
        // No out-of-office reply comes back to a machine.
        headers: { 'Auto-Submitted': 'auto-generated', ...unsubscribing(mail) },
        attachments,
      });
      await sender.sendMail({ envelope, raw: readOnce(message, () => (data.isOnItsWay = true)) });
      return { is: 'sent', code: 250 };
    } catch (error) {
      return outcomeOf(error, data.isOnItsWay);
    }
  }

  close(): void {
    void this.#transports?.then(({ sender }) => sender.close());
  }
}

type Transports = Awaited<ReturnType<typeof transportsTo>>;

/** nodemailer is read with the first mail: a start has no time for it, and many engines send none. */
async function transportsTo({ host, port, user, password = '', tls }: SmtpSettings) {
  const { createTransport } = await import('nodemailer');
  // Writes mails as they go over the wire, and sends none.
  const composer = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
  const sender = createTransport({
    host,
    port,
    secure: tls === 'implicit',
    requireTLS: tls === 'starttls',
    ignoreTLS: tls === 'off',
    ...(user !== undefined && { auth: { user, pass: password } }),
    ...patience,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return { composer, sender };
}

/** RFC 8058: the mail program sends the POST by itself. */
const unsubscribing = ({ unsubscribe }: KeptMail): Record<string, string> =>
  unsubscribe === undefined
    ? {}
    : { 'List-Unsubscribe': `<${unsubscribe}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' };

function outcomeOf(error: unknown, isOnItsWay: boolean): Carried {
  const {
    responseCode: code,
    command,
    message,
  } = error as Error & { responseCode?: number; command?: string };
  const reason = withoutAddresses(message ?? String(error));
  const told = { reason, ...(code !== undefined && { code }) };
  const isLogIn = command?.startsWith('AUTH') === true || errorCode(error) === 'EAUTH';
  const isOfMail = /^(MAIL|RCPT|DATA)/.test(command ?? '') || errorCode(error) === 'EENVELOPE';
  if (code !== undefined && code >= 500 && isOfMail && !isLogIn) return { is: 'refused', ...told };
  if (code !== undefined) return { is: 'later', ...told, notOthers: isOfMail };
  return { is: 'later', ...told, mayHaveArrived: isOnItsWay };
}

/** nodemailer does not say how far it came when the connection is lost. It reads this when the server wants the data. */
function readOnce(message: Buffer | Readable, begins: () => void): Readable {
  return new Readable({
    read() {
      begins();
      this.push(message);
      this.push(null);
    },
  });
}

/** Replies repeat the address that was refused, and the log shows no address. */
const withoutAddresses = (text: string): string =>
  text.replaceAll(/[^\s<>@"]+@[^\s<>"]+/g, '***').slice(0, 300);

interface Attached {
  readonly attachments: { filename: string; contentType: string; content: Buffer }[];
  /** Of what was too large, for the text. */
  readonly notes: readonly string[];
}

/** What could not be read: why the mail cannot be sent. */
async function filesOf(mail: KeptMail): Promise<Attached | string> {
  const files: { filename: string; contentType: string; content: Buffer }[] = [];
  const notes: string[] = [];
  let left = mostAttached;
  for (const { name, type, bytes, file } of mail.attachments) {
    try {
      const size = file === undefined ? (bytes ?? '').length * 0.75 : (await stat(file)).size;
      left -= size;
      if (left < 0) {
        notes.push(leftOut(name, size));
        continue;
      }
      const content = file === undefined ? Buffer.from(bytes ?? '', 'base64') : await readFile(file);
      files.push({ filename: name, contentType: type, content });
    } catch (error) {
      return `the attachment ${name} cannot be read: ${errorCode(error) ?? 'unknown'}`;
    }
  }
  return { attachments: files, notes };
}
