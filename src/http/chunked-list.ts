/** Long answers as JSON, made and sent a few items at a time, so that calls go on meanwhile. */
import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { breather, eachInSlices } from '../shared/slices.ts';

/** A text in pieces, in order. */
export type Pieces = readonly string[];

/** Characters that are written to a connection in one go: a fraction of a millisecond. */
const writtenAtOnce = 64 * 1024;

/** The text of a JSON array. `schema`: of one item; what it does not name is left out, as in any answer. */
export async function listInPieces<Item>(
  items: readonly Item[],
  view: (item: Item) => unknown,
  schema: z.ZodType,
): Promise<Pieces> {
  const pieces: string[] = [];
  await eachInSlices(items, (item) => {
    const text = JSON.stringify(z.encode(schema, view(item)));
    pieces.push(pieces.length === 0 ? text : `,${text}`);
  });
  return ['[', ...pieces, ']'];
}

/** The text of a JSON object that has such lists beside other fields. */
export function withLists(fields: object, lists: Readonly<Record<string, Pieces>>): Pieces {
  const others = JSON.stringify(fields).slice(1, -1);
  const named = Object.entries(lists).flatMap(([name, list], nth) => [
    `${nth > 0 || others !== '' ? ',' : ''}${JSON.stringify(name)}:`,
    ...list,
  ]);
  return [`{${others}`, ...named, '}'];
}

/** Routes are typed by the values that they answer; this is the text of such a value. */
export const sendJson = (reply: FastifyReply, pieces: Pieces): never =>
  reply.type(json).send(bodyOf(pieces)) as never;

/** A JSON text that is there as bytes. */
export const sendInChunks = (reply: FastifyReply, text: Buffer): never =>
  reply.type(json).send(streamed(partsOf(text))) as never;

const json = 'application/json; charset=utf-8';

/** What is long is sent in chunks. */
export function bodyOf(pieces: Pieces): string | Readable {
  const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
  return length > writtenAtOnce ? streamed(chunksOf(pieces)) : pieces.join('');
}

const streamed = (chunks: Iterable<Buffer>): Readable =>
  Readable.from(inTurns(chunks), { objectMode: false });

async function* inTurns(chunks: Iterable<Buffer>): AsyncIterable<Buffer> {
  const breathe = breather();
  for (const chunk of chunks) {
    yield chunk;
    await breathe();
  }
}

function* chunksOf(pieces: Pieces): Iterable<Buffer> {
  let text = '';
  for (const piece of pieces) {
    text += piece;
    if (text.length < writtenAtOnce) continue;
    yield Buffer.from(text);
    text = '';
  }
  if (text !== '') yield Buffer.from(text);
}

function* partsOf(text: Buffer): Iterable<Buffer> {
  for (let from = 0; from < text.length; from += writtenAtOnce)
    yield text.subarray(from, from + writtenAtOnce);
}
