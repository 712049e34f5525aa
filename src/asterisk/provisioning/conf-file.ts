/**
 * Asterisk's configuration files: sections in brackets, a setting a line, `;` begins a comment, and nothing is quoted.
 * What could break out of its line is refused, not repaired.
 */
export interface Section {
  readonly name: string;
  /** In order; a key may come more than once. */
  readonly settings: readonly (readonly [key: string, value: string])[];
}

/** Something in the plan or its passwords cannot stand in a file of Asterisk's, or the file cannot be written. */
export class ProvisioningError extends Error {
  override readonly name = 'ProvisioningError';
  readonly code: 'unsafe name' | 'unsafe value' | 'name used twice' | 'not written' | 'not loaded';

  constructor(code: ProvisioningError['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

export function render(heading: string, sections: readonly Section[]): string {
  const blocks = sections.map(({ name, settings }) =>
    [
      `[${safeName(name)}]`,
      ...settings.map(([key, value]) => `${key} = ${safeValue(value, `${name}, ${key}`)}`),
    ].join('\n'),
  );
  return `${[`; ${heading}`, ...blocks].join('\n\n')}\n`;
}

/** Names become section names, and parts of dial strings. */
export function safeName(name: string): string {
  if (/^[A-Za-z0-9][A-Za-z0-9_.+-]{0,78}$/.test(name)) return name;
  throw new ProvisioningError(
    'unsafe name',
    `${JSON.stringify(name)} cannot be the name of a phone, line or trunk`,
  );
}

/** `where` is named in the error; the value is not, because it may be a password. */
export function safeValue(value: string, where: string): string {
  // Asterisk reads `\;` as a semicolon, drops space at both ends, and knows no other escape.
  if (/[\p{C}\p{Zl}\p{Zp}\\]/u.test(value) || value !== value.trim()) {
    throw new ProvisioningError(
      'unsafe value',
      `${where}: has a character that no setting of Asterisk can hold`,
    );
  }
  return value.replaceAll(';', '\\;');
}
