import { valueInWords } from './value-in-words.ts';

/** The name of a field or of an action: `ringFor` and `ring_for` are `ring for`. */
export const nameInWords = (name: string): string =>
  valueInWords(name.replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase());

/** What a request asked for, or what was before it, as people read it: `reason: lunch, until: 12:30`. */
export function detailsInWords(value: unknown): string {
  if (Array.isArray(value)) return value.map(nested).join(', ') || 'none';
  if (value !== null && typeof value === 'object')
    return (
      Object.entries(value)
        .filter(([, each]) => each !== undefined)
        .map(
          ([name, each]) =>
            `${nameInWords(name)}: ${name === 'type' ? nameInWords(String(each)) : nested(each)}`,
        )
        .join(', ') || 'none'
    );
  if (value === null || value === undefined || value === '') return 'none';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value !== 'string') return JSON.stringify(value);
  return /^[a-z]+(_[a-z]+)+$/.test(value) ? valueInWords(value) : value;
}

const nested = (value: unknown): string =>
  value !== null && typeof value === 'object' && Object.keys(value).length > 0
    ? `(${detailsInWords(value)})`
    : detailsInWords(value);
