/** Numbers that are dialled within a house, and look like the beginning of one outside. */

/** Fewer digits than a national number has that is sent without its leading 0. */
export const longestExtension = 6;
/** Countries with so few telephones that whole numbers are no longer than that. */
const fewTelephones = new Set('AC AD CK FK FO GL KI NC NF NR NU PM SB SH SM TK TO TV VU WF WS'.split(' '));
const longestThere = 4;

/**
 * 30123 is not +49 30 123: without a + or a 0 before it, so short a number is read as it is.
 *
 * @param longest digits of an extension at most, where somebody has said so
 */
export function isExtension(number: string, country: string, longest?: number): boolean {
  const usual = fewTelephones.has(country) ? longestThere : longestExtension;
  return /^[1-9][0-9]*$/.test(number) && number.length <= (longest ?? usual);
}
