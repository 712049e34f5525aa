/** A mail as it is kept until it has arrived. */
import { z } from 'zod';
import type { Attachment, Mail } from '../../ports/mailer.ts';

/**
 * Mail servers refuse more than about 25 MB, and in a mail each byte takes a third more. What is larger is left out, and the
 * mail says so: it has a link to where the thing is.
 */
export const mostAttached = 15 * 1024 * 1024;

export const leftOut = (name: string, bytes: number): string =>
  `\nNot attached: ${name} has ${Math.ceil(bytes / (1024 * 1024))} MB, and mail servers refuse so much.\n`;

const keptMail = z.object({
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  unsubscribe: z.string().exactOptional(),
  attachments: z.array(
    z.object({
      name: z.string(),
      type: z.string(),
      /** Base64. */
      bytes: z.string().optional(),
      file: z.string().optional(),
    }),
  ),
});
export type KeptMail = z.infer<typeof keptMail>;

export function bodyOf({ subject, text, unsubscribe, attachments = [] }: Mail, to: string): string {
  const isTooLarge = ({ content }: Attachment): boolean =>
    content instanceof Uint8Array && content.byteLength > mostAttached;
  const notes = attachments
    .filter(isTooLarge)
    .map(({ name, content }) => leftOut(name, content instanceof Uint8Array ? content.byteLength : 0));
  return JSON.stringify({
    to,
    subject,
    text: [text, ...notes].join(''),
    ...(unsubscribe !== undefined && { unsubscribe }),
    attachments: attachments.filter((each) => !isTooLarge(each)).map(keptAttachment),
  } satisfies KeptMail);
}

/** @throws if it is not such a text */
export const mailIn = (body: string): KeptMail => keptMail.parse(JSON.parse(body));

const keptAttachment = ({ name, type, content }: Attachment): KeptMail['attachments'][number] =>
  content instanceof Uint8Array
    ? { name, type, bytes: Buffer.from(content).toString('base64') }
    : { name, type, file: content.file };
