/** A trunk as written into a trunk as provisioned. */

import { defined } from '../../shared/defined.ts';
import { called, phrase } from '../../shared/findings/said.ts';
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
  // A key that is there and wrong has been spoken of.
  if (user !== undefined && !('password from' in source)) {
    const hint = phrase('add_password_from');
    to.error(at, phrase('trunk_without_password', { trunk: name }), hint);
  }
  if (!('user' in source) && (password || register === true)) {
    to.error(at, phrase('trunk_without_user', { trunk: name }), phrase('add_user'));
  }
  for (const { value, at: where } of [source.server, ...addresses]) {
    if (!holdsPhones(value)) continue;
    const message = phrase('phones_at_trunk_address', { trunk: name, address: value });
    const hint = phrase('list_only_provider_addresses');
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
    ...codecsOf(called('trunk', name), source.codecs, at, to),
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
    to.error(at, phrase('trunk_without_certificate', { trunk: name }), phrase('add_tls_or_remove_check'));
  if (encryption !== undefined) {
    const message = phrase('trunk_sends_keys_openly', { trunk: name, transport: written.toUpperCase() });
    to.warning(at, message, phrase('add_tls'));
  }
  return written === 'tcp' ? { transport: 'tcp' } : {};
}
