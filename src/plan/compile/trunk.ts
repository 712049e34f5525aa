/** A trunk as written into a trunk as provisioned. */
import { callLimits } from './limits.ts';
import type { TrunkSource } from '../language.ts';
import type { Trunk } from '../model.ts';
import type { Place } from '../source/position.ts';
import type { Report } from '../source/report.ts';

export function compileTrunk(name: string, source: TrunkSource, at: Place, to: Report): Trunk {
  const { user, 'password from': password, register, addresses = [] } = source;
  if (user !== undefined && !password) {
    const hint = 'add password from: and the environment variable that holds it';
    to.error(at, `trunk '${name}' has a user, and no password`, hint);
  }
  if (user === undefined && (password || register === true)) {
    to.error(at, `trunk '${name}' has no user to log in as`, 'add user:');
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
    ...(callerNumber === undefined ? {} : { callerNumber }),
    ...(Object.keys(limits).length === 0 ? {} : { limits }),
  };
}
