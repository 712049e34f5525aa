/** Long answers as JSON, made and sent a few items at a time, so that calls go on meanwhile. */
import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { breather, eachInSlices } from '../shared/slices.ts';

/** A text in pieces, in order. */
type Pieces = readonly string[];

/** Characters that are written to a connection in one go: a fraction of a millisecond. */
const writtenAtOnce = 64 * 1024;
/** Items of a list that are checked and written in one go. */
const shortList = 20;

/** Of all routes that answer values: the lists in a long answer are checked against its schema and written item by item. */
export function sendLongListsInPieces(app: FastifyInstance): void {
  app.addHook('preSerialization', async (request, reply, payload: unknown) => {
    const parts = partsOfAnswer(request, reply.statusCode);
    if (parts === undefined || !hasLongList(payload, parts)) return payload;
    const lists: Record<string, Pieces> = {};
    for (const [name, item] of parts.lists) {
      const list = payload[name];
      if (list !== undefined) lists[name] = await listInPieces(list, (each) => each, item);
    }
    const fields = parts.fieldsOf(payload);
    reply.serializer(unchanged);
    return bodyOf(withLists(fields, lists));
  });
}

/** A schema taken apart. */
interface AnswerParts {
  /** Fields with lists, and the schema of an item of each. */
  readonly lists: ReadonlyMap<string, z.ZodType>;
  /** Those that may be left out. */
  readonly optional: ReadonlySet<string>;
  /** What is besides the lists, as its schema has it. */
  readonly fieldsOf: (answer: object) => object;
}

const known = new WeakMap<z.ZodType, AnswerParts | null>();

function partsOfAnswer(request: FastifyRequest, status: number): AnswerParts | undefined {
  const response = request.routeOptions.schema?.response as Readonly<Record<number, unknown>> | undefined;
  const schema = response?.[status];
  if (!(schema instanceof z.ZodObject)) return undefined;
  const parts = known.get(schema) ?? takenApart(schema);
  known.set(schema, parts);
  return parts ?? undefined;
}

/** Null: it has no lists, or says something about them and its other fields together. */
function takenApart(schema: z.ZodObject): AnswerParts | null {
  if ((schema.def.checks ?? []).length > 0) return null;
  const lists = new Map<string, z.ZodType>();
  const optional = new Set<string>();
  for (const [name, field] of Object.entries(schema.shape)) {
    const list = field instanceof z.ZodOptional ? field.unwrap() : field;
    if (!(list instanceof z.ZodArray)) continue;
    lists.set(name, list.element as z.ZodType);
    if (list !== field) optional.add(name);
  }
  if (lists.size === 0) return null;
  const others = z.object(
    Object.fromEntries(Object.entries(schema.shape).filter(([name]) => !lists.has(name))),
  );
  return { lists, optional, fieldsOf: (answer) => z.encode(others, answer as never) };
}

/** What is not as its schema says is left to the usual way, which says so. */
function hasLongList(
  payload: unknown,
  { lists, optional }: AnswerParts,
): payload is Record<string, readonly unknown[] | undefined> {
  if (typeof payload !== 'object' || payload === null) return false;
  const fields = payload as Readonly<Record<string, unknown>>;
  const names = [...lists.keys()];
  const isList = (name: string): boolean =>
    Array.isArray(fields[name]) || (fields[name] === undefined && optional.has(name));
  const isLong = (name: string): boolean =>
    ((fields[name] as readonly unknown[] | undefined)?.length ?? 0) > shortList;
  return names.every(isList) && names.some(isLong);
}

const unchanged = (body: unknown): string => body as string;

/** The text of a JSON array. `schema`: of one item; what it does not name is left out, as in any answer. */
export async function listInPieces<Item>(
  items: readonly Item[],
  view: (item: Item) => unknown,
  schema: z.ZodType,
): Promise<Pieces> {
  const pieces: string[] = [];
  await eachInSlices(items, (item) => {
    const text = JSON.stringify(z.encode(schema, view(item) as never));
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

function bodyOf(pieces: Pieces): string | Readable {
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
