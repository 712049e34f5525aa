/**
 * What the links of a survey hold: its call, until when it can be answered, and our signature over both. Nothing of it is
 * stored: that a survey was answered is in the journal, and that its contact was erased shows there, too.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { type CallId, callId } from '../../shared/ids.ts';
import type { Instant } from '../../shared/time.ts';

export interface SurveyToken {
  readonly call: CallId;
  readonly until: Instant;
}

/** 144 bits: more than anyone can guess. */
const signatureBytes = 18;

export class SurveyTokens {
  readonly #key: Buffer;

  /** @param key of the installation, which stays the same */
  constructor(key: Buffer) {
    this.#key = createHmac('sha256', key).update('survey links').digest();
  }

  of({ call, until }: SurveyToken): string {
    const about = `${call}.${until.toString(36)}`;
    return `${about}.${this.#signatureOf(about).toString('base64url')}`;
  }

  /** Undefined: it is none of ours. */
  read(token: string): SurveyToken | undefined {
    const [, about = '', call = '', until = '', given = ''] =
      /^((\d{1,15})\.([0-9a-z]{1,12}))\.([\w-]{24})$/.exec(token) ?? [];
    const [theirs, ours] = [Buffer.from(given, 'base64url'), this.#signatureOf(about)];
    if (theirs.length !== ours.length || !timingSafeEqual(theirs, ours)) return undefined;
    return { call: callId(Number(call)), until: Number.parseInt(until, 36) };
  }

  #signatureOf(about: string): Buffer {
    return createHmac('sha256', this.#key).update(about).digest().subarray(0, signatureBytes);
  }
}
