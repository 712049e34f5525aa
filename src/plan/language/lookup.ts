/** Lookups: what the caller keys in, and who knows whether it is right. */
import { phrase } from '../../shared/findings/said.ts';
import { minutes, seconds } from '../../shared/time.ts';
import { optional, type ReadFields, record, required } from '../form/collections.ts';
import type { Form } from '../form/form.ts';
import { environmentVariable } from '../form/formats.ts';
import { prompt } from '../form/prompt.ts';
import { duration, judged, nameFault, wholeNumber } from '../form/scalars.ts';

/** More is no number that people key in. */
const mostDigits = 20;

const url = judged(phrase('a_url'), { pattern: '^https?://' }, (text) => {
  if (!URL.canParse(text)) return phrase('such_as_url');
  const { protocol, username, password, hash } = new URL(text);
  if (protocol !== 'https:' && protocol !== 'http:') return phrase('begin_with_https');
  if (username !== '' || password !== '') return phrase('no_user_in_url');
  return hash === '' ? undefined : phrase('no_fragment_in_url');
});

const written = judged(phrase('a_number_of_digits'), { pattern: '^[0-9]{1,2}(-[0-9]{1,2})?$' }, (text) => {
  const range = rangeOf(text);
  if (!range) return phrase('such_as_digit_counts');
  return range.least >= 1 && range.least <= range.most && range.most <= mostDigits
    ? undefined
    : phrase('digits_from_to', { most: mostDigits });
});

interface DigitRange {
  readonly least: number;
  readonly most: number;
}

/** `6` or `4-8`. */
function rangeOf(text: string): DigitRange | undefined {
  const [, least, most = least] = /^(\d{1,2})(?:-(\d{1,2}))?$/.exec(text) ?? [];
  return least === undefined ? undefined : { least: Number(least), most: Number(most) };
}

const digits: Form<DigitRange> = {
  ...written,
  read(spot, reading) {
    const read = written.read(spot, reading);
    return read && rangeOf(read.value);
  },
};

const contacts = judged(phrase('number_or_tag_and_a_name'), { pattern: '^(number|tag .+)$' }, (text) => {
  if (text === 'number') return undefined;
  const tag = /^tag +(.+)$/.exec(text)?.[1];
  return tag === undefined ? phrase('write_number_or_tag') : nameFault(tag);
});

export const lookup = record(phrase('a_lookup'), {
  say: required(prompt, 'The prompt that asks for the number. Callers may key it in before the prompt ends.'),
  digits: required(
    digits,
    'How many digits, in quotes: "6", or "4-8" for a range. The hash key (#) ends the entry, and the star key (*) starts it again; with as many digits as possible it ends by itself.',
  ),
  url: optional(
    url,
    'The address of your own system, which receives a signed request (docs/lookups.md). Only this address is called.',
  ),
  'signed with': optional(
    environmentVariable,
    'The environment variable that holds the secret for `url` (whsec_...). While you rotate the secret: the new one, a space, the old one.',
  ),
  within: optional(
    duration(seconds(1), seconds(20)),
    'How long `url` may take to answer, before `on no answer`. Default: 3s',
  ),
  contacts: optional(
    contacts,
    'Instead of `url`: `number` (a contact has the digits as phone number), or `tag NAME` (one contact has the tag `NAME DIGITS`, such as `customer 4711`).',
  ),
  wait: optional(duration(seconds(1), minutes(1)), 'How long to wait for a key. Default: 8s'),
  tries: optional(wholeNumber(1, 10), 'How many times to ask. Default: 3'),
  'say wrong': optional(prompt, 'The prompt before the caller is asked again. Default: a built-in prompt'),
  'say meanwhile': optional(
    prompt,
    'A prompt while the answer is awaited; music follows. Default: music at once',
  ),
  'lock after': optional(
    wholeNumber(1, 100),
    'So many wrong entries by the same caller number, in several calls too, lock this lookup for that number. Callers who withhold their number count as one. Default: 5',
  ),
  'lock for': optional(
    duration(minutes(1), minutes(60 * 24)),
    'How long wrong entries are counted, and how long the lock lasts. Default: 15m',
  ),
  tag: optional(
    judged(phrase('a_tag'), { minLength: 1 }, nameFault),
    'A tag that callers have for this call after a right entry. `when: caller is TAG` asks for it.',
  ),
});

export type LookupSourceText = ReadFields<typeof lookup.fields>;
