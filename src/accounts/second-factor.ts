/**
 * Codes of an authenticator app (TOTP, RFC 6238: SHA-1, six digits, 30 seconds, which is what every app has). One step too early
 * or too late is let pass, for clocks that differ; a code works once.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import type { Instant } from '../shared/time.ts';

const period = 30;
const cipher = 'aes-256-gcm';

export interface NewFactor {
  /** To type into the app. */
  readonly secret: string;
  /** To show it as a QR code. */
  readonly uri: string;
}

export class SecondFactors {
  readonly #key: Buffer;

  constructor(key: Buffer) {
    this.#key = key;
  }

  make(name: string): NewFactor & { readonly sealed: string } {
    const secret = new Secret({ size: 20 });
    return {
      secret: secret.base32,
      uri: totp(secret, name).toString(),
      sealed: this.#seal(secret.base32, name),
    };
  }

  /** The step of the code, if it is right and newer than the last one. */
  stepOf(
    code: string,
    sealed: string,
    last: number | undefined,
    name: string,
    now: Instant,
  ): number | undefined {
    const secret = this.#open(sealed, name);
    if (secret === undefined) return undefined;
    const delta = totp(Secret.fromBase32(secret), name).validate({ token: code, timestamp: now, window: 1 });
    if (delta === null) return undefined;
    const step = Math.floor(now / 1000 / period) + delta;
    return last === undefined || step > last ? step : undefined;
  }

  /** Bound to the person: it is worth nothing in the row of another. */
  #seal(text: string, name: string): string {
    const iv = randomBytes(12);
    const sealing = createCipheriv(cipher, this.#key, iv).setAAD(Buffer.from(name));
    const sealed = Buffer.concat([sealing.update(text, 'utf8'), sealing.final()]);
    return Buffer.concat([iv, sealing.getAuthTag(), sealed]).toString('base64');
  }

  /** Undefined: it was sealed with another key, or for another person. */
  #open(sealed: string, name: string): string | undefined {
    const bytes = Buffer.from(sealed, 'base64');
    try {
      const opening = createDecipheriv(cipher, this.#key, bytes.subarray(0, 12)).setAAD(Buffer.from(name));
      opening.setAuthTag(bytes.subarray(12, 28));
      return Buffer.concat([opening.update(bytes.subarray(28)), opening.final()]).toString('utf8');
    } catch {
      return undefined;
    }
  }
}

const totp = (secret: Secret, label: string): TOTP =>
  new TOTP({ issuer: 'Cordboard', label, secret, algorithm: 'SHA1', digits: 6, period });
