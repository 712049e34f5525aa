/** Forms of the trade: dialled numbers, keys, countries, time zones, languages, servers. */
import { isSupportedCountry } from 'libphonenumber-js';
import { emailAddress } from '../../shared/contact-bounds.ts';
import { nearest } from '../../shared/nearest.ts';
import { bareNumber } from '../../shared/number/written.ts';
import type { KeyForm } from './collections.ts';
import type { Form, Placed } from './form.ts';
import { judged, nameFault, namePattern } from './scalars.ts';

const isDialled = /^(\+[0-9]{3,20}|[0-9*#]{1,20})$/;

export const numberKey: KeyForm = {
  kind: 'number',
  is: 'a number',
  pattern: '^[0-9+*#][0-9*#().\\s/-]*$',
  quoted: true,
  tidy: bareNumber,
  fault: (key) => (isDialled.test(key) ? undefined : 'use digits, * and #, or + and digits'),
};
export const codeKey: KeyForm = { ...numberKey, kind: 'code', is: 'a code' };
export const menuKey: KeyForm = {
  kind: 'key',
  is: 'a key of a phone',
  pattern: '^[0-9*#]$',
  quoted: true,
  fault: (key) => (/^[0-9*#]$/.test(key) ? undefined : 'use 0 to 9, * or #'),
};
export const givenName: Form<Placed<string>> = judged('a name', { pattern: namePattern }, nameFault);
export const outsideNumber = judged(
  'a number',
  { pattern: numberKey.pattern },
  (number) => (/^\+?[0-9]{2,20}$/.test(number) ? undefined : 'use digits, with or without a leading +'),
  bareNumber,
);

export const numberPattern = judged(
  'a number, or its first digits and a *',
  { pattern: '^\\+?[0-9]{1,20}\\*?$' },
  (pattern) => (/^\+?[0-9]{1,20}\*?$/.test(pattern) ? undefined : 'such as "+4930*" or "0800*"'),
  bareNumber,
);
export const mailAddress = judged('an e-mail address', { pattern: '^[^@\\s]+@[^@\\s]+$' }, (address) =>
  emailAddress.test(address) ? undefined : 'such as sales@example.com',
);
export const agentNumber = judged('a number to key in', { pattern: '^[0-9]{1,12}$' }, (number) =>
  /^[0-9]{1,12}$/.test(number) ? undefined : 'use 1 to 12 digits',
);

export const country = judged('a country', { pattern: '^[A-Z]{2}$' }, (value) =>
  isSupportedCountry(value) ? undefined : 'write the two capital letters of ISO 3166, such as DE, GB or US',
);

export const timeZone = judged('a time zone', { minLength: 1 }, (value) => {
  if (isTimeZone(value)) return undefined;
  const near = nearest(value, Intl.supportedValuesOf('timeZone'));
  return near === undefined ? 'write its IANA name, such as Europe/Berlin' : `did you mean '${near}'?`;
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

export const languageCode = judged('a language', { pattern: '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$' }, (value) =>
  /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(value) && languageNames.of(value) !== undefined
    ? undefined
    : 'write its BCP 47 code, such as en, de or pt-BR',
);
const languageNames = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });

export const server = judged('a host, or host:port', { minLength: 1 }, (host) =>
  /^([A-Za-z0-9.-]{1,253}|\[[0-9A-Fa-f:]+\])(:[0-9]{1,5})?$/.test(host)
    ? undefined
    : 'such as sip.example.com:5060',
);
export const network = judged('an address or a network', { minLength: 2 }, (address) =>
  /^([0-9]{1,3}(\.[0-9]{1,3}){3}|[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*)(\/[0-9]{1,3})?$/.test(address)
    ? undefined
    : 'such as 203.0.113.7 or 203.0.113.0/24',
);
const variable = /^[A-Za-z_][A-Za-z0-9_]*$/;
const variableNamed = judged(
  'the name of an environment variable',
  { pattern: variable.source },
  () => undefined,
);
export const environmentVariable: Form<Placed<string>> = {
  ...variableNamed,
  read(spot, reading) {
    const read = variableNamed.read(spot, reading);
    if (!read || variable.test(read.value)) return read;
    // What stands here may be the password itself: it must not get into a message.
    const hint = 'never write the password itself into a plan';
    return reading.wrong(spot.at, `${spot.called} is not ${variableNamed.words}`, hint);
  },
};
