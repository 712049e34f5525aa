/** As many of the last digits two ways to write a number have in common: `0301234567` is `+49301234567`. */
const lastDigits = /\d{6}$/;

/** Undefined: it is too short for a number, or none. */
export const endOf = (number: string): string | undefined => lastDigits.exec(number)?.[0];
