import type { TrunkView } from '../../http/schemas/floor.ts';
import { type Check, type Diagnosis, error, ok, warning } from './check.ts';

export const trunks: Check = {
  title: 'Trunks',
  async look({ status }) {
    if (!status) return [ok('not known while no engine runs')];
    if (status.trunks.length === 0) return [ok('the plan has none')];
    return status.trunks.map(judgeTrunk);
  },
};

/** What stands in the way of calls first: no password, no answer, a refusal. */
export function judgeTrunk({ name, server, reachable, registration, passwordFrom }: TrunkView): Diagnosis {
  if (registration === 'no password')
    return error(
      `${name} has no password: the environment variable ${passwordFrom} is not set`,
      `set ${passwordFrom} where the engine is started, and start it again`,
    );
  if (registration === 'registered' && reachable !== false) return ok(`${name} is registered at ${server}`);
  if (reachable === false)
    return error(
      `${server}, the server of ${name}, does not answer${registration === 'registered' ? ' OPTIONS, although it has registered us' : ''}: no call goes out over it`,
      'compare server: with what the provider says (host and port); is there a way out for UDP from here, past the firewall?',
    );
  if (registration === 'refused')
    return error(
      `${server} does not register ${name}: it refuses us, or does not answer`,
      `compare user: and the password in ${passwordFrom} with what the provider says; the log of the engine tells each attempt`,
    );
  if (registration === 'not registered')
    return warning(`${name} is not registered at ${server} yet`, 'ask again in half a minute');
  if (reachable === undefined)
    return warning(
      `it is not known yet whether ${server}, the server of ${name}, answers`,
      'ask again in a minute',
    );
  return ok(`${name}: ${server} answers`);
}
