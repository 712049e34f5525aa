/**
 * Telephone numbers as people and their programs write them: in a plan, a spreadsheet, a request, on the command line.
 * One reader for all of them. What is read is certain; what is not comes back with the reason. Numbers that the network
 * sends are another thing (`contacts/number.ts`): there anything has to be taken as it is.
 */
import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js';
import { isExtension } from './extension.ts';

export type NumberRead =
  | { readonly ok: true; readonly number: string }
  | { readonly ok: false; readonly because: string; readonly hint?: string };

/** E.164 allows 15 digits, country code included. */
export const mostDigits = 15;
/** With the 0 before it, no national number has fewer digits. */
const shortestNational = 7;

/**
 * @param country ISO 3166-1 alpha-2; national numbers are read as numbers of this country
 * @returns E.164 where the text is a valid number; else its digits, if it may be an extension or a number that our
 * numbering tables do not know yet
 */
export function readNumber(written: string, country: string): NumberRead {
  const text = plain(written);
  const fault = faultIn(text);
  if (fault) return { ok: false, ...fault };
  const bare = bareNumber(text);
  const digits = bare.replace('+', '').length;
  if (isExtension(bare, country)) return { ok: true, number: bare };
  if (/^0[^0]/.test(bare) && digits < shortestNational)
    return { ok: false, because: `it is no possible number in ${country}`, hint: 'it is too short' };
  const international = bare.replace(/^00(?=[1-9])/, '+');
  const parsed = parse(international, country) ?? parse(bare, country);
  if (parsed?.isValid()) return { ok: true, number: parsed.number };
  if (international.startsWith('+')) {
    // New ranges are given out faster than our tables follow; a number of the wrong length is wrong for certain.
    if (parsed?.isPossible()) return { ok: true, number: parsed.number };
    return { ok: false, because: 'it is no possible number', hint: 'count its digits' };
  }
  return { ok: true, number: bare };
}

/** What people put between digits to read them is left out, and so is the 0 that is not dialled from abroad: +49 (0)30. */
export function bareNumber(written: string): string {
  return plain(written)
    .replace(/^tel:/i, '')
    .replace(/^((?:\+|00)\s*[1-9](?:[\s./-]*\d){0,3})[\s./-]*\(\s*0\s*\)/, '$1')
    .replaceAll(/[\s()./-]+/gu, '');
}

/** Full-width digits, unusual blanks and dashes become the usual ones; what cannot be seen is dropped. */
const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .replaceAll(/[\u2010-\u2015\u2212]/gu, '-')
    .replaceAll(/[\p{Z}\t]+/gu, ' ')
    .replaceAll(/\p{Cf}/gu, '')
    .trim();

interface Fault {
  readonly because: string;
  readonly hint?: string;
}

const oneEach = 'write one number in each cell';

function faultIn(text: string): Fault | undefined {
  const digits = text.replaceAll(/\D/g, '');
  if (digits === '') return { because: text === '' ? 'there is no number' : 'it is not a number' };
  if (/^[+-]?\d+(?:[.,]\d+)?e[+-]?\d+$/i.test(text))
    return {
      because: 'a spreadsheet has rounded it',
      hint: 'format the column as text, and enter the number again',
    };
  // 030.123456 is a way to write a number, 493055501.0 is not.
  if (/^\d{5,}[.,]\d{1,2}$/.test(text))
    return { because: 'it has decimals', hint: 'format the column as text in the spreadsheet' };
  if (/:::|[,;|\n\r]|\d\s*(?:\/|\bor\b|\boder\b|&)\s*(?:\+|00?[1-9])/iu.test(text))
    return { because: 'there is more than one number', hint: oneEach };
  if (/[^\d+()./\s-]/u.test(text.replace(/^tel:/i, ''))) return { because: 'it is not a number' };
  if (!/^(?:tel:)?\(?\+?[^+]*$/i.test(text))
    return { because: 'there is more than one number', hint: oneEach };
  if (digits.length > mostDigits)
    return { because: `it has ${digits.length} digits; a number has ${mostDigits} at most` };
  return undefined;
}

function parse(text: string, country: string) {
  const code = country.toUpperCase();
  return parsePhoneNumberFromString(text, {
    ...(isSupportedCountry(code) && { defaultCountry: code }),
    extract: false,
  });
}
