/** Typed words as a query for FTS5: punctuation is never taken for FTS5's own language. */

/** More words than this add nothing. */
const mostWords = 12;

/** All of the words, each as the beginning of one; empty: there is no word in it. */
export function allWords(text: string): string {
  const words = [...new Set(text.match(/[\p{L}\p{N}]+/gu) ?? [])].slice(0, mostWords);
  return words.map((word) => `"${word}"*`).join(' ');
}
