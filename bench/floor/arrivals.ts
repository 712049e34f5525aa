/**
 * How calls come, at the same rate. `even`: at equal distances, as sipp sends them. `random`: as people call, each without
 * knowing of the others (a Poisson process), so that some come within the same few milliseconds.
 */
export type Arrivals = 'even' | 'random';

/** In milliseconds; long beside the distance between two calls, and short beside a round. */
const scatteredOver = 1500;

/** A scenario of sipp in which every call waits by chance before its INVITE. */
export function atRandom(scenario: string): string {
  const pause = `<pause distribution="uniform" min="0" max="${scatteredOver}" />`;
  return scenario.replace(/<scenario [^>]*>/, (begin) => begin + pause);
}
