/** A certificate for tests, by which no browser or program is fooled: it signs itself. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

export function certificateFor(
  host: string,
  folder: string,
  name = host,
): { key: string; certificate: string } {
  const [key, certificate] = [join(folder, `${name}-key.pem`), join(folder, `${name}.pem`)];
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '9'];
  const names = ['-subj', `/CN=${host}`, '-addext', `subjectAltName=DNS:${host}`];
  const files = ['-keyout', key, '-out', certificate];
  execFileSync('openssl', ['req', '-x509', ...curve, ...names, ...files], { stdio: 'ignore' });
  return { key, certificate };
}
