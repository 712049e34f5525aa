import type { Media } from '../ports/telephony.ts';

/** As ARI names it. Asterisk wants a file without its extension, and picks the format that costs least by itself. */
export function mediaUri(media: Media): string {
  switch (media.kind) {
    case 'file':
      return `sound:${media.path.replace(/\.[A-Za-z0-9]+$/, '')}`;
    case 'sound':
      return `sound:${media.name}`;
    case 'number':
      return `number:${media.number}`;
    case 'digits':
      return `digits:${media.digits}`;
  }
}
