import type { Api } from '../api.ts';
import type { DescribedRoutes } from './described-routes.ts';

export function openApiRoutes(app: Api, described: DescribedRoutes): void {
  app.get(
    '/openapi.json',
    { config: { right: 'see_api' }, schema: { hide: true } },
    async (_request, reply) => {
      await described.make('3.0.3');
      // Not through the serializer, which wants a zod schema.
      return reply.type('application/json; charset=utf-8').send(JSON.stringify(app.swagger()));
    },
  );
}
