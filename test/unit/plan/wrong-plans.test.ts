/**
 * A table of slips: a right plan, one thing in it written otherwise, and all that is said about it, with line, column
 * and hint. What is said is part of the product: whoever changes a sentence changes it here.
 */
import { describe, expect, test } from 'vitest';
import { parsePlan } from '../../../src/plan/parse.ts';
import type { Finding } from '../../../src/plan/source/finding.ts';

const right = `company: Small Office
country: DE
time zone: Europe/Berlin
language: en
numbers:
  "100": { menu: welcome }
  "101": { queue: sales }
menus:
  welcome:
    say: Welcome.
    keys:
      "1": { queue: sales }
      "2": [ { queue: sales, for: 3m }, { voicemail: office } ]
    otherwise: { chain: accounts }
queues:
  sales: { agents: [anna, boris] }
chains:
  accounts:
    - ring: anna
      for: 20s
    - voicemail: office
agents:
  anna: { name: Anna Berg, skills: { german: 8 } }
  boris: {}
voicemails:
  office: { longest: 2m }
lines: [line1]
codes:
  "*11": log in
`;

type Slip = readonly [instead: string, written: string, ...said: string[]];
const slips: readonly Slip[] = [
  [
    'codes:\n  "*11": log in\n',
    'codes:\n  "*11": { pause: smoking }\n  "*12": pause\npauses: { lunch: { longest: 30m } }\n',
    "29:3 code '*11' pauses with the reason 'smoking', which is not in 'pauses' (use { pause: lunch }, or add 'smoking' to pauses)",
    "30:3 code '*12' pauses with the reason 'pause', which is not in 'pauses' (use { pause: lunch }, or add 'pause' to pauses)",
  ],
  [
    '{ menu: welcome }',
    '{ menu: wellcome }',
    "6:18 menu 'wellcome' does not exist (did you mean 'welcome'?)",
  ],
  [
    '"101": { queue: sales }',
    '"101": { queue: salse }',
    "7:19 queue 'salse' does not exist (did you mean 'sales'?)",
  ],
  [
    '"101": { queue: sales }',
    '101: { queue: sales }',
    '7:3 101 is not quoted (write "101": unquoted, YAML may change its digits)',
  ],
  [
    '"101": { queue: sales }',
    '0101: { queue: sales }',
    '7:3 0101 is not quoted (write "0101": unquoted, YAML may change its digits)',
  ],
  ['"101": { queue: sales }', '"101": { queue: }', "7:19 'queue' is empty (write the name of a queue)"],
  [
    '"101": { queue: sales }',
    '"101": queue: sales',
    '7:10 two keys stand on one line (write { key: value } after the first, put the second on the next line, or quote a text that contains ": ")',
  ],
  [
    '"101": { queue: sales }',
    '"101": sales',
    "7:10 number '101' is 'sales', not a step (such as { queue: sales } or { menu: sales })",
  ],
  ['"101": { queue: sales }', '"101": { qeue: sales }', "7:10 'qeue' is not a step (did you mean 'queue'?)"],
  [
    '"101": { queue: sales }',
    '"101": { queue: sales, fro: 3m }',
    "7:26 'queue' has no key 'fro' (did you mean 'for'?)",
  ],
  [
    '"101": { queue: sales }',
    '"101": { queue: sales, say: hello }',
    "7:10 'queue' and 'say' are in one step (write a list with a step for each)",
  ],
  [
    '"101": { queue: sales }',
    '"101": { queue: sales, for: 20 }',
    "7:31 'for' is '20', not a duration (20 of what? write 20s or 20m)",
  ],
  [
    '"101": { queue: sales }',
    '"101": { queue: sales, for: 20 seconds }',
    "7:31 'for' is '20 seconds', not a duration (write a duration such as 20s, 2m or 1h30m)",
  ],
  [
    '"101": { queue: sales }',
    '"101": { queue: sales, for: 3m }',
    "7:10 number 101 can end without a person: no step follows 'queue sales for 3m' (add a last step: a voicemail, a goodbye, a menu, a chain, or a queue without for:)",
  ],
  [
    '"101": { queue: sales }',
    '"101": [ { queue: sales }, { voicemail: office } ]',
    "7:30 number 101 never reaches this step: the call never continues after 'queue sales' (add for: to that queue, or move this step before it, or remove it)",
  ],
  [
    '"101": { queue: sales }',
    '"101": []',
    "7:10 number '101' is an empty list of steps (write at least one step, such as { queue: sales })",
  ],
  [
    '"101": { queue: sales }',
    '"101": { say: Hello. }',
    "7:10 number 101 can end without a person: no step follows 'say 'Hello.'' (add a last step: a voicemail, a goodbye, a menu, a chain, or a queue without for:)",
  ],
  [
    '"101": { queue: sales }',
    '"100": { queue: sales }',
    "7:3 number '100' is written twice (the first is on line 6)",
  ],
  [
    '"101": { queue: sales }',
    '"1o1": { queue: sales }',
    "7:3 '1o1' is not a number (use digits, * and #, or + and digits)",
  ],
  [
    '"101": { queue: sales }',
    '"*11": { queue: sales }',
    "29:3 code '*11' is also a number (line 7) (change one of them: a phone cannot distinguish them)",
  ],
  [
    'company: Small Office',
    'company: 42',
    '1:10 \'company\' is not quoted (write "42": unquoted, YAML changes it)',
  ],
  ['company: Small Office\n', '', "1:1 the plan has no 'company' (such as company: Smith & Daughters)"],
  [
    'company: Small',
    'compnay: Small',
    "1:1 the plan has no key 'compnay' (did you mean 'company'?)",
    "1:1 the plan has no 'company' (such as company: Smith & Daughters)",
  ],
  [
    'country: DE',
    'country: Germany',
    "2:10 'country' is 'Germany', not a country (write the two capital letters of ISO 3166, such as DE, GB or US)",
  ],
  [
    'Europe/Berlin',
    'Europe/Berlim',
    "3:12 'time zone' is 'Europe/Berlim', not a time zone (did you mean 'Europe/Berlin'?)",
  ],
  [
    'language: en',
    'language: english',
    "4:11 'language' is 'english', not a language (write its BCP 47 code, such as en, de or pt-BR)",
  ],
  [
    'language: en\n',
    'languages: [en, de]\nlanguage: en\n',
    "5:11 the plan has both 'language' and 'languages' (remove language:; the first of languages: is the default)",
    "warning 11:10 there is no text in 'de' (callers who chose 'de' will hear 'en' here)",
  ],
  ['ring: anna', 'ring: ana', "19:13 no agent, team or on-call rota is called 'ana' (did you mean 'anna'?)"],
  [
    'ring: anna',
    'ring: "+4930123"',
    '19:13 there is no trunk to ring an outside number (add one under trunks:)',
  ],
  [
    'for: 20s',
    'for: 20s\n      strategy: ordered',
    "19:7 strategy: has no effect, because 'anna' is not a team (remove strategy:)",
  ],
  [
    '    - voicemail: office\n',
    '',
    "19:7 chain accounts can end without a person: no step follows 'ring anna for 20s' (add a last step: a voicemail, a goodbye, a menu, a chain, or a queue without for:)",
  ],
  ['[anna, boris]', '[]', "16:3 queue 'sales' has no agents (add agents: or teams:)"],
  [
    'agents: [anna, boris]',
    'agents: [anna, boris], needs: { germn: 5 }',
    "16:44 no agent has the skill 'germn' (did you mean 'german'?)",
  ],
  [
    'agents: [anna, boris]',
    'agents: [anna, boris], needs: { german: 9 }',
    "16:3 no agent of queue 'sales' has german >= 9 (anna has german 8; boris has german 0)",
  ],
  ['agents: [anna, boris]', 'agents: [anna, anna]', "16:27 agent 'anna' is listed twice (remove one)"],
  ['agents: [anna, boris]', 'agents: anna', "16:20 'agents' is 'anna', not a list (write [anna])"],
  [
    'agents: [anna, boris]',
    'agents: [anna, boris], strategy: longest-idle',
    "16:45 'strategy' is 'longest-idle', not known here (did you mean 'longest idle'?)",
  ],
  [
    'agents: [anna, boris]',
    'agents: [anna, boris], ringfor: 10s',
    "16:35 queue 'sales' has no key 'ringfor' (did you mean 'ring for'?)",
  ],
  [
    'german: 8',
    'german: 11',
    "23:46 skill 'german' is '11', not a whole number from 0 to 10 (write a whole number from 0 to 10)",
  ],
  [
    'boris: {}',
    'boris: { phone: anna }',
    "24:19 agent 'boris' has the same SIP user name 'anna' as agent 'anna' (give each a different one)",
  ],
  [
    'boris: {}',
    'bo ris: {}',
    "24:3 'bo ris' is not a name for an agent (use letters, digits, - and _, beginning with a letter, at most 40 characters)",
  ],
  ['boris: {}', 'constructor: {}', "24:3 'constructor' is not a name for an agent (it is a reserved word)"],
  ['boris: {}', 'boris:', "24:9 agent 'boris' is empty (write an agent)"],
  [
    'lines: [line1]',
    'lines: [boris]',
    "27:9 line 'boris' has the same SIP user name 'boris' as agent 'boris' (give each a different one)",
  ],
  [
    'otherwise: { chain: accounts }',
    'otherwise: { menu: welcome }',
    '14:16 a call loops for ever: menu welcome, otherwise -> menu welcome, otherwise (break the loop with a queue, a voicemail or a goodbye)',
  ],
  ['"1": { queue', '"10": { queue', "12:7 '10' is not a key of a phone (use 0 to 9, * or #)"],
  ['"1": { queue', '1: { queue', '12:7 1 is not quoted (write "1": unquoted, YAML may change its digits)'],
  [
    'say: Welcome.',
    'say: { de: Willkommen. }',
    "10:10 the text in 'en' is missing ('en' is the plan's default language: callers hear it who have not chosen another)",
    "10:12 'de' is not a language of this plan (available: en)",
  ],
  [
    '    say: Welcome.\n',
    '',
    "10:5 menu 'welcome' has no 'say' (add say: a text, or a text for each language)",
  ],
  [
    '    say: Welcome.',
    '	say: Welcome.',
    '10:1 a tab is used to indent (indent with spaces)',
    '14:1 this is not valid YAML: all mapping items must start at the same column',
  ],
  [
    'say: Welcome.',
    'say: { sound: ../etc }',
    "10:19 'sound' is '../etc', not one of Asterisk's sounds (such as vm-intro or digits/1, without a file extension)",
  ],
  ['say: Welcome.', 'say: { prompt: hello }', "10:20 prompt 'hello' does not exist (there is no prompt yet)"],
  ['"*11": log in', '*11: log in', '29:8 \'*\' begins a YAML alias here (quote it: "*11")'],
  ['"*11": log in', '"*11": login', "29:10 code '*11' is 'login', not a code (did you mean 'log in'?)"],
  [
    'numbers:\n',
    'numbers: &n\n',
    '6:3 YAML anchors and aliases are not supported in a plan (use a named chain, menu or prompt instead: you can refer to it many times)',
  ],
  [
    'lines: [line1]\n',
    'lines: [line1]\n---\na: b\n',
    '28:1 a second document begins here (a plan file has one document)',
  ],
  [
    'lines: [line1]',
    'lines: [line1',
    '28:1 this is not valid YAML: flow sequence in block collection must be sufficiently indented and end with a ]',
  ],
  [
    'lines: [line1]',
    'lines: [line1]\ninclude: [x.yaml]',
    '28:11 include: does not work here (pass the plan as a file)',
  ],
  [
    'lines: [line1]',
    'trunks:\n  t: { server: sip.example.com, user: me }\nlines: [line1]',
    "28:3 trunk 't' has a user but no password (add password from: with the environment variable that holds it)",
  ],
  [
    'lines: [line1]',
    'trunks:\n  t: { server: "a b" }\nlines: [line1]',
    "28:16 'server' is 'a b', not a host, or host:port (such as sip.example.com:5060)",
  ],
  [
    'lines: [line1]',
    'queues: {}\nlines: [line1]',
    "27:1 'queues' is written twice (the first is on line 15)",
  ],
  ['longest: 2m', 'longest: 2h', "26:22 'longest' is '2h' (it may be from 5s to 30m)"],
  ['longest: 2m', 'longest: !!str 2m', '26:28 YAML tags are not supported in a plan'],
  [
    '"101": { queue: sales }',
    '"101": &x { queue: sales }\n  "102": *x',
    '7:13 YAML anchors and aliases are not supported in a plan (use a named chain, menu or prompt instead: you can refer to it many times)',
    '8:10 YAML anchors and aliases are not supported in a plan (use a named chain, menu or prompt instead: you can refer to it many times)',
  ],
  [
    '  "101": { queue: sales }',
    '  "101": { queue: sales }\n  "102": { chain: a }\nteams: {anna: [boris]}',
    "8:19 chain 'a' does not exist (available: accounts)",
    "9:9 team 'anna' has the same name as an agent (line 25) (rename one of them: `ring:` could mean either)",
  ],
  [
    '{ voicemail: office } ]',
    '{ voicemail: ofice } ]',
    "13:54 voicemail 'ofice' does not exist (did you mean 'office'?)",
  ],
  [
    '{ voicemail: office } ]',
    '{ langauge: en } ]',
    "13:41 'langauge' is not a step (did you mean 'language'?)",
  ],
  [
    '{ voicemail: office } ]',
    '{ language: fr }, { voicemail: office } ]',
    "13:53 language 'fr' does not exist (available: en)",
  ],
  [
    '{ voicemail: office } ]',
    'goodby ]',
    "13:41 key '2' (2) is 'goodby', not a step (did you mean 'goodbye'?)",
  ],
  [
    '    otherwise: { chain: accounts }\n',
    '',
    "10:5 menu 'welcome' has no 'otherwise' (add otherwise: a step, or a list of steps)",
  ],
  [
    '    - voicemail: office\n',
    '    - chain: accounts\n',
    '18:3 a call loops for ever, in silence: chain accounts -> chain accounts (break the loop with a queue, a voicemail or a goodbye)',
  ],
  ['for: 20s', 'for: 0s', "20:12 'for' is '0s' (it may be from 1s to 10m)"],
  ['for: 20s', 'on bussy: { queue: sales }', "20:7 'ring' has no key 'on bussy' (did you mean 'on busy'?)"],
  [
    'ring: anna',
    'ring: crew',
    "19:13 no agent, team or on-call rota is called 'crew' (available: anna, boris)",
  ],
  [
    'ring: anna',
    'ring: 4930123456',
    '19:13 \'ring\' is not quoted (write "4930123456": unquoted, YAML changes it)',
  ],
  ['lines: [line1]', 'lines: line1', "27:8 'lines' is 'line1', not a list (write [line1])"],
  [
    'lines: [line1]',
    'lines: [line1, LINE1]',
    "27:16 line 'LINE1' has the same SIP user name 'LINE1' as line 'line1' (give each a different one)",
  ],
  [
    'lines: [line1]',
    'trunks: { a: { server: x.example }, b: { server: y.example } }\nunknown number: [ { ring: "+49 30 123456" }, goodbye ]',
    '28:27 +4930123456 could go over several trunks (add trunk: a or b, or an order for all: outside calls: { trunks: [a, b] })',
  ],
  [
    'lines: [line1]',
    'trunks: { a: { server: x.example, trusted: yes } }',
    "27:44 'trusted' is 'yes', not true or false (write true or false)",
  ],
  [
    'lines: [line1]',
    'trunks: { a: { server: x.example, addresses: [example.com] } }',
    "27:47 'addresses' (1) is 'example.com', not an address or a network (such as 203.0.113.7 or 203.0.113.0/24)",
  ],
  [
    'lines: [line1]',
    'trunks: { a: { server: x.example, password from: "geheim!" } }',
    "27:50 'password from' is not the name of an environment variable (never write the password itself into a plan)",
  ],
  [
    'lines: [line1]',
    'teams: { crew: [] }\nunknown number: [ { ring: crew }, goodbye ]',
    "28:19 team 'crew' has no agents (add agents to it)",
  ],
  [
    'lines: [line1]',
    'spoken: { good bye: Bye. }',
    "27:11 'good bye' is not one of the built-in prompts (use one of: wrong key; wrong entry; goodbye; number not in use; no emergency calls here; emergency call failed; logged in; logged out; paused; pause booked; resumed; on call now; opened; closed; as planned; not an agent phone; wrap-up extended; result noted; result wanted; no such result; a call from; press 1 to take it; enter your number; enter your PIN; wrong number or PIN; log-in refused; sorry, something went wrong; the line was lost; your place in the queue is; you are next; the wait is between; and; minutes; the wait is less than; the wait is less than a minute; callback offer; callback to; callback choice; callback number wanted; callback number impossible; callback booked; callback booked before; callback greeting; callback confirm; spell a name; no such name; for; press; more names; spell again; can not take your call; colleague not available; outside call not possible; outside number busy; outside number does not answer; parked at; no call there; recording notice; recording consent; supervision notice; no messages; you have; new messages; message from; message keys; message deleted; message moved; forward to; no such voicemail; no more messages; no greeting to record; record after the tone; keep the sound; an alarm from; number of alarms; press 1 to confirm; alarm confirmed; sound kept; number withheld; nobody was reached)",
  ],
  [
    'lines: [line1]',
    'prompts: { hello: Hello., bye: { prompt: hello } }',
    '27:32 a named prompt refers to another named prompt (write its text here)',
  ],
  [
    'lines: [line1]',
    'misses before pause: -1',
    "27:22 'misses before pause' is '-1', not a whole number from 0 to 100 (write a whole number from 0 to 100)",
  ],
  ['say: Welcome.', 'say: []', "10:10 'say' is an empty list (write at least one text)"],
  [
    'say: Welcome.',
    'say: "\\a"',
    "10:10 'say' contains control characters (remove tabs, escape sequences and other invisible characters)",
  ],
  [
    'say: Welcome.',
    'say: { file: welcome.wav, txt: Welcome. }',
    "10:31 'file' has no key 'txt' (did you mean 'text'?)",
  ],
  [
    'say: Welcome.',
    'say: Welcome: press 1.',
    '10:10 two keys stand on one line (write { key: value } after the first, put the second on the next line, or quote a text that contains ": ")',
  ],
];

