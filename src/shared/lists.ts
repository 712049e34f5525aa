/** Lists by key. */

/** The list of the key, made if there is none yet. */
export function listIn<Key, Item>(map: Map<Key, Item[]>, key: Key): Item[] {
  const list = map.get(key);
  if (list) return list;
  const made: Item[] = [];
  map.set(key, made);
  return made;
}
