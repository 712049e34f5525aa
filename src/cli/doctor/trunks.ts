import type { TrunkView } from '../../contract/status.ts';
import { type Check, type Diagnosis, error, ok, warning } from './check.ts';

export const trunks: Check = {
  title: 'Trunks',
  async look({ status }) {
    if (!status) return [ok('unknown while no engine runs')];
    if (status.trunks.length === 0) return [ok('the plan has no trunks')];
    return status.trunks.map(judgeTrunk);
  },
};

/** What blocks calls comes first: no password, no answer, a refusal. */
export function judgeTrunk({
  name,
  server,
  reachable,
  registration,
  passwordFrom,
  down,
  probed = true,
}: TrunkView): Diagnosis {
  if (registration === 'no_password' || down === 'trunk_password_missing')
    return error(
      `${name} has no password: the environment variable ${passwordFrom} is not set`,
      `set ${passwordFrom} where you start the engine, then restart it`,
      'trunk_password_missing',
    );
  if (registration === 'registered' && reachable !== false) return ok(`${name} is registered at ${server}`);
  if (reachable === false)
    return error(
      `${name}: its server ${server} does not answer${registration === 'registered' ? ' OPTIONS, although it accepted our registration' : ''}, so no call can go out over it`,
      'compare `server:` in the plan with the host and port that your provider gave you; check that the firewall lets UDP out; if the provider ignores SIP OPTIONS, write `probe: 0s` for the trunk',
      'trunk_unreachable',
    );
  if (registration === 'refused')
    return error(
      `${name} is not registered: ${server} refuses our registration, or does not answer`,
      `compare \`user:\` and the password in ${passwordFrom} with what your provider gave you; the engine's log shows each attempt`,
      'trunk_refused',
    );
  if (registration === 'not_registered')
    return warning(
      `${name} is not registered at ${server} yet`,
      'run the doctor again in 30 seconds',
      'trunk_not_registered',
    );
  if (reachable === undefined && !probed)
    return ok(`${name}: whether ${server} answers is not asked (\`probe: 0s\`)`);
  if (reachable === undefined)
    return warning(
      `${name}: not known yet whether its server ${server} answers`,
      'run the doctor again in a minute',
    );
  return ok(`${name}: ${server} answers`);
}
