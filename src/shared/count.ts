/** A number with its noun: `1 row`, `2 rows`, `no rows`. @param plural default: the noun with an s */
export function count(number: number, noun: string, plural = `${noun}s`): string {
  return `${number === 0 ? 'no' : number} ${number === 1 ? noun : plural}`;
}
