/** A number outside has a trunk that may carry it. */
import { expect, test } from 'vitest';
import { parsePlan } from '../../../src/plan/parse.ts';

const found = (trunks: string, outside = '', step = ''): string[] => {
  const read = parsePlan(`company: X
country: DE
time zone: Europe/Berlin
language: en
numbers: { "100": [ { ring: "+4930901820"${step} }, goodbye ] }
trunks: { ${trunks} }
${outside}
`);
  return (read.ok ? read.warnings : read.findings)
    .filter(({ message }) => /trunk/.test(message))
    .map(({ severity, message }) => `${severity}: ${message}`);
};
const incoming = '{ server: a.example, outgoing: { calls at once: 0 } }';

test.each([
  ['a trunk for incoming calls only', `a: ${incoming}`, '', '', 'trunk a carries'],
  [
    'none of several',
    `a: ${incoming}, b: ${incoming}`,
    'outside calls: { trunks: [b, a] }',
    '',
    'trunks b, a carry',
  ],
  [
    'no calls in the hour',
    'a: { server: a.example }',
    'outside calls: { each trunk: { calls an hour: 0 } }',
    '',
    'trunk a carries',
  ],
])('%s', (_what, trunks, outside, step, words) => {
  expect(found(trunks, outside, step)).toEqual([
    `error: +4930901820 cannot be called: ${words} no outgoing calls`,
  ]);
});

test.each([
  ['one of several does', `a: ${incoming}, b: { server: b.example }`, '', ', trunk: [a, b]'],
  ['the only one', 'a: { server: a.example, outgoing: { calls at once: 1 } }', '', ''],
  [
    'a list for all',
    'a: { server: a.example }, b: { server: b.example }',
    'outside calls: { trunks: [a, b] }',
    '',
  ],
])('fine: %s', (_what, trunks, outside, step) => {
  expect(found(trunks, outside, step)).toEqual([]);
});

test('a trunk that is not there is named', () => {
  expect(found('a: { server: a.example }', 'outside calls: { trunks: [a, c] }')).toEqual([
    "error: trunk 'c' does not exist",
  ]);
});

test('the caller number of an agent that no trunk may show is warned of', () => {
  const agents = (number: string) =>
    `agents: { anna: { caller number: "${number}" } }\nqueues: { q: { agents: [anna] } }`;
  const trunk = 'a: { server: a.example, caller numbers: ["+493055*"] }';
  expect(found(trunk, agents('+49301234567')).filter((each) => each.includes('caller number'))).toEqual([
    'warning: the caller number +49301234567 of agent anna is never shown: no trunk allows it',
  ]);
  expect(found(trunk, agents('+4930551')).filter((each) => each.includes('caller number'))).toEqual([]);
});

test.each([
  [
    'encryption: required',
    ["warning: trunk 'a' sends the keys of its encryption over UDP, where others can read them"],
  ],
  [
    'encryption: if possible, transport: tcp',
    ["warning: trunk 'a' sends the keys of its encryption over TCP, where others can read them"],
  ],
  ['encryption: required, transport: tls', []],
  ['transport: tcp', []],
  ['certificate check: false', ["error: trunk 'a' has no certificate to check: it does not use TLS"]],
])('%s', (more, expected) => {
  const said = found(`a: { server: a.example, ${more} }`).filter((each) => /keys|certificate/.test(each));
  expect(said).toEqual(expected);
});

test('callbacks need a trunk that carries them', () => {
  const queue = (trunk: string) =>
    `outside calls: { countries: [DE], trunks: [b] }\nqueues: { q: { agents: [anna], callback: { trunk: ${trunk} } } }\nagents: { anna: {} }`;
  const trunks = `a: ${incoming}, b: { server: b.example }`;
  expect(found(trunks, queue('a')).filter((each) => each.includes('called back'))).toEqual([
    'error: no one who waits in queue q can be called back: no outgoing calls go over trunk a',
  ]);
  expect(found(trunks, queue('[a, b]')).filter((each) => each.includes('called back'))).toEqual([]);
});

const agentsMay = (more: string, trunks = 'a: { server: a.example }'): string[] => {
  const read = parsePlan(`company: X
country: DE
time zone: Europe/Berlin
language: en
numbers: { "100": { queue: all } }
queues: { all: { agents: [anna] } }
agents: { anna: {} }
${trunks === '' ? '' : `trunks: { ${trunks} }`}
outside calls: { ${more} }
`);
  return (read.ok ? read.warnings : read.findings)
    .filter(({ message }) => /agents c|agents may/.test(message))
    .map(({ severity, message }) => `${severity}: ${message}`);
};

test.each([
  [
    'no trunk',
    'countries: [DE], by agents: { who: [anna] }, each agent: { calls an hour: 5 }',
    '',
    ['error: agents cannot call outside numbers: there is no trunk'],
  ],
  [
    'no number',
    'by agents: { who: [anna] }, each agent: { calls an hour: 5 }',
    undefined,
    ['error: agents may call outside, but no number is allowed'],
  ],
  [
    'a pattern that nothing allows',
    'countries: [DE], by agents: { who: [anna], numbers: ["+33*", "+4930*"] }, each agent: { calls an hour: 5 }',
    undefined,
    ['error: agents may call +33*, but outside calls allow none of these numbers'],
  ],
  [
    'no limit',
    'countries: [DE], by agents: { who: [anna] }',
    undefined,
    ['warning: agents call outside numbers without a limit: a stolen phone password can cost a lot'],
  ],
  [
    'all is well',
    'countries: [DE], by agents: { who: [anna] }, each agent: { calls an hour: 5 }',
    undefined,
    [],
  ],
])('agents dial outside numbers: %s', (_what, more, trunks, findings) => {
  expect(agentsMay(more, trunks)).toEqual(findings);
});
