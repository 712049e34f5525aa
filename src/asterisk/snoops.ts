/** Channels by which somebody listens to another: no legs of anybody, whoever has made them. */
import type { AriChannel } from './ari/ari-event.ts';

export const isSnoop = ({ name }: Pick<AriChannel, 'name'>): boolean => name.startsWith('Snoop/');
