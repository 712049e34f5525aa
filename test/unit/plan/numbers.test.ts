/** Numbers as people write them in a plan, and as providers send them (A4, A8, N13). */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parsePlan } from '../../../src/plan/parse.ts';
import { flowFor, numberOf } from '../../../src/plan/rules/dialled.ts';

const head = `company: X
country: DE
time zone: Europe/Berlin
languages: [en]
agents: { anna: {} }
voicemails: { v: {} }
lines: [line1]
trunks: { p: { server: sip.example.com } }
`;

function read(text: string) {
  const plan = parsePlan(`${head}${text}`);
  const said = (plan.ok ? plan.warnings : plan.findings).map(
    ({ severity, message, hint }) => `${severity}: ${message} (${hint})`,
  );
  return { plan: plan.ok ? plan.plan : undefined, said };
}
const ringing = (number: string) => read(`numbers: { "9": [ { ring: "${number}" }, goodbye ] }\n`);
const rung = (number: string) => {
  const { plan, said } = ringing(number);
  const step = plan?.flows['number/9']?.steps[0];
  if (step?.do !== 'ring' || step.who.kind !== 'outside') throw new Error(said.join('\n'));
  return step.who.number;
};

describe('A4: numbers to ring', () => {
  test.each([
    ['+49 (0)170 5550199', '+491705550199'],
    ['+49(0)170-555 0199', '+491705550199'],
    ['0049 (0) 170 5550199', '00491705550199'],
    ['+44 (0) 20 7946 0123', '+442079460123'],
    ['(030) 555 0199', '0305550199'],
  ])('"%s" rings %s', (written, number) => {
    expect(rung(written)).toBe(number);
  });

  test('the same in the numbers of the plan, its guards and its callers', () => {
    const { plan, said } = read(
      `numbers: { "+49 (0)30 5550123": { voicemail: v } }
guarded: { g: { numbers: ["+49 (0)30 5550123"], go to: { voicemail: v }, but for: ["+49 (0)171 5550199", "0171 5550198"] } }
`,
    );
    expect(said.filter((one) => one.startsWith('error'))).toEqual([]);
    expect(Object.keys(plan?.numbers ?? {})).toEqual(['+49305550123']);
    expect(plan?.guarded?.['g']).toMatchObject({
      numbers: ['+49305550123'],
      butFor: { callers: ['+491715550199', '+491715550198'] },
    });
  });
});

describe('N13: numbers that no telephone has', () => {
  test.each([
    ['0171 12', 'warning: 017112 cannot be reached: it is no possible number in DE (it is too short)'],
    ['+49 30', 'warning: +4930 cannot be reached: it is no possible number (count its digits)'],
    ['+49 30 12345678901234', 'warning: +493012345678901234 cannot be reached: it has 18 digits'],
  ])('"%s" is warned of', (number, said) => {
    expect(ringing(number).said).toContainEqual(expect.stringContaining(said));
  });

  test.each(['112', '110', '911'])(
    'the emergency number %s is refused, also as that of an agent',
    (number) => {
      const error = `error: ${number} is an emergency number, but the plan does not allow trunk p to carry it`;
      expect(ringing(number).said).toContainEqual(expect.stringContaining(error));
      const text = `numbers: { "9": [ { ring: boris }, goodbye ] }\n`;
      const plan = parsePlan(
        `${head.replace('anna: {}', `anna: {}, boris: { outside: { number: "${number}", rings: instead } }`)}${text}`,
      );
      expect(plan.ok ? [] : plan.findings.map(({ message }) => message)).toContainEqual(
        expect.stringContaining(
          `${number} is an emergency number, but the plan does not allow trunk p to carry it`,
        ),
      );
    },
  );

  test('an extension behind the trunk is none of these', () => {
    expect(ringing('20').said).not.toContainEqual(expect.stringContaining('20'));
  });
});

