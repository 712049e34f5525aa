/** Announcements in front of numbers and queues: in force at once, without a change of the plan. */
import {
  announcement,
  announcementBody,
  announcementEnded,
  announcementList,
  announcementPath,
} from '../../contract/announcement.ts';
import { refusals } from '../../contract/common.ts';
import { reachesQueue } from '../../people/reach.ts';
import { minutes } from '../../shared/time.ts';
import type { Api, ApiNeeds } from '../api.ts';
import { actorOf } from '../auth.ts';
import { orRefuse, Refusal } from '../errors.ts';
import { announcementView, promptOf } from './view.ts';

const usual = minutes(4 * 60);
const longest = minutes(31 * 24 * 60);

export function announcementRoutes(app: Api, { operations, gate }: ApiNeeds): void {
  app.get(
    '/v1/announcements',
    {
      config: { right: 'see_floor', scoped: true },
      schema: {
        summary: 'List announcements in front of numbers and queues',
        response: { 200: announcementList, ...refusals },
      },
    },
    async (request) => {
      const reach = gate.reach('see_floor', actorOf(request));
      const seen = operations
        .announcements()
        .filter(({ place }) => place.kind === 'number' || reachesQueue(reach, place.name));
      return { announcements: seen.map(announcementView) };
    },
  );

  app.put(
    '/v1/announcements/:kind/:name',
    {
      config: { right: 'announce', scoped: true },
      schema: {
        summary: 'Put an announcement in front of a number or queue, at once, until a time',
        params: announcementPath,
        body: announcementBody,
        response: { 200: announcement, ...refusals },
      },
    },
    async (request) => {
      const { kind, name } = request.params;
      const { text, sound, until } = request.body;
      const { plan } = operations.plan();
      const foreign = typeof text === 'object' ? Object.keys(text) : [];
      const unknown = foreign.find((language) => !plan.languages.includes(language));
      if (unknown !== undefined)
        throw new Refusal(
          'bad_request',
          `text: '${unknown}' is not a language of the plan; use one of: ${plan.languages.join(', ')}`,
        );
      const now = operations.now();
      const end = until === undefined ? now + usual : Date.parse(until);
      if (!Number.isFinite(end)) throw new Refusal('bad_request', `until: '${until}' is not a time`);
      if (end > now + longest) throw new Refusal('bad_request', 'until: expected a time within 31 days');
      const wanted = { prompt: promptOf(plan, text, sound), until: end };
      orRefuse(await gate.ask({ ask: 'announce', place: { kind, name }, wanted }, actorOf(request)));
      const set = operations.announcements().find(({ place }) => place.kind === kind && place.name === name);
      if (!set) throw new Refusal('no_such_place', `the plan has no ${kind} ${name}`);
      return announcementView(set);
    },
  );

  app.delete(
    '/v1/announcements/:kind/:name',
    {
      config: { right: 'announce', scoped: true },
      schema: {
        summary: 'Take an announcement away',
        params: announcementPath,
        response: { 200: announcementEnded, ...refusals },
      },
    },
    async (request) => {
      const { kind, name } = request.params;
      orRefuse(await gate.ask({ ask: 'announce', place: { kind, name } }, actorOf(request)));
      return { kind, name, ended: true as const };
    },
  );
}
