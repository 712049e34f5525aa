/** Long lists as JSON, made a few items at a time, so that calls go on meanwhile. */
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { eachInSlices } from '../shared/slices.ts';

/** The text of a JSON array. `schema`: of one item; what it does not name is left out, as in any answer. */
export async function listInPieces<Item>(
  items: readonly Item[],
  view: (item: Item) => unknown,
  schema: z.ZodType,
): Promise<string> {
  const texts: string[] = [];
  await eachInSlices(items, (item) => {
    texts.push(JSON.stringify(z.encode(schema, view(item) as never)));
  });
  return `[${texts.join(',')}]`;
}

/** The text of a JSON object that has such lists beside other fields. */
export function withLists(fields: object, lists: Readonly<Record<string, string>>): string {
  const others = JSON.stringify(fields).slice(1, -1);
  const named = Object.entries(lists).map(([name, list]) => `${JSON.stringify(name)}:${list}`);
  return `{${[...(others === '' ? [] : [others]), ...named].join(',')}}`;
}

/** Routes are typed by the values that they answer; this is the text of such a value. */
export const sendJson = (reply: FastifyReply, text: string): never =>
  reply.type('application/json').send(text) as never;