describe('A8: a number of the plan is reached in each form in which a provider sends it', () => {
  const forms: readonly [string, string, string[]][] = [
    [
      'DE',
      '+49 30 5550123',
      ['+49305550123', '49305550123', '0049305550123', '0305550123', '305550123', '305550123;npdi'],
    ],
    ['DE', '030 5550123', ['+49305550123', '49305550123', '0049305550123', '0305550123', '305550123']],
    ['IT', '+39 06 1234 5678', ['+390612345678', '390612345678', '00390612345678', '0612345678']],
    ['US', '+1 212 555 0123', ['+12125550123', '12125550123', '0012125550123', '2125550123']],
    ['GB', '+44 20 7946 0018', ['+442079460018', '02079460018', '2079460018', '00442079460018']],
    ['DE', '+44 20 7946 0018', ['+442079460018', '442079460018', '00442079460018']],
  ];
  test.each(forms)('%s, %s', (country, written, dialled) => {
    const { plan, said } = read(`numbers: { "${written}": { voicemail: v }, "100": { voicemail: v } }\n`);
    const here = plan && { ...plan, country };
    if (!here) throw new Error(said.join());
    const [own] = Object.keys(here.numbers).filter((number) => number !== '100');
    expect(dialled.map((one) => numberOf(here, one))).toEqual(dialled.map(() => own));
    expect(flowFor(here, '0305550124')).toBe(here.unknownNumber);
  });

  test('a form that the plan writes itself is only that, and one that could mean two means none', () => {
    const { plan, said } = read(
      `numbers: { "+49 30 5550123": { voicemail: v }, "0305550123": [ { ring: anna }, goodbye ], "100": { voicemail: v } }\n`,
    );
    if (!plan) throw new Error(said.join());
    expect(numberOf(plan, '0305550123')).toBe('0305550123');
    expect(numberOf(plan, '305550123')).toBeUndefined();
    expect(said).toContainEqual(
      expect.stringContaining('warning: +49305550123 and 0305550123 are the same number (write it once'),
    );
  });

  test('whatever is dialled reaches a number of the plan, or none, and never throws', () => {
    const { plan } = read(`numbers: { "+49 30 5550123": { voicemail: v }, "100": { voicemail: v } }\n`);
    if (!plan) throw new Error('the plan is refused');
    const dialled = fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^\+?[0-9*#]{0,16}$/));
    fc.assert(
      fc.property(dialled, (one) => {
        const number = numberOf(plan, one);
        expect(number === undefined || plan.numbers[number] !== undefined).toBe(true);
        // An extension is no end of a longer number.
        if (/^\d{1,6}$/.test(one) && one !== '100') expect(number).toBeUndefined();
      }),
    );
  });
});

test('N3: each step that asks for the key without saying so is named', () => {
  const steps = (more: string, after = ', { voicemail: v }') =>
    read(`numbers: { "9": [ { ring: "+49 171 5550199"${more} }${after} ] }\n`);
  const target = (more: string, after?: string) => {
    const step = steps(more, after).plan?.flows['number/9']?.steps[0];
    return step?.do === 'ring' && step.who.kind === 'outside' ? step.who.confirm : 'no such step';
  };
  const warning = expect.stringContaining('the person who answers +491715550199 must press 1');
  expect(target('')).toBe(true);
  expect(steps('').said).toContainEqual(warning);
  expect(target(', confirm: true')).toBe(true);
  expect(steps(', confirm: true').said).not.toContainEqual(warning);
  expect(target(', confirm: false')).toBeUndefined();
  expect(steps(', confirm: false').said).not.toContainEqual(warning);
  expect(target('', ', goodbye')).toBeUndefined();
  expect(target(', on busy: { voicemail: v }', ', goodbye')).toBe(true);
  expect(target(', confirm: true', ', goodbye')).toBe(true);
  expect(read(`numbers: { "9": [ { ring: anna, confirm: true }, goodbye ] }\n`).said).toContainEqual(
    expect.stringContaining("'anna' is not an outside number"),
  );
});
