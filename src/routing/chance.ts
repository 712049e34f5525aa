/**
 * Chance that can be repeated: a number drawn from words. What is drawn depends on nothing else, so it needs no state
 * that would have to be saved, and the same decision taken again comes out the same.
 */

/** Above 0 and below 1, evenly spread. FNV-1a over the words, mixed as MurmurHash3 ends (both public domain). */
export function drawn(...words: readonly string[]): number {
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
