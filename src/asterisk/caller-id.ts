/**
 * Makes a caller ID safe for a SIP header: names come from unknown senders, and may contain quotes, angle brackets,
 * line breaks or half characters, or be very long.
 */
const longestName = 60;
const longestNumber = 40;

/** In the form that Asterisk reads: `"Anna Berg" <+4930123456>`; empty when neither is left. */
export function callerId(name: string, number: string): string {
  const [shownName, shownNumber] = [cleanName(name), cleanNumber(number)];
  if (shownName === '' && shownNumber === '') return '';
  return shownName === '' ? `<${shownNumber}>` : `"${shownName}" <${shownNumber}>`;
}

export function cleanName(name: string): string {
  const readable = name
    .replace(/\p{C}+/gu, ' ')
    .replace(/["\\<>]+/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  return Array.from(readable).slice(0, longestName).join('').trim();
}

/** Digits, and the letters of words such as `anonymous`. */
export function cleanNumber(number: string): string {
  return number.replace(/[^A-Za-z0-9+*#._-]+/g, '').slice(0, longestNumber);
}
