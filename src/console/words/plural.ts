/** The form of a noun after a number: Russian and Slovenian have more of them than two. */
type Form = 'one' | 'two' | 'few' | 'many' | 'other';

export function plural(language: string, forms: Readonly<Partial<Record<Form, string>> & { other: string }>) {
  const rules = new Intl.PluralRules(language);
  return (n: number): string => {
    const form = rules.select(n);
    return `${n} ${(form === 'zero' ? undefined : forms[form]) ?? forms.other}`;
  };
}
