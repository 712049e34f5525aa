/**
 * Long lists in the answers of all routes: they are checked against the route's schema and written item by item, so that calls go on
 * meanwhile. The usual way does both for the whole answer in one go.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { bodyOf, listOf, type Written, withParts } from './chunked-list.ts';

/** So many items take less than a millisecond. */
const shortList = 20;
/** Objects in objects. */
const deepest = 3;

export function sendLongListsInPieces(app: FastifyInstance): void {
  app.addHook('preSerialization', async (request, reply, answer: unknown) => {
    const parts = partsOfAnswer(request, reply.statusCode);
    if (parts === undefined || !isFitting(answer, parts) || longestIn(answer, parts) <= shortList)
      return answer;
    const body = await bodyOf(written(answer, parts));
    reply.serializer(unchanged);
    return body;
  });
}

/** An object's schema taken apart. */
interface Parts {
  /** Fields with lists, and the schema of an item of each. */
  readonly lists: ReadonlyMap<string, z.ZodType>;
  /** Fields with objects that have lists in turn. */
  readonly objects: ReadonlyMap<string, Parts>;
  /** Those of both that may be left out. */
  readonly optional: ReadonlySet<string>;
  /** The other fields, as the schema has them. */
  readonly fieldsOf: (answer: object) => object;
}

/** Null: there is nothing to take apart. */
const known = new WeakMap<z.ZodObject, Parts | null>();

function partsOfAnswer(request: FastifyRequest, status: number): Parts | undefined {
  const response = request.routeOptions.schema?.response as Readonly<Record<number, unknown>> | undefined;
  const schema = response?.[status];
  if (!(schema instanceof z.ZodObject)) return undefined;
  let parts = known.get(schema);
  if (parts === undefined) {
    parts = takenApart(schema) ?? null;
    known.set(schema, parts);
  }
  return parts ?? undefined;
}

/** Undefined: it has no lists, or says something about them and its other fields together. */
function takenApart(schema: z.ZodObject, depth = 1): Parts | undefined {
  if ((schema.def.checks ?? []).length > 0) return undefined;
  const lists = new Map<string, z.ZodType>();
  const objects = new Map<string, Parts>();
  const optional = new Set<string>();
  for (const [name, field] of Object.entries(schema.shape)) {
    const there = field instanceof z.ZodOptional ? field.unwrap() : field;
    const parts = there instanceof z.ZodObject && depth < deepest ? takenApart(there, depth + 1) : undefined;
    if (there instanceof z.ZodArray) lists.set(name, there.element as z.ZodType);
    else if (parts) objects.set(name, parts);
    else continue;
    if (there !== field) optional.add(name);
  }
  if (lists.size === 0 && objects.size === 0) return undefined;
  const others = z.object(
    Object.fromEntries(
      Object.entries(schema.shape).filter(([name]) => !lists.has(name) && !objects.has(name)),
    ),
  );
  return { lists, objects, optional, fieldsOf: (answer) => z.encode(others, answer as never) };
}

type Fields = Readonly<Record<string, unknown>>;

/** What is not as its schema says is left to the usual way, which says so. */
function isFitting(answer: unknown, { lists, objects, optional }: Parts): answer is Fields {
  if (typeof answer !== 'object' || answer === null) return false;
  const fields = answer as Fields;
  const isLeftOut = (name: string): boolean => fields[name] === undefined && optional.has(name);
  return (
    [...lists.keys()].every((name) => isLeftOut(name) || Array.isArray(fields[name])) &&
    [...objects].every(([name, parts]) => isLeftOut(name) || isFitting(fields[name], parts))
  );
}

/** Items of the longest list. */
function longestIn(answer: Fields, { lists, objects }: Parts): number {
  return Math.max(
    0,
    ...[...lists.keys()].map((name) => listIn(answer, name)?.length ?? 0),
    ...[...objects].map(([name, parts]) => longestIn((answer[name] ?? {}) as Fields, parts)),
  );
}

function written(answer: Fields, { lists, objects, fieldsOf }: Parts): Written {
  const parts: Record<string, Written> = {};
  for (const [name, item] of lists) {
    const list = listIn(answer, name);
    if (list) parts[name] = listOf(list, (each) => each, item);
  }
  for (const [name, of] of objects)
    if (answer[name] !== undefined) parts[name] = written(answer[name] as Fields, of);
  return withParts(fieldsOf(answer), parts);
}

const listIn = (answer: Fields, name: string): readonly unknown[] | undefined =>
  answer[name] as readonly unknown[] | undefined;

const unchanged = (body: unknown): string => body as string;