const inWords = ({ severity, line, column, message, hint }: Finding): string =>
  `${severity === 'warning' ? 'warning ' : ''}${line}:${column} ${message}${hint === undefined ? '' : ` (${hint})`}`;

function said(text: string): readonly string[] {
  const read = parsePlan(text, 'plan.yaml');
  return (read.ok ? read.warnings : read.findings).map(inWords);
}

test('the plan that is spoilt here is right, and nothing is said about it', () => {
  expect(parsePlan(right)).toMatchObject({ ok: true, warnings: [] });
});

describe('a slip is told where it is, with what is meant', () => {
  test.each(slips)('%j written as %j', (instead, written, ...expected) => {
    expect(right.split(instead).length).toBeGreaterThan(1);
    const text = right.replace(instead, () => written);
    expect(parsePlan(text).ok).toBe(false);
    expect(said(text)).toEqual(expected);
  });
});

test.each([
  [
    'boris: {}',
    'boris: {}\n  browser: {}',
    "25:3 agent 'browser' has no phone: its name would mean the browser phone (rename the agent, or write phone: browser or the SIP user name of the phone)",
  ],
  [
    'lines: [line1]',
    'phones: [browser]',
    "27:10 a shared phone cannot be named 'browser' (only an agent has a browser phone)",
  ],
])('a SIP phone that is named browser: %j written as %j', (instead, written, expected) => {
  expect(said(right.replace(instead, written))).toEqual([expected]);
});

