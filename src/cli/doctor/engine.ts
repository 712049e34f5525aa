import { count } from '../../shared/count.ts';
import { restartPending } from '../wallboard.ts';
import { type Check, error, ok, warning } from './check.ts';

export const engine: Check = {
  title: 'Engine',
  async look({ status, settings: { home } }) {
    if (!status)
      return [warning(`no engine runs with the state folder ${home}`, 'start it with `npm start`')];
    const { ready, reasons } = status.health;
    const found = reasons.map((reason) => error(reason, 'see the log of the engine for the cause'));
    if (!ready)
      return found.length > 0 ? found : [error('calls are not routed', 'see the log of the engine')];
    return [
      ok(`calls are routed: version ${status.version}, ${count(status.calls.live, 'call')} in progress`),
      ...restartPending(status).map((words) => warning(words, 'nothing: wait until no call is in progress')),
      ...found.map(({ message, fix }) => warning(message, fix ?? '')),
    ];
  },
};
