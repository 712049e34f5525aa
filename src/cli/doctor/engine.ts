import { type Check, error, ok, warning } from './check.ts';

export const engine: Check = {
  title: 'Engine',
  async look({ status, settings: { home } }) {
    if (!status) return [warning(`none runs with the state folder ${home}`, 'start it with `npm start`')];
    const { ready, reasons } = status.health;
    const found = reasons.map((reason) => error(reason, 'see the log of the engine for what came before'));
    if (!ready) return found.length > 0 ? found : [error('calls are not routed', 'see its log')];
    return [
      ok(`calls are routed, version ${status.version}, ${status.calls.live} in progress`),
      ...found.map(({ message, mend }) => warning(message, mend ?? '')),
    ];
  },
};
