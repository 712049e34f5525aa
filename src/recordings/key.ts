/** The key with which recordings are encrypted: 32 bytes, written in hexadecimal. Whoever loses it loses them. */
import { createHash } from 'node:crypto';

export interface RecordingKey {
  readonly bytes: Uint8Array;
  /** Says which key it is, and nothing about the key itself. */
  readonly fingerprint: string;
}

/** None: it is no key. */
export function readRecordingKey(text: string): RecordingKey | undefined {
  if (!/^[0-9a-f]{64}$/i.test(text.trim())) return undefined;
  const bytes = Buffer.from(text.trim(), 'hex');
  const fingerprint = createHash('sha256')
    .update('cordboard recording key')
    .update(bytes)
    .digest('hex')
    .slice(0, 16);
  return { bytes, fingerprint };
}
