/**
 * Codes of an authenticator app (TOTP, RFC 6238: SHA-1, six digits, 30 seconds, which is what every app has). One step too early
 * or too late is let pass, for clocks that differ; a code works once.
 */
import { Secret, TOTP } from 'otpauth';
import { seal, unseal } from '../shared/seal.ts';
import type { Instant } from '../shared/time.ts';

const period = 30;

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
      sealed: seal(this.#key, secret.base32, name),
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
    const secret = unseal(this.#key, sealed, name);
    if (secret === undefined) return undefined;
    const delta = totp(Secret.fromBase32(secret), name).validate({ token: code, timestamp: now, window: 1 });
    if (delta === null) return undefined;
    const step = Math.floor(now / 1000 / period) + delta;
    return last === undefined || step > last ? step : undefined;
  }
}

const totp = (secret: Secret, label: string): TOTP =>
  new TOTP({ issuer: 'Cordboard', label, secret, algorithm: 'SHA1', digits: 6, period });
