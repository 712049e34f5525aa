/** A trunk as written into a trunk as provisioned. */

import { defined } from '../../shared/defined.ts';
import type { TrunkSource } from '../language.ts';
import type { Trunk } from '../model.ts';
import type { Place } from '../source/position.ts';
import type { Report } from '../source/report.ts';
import { codecsOf } from './codecs.ts';
import { callLimits } from './limits.ts';

/** This machine, or a network so wide that phones are in it as well. */
function holdsPhones(address: string): boolean {
  const [host = '', bits] = address.replace(/^\[(.*)\](:\d+)?$/, '$1').split('/');
  const name = host.includes('::') ? host : host.replace(/:\d+$/, '');
  if (bits !== undefined) return Number(bits) <= (name.includes(':') ? widest6 : widest4);
  return ['localhost', '127.0.0.1', '::1', '0.0.0.0', '::'].includes(name);
}
/** Bits of a network that is one provider's at most. */
const [widest4, widest6] = [16, 32];

export function compileTrunk(name: string, source: TrunkSource, at: Place, to: Report): Trunk {
  const { user, 'password from': password, register, addresses = [] } = source;
  if (user !== undefined && !password) {
    const hint = 'add password from: with the environment variable that holds it';
    to.error(at, `trunk '${name}' has a user but no password`, hint);
  }
  if (user === undefined && (password || register === true)) {
    to.error(at, `trunk '${name}' has no user`, 'add user:, or remove password from: and register:');
  }
  for (const { value, at: where } of [source.server, ...addresses]) {
    if (!holdsPhones(value)) continue;
    const message = `trunk '${name}' has ${value}: phones there cannot log in`;
    const hint = "Asterisk treats all traffic from there as the trunk's; list only the provider's addresses";
    to.warning(where, message, hint);
  }
  const limits = callLimits(source);
  const callerNumber = source['caller number']?.value;
  return {
    name,
    server: source.server.value,
    ...(user !== undefined && password
      ? { login: { user, passwordFrom: password.value, register: register ?? true } }
      : {}),
    addresses: addresses.map(({ value }) => value),
    trusted: source.trusted ?? false,
    ...transport(name, source, at, to),
    ...codecsOf(`trunk '${name}'`, source.codecs, at, to),
    ...defined({ encryption: source.encryption, callerNumber }),
    ...(source['caller numbers'] === undefined
      ? {}
      : { callerNumbers: source['caller numbers'].map(({ value }) => value) }),
    ...(source.outgoing === undefined ? {} : { outgoing: callLimits(source.outgoing) }),
    ...defined({ probeEvery: source.probe }),
    ...(source['next after'] === undefined ? {} : { nextAfter: source['next after'] }),
    ...(Object.keys(limits).length === 0 ? {} : { limits }),
  };
}

function transport(name: string, source: TrunkSource, at: Place, to: Report): Pick<Trunk, 'transport'> {
  const { transport: written = 'udp', encryption } = source;
  const { 'certificate check': verify, 'certificate authority': authority } = source;
  if (written === 'tls')
    return {
      transport: { verify: verify ?? true, ...defined({ authority }) },
    };
  if (verify !== undefined || authority !== undefined)
    to.error(
      at,
      `trunk '${name}' has no certificate to check: it does not use TLS`,
      'add transport: tls, or remove certificate check: and certificate authority:',
    );
  if (encryption !== undefined) {
    const message = `trunk '${name}' sends the keys of its encryption over ${written.toUpperCase()}, where others can read them`;
    to.warning(at, message, 'add transport: tls if the provider offers it (usually port 5061)');
  }
  return written === 'tcp' ? { transport: 'tcp' } : {};
}
