/** A mail as it is kept until it has arrived. */
import { z } from 'zod';
import type { Attachment, Mail } from '../../ports/mailer.ts';

const keptMail = z.object({
  to: z.string(),
  subject: z.string(),
  text: z.string(),
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

export const bodyOf = ({ subject, text, attachments = [] }: Mail, to: string): string =>
  JSON.stringify({ to, subject, text, attachments: attachments.map(keptAttachment) } satisfies KeptMail);

/** @throws if it is not such a text */
export const mailIn = (body: string): KeptMail => keptMail.parse(JSON.parse(body));

const keptAttachment = ({ name, type, content }: Attachment): KeptMail['attachments'][number] =>
  content instanceof Uint8Array
    ? { name, type, bytes: Buffer.from(content).toString('base64') }
    : { name, type, file: content.file };
