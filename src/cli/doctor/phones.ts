import { type Check, ok, warning } from './check.ts';

export const phones: Check = {
  title: 'Phones',
  async look({ status }) {
    if (!status) return [ok('not known while no engine runs')];
    const away = status.agents.filter(({ loggedIn, phoneReachable }) => loggedIn && !phoneReachable);
    const missed = status.agents.filter(({ state, misses }) => misses > 0 && state !== 'unreachable');
    const there = status.agents.filter(({ phoneReachable }) => phoneReachable).length;
    return [
      ...(there > 0 ? [ok(`${there} of ${status.agents.length} are registered`)] : []),
      ...away.map(({ name, phone }) =>
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
