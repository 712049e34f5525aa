import { alarmList, alarmsConfirmed } from '../../contract/alarm.ts';
import { refusals } from '../../contract/common.ts';
import type { Api, ApiNeeds } from '../api.ts';
import { actorOf } from '../auth.ts';
import { orRefuse } from '../errors.ts';
import { iso } from '../times.ts';

export function alarmRoutes(app: Api, { gate, operations, alarms }: ApiNeeds): void {
  app.get(
    '/v1/alarms',
    {
      config: { right: 'see_health' },
      schema: {
        summary: 'List alarms that no one has confirmed, and who is called next',
        response: { 200: alarmList, ...refusals },
      },
    },
    async () => {
      const called = alarms?.called();
      const next = alarms?.next();
      return {
        alarms: (alarms?.open() ?? []).map(({ first, ...alarm }) => ({ ...alarm, first: iso(first) })),
        people: (operations.plan().plan.alarms?.people ?? []).map((person) =>
          person.kind === 'agent' ? person.agent : person.number,
        ),
        ...(called && { called: { ...called, at: iso(called.at) } }),
        ...(next && { next: { person: next.person, at: iso(next.at) } }),
      };
    },
  );

  app.post(
    '/v1/alarms/confirm',
    {
      config: { right: 'confirm_alarms' },
      schema: {
        summary: 'Confirm all open alarms, so that no one else is called',
        response: { 200: alarmsConfirmed, ...refusals },
      },
    },
    async (request) => {
      const confirmed = alarms?.open().length ?? 0;
      orRefuse(await gate.ask({ ask: 'confirm_alarms' }, actorOf(request)));
      return { confirmed };
    },
  );
}
