import type { ScheduleSetting } from '../../plan/model.ts';
import type { Api, ApiNeeds } from '../api.ts';
import { notFound } from '../errors.ts';
import { refusals } from '../../contract/common.ts';
import { scheduleView } from './view.ts';
import {
  schedule,
  type scheduleActions,
  scheduleBody,
  scheduleList,
  schedulePath,
} from '../../contract/schedule.ts';

const SETTINGS: Readonly<Record<(typeof scheduleActions)[number], ScheduleSetting>> = {
  open: 'open',
  close: 'closed',
  auto: 'as planned',
};

export function scheduleRoutes(app: Api, { operations }: ApiNeeds): void {
  app.get(
    '/v1/schedules',
    {
      schema: {
        summary: 'All schedules: open or closed now, until when, and whether somebody has set that',
        response: { 200: scheduleList, ...refusals },
      },
    },
    async () => ({ schedules: operations.schedules().map(scheduleView) }),
  );

  app.post(
    '/v1/schedules/:name/:action',
    {
      schema: {
        summary: 'Open or close by hand, or let the hours count again (auto)',
        params: schedulePath,
        body: scheduleBody,
        response: { 200: schedule, ...refusals },
      },
    },
    async ({ params: { name, action }, body }) => {
      const known = operations.schedules().map((one) => one.schedule.name);
      if (!known.includes(name))
        throw notFound(`the plan has no schedule ${name}`, `there are: ${known.join(', ') || 'none'}`);
      const changed = await operations.setSchedule(name, SETTINGS[action], body?.by ?? 'api');
      const now = operations.schedules().find((one) => one.schedule.name === name);
      if (!changed.done || !now) throw notFound(`the plan has no schedule ${name} any more`);
      return scheduleView(now);
    },
  );
}
