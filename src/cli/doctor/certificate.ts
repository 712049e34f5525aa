import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { WebTlsSettings } from '../../settings/settings.ts';
import { type Check, type Diagnosis, error, ok, warning } from './check.ts';

const day = 24 * 60 * 60 * 1000;
const soon = 14 * day;

/** What is served with a certificate, and the settings that name it. */
interface Served {
  readonly what: 'HTTPS' | 'SIP over TLS';
  readonly certificate: string;
  readonly key: string;
}
const https: Served = { what: 'HTTPS', certificate: 'CORDBOARD_TLS_CERT', key: 'CORDBOARD_TLS_KEY' };
const sipOverTls: Served = {
  what: 'SIP over TLS',
  certificate: 'CORDBOARD_TLS_CERTIFICATE',
  key: 'CORDBOARD_TLS_KEY',
};

/** TLS is worth what its certificate is: browsers refuse one that has expired, and phones may. */
export const certificate: Check = {
  title: 'Certificate',
  async look({ settings: { http, sip, foreignAsterisk }, now }) {
    const ofSip = foreignAsterisk === undefined ? sip.tls : undefined;
    return Promise.all([
      ...(http.tls ? [judge(https, http.tls, now)] : []),
      ...(ofSip ? [judge(sipOverTls, ofSip, now)] : []),
    ]);
  },
};

async function judge(served: Served, files: WebTlsSettings, now: number): Promise<Diagnosis> {
  try {
    const [pem, key] = await Promise.all([readFile(files.certificate), readFile(files.key)]);
    return judgeCertificate(served, new X509Certificate(pem), key, now);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    return error(
      `${served.what} has no certificate: ${why}`,
      `correct ${served.certificate} and ${served.key}: PEM files that this user can read`,
    );
  }
}

function judgeCertificate(
  { what, ...names }: Served,
  read: X509Certificate,
  key: Buffer,
  now: number,
): Diagnosis {
  if (!read.checkPrivateKey(createPrivateKey(key)))
    return error(
      `${what}: the key does not belong to the certificate`,
      `correct ${names.certificate} or ${names.key}`,
    );
  const ends = Date.parse(read.validTo);
  const renew = 'renew it; Cordboard reads the new file by itself within seconds';
  if (ends <= now) return error(`${what}: the certificate expired on ${read.validTo}`, renew);
  if (ends - now < soon) return warning(`${what}: the certificate expires on ${read.validTo}`, renew);
  return ok(`${what} with a certificate until ${read.validTo}`);
}
