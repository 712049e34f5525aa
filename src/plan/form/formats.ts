/** Forms of the trade: dialled numbers, keys, countries, time zones, languages, servers. */

import { isSupportedCountry } from 'libphonenumber-js';
import { emailAddress } from '../../shared/contact-bounds.ts';
import { phrase } from '../../shared/findings/said.ts';
import { nearest } from '../../shared/nearest.ts';
import { bareNumber } from '../../shared/number/written.ts';
import type { KeyForm } from './collections.ts';
import type { Form, Placed } from './form.ts';
import { judged, nameFault, namePattern } from './scalars.ts';

const isDialled = /^(\+[0-9]{3,20}|[0-9*#]{1,20})$/;

export const numberKey: KeyForm = {
  kind: 'number',
  is: phrase('a_number'),
  pattern: '^[0-9+*#][0-9*#().\\s/-]*$',
  quoted: true,
  tidy: bareNumber,
  fault: (key) => (isDialled.test(key) ? undefined : phrase('use_digits_of_a_phone')),
};
export const codeKey: KeyForm = { ...numberKey, kind: 'code', is: phrase('a_code') };
export const menuKey: KeyForm = {
  kind: 'key',
  is: phrase('a_key_of_a_phone'),
  pattern: '^[0-9*#]$',
  quoted: true,
  fault: (key) => (/^[0-9*#]$/.test(key) ? undefined : phrase('use_a_key')),
};
export const givenName: Form<Placed<string>> = judged(phrase('a_name'), { pattern: namePattern }, nameFault);
export const outsideNumber = judged(
  phrase('a_number'),
  { pattern: numberKey.pattern },
  (number) => (/^\+?[0-9]{2,20}$/.test(number) ? undefined : phrase('use_digits')),
  bareNumber,
);

export const numberPattern = judged(
  phrase('a_number_or_its_beginning'),
  { pattern: '^\\+?[0-9]{1,20}\\*?$' },
  (pattern) => (/^\+?[0-9]{1,20}\*?$/.test(pattern) ? undefined : phrase('such_as_beginnings')),
  bareNumber,
);
export const mailAddress = judged(
  phrase('an_email_address'),
  { pattern: '^[^@\\s]+@[^@\\s]+$' },
  (address) => (emailAddress.test(address) ? undefined : phrase('such_as_email')),
);
export const agentNumber = judged(phrase('a_number_to_key_in'), { pattern: '^[0-9]{1,12}$' }, (number) =>
  /^[0-9]{1,12}$/.test(number) ? undefined : phrase('use_up_to_12_digits'),
);

export const country = judged(phrase('a_country'), { pattern: '^[A-Z]{2}$' }, (value) =>
  isSupportedCountry(value) ? undefined : phrase('write_country_code'),
);

export const timeZone = judged(phrase('a_time_zone'), { minLength: 1 }, (value) => {
  if (isTimeZone(value)) return undefined;
  const near = nearest(value, Intl.supportedValuesOf('timeZone'));
  return near === undefined ? phrase('write_zone_name') : phrase('did_you_mean', { name: near });
});

/** Asked of the runtime, because its list leaves out names that it knows (Asia/Kolkata). */
function isTimeZone(name: string): boolean {
  if (!/^(UTC|[A-Z][A-Za-z_]+(\/[A-Z][A-Za-z0-9_+-]+)+)$/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

export const languageCode = judged(
  phrase('a_language'),
  { pattern: '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$' },
  (value) =>
    /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(value) && languageNames.of(value) !== undefined
      ? undefined
      : phrase('write_language_code'),
);
const languageNames = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });

export const server = judged(phrase('a_host'), { minLength: 1 }, (host) =>
  /^([A-Za-z0-9.-]{1,253}|\[[0-9A-Fa-f:]+\])(:[0-9]{1,5})?$/.test(host) ? undefined : phrase('such_as_host'),
);
export const network = judged(phrase('an_address_or_network'), { minLength: 2 }, (address) =>
  /^([0-9]{1,3}(\.[0-9]{1,3}){3}|[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*)(\/[0-9]{1,3})?$/.test(address)
    ? undefined
    : phrase('such_as_address'),
);
const variable = /^[A-Za-z_][A-Za-z0-9_]*$/;
const variableNamed = judged(phrase('name_of_a_variable'), { pattern: variable.source }, () => undefined);
export const environmentVariable: Form<Placed<string>> = {
  ...variableNamed,
  read(spot, reading) {
    const read = variableNamed.read(spot, reading);
    if (!read || variable.test(read.value)) return read;
    // What stands here may be the password itself: it must not get into a message.
    const hint = phrase('never_write_a_password');
    return reading.wrong(
      spot.at,
      phrase('value_is_not', { value: spot.called, expected: variableNamed.words }),
      hint,
    );
  },
};
