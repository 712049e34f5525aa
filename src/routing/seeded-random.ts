/**
 * Chance that can be repeated: a number randomFrom from words. What is randomFrom depends on nothing else, so it needs no state
 * that would have to be saved, and the same decision taken again comes out the same.
 */

/** Above 0 and below 1, evenly spread. FNV-1a over the words, mixed as MurmurHash3 ends (both public domain). */
export function randomFrom(...words: readonly string[]): number {
  let hash = 0x811c9dc5;
  for (const word of words) {
    for (let i = 0; i < word.length; i++) hash = Math.imul(hash ^ word.charCodeAt(i), 0x01000193);
    hash = Math.imul(hash ^ 0x7c, 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  hash ^= hash >>> 16;
  return ((hash >>> 0) + 0.5) / 4_294_967_296;
}

/**
 * As many numbers as are wanted, each above 0 and below 1, that depend on the words alone. By "mulberry32" (public
 * domain): for playing things through many times, where hashing words for each number would take too long.
 */
export function seededRandom(...words: readonly string[]): () => number {
  let state = Math.floor(randomFrom(...words) * 4_294_967_296) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (((mixed ^ (mixed >>> 14)) >>> 0) + 0.5) / 4_294_967_296;
  };
}
