/** Long answers as JSON, made a few items at a time, so that calls go on meanwhile. */
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { eachInSlices } from '../shared/slices.ts';
import { LongText } from './long-text.ts';
import { paced } from './paced.ts';

/** Writes a part of a text. */
export type Written = (text: LongText) => void | Promise<void>;

/** A JSON array. `schema`: of one item; what it does not name is left out, as in any answer. */
export const listOf =
  <Item>(items: readonly Item[], view: (item: Item) => unknown, schema: z.ZodType): Written =>
  async (text) => {
    text.write('[');
    let isFirst = true;
    await eachInSlices(items, (item) => {
      if (!isFirst) text.write(',');
      isFirst = false;
      text.write(JSON.stringify(z.encode(schema, view(item))));
    });
    text.write(']');
  };

/** A JSON object that has such parts after other fields. */
export const withParts =
  (fields: object, parts: Readonly<Record<string, Written>>): Written =>
  async (text) => {
    let isFirst = true;
    text.write('{');
    const others = JSON.stringify(fields).slice(1, -1);
    if (others !== '') {
      isFirst = false;
      text.write(others);
    }
    for (const [name, write] of Object.entries(parts)) {
      text.write(`${isFirst ? '' : ','}${JSON.stringify(name)}:`);
      isFirst = false;
      await write(text);
    }
    text.write('}');
  };

/** Routes are typed by the values that they answer; this is the text of such a value. */
export const sendJson = async (reply: FastifyReply, write: Written): Promise<never> =>
  reply.type('application/json; charset=utf-8').send(await bodyOf(write)) as never;

/** What is long is sent in parts. */
export async function bodyOf(write: Written): Promise<Buffer | ReturnType<typeof paced>> {
  const text = new LongText();
  await write(text);
  const parts = text.parts();
  const [first = Buffer.alloc(0)] = parts;
  return parts.length > 1 ? paced(parts) : first;
}
