/** Lists and sets by key. */

/** The list of the key, made if there is none yet. */
export function listIn<Key, Item>(map: Map<Key, Item[]>, key: Key): Item[] {
  const list = map.get(key);
  if (list) return list;
  const made: Item[] = [];
  map.set(key, made);
  return made;
}

/** The same of sets. */
export function setIn<Key, Item>(map: Map<Key, Set<Item>>, key: Key): Set<Item> {
  const set = map.get(key);
  if (set) return set;
  const made = new Set<Item>();
  map.set(key, made);
  return made;
}
