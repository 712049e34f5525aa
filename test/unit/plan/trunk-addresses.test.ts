/** T7: a trunk with the address of phones swallows their log-ins. */
import { expect, test } from 'vitest';
import { parsePlan } from '../../../src/plan/parse.ts';

const warned = (trunk: string): string[] => {
  const read = parsePlan(`company: X
country: DE
time zone: Europe/Berlin
language: en
numbers: { "100": echo }
trunks: { provider: { ${trunk} } }
`);
  return (read.ok ? read.warnings : read.findings)
    .map(({ message }) => message)
    .filter((message) => message.includes('cannot log in'));
};

test.each([
  ['server: "127.0.0.1:5070"', '127.0.0.1:5070'],
  ['server: localhost', 'localhost'],
  ['server: "[::1]:5060"', '[::1]:5060'],
  ['server: sip.example.com, addresses: ["10.0.0.0/8"]', '10.0.0.0/8'],
  ['server: sip.example.com, addresses: ["0.0.0.0/0"]', '0.0.0.0/0'],
  ['server: sip.example.com, addresses: ["2001:db8::/16"]', '2001:db8::/16'],
])('T7: %s is warned of', (trunk, address) => {
  expect(warned(trunk)).toEqual([`trunk 'provider' has ${address}: phones there cannot log in`]);
});

test.each([
  'server: sip.example.com:5060',
  'server: "192.168.1.20"',
  'server: sip.example.com, addresses: ["203.0.113.0/24", "198.51.100.7"]',
  'server: "[2001:db8::7]:5060"',
])('%s is not', (trunk) => {
  expect(warned(trunk)).toEqual([]);
});
