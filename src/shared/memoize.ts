/** Found once for each thing, and kept as long as the thing itself, which must never change. */
export function memoize<Thing extends object, Found extends {}>(
  find: (thing: Thing) => Found,
): (thing: Thing) => Found {
  const known = new WeakMap<Thing, Found>();
  return (thing) => {
    const before = known.get(thing);
    if (before !== undefined) return before;
    const found = find(thing);
    known.set(thing, found);
    return found;
  };
}
