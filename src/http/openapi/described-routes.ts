/**
 * The routes as JSON Schema, for the description of the API. All of them in one go would hold up calls for half a second, so each is
 * made by itself before the whole is put together.
 */

import type { FastifyInstance, FastifySchema } from 'fastify';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';
import { eachInSlices } from '../../shared/slices.ts';

type Route = Parameters<typeof jsonSchemaTransform>[0];
type Described = ReturnType<typeof jsonSchemaTransform>;

export class DescribedRoutes {
  readonly #seen: FastifySchema[] = [];
  readonly #made = new Map<FastifySchema, Described>();

  constructor(app: FastifyInstance) {
    app.addHook('onRoute', ({ schema }) => {
      if (schema) this.#seen.push(schema);
    });
  }

  readonly transform = (route: Route): Described => {
    const made = route.schema && this.#made.get(route.schema);
    return made ? { ...made, url: route.url } : jsonSchemaTransform(route);
  };

  /** @param openapi the version that the description follows */
  async make(openapi: string): Promise<void> {
    const rest = this.#seen.filter((schema) => !this.#made.has(schema));
    await eachInSlices(rest, (schema) => {
      const route = { schema, url: '', openapiObject: { openapi } } as unknown as Route;
      this.#made.set(schema, jsonSchemaTransform(route));
    });
  }
}
