/** Digest authentication as SIP uses it: MD5 (RFC 2617, RFC 3261 section 22) and SHA-256 (RFC 7616, RFC 8760). */
import { createHash, randomBytes } from 'node:crypto';

export interface Challenge {
  readonly realm: string;
  readonly nonce: string;
  readonly opaque?: string;
  readonly algorithm: 'MD5' | 'SHA-256';
  /** Whether the server takes `qop=auth`; without it the old form of RFC 2069 is used. */
  readonly qopAuth: boolean;
  /** The password was right, only the nonce had grown old. */
  readonly stale: boolean;
}

export interface Login {
  readonly user: string;
  readonly password: string;
}

export interface Asked {
  readonly method: string;
  readonly uri: string;
}

/** The value of a WWW-Authenticate or Proxy-Authenticate header; undefined: a scheme that we do not know. */
export function parseChallenge(value: string): Challenge | undefined {
  if (!/^Digest\s/i.test(value)) return undefined;
  const fields = new Map<string, string>();
  for (const [, name = '', quoted, plain] of value
    .slice(7)
    .matchAll(/(\w+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,]+))/g)) {
    fields.set(name.toLowerCase(), quoted ?? plain ?? '');
  }
  const realm = fields.get('realm');
  const nonce = fields.get('nonce');
  const algorithm = (fields.get('algorithm') ?? 'MD5').toUpperCase();
  if (realm === undefined || nonce === undefined) return undefined;
  if (algorithm !== 'MD5' && algorithm !== 'SHA-256') return undefined;
  const opaque = fields.get('opaque');
  return {
    realm,
    nonce,
    algorithm,
    qopAuth: (fields.get('qop') ?? '').split(',').some((option) => option.trim() === 'auth'),
    stale: fields.get('stale')?.toLowerCase() === 'true',
    ...(opaque === undefined ? {} : { opaque }),
  };
}

/** The value of the Authorization header that answers it. `cnonce` and `count` are given by tests only. */
export function answerChallenge(
  challenge: Challenge,
  login: Login,
  asked: Asked,
  cnonce: string = randomBytes(8).toString('hex'),
  count: number = 1,
): string {
  const hash = (text: string): string =>
    createHash(challenge.algorithm === 'MD5' ? 'md5' : 'sha256')
      .update(text)
      .digest('hex');
  const nc = count.toString(16).padStart(8, '0');
  const secret = hash(`${login.user}:${challenge.realm}:${login.password}`);
  const subject = hash(`${asked.method}:${asked.uri}`);
  const response = challenge.qopAuth
    ? hash(`${secret}:${challenge.nonce}:${nc}:${cnonce}:auth:${subject}`)
    : hash(`${secret}:${challenge.nonce}:${subject}`);
  const fields = [
    `username="${login.user}"`,
    `realm="${challenge.realm}"`,
    `nonce="${challenge.nonce}"`,
    `uri="${asked.uri}"`,
    `response="${response}"`,
    `algorithm=${challenge.algorithm}`,
    ...(challenge.qopAuth ? ['qop=auth', `nc=${nc}`, `cnonce="${cnonce}"`] : []),
    ...(challenge.opaque === undefined ? [] : [`opaque="${challenge.opaque}"`]),
  ];
  return `Digest ${fields.join(', ')}`;
}
