/** N4: a trunk whose password is not set carries nothing, and says so. */
import { expect, test } from 'vitest';
import { unsetPasswords } from '../../../src/engine/unset-passwords.ts';
import { parsePlan } from '../../../src/plan/parse.ts';

const read = parsePlan(`company: X
country: DE
time zone: Europe/Berlin
language: en
numbers: { "100": { queue: q } }
queues: { q: { agents: [anna, boris, clara] } }
agents:
  anna: { outside: { number: "+49 171 5550199", rings: instead } }
  boris: { outside: { number: "+49 171 5550198", rings: too } }
  clara: {}
lines: [line1]
trunks: { provider: { server: sip.example.com, user: us, password from: PROVIDER_PASSWORD } }
`);
if (!read.ok) throw new Error(read.findings[0]?.message);
const { plan } = read;

test('N4: it is warned of with the variable and the agents who depend on it', () => {
  expect(unsetPasswords(plan, () => true)).toEqual([]);
  expect(unsetPasswords(plan, () => false).map(({ message, hint }) => [message, hint])).toEqual([
    [
      'trunk provider carries no calls: the environment variable PROVIDER_PASSWORD with its password is not set; it reaches anna, boris',
      'set PROVIDER_PASSWORD where the engine runs, then restart it',
    ],
  ]);
});
