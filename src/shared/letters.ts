/** Names without what other alphabets and habits add to the 26 letters. */

/** What Unicode does not take apart into a letter and a mark. */
const special: ReadonlyMap<string, string> = new Map([
  ['ß', 'ss'],
  ['æ', 'ae'],
  ['œ', 'oe'],
  ['ø', 'o'],
  ['ł', 'l'],
  ['đ', 'd'],
  ['ð', 'd'],
  ['þ', 'th'],
  ['ı', 'i'],
]);

/** How people write these without the mark. */
const twoLetters: ReadonlyMap<string, string> = new Map([
  ['ä', 'ae'],
  ['ö', 'oe'],
  ['ü', 'ue'],
  ['ø', 'oe'],
  ['å', 'aa'],
]);

/** In small letters, without accents: `Müller` is `muller`. */
export const withoutAccents = (text: string): string =>
  replaced(text.toLowerCase().normalize('NFC'), special).normalize('NFKD').replaceAll(/\p{M}/gu, '');

/** In small letters, umlauts as two: `Müller` is `mueller`. */
export const withTwoLetters = (text: string): string =>
  withoutAccents(replaced(text.toLowerCase().normalize('NFC'), twoLetters));

const replaced = (text: string, by: ReadonlyMap<string, string>): string =>
  text.replaceAll(/[^\p{ASCII}]/gu, (letter) => by.get(letter) ?? letter);
