/**
 * P-Asserted-Identity with several values in one header (RFC 3325, 9.1: a sip and a tel URI at most), which Asterisk does
 * not read:
 *
 *     "Doe, John" <sip:jdoe@pbx.example>, <tel:+4930123456>
 */
import { uriDecoded } from './uri-decode.ts';

export interface Identity {
  readonly number: string;
  readonly name: string;
}

/**
 * The number of the first identity that has one, and the first name.
 *
 * @param encoded as the dialplan's URIENCODE() leaves it
 * @returns undefined: there is no identity in it
 */
export function identitiesIn(encoded: string): Identity | undefined {
  const found = valuesOf(uriDecoded(encoded)).flatMap((value) => identity(value));
  const [first] = found;
  if (first === undefined) return undefined;
  const { number } = found.find((one) => /^\+?[0-9]/.test(one.number)) ?? first;
  const { name } = found.find((one) => one.name !== '') ?? first;
  return { number, name };
}

/** Commas part values, except in quotes and in angle brackets. */
function valuesOf(header: string): readonly string[] {
  return header.match(/(?:"(?:[^"\\]|\\.)*"|<[^<>]*>|[^,"<>])+/gs) ?? [];
}

function identity(value: string): readonly Identity[] {
  const parts = /^\s*(?:"((?:[^"\\]|\\.)*)"|([^"<>]*?))\s*<\s*(?:sips?|tel):([^<>@;]*)/is.exec(value);
  const bare = /^\s*(?:sips?|tel):([^<>@;\s]*)/is.exec(value);
  if (bare?.[1]) return [{ number: bare[1], name: '' }];
  if (!parts?.[3]) return [];
  const [, quoted = '', token = '', number] = parts;
  return [{ number, name: quoted === '' ? token.trim() : quoted.replaceAll(/\\(.)/gs, '$1') }];
}
