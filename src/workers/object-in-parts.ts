/** An answer with long lists on its way from a thread: first all else, then each list a few items at a time. */

/** Keys from the outside in. */
type Place = readonly string[];

export type ObjectPart =
  | { readonly kind: 'without lists'; readonly value: object }
  | { readonly kind: 'items'; readonly place: Place; readonly items: readonly unknown[] };

/** Items that go at once: a millisecond or so to take in. */
const mostAtOnce = 100;

export function* objectInParts(value: object): Generator<ObjectPart> {
  const lists: (readonly [Place, readonly unknown[]])[] = [];
  yield { kind: 'without lists', value: withoutLists(value, [], lists) };
  for (const [place, list] of lists)
    for (let from = 0; from < list.length; from += mostAtOnce)
      yield { kind: 'items', place, items: list.slice(from, from + mostAtOnce) };
}

/** The answer put together again. */
export async function objectFrom<Value extends object>(parts: AsyncIterable<ObjectPart>): Promise<Value> {
  let value: object = {};
  for await (const part of parts) {
    if (part.kind === 'without lists') ({ value } = part);
    else listAt(value, part.place).push(...part.items);
  }
  return value as Value;
}

/** Each list in it is empty, and is added to `lists`. */
function withoutLists(
  value: object,
  place: Place,
  lists: (readonly [Place, readonly unknown[]])[],
): Record<string, unknown> {
  const emptied = (key: string, one: unknown): unknown => {
    const there = [...place, key];
    if (Array.isArray(one)) {
      lists.push([there, one]);
      return [];
    }
    return typeof one === 'object' && one !== null ? withoutLists(one, there, lists) : one;
  };
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, emptied(key, one)]));
}

const listAt = (value: object, place: Place): unknown[] =>
  place.reduce((at: unknown, key) => (at as Record<string, unknown>)[key], value) as unknown[];
