/** Codecs of phones and trunks. */
import { list } from '../form/collections.ts';
import { oneOf } from '../form/scalars.ts';

export const codecs = list(oneOf(['ulaw', 'alaw', 'g722', 'opus']));
