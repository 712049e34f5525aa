/** Snoop channels: they are not legs, no matter which engine made them. */
import type { AriChannel } from './ari/ari-event.ts';

export const isSnoop = ({ name }: Pick<AriChannel, 'name'>): boolean => name.startsWith('Snoop/');
