import { valueInWords } from './value-in-words.ts';

/** The name of a field or of an action: `ringFor` and `ring_for` are `ring for`. */
export const nameInWords = (name: string): string =>
  valueInWords(name.replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase());

export interface DetailWords {
  /** The word for a field. */
  field(name: string): string;
  /** @param name of the field; if omitted: the value stands alone */
  value(name: string | undefined, value: string): string;
  /** If omitted: moments are shown as they are. @param at milliseconds since 1970, UTC */
  moment?(at: number): string;
  readonly none: string;
  readonly yes: string;
  readonly no: string;
}

export const englishDetails: DetailWords = {
  field: nameInWords,
  value: (name, value) => {
    if (name === 'type') return nameInWords(value);
    return /^[a-z]+(_[a-z]+)+$/.test(value) ? valueInWords(value) : value;
  },
  none: 'none',
  yes: 'yes',
  no: 'no',
};

/** Fields, and actions whose details are one value, that have machine words. In all others stands what people wrote. */
const withMachineWords = new Set([
  'activity',
  'change',
  'do',
  'mode',
  'onAnswer',
  'roles',
  'state',
  'type',
  'announce',
  'answer_case',
  'change_article',
  'change_case',
  'change_ticket',
  'control_recording',
  'merge_contacts',
  'set_pin',
  'set_schedule',
  'unmerge_contact',
]);
export const isMachineWordOf = (name: string): boolean => withMachineWords.has(name);

const isMoment = (name: string | undefined): boolean =>
  name !== undefined && /^(since|until|.*(At|Until))$/.test(name);

/** What a request asked for, or what was before it, as people read it: `reason: lunch, until: 12:30`. */
export function detailsInWords(value: unknown, words: DetailWords = englishDetails, name?: string): string {
  const nested = (each: unknown, of?: string): string =>
    each !== null && typeof each === 'object' && Object.keys(each).length > 0
      ? `(${detailsInWords(each, words, of)})`
      : detailsInWords(each, words, of);
  if (Array.isArray(value)) return value.map((each) => nested(each, name)).join(', ') || words.none;
  if (value !== null && typeof value === 'object')
    return (
      Object.entries(value)
        .filter(([, each]) => each !== undefined)
        .map(([field, each]) => `${words.field(field)}: ${nested(each, field)}`)
        .join(', ') || words.none
    );
  if (value === null || value === undefined || value === '') return words.none;
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  if (typeof value === 'number' && isMoment(name) && words.moment) return words.moment(value);
  return typeof value === 'string' ? words.value(name, value) : JSON.stringify(value);
}
