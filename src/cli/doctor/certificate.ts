import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { TlsSettings } from '../../settings/settings.ts';
import { type Check, type Diagnosis, error, ok, warning } from './check.ts';

const day = 24 * 60 * 60 * 1000;
const soon = 14 * day;

/** SIP over TLS is worth what its certificate is. */
export const certificate: Check = {
  title: 'Certificate',
  async look({ settings: { sip, foreignAsterisk }, now }) {
    return sip.tls === undefined || foreignAsterisk !== undefined ? [] : [await judge(sip.tls, now)];
  },
};

async function judge(tls: TlsSettings, now: number): Promise<Diagnosis> {
  try {
    const [pem, key] = await Promise.all([readFile(tls.certificate), readFile(tls.key)]);
    return judgeCertificate(new X509Certificate(pem), key, now);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    return error(
      `SIP over TLS has no certificate: ${why}`,
      'correct CORDBOARD_TLS_CERTIFICATE and CORDBOARD_TLS_KEY: PEM files that this user can read',
    );
  }
}

function judgeCertificate(read: X509Certificate, key: Buffer, now: number): Diagnosis {
  if (!read.checkPrivateKey(createPrivateKey(key)))
    return error('the key does not belong to the certificate', 'correct CORDBOARD_TLS_KEY');
  const ends = Date.parse(read.validTo);
  const renew = 'renew it; Cordboard reads the new file by itself within seconds';
  if (ends <= now) return error(`the certificate is out of date since ${read.validTo}`, renew);
  if (ends - now < soon) return warning(`the certificate ends on ${read.validTo}`, renew);
  return ok(`SIP over TLS with a certificate until ${read.validTo}`);
}
