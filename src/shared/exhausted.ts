/** The default of a switch that has a case for every kind: a kind without its case does not compile. */
export function exhausted(_: never): never {
  throw new Error('a kind that no case is written for');
}
