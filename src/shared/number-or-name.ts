/**
 * Whether what a person types is a part of one of these names and numbers. `030 1234` finds +49301234: numbers are kept in
 * international form, and people type them with a zero and spaces.
 */
export function isPartOf(texts: readonly (string | undefined)[], typed: string): boolean {
  const text = typed.trim().toLowerCase();
  const digits = /^[\d\s()/.+-]+$/.test(text) ? text.replaceAll(/\D/g, '').replace(/^0+/, '') : '';
  return texts
    .filter((each) => each !== undefined)
    .some(
      (each) =>
        each.toLowerCase().includes(text) || (digits !== '' && each.replaceAll(/\D/g, '').includes(digits)),
    );
}
