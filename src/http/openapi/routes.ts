import type { Readable } from 'node:stream';
import type { Api } from '../api.ts';
import { downloadMayTake, paced } from '../paced.ts';
import type { DescribedRoutes } from './described-routes.ts';

const json = 'application/json; charset=utf-8';

/** @param written by the build; undefined: it is made here, a route at a time, and put together in one go */
export function openApiRoutes(
  app: Api,
  described: DescribedRoutes,
  written: (() => Promise<Readable | undefined>) | undefined,
): void {
  app.get(
    '/openapi.json',
    { config: { right: 'see_api' }, handlerTimeout: downloadMayTake, schema: { hide: true } },
    async (_request, reply) => {
      const text = await written?.();
      if (text) return reply.type(json).send(paced(text));
      await described.make('3.0.3');
      // Not through the serializer, which wants a zod schema.
      return reply.type(json).send(JSON.stringify(app.swagger()));
    },
  );
}
