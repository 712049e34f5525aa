import { refusals } from '../../contract/common.ts';
import {
  schedule,
  type scheduleActions,
  scheduleBody,
  scheduleList,
  schedulePath,
} from '../../contract/schedule.ts';
import type { ScheduleSetting } from '../../plan/model.ts';
import type { Api, ApiNeeds } from '../api.ts';
import { actorOf } from '../auth.ts';
import { orRefuse, Refusal } from '../errors.ts';
import { scheduleView } from './view.ts';

const SETTINGS: Readonly<Record<(typeof scheduleActions)[number], ScheduleSetting>> = {
  open: 'open',
  close: 'closed',
  auto: 'as_planned',
};

export function scheduleRoutes(app: Api, { operations, gate }: ApiNeeds): void {
  app.get(
    '/v1/schedules',
    {
      config: { right: 'see_floor', scoped: true },
      schema: {
        summary: 'List schedules: open or closed now, until when, and whether that was set by hand',
        response: { 200: scheduleList, ...refusals },
      },
    },
    async () => ({ schedules: operations.schedules().map(scheduleView) }),
  );

  app.post(
    '/v1/schedules/:name/:action',
    {
      config: { right: 'set_schedules', scoped: true },
      schema: {
        summary: 'Open or close a schedule by hand, or return to its hours (auto)',
        params: schedulePath,
        body: scheduleBody,
        response: { 200: schedule, ...refusals },
      },
    },
    async (request) => {
      const { name, action } = request.params;
      const known = operations.schedules().map((one) => one.schedule.name);
      if (!known.includes(name))
        throw new Refusal(
          'no_such_schedule',
          `the plan has no schedule ${name}`,
          `available: ${known.join(', ') || 'none'}`,
        );
      orRefuse(
        await gate.ask({ ask: 'set_schedule', schedule: name, to: SETTINGS[action] }, actorOf(request)),
      );
      const now = operations.schedules().find((one) => one.schedule.name === name);
      if (!now) throw new Refusal('no_such_schedule', `schedule ${name} was removed from the plan`);
      return scheduleView(now);
    },
  );
}
