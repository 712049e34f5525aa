/** N4: a trunk whose password is not set carries nothing, and says so. */
import { expect, test } from 'vitest';
import { unsetPasswords } from '../../../src/engine/unset-passwords.ts';
import { parsePlan } from '../../../src/plan/parse.ts';
import { office } from '../../stories/story.ts';
import { simulatedFloor } from '../../support/simulated-floor.ts';

const read = parsePlan(`company: X
country: DE
time zone: Europe/Berlin
language: en
numbers: { "100": { queue: q }, "200": [ { ring: "+49 30 901820", trunk: provider }, { ring: "+49 30 901821", trunk: [provider, other] }, goodbye ] }
queues: { q: { agents: [anna, boris, clara] } }
agents:
  anna: { outside: { number: "+49 171 5550199", rings: instead } }
  boris: { outside: { number: "+49 171 5550198", rings: too } }
  clara: {}
lines: [line1]
trunks: { provider: { server: sip.example.com, user: us, password from: PROVIDER_PASSWORD }, other: { server: sip.example.net } }
outside calls: { trunks: [provider] }
`);
if (!read.ok) throw new Error(read.findings[0]?.message);
const { plan } = read;

test('N4: it is warned of with the variable and the agents who depend on it', () => {
  expect(unsetPasswords(plan, () => true)).toEqual([]);
  expect(unsetPasswords(plan, () => false).map(({ message, hint }) => [message, hint])).toEqual([
    [
      'trunk provider carries no calls: the environment variable PROVIDER_PASSWORD with its password is not set; nothing else reaches anna, +4930901820',
      'set PROVIDER_PASSWORD where the engine runs, then restart it',
    ],
  ]);
});

test('N4: such a plan needs a yes before it is activated', async () => {
  const floor = await simulatedFloor({ plan: office('ring for: 20s'), isSet: () => false });
  const { engine } = floor;
  const wanted = office(
    'ring for: 20s',
    'trunks: { provider: { server: sip.example.com, user: us, password from: PROVIDER_PASSWORD } }\n',
  );
  const refused = await engine.applyPlan(wanted, 'cli');
  expect(refused).toMatchObject({ applied: false, needsYes: [{ severity: 'warning' }] });
  expect([engine.plan().version, Object.keys(engine.plan().plan.trunks)]).toEqual([1, []]);
  expect(await engine.applyPlan(wanted, 'cli', 1, { withoutPasswords: true })).toMatchObject({
    applied: true,
    version: 2,
    warnings: expect.arrayContaining([
      expect.objectContaining({
        message: expect.stringContaining('PROVIDER_PASSWORD with its password is not set'),
      }),
    ]),
  });
  await floor.close();
});
