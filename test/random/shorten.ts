/** Makes a story that fails short: leaves out as many of its acts as possible while it still fails (ddmin, Zeller 1999). */
export async function shorten<Item>(
  items: readonly Item[],
  fails: (some: readonly Item[]) => Promise<boolean>,
  triesAtMost = 400,
): Promise<readonly Item[]> {
  let left = items;
  let parts = 2;
  let tries = 0;
  while (left.length > 1 && tries < triesAtMost) {
    const size = Math.ceil(left.length / parts);
    let shorter: readonly Item[] | undefined;
    for (let from = 0; from < left.length && !shorter && tries < triesAtMost; from += size) {
      const rest = [...left.slice(0, from), ...left.slice(from + size)];
      tries++;
      if (await fails(rest)) shorter = rest;
    }
    if (shorter) {
      left = shorter;
      parts = Math.max(2, parts - 1);
    } else if (size === 1) {
      break;
    } else {
      parts = Math.min(left.length, parts * 2);
    }
  }
  return left;
}
