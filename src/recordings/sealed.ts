/**
 * An encrypted recording: AES-256-GCM in chunks, so that a part in the middle can be read, and is known to be whole,
 * without the rest.
 *
 * ```
 *  header (64 bytes)   magic "CBREC001" · salt (32) · fingerprint of the key (8) · bytes of the sound (8) · 0 (8)
 *  chunk 0, 1, ...     64 kB encrypted (the last has the rest) · tag (16)
 * ```
 *
 * Each file has a key of its own, derived from the installation's key and the salt (HKDF-SHA256, RFC 5869), so the number
 * of a chunk serves as its nonce. The header is authenticated with each chunk: chunks cannot change places or files, and
 * the file cannot be cut off unnoticed, because the header says how long it is.
 */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { RecordingKey } from './key.ts';

const magic = 'CBREC001';
export const headerLength = 64;
export const chunkLength = 65_536;
const tagLength = 16;

/** The file is damaged, or somebody has changed it, or the key is another. */
export class SoundUnreadable extends Error {
  override readonly name = 'SoundUnreadable';
}

export class Sealing {
  readonly header: Buffer;
  readonly #key: Buffer;
  #chunk = 0;

  constructor(key: RecordingKey, length: number) {
    const salt = randomBytes(32);
    this.header = Buffer.alloc(headerLength);
    this.header.write(magic, 0, 'latin1');
    salt.copy(this.header, 8);
    Buffer.from(key.fingerprint, 'hex').copy(this.header, 40);
    this.header.writeBigUInt64BE(BigInt(length), 48);
    this.#key = fileKey(key, this.header);
  }

  /** @param plain `chunkLength` bytes; the last may have fewer */
  seal(plain: Buffer): Buffer {
    const cipher = createCipheriv('aes-256-gcm', this.#key, nonce(this.#chunk++));
    cipher.setAAD(this.header);
    return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  }
}

/** Bytes `from` to `to` (without) of the sound. @throws SoundUnreadable */
export async function* unsealed(
  path: string,
  key: RecordingKey,
  from: number,
  to: number,
): AsyncGenerator<Buffer> {
  const file = await open(path);
  try {
    const header = Buffer.alloc(headerLength);
    await file.read(header, 0, headerLength, 0);
    const length = Number(header.readBigUInt64BE(48));
    if (header.toString('latin1', 0, 8) !== magic)
      throw new SoundUnreadable('it is not an encrypted recording');
    const own = fileKey(key, header);
    for (let nth = Math.floor(from / chunkLength); nth * chunkLength < Math.min(to, length); nth++) {
      const start = nth * chunkLength;
      const size = Math.min(chunkLength, length - start);
      const sealed = Buffer.alloc(size + tagLength);
      const at = headerLength + nth * (chunkLength + tagLength);
      const { bytesRead } = await file.read(sealed, 0, sealed.length, at);
      const plain = opened(sealed.subarray(0, bytesRead), own, header, nth);
      yield plain.subarray(Math.max(0, from - start), Math.min(size, to - start));
    }
  } finally {
    await file.close();
  }
}

function opened(sealed: Buffer, key: Buffer, header: Buffer, nth: number): Buffer {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, nonce(nth));
    decipher.setAAD(header);
    decipher.setAuthTag(sealed.subarray(-tagLength));
    return Buffer.concat([decipher.update(sealed.subarray(0, -tagLength)), decipher.final()]);
  } catch (error) {
    throw new SoundUnreadable(`part ${nth} is corrupt, or the key is wrong`, { cause: error });
  }
}

const fileKey = ({ bytes }: RecordingKey, header: Buffer): Buffer =>
  Buffer.from(hkdfSync('sha256', bytes, header.subarray(8, 40), 'cordboard recording', 32));

function nonce(chunk: number): Buffer {
  const bytes = Buffer.alloc(12);
  bytes.writeUInt32BE(chunk, 8);
  return bytes;
}