test('a key in talk that can do nothing is warned of, with the section that is missing', () => {
  const planWith = (keys: string, more = ''): string =>
    right.replace('lines: [line1]', `keys in talk: { ${keys} }\n${more}lines: [line1]`);
  expect(said(planWith('"*1": park, "*2": pause recording, "*3": hold'))).toEqual([
    expect.stringMatching(
      /^warning .* key in talk '\*1' does nothing, because the plan has no 'parking' \(add this section, or remove the key\)$/,
    ),
    expect.stringContaining("key in talk '*2' does nothing, because the plan has no 'recording'"),
  ]);
  const both = 'parking: { slots: ["71"] }\nrecording: { all: { announce: false } }\n';
  expect(said(planWith('"*1": park, "*2": pause recording', both))).toEqual([]);
});

test('a code that Asterisk keeps for itself is warned of, a pickup or another', () => {
  const warned = `warning 29:3 code '*8' does nothing: Asterisk keeps *8 for itself, and phones that dial it get 403 (choose another code, such as "*80")`;
  expect(said(right.replace('"*11": log in', '"*8": pick up'))).toEqual([warned]);
  expect(said(right.replace('"*11": log in', '"*8": pause'))).toEqual([warned]);
  expect(said(right.replace('"*11": log in', '"*80": pick up'))).toEqual([]);
});

