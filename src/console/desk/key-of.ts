type Press = Pick<KeyboardEvent, 'key' | 'code' | 'altKey' | 'shiftKey'>;

/**
 * Which key of the desk is meant. A layout without Latin letters (Greek, Russian), one whose digits need Shift (French), and Alt on some
 * others give something else than what the button shows: then it is the key in the place of that letter or digit.
 */
export function keyOf({ key, code, altKey, shiftKey }: Press, hasKey: (key: string) => boolean): string {
  const inPlace = code.replace(/^(Key|Digit)/, '').toLowerCase();
  if (altKey) return inPlace;
  // `/` is Shift and 7 on a German keyboard: no 7 is meant where nothing has that key.
  const isSign = shiftKey && code.startsWith('Digit');
  return /^[a-z0-9]$/i.test(key) || hasKey(key) || isSign ? key.toLowerCase() : inPlace;
}
