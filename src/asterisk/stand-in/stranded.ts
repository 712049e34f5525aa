import type { ListedChannel } from './unheard.ts';

/** A bridge as ARI lists it, as far as it matters here. */
export interface ListedBridge {
  readonly channels: readonly string[];
}

/** In Stasis(): only an engine, or this process, gets them out. */
export const isInHands = ({ dialplan }: ListedChannel): boolean => dialplan?.app_name === 'Stasis';

/**
 * The callers in an engine's hands who talk to nobody, in the order in which they came. Without an engine they hear music,
 * ringing or silence for ever. `spared`: those who leave a message. The context is that of a caller: legs that an engine made have no dialplan to go to.
 */
export function stranded(
  channels: readonly ListedChannel[],
  bridges: readonly ListedBridge[],
  spared: readonly string[],
): readonly ListedChannel[] {
  const talking = new Set(bridges.flatMap(({ channels: inIt }) => (inIt.length > 1 ? inIt : [])));
  return channels
    .filter((channel) => isInHands(channel) && channel.name.startsWith('PJSIP/'))
    .filter(({ id, dialplan }) => dialplan?.context?.startsWith('from-') === true && !talking.has(id))
    .filter(({ id }) => !spared.includes(id))
    .toSorted((a, b) => Date.parse(a.creationtime) - Date.parse(b.creationtime));
}
