import type { Api } from '../api.ts';

export function openApiRoutes(app: Api): void {
  app.get(
    '/openapi.json',
    { config: { right: 'see_api' }, schema: { hide: true } },
    async (_request, reply) =>
      // Not through the serializer, which wants a zod schema.
      reply.type('application/json; charset=utf-8').send(JSON.stringify(app.swagger())),
  );
}
