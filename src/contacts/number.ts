/**
 * Reads what a caller's network or phone sends as number and name: anything may stand there. What comes out is safe
 * to store, to show and to compare; the same caller gives the same number, however it was written.
 */
import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js';
import { isExtension } from '../shared/number/extension.ts';

/** Longer than any number or SIP user that is worth keeping. */
const longestNumber = 40;
const longestName = 80;
/** No one's number or name is longer; what comes behind is not even looked at. */
const longestRaw = 400;

/** What networks put in the place of a number or name that is not to be known, in lower case without blanks. */
const withheld = new Set([
  '',
  'anonymous',
  'anonym',
  'blocked',
  'callerunknown',
  'idunavailable',
  'none',
  'nonumber',
  'null',
  'numberwithheld',
  'outofarea',
  'private',
  'privatenumber',
  'restricted',
  'unavailable',
  'undefined',
  'unknown',
  'unknowncaller',
  'withheld',
]);

/**
 * E.164 (`+4930123456`) where the text is a valid number, written internationally or as within `country` (ISO 3166-1
 * alpha-2) and no extension (of `longestExtension` digits at most); else what was sent, cleaned to `0-9 A-Z a-z + * # . _ -` and cut to 40 characters: an internal `100`, a
 * SIP user `alice`. Without `number`: withheld. Never throws.
 */
export function normaliseNumber(
  raw: string,
  country: string,
  longestExtension?: number,
): { readonly number?: string } {
  const sent = asSent(raw);
  if (sent === undefined) return {};
  const isOutside = isDialled(sent) && !isExtension(sent, country, longestExtension);
  const e164 = isOutside ? asE164(sent, country) : undefined;
  return { number: e164 ?? sent.slice(0, longestNumber) };
}

/** A telephone number or an extension, which people may give for somebody who has not called yet; `alice` is none. */
export const isDialled = (number: string): boolean => /^\+?[0-9]+$/.test(number);

/** What was sent, cleaned as above but of any length, a number without the marks between its digits. undefined: withheld. */
export function asSent(raw: string): string | undefined {
  const sent = userPart(readable(raw)).replaceAll(/[^0-9A-Za-z+*#._-]/g, '');
  if (saysNothing(sent)) return undefined;
  return /^\+?[0-9._-]+$/.test(sent) ? sent.replaceAll(/[._-]/g, '') : sent;
}

/**
 * A name fit for a display: without control characters and the invisible ones that turn the direction of writing, 80
 * characters at most. undefined: nothing is left, or it only says that there is no name.
 */
export function displayName(raw: string): string | undefined {
  const name = readable(raw)
    .replace(/^"(.*)"$/u, '$1')
    // Some exchanges hand on the quoted pairs of RFC 3261 as they stood on the wire.
    .replaceAll(/\\(["\\])/gu, '$1')
    // No one's name needs a tower of accents; it would run over the neighbouring lines.
    .replaceAll(/(\p{M}{3})\p{M}+/gu, '$1')
    .trim();
  return saysNothing(name) ? undefined : cut(name).trim();
}

/** At whole characters, as a reader sees them: an accent or a flag is not torn apart. */
function cut(name: string): string {
  if (name.length <= longestName) return name;
  let kept = '';
  let characters = 0;
  for (const { segment } of graphemes.segment(name)) {
    // A reader may see one where a store counts dozens.
    characters += Array.from(segment).length;
    if (characters > longestName) break;
    kept += segment;
  }
  return kept;
}
const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

const saysNothing = (text: string): boolean =>
  withheld.has(text.toLowerCase().replaceAll(/[^\p{L}\p{N}\p{So}*#]/gu, ''));

/** One line of visible characters: any white space is a blank, anything else without a shape is dropped. */
function readable(raw: string): string {
  return (
    raw
      .slice(0, longestRaw)
      .normalize('NFKC')
      .replaceAll(/[\s\p{Z}]+/gu, ' ')
      .replaceAll(/\p{C}/gu, '')
      // What was dropped may have stood between two blanks.
      .replaceAll(/ {2,}/g, ' ')
      .trim()
  );
}

/** `alice` of `<sip:alice@host;transport=tcp>`, `+4930123456` of `tel:+49-30-123456;phone-context=...`. RFC 3261, 3966. */
function userPart(text: string): string {
  const uri = /<([^<>]*)>?$/.exec(text)?.[1] ?? text;
  const hasScheme = /^(sips?|tel):/i.test(uri);
  const user = uri.replace(/^(sips?|tel):/i, '').replace(/[;@].*$/, '');
  return hasScheme ? user.replaceAll(/%([2-7][0-9a-f])/gi, (_, hex: string) => character(hex)) : user;
}

const character = (hex: string): string => String.fromCharCode(Number.parseInt(hex, 16));

function asE164(text: string, country: string): string | undefined {
  const code = country.toUpperCase();
  const own = isSupportedCountry(code) ? code : undefined;
  // 00 is how most of the world dials abroad, and how gateways write it also where it is not.
  for (const written of text.startsWith('00') ? [text, `+${text.slice(2)}`] : [text]) {
    const number = parsePhoneNumberFromString(written, {
      ...(own && { defaultCountry: own }),
      extract: false,
    });
    if (number?.isValid()) return number.number;
  }
  return undefined;
}