test.each([
  ['', '1:1 the file is empty'],
  ['# nothing but a comment', '1:1 the file is empty'],
  ['just words', '1:1 the file is not a mapping of keys to values (begin with a line such as company: Name)'],
  ['- a', '1:1 the file is not a mapping of keys to values (begin with a line such as company: Name)'],
  ['company: "x', '1:12 this is not valid YAML: missing closing "quote'],
  [`company: ${'['.repeat(5000)}`, '1:1 the file is nested too deep (the limit is 40 levels)'],
  [
    'x'.repeat(1_000_001),
    '1:1 the file has 1000001 characters (the limit is 1000000; split it with include:)',
  ],
])('%.20s... is no plan at all', (text, ...expected) => {
  expect(said(text)).toEqual(expected);
});

test('everything that is wrong is told at once, in the order of the lines', () => {
  const text = right
    .replace('DE', 'Germany')
    .replace('queue: sales }', 'queue: salse }')
    .replace('german: 8', 'german: 80')
    .replace('2m', '2 minutes');
  expect(said(text).map((one) => one.split(' ')[0])).toEqual(['2:10', '7:19', '23:46', '26:22']);
});

test('a password that was written into the plan is in no message', () => {
  const text = right.replace(
    'lines: [line1]',
    'trunks: { a: { server: x.example, user: u, password from: "hunter-2" } }',
  );
  expect(said(text).join()).toContain('not the name of an environment variable');
  expect(said(text).join()).not.toContain('hunter');
});
