import { isRungByEngine } from '../ids.ts';
import type { ListedChannel } from './unheard.ts';

/** A bridge as ARI lists it, as far as it matters here. */
export interface ListedBridge {
  readonly channels: readonly string[];
}

/** In Stasis(): only an engine, or this process, gets them out. */
export const isInHands = ({ dialplan }: ListedChannel): boolean => dialplan?.app_name === 'Stasis';

/**
 * The callers in an engine's hands who talk to nobody, in the order in which they came. Without an engine they hear music,
 * ringing or silence for ever. `spared`: those who leave a message.
 */
export function stranded(
  channels: readonly ListedChannel[],
  bridges: readonly ListedBridge[],
  spared: readonly string[],
): readonly ListedChannel[] {
  return alone(channels, bridges, spared)
    .filter(({ id, dialplan }) => !isRungByEngine(id) && dialplan?.context?.startsWith('from-') === true)
    .toSorted((a, b) => Date.parse(a.creationtime) - Date.parse(b.creationtime));
}

/**
 * Legs that the engine rang, that have answered and are left alone: an agent whose caller is gone, a person who is called back.
 * Nothing in the dialplan is for them; a phone that still rings stops by itself.
 */
export const leftAlone = (
  channels: readonly ListedChannel[],
  bridges: readonly ListedBridge[],
  spared: readonly string[],
): readonly ListedChannel[] =>
  alone(channels, bridges, spared).filter(({ id, state }) => isRungByEngine(id) && state === 'Up');

function alone(
  channels: readonly ListedChannel[],
  bridges: readonly ListedBridge[],
  spared: readonly string[],
): readonly ListedChannel[] {
  const talking = new Set(bridges.flatMap(({ channels: inIt }) => (inIt.length > 1 ? inIt : [])));
  return channels
    .filter((channel) => isInHands(channel) && channel.name.startsWith('PJSIP/'))
    .filter(({ id }) => !talking.has(id) && !spared.includes(id));
}
