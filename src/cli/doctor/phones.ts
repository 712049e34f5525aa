import { refusedWords } from '../terminal/words.ts';
import { clean } from '../terminal/terminal.ts';
import { type Check, type Diagnosis, error, ok, warning } from './check.ts';

export const phones: Check = {
  title: 'Phones',
  async look({ status, now }) {
    if (!status) return [ok('not known while no engine runs')];
    const away = status.agents.filter(({ loggedIn, phoneReachable }) => loggedIn && !phoneReachable);
    const missed = status.agents.filter(({ state, misses }) => misses > 0 && state !== 'unreachable');
    const own = new Set(status.agents.flatMap(({ refused }) => (refused ? [refused.user] : [])));
    const others = status.refusedLogIns.filter(({ user }) => !own.has(user));
    const there = status.agents.filter(({ phoneReachable }) => phoneReachable).length;
    return [
      ...(there > 0 ? [ok(`${there} of ${status.agents.length} are registered`)] : []),
      ...status.agents.flatMap(({ name, refused }): Diagnosis[] =>
        refused
          ? [
              error(
                `${name}'s phone is not let in: ${refusedWords(refused, now)}`,
                `type the password of ${refused.user} from credentials.json into the phone anew; if the phone is registered, somebody else tries from there`,
              ),
            ]
          : [],
      ),
      ...others.map((refused) =>
        warning(
          `somebody is not let in${refused.why === 'unknown user' ? '' : ` as '${clean(refused.user)}'`}: ${refusedWords(refused, now)}`,
          'the user names of phones are those of the plan; the passwords are in credentials.json',
        ),
      ),
      ...away
        .filter(({ refused }) => !refused)
        .map(({ name, phone }) =>
          warning(
            `${name}'s phone (${phone}) is not registered`,
            `in the phone: this machine as server, ${status.sip ? `SIP port ${status.sip.port}, ` : ''}user ${phone}, password from credentials.json; ` +
              'look for a firewall, and for a password that was typed wrong',
          ),
        ),
      ...missed.map(({ name, misses }) =>
        warning(
          `${name} did not answer the last ${misses === 1 ? 'offer' : `${misses} offers`}`,
          `does the phone ring? \`cordboard agents pause ${name}\` if nobody is there`,
        ),
      ),
    ];
  },
};
