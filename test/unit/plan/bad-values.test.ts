/**
 * N5: each key of the plan with a bad value, together with each other section. Whatever is combined, the reader never
 * throws, and each message says where (file, line, column), what is wrong, and what to do.
 */
import { describe, expect, test } from 'vitest';
import { isMap, isScalar, isSeq, LineCounter, type Node, parse, parseDocument, stringify } from 'yaml';
import { plan as keys } from '../../../src/plan/language.ts';
import { parsePlan } from '../../../src/plan/parse.ts';
import type { Finding } from '../../../src/plan/source/finding.ts';

/** A plan that has every section, and in it every key. */
const whole = `company: Small Office
country: DE
time zone: Europe/Berlin
languages: [en, de]
numbers:
  "100": { menu: main }
  "101": [ { needs: { german: 3 } }, { priority: 5 }, { queue: sales, for: 3m, needs: german >= 2 }, { chain: top } ]
  "102":
    - when: office is open
      then: { say: Hello. }
      otherwise: [ { language: de }, { voicemail: box } ]
    - when: caller is vip
      then: { topic: transfers }
    - directory: [agents, topics]
      say: Spell a name.
      for: 20s
      wait: 4s
      tries: 2
    - ask: customer
      targets: { gold: { queue: sales } }
      on wrong: { queue: sales }
      on locked: { voicemail: box }
      on no answer: { queue: sales }
    - ask: pin
    - queue: sales
  "199": echo
unknown number: { goodbye: "Not in use." }
blocked callers: goodbye
block withheld numbers: true
keep withheld numbers: 7d
holidays: { berlin: [DE-BE, 01-01, easter + 1, 2026-12-28 to 2026-12-30] }
schedules:
  office: { hours: { mon-fri: "9:00-17:00" }, holidays: [berlin, AT-9, 12-25], exceptions: { 2026-12-24: closed }, time zone: Europe/Vienna }
menus:
  main: { say: { en: Hello., de: Hallo. }, keys: { "1": { queue: sales }, "2": { chain: top } }, wait: 5s, tries: 2, otherwise: { queue: sales } }
queues:
  sales:
    title: Sales
    agents: [anna, boris]
    teams: [leads]
    strategy: progressive
    more after: 5s
    needs: german >= 1
    widen: [ { after: 1m, from wait: 2m, lower: { german: 0 }, needs: german >= 1, agents: [clara], teams: [leads] }, { after: 2m, anyone: true } ]
    prefer: { for: 10s, last within: 30d }
    at most: { leads: 1 }
    ring for: 20s
    wrap-up: 10s
    try again after: 30s
    etiquette: { closing: { en: Say the number of the order., de: Die Nummer der Bestellung sagen. } }
    priority: 1
    music: default
    open: office
    when closed: { voicemail: box }
    most callers: 20
    when full: { chain: top }
    when nobody logged in: { voicemail: box }
    when nobody ready: { chain: top }
    keys: { "9": { voicemail: box } }
    announce: { first after: 20s, every: 60s, position: true, wait: true, say: "Please wait.", answer: true }
    callback: { key: "1", offer after: 60s, offer from wait: 2m, say: "Press 1.", window: office, first: caller, confirm: true, attempts: 3, retry after: 5m, ring for: 30s, give up after: 24h, trunk: provider }
chains:
  top:
    - ring: leads
      strategy: longest idle
      for: 20s
      on no answer: { say: "No answer." }
      on busy: { say: "Busy." }
      on unreachable: { say: "Unreachable." }
    - ring: "+49301234567"
      trunk: [provider, backup]
    - ring: standby
    - voicemail: box
results:
  sold: { name: Sold, ticket: solved, follow up after: 1d, call back after: 2h, tag contact: [bought] }
  complaint: { details: { late: Too late }, needs detail: true, ticket type: complaint }
ticket types: { complaint: Complaint }
menu limits: { options: 6, heard within: 40s, depth: 3 }
surveys:
  service: { queues: [sales], agents: anna, languages: [en], share: 50, questions: { friendly: { en: Friendly?, de: Freundlich? } }, low: 2, follow up after: 1d, follow up by: clara, comment: box, thanks: "Thanks.", wait: 5s, tries: 2 }
topics:
  transfers: { name: { en: Transfers, de: Überweisungen }, words: { en: [wire], de: [Zahlung] }, who: { ring: anna }, who else: { voicemail: box } }
agents:
  anna: { name: Anna Berg, codecs: [opus, ulaw], caller number: "+4930124", phone: anna, auto-answer: true, number: "11", skills: { german: 8 }, weight: 2, works: office }
  boris: { phones: [boris, boris-mobile], outside: { number: "+49170123456", rings: too, after: 5s, trunk: provider }, skills: { german: 5 } }
  clara: { skills: { german: 2 } }
phones: [desk]
teams: { leads: [clara, anna] }
on call: { standby: { people: [boris, anna], since: 2026-11-30, changes: "mon 8:00", weeks: { 2026-12-21: anna }, time zone: Europe/Vienna } }
retention: { contacts: 1095d, tickets: 730d, journal: 1095d, deliveries: 30d }
voicemails: { box: { greeting: "After the tone.", longest: 2m, lamp: [anna, leads] } }
lines: [line1]
trunks:
  provider: { server: sip.example.com, user: us, password from: PROVIDER_PASSWORD, register: true, addresses: [203.0.113.0/24], trusted: true, caller number: "+4930123", caller numbers: ["+49301*"], probe: 60s, next after: 8s, outgoing: { calls at once: 5, new calls a second: 2 }, calls at once: 10, new calls a second: 5 }
  backup: { server: sip.example.net, transport: tls, certificate check: true, certificate authority: /etc/ca.pem }
codes: { "*11": log in, "*12": log out, "*13": { pause: lunch }, "*14": resume, "*15": { wrap-up: 2m }, "*16": { close: office }, "*17": { open: office }, "*18": { as planned: office }, "*21": log in here, "*30": { on call: standby } }
prompts: { hello: [ { sound: vm-intro }, { file: hello.wav, text: Hello. }, { number: 5 }, { digits: "12" }, "Bye." ] }
spoken: { goodbye: { prompt: hello } }
limits: { calls at once: 100, new calls a second: 20, each line: { calls at once: 2 }, engine late: 500ms, say: "All lines are busy." }
outside calls: { countries: [DE], numbers: ["+4670*"], premium: false, trunks: [provider, backup], each agent: { calls an hour: 30 }, each trunk: { minutes an hour: 600 } }
emergency calls: { trunks: [provider], numbers: ["115"] }
extensions: { line1: 4 }
vanished after: 20s
pick up after: 2m
aging: 1 per minute
tags: { vip: { priority: 20, needs: german >= 1, numbers: { "100": { queue: sales } }, menus: { main: main }, queues: { sales: sales }, chains: { top: top } } }
language needs: { de: german >= 1 }
caller page: { numbers: { "199": Echo }, calls at once: 3, calls an hour: 60, calls an hour from one address: 6 }
guarded: { board: { numbers: ["101"], go to: { queue: sales }, but for: [vip, anna, "+49 30 123456"] } }
misses before pause: 3
reports: { monday: { report: queues, only: [sales], send to: boss@example.com, every: week, time: "7:30", by: day, format: csv, threshold: 30 } }
pauses: { lunch: { longest: 45m }, training: { counts as work: true } }
busy lamps: true
lookups:
  customer:
    say: Your number.
    digits: "4-8"
    url: https://crm.example.com/lookup
    signed with: CRM_SECRET
    within: 3s
    wait: 8s
    tries: 3
    say wrong: Wrong.
    say meanwhile: A moment.
    lock after: 5
    lock for: 15m
    tag: verified
  pin: { say: Your PIN., digits: "4", contacts: tag pin }
alarms:
  call: [anna, "+49301234"]
  trunk: provider
  next after: 2m
  repeat after: 30m
  severity: error
  queues: { sales: { waiting: 10, wait: 5m } }
crm: { link: "http://crm.example.com/contacts?number={number}&contact={contact}&call={call}&id={tag customer}", label: Customer, allow http: true }
parking: { slots: ["71", "72"], for: 3m }
rejoin within: 15s
phone trouble: { after: 3, count: [busy, do not disturb] }
etiquette: { greeting: { en: Greet by name., de: Mit Namen grüßen. }, before hold: Ask first., before transfer: Say to whom., closing: Sum up. }
keys in talk: { "*1": hold, "*2": { fetch: sales } }
supervision: { agents: [anna], tell callers: true, tell agents: false }
recording: { sales: { queues: [sales], numbers: ["101"], directions: [in], tags: [vip], share: 50, consent key: "1", sides: mixed, pause for: 1m, keep for: 30d } }
`;

/** What people write in the wrong place, and what breaks readers. */
const bad: readonly unknown[] = [
  null,
  '',
  ' ',
  'Berlin',
  'no such thing',
  -1,
  1e9,
  0.5,
  true,
  '30',
  '30 sec',
  '9.00-17.00',
  '+49 30 12',
  [],
  {},
  [[]],
  [null],
  { nonsense: 1 },
  { de: {} },
  'constructor',
  '__proto__',
];

type Path = readonly (string | number)[];
/** Every place where a value stands. */
function places(node: unknown, path: Path = []): Path[] {
  if (isMap(node))
    return [
      path,
      ...node.items.flatMap(({ key, value }) =>
        places(value, [...path, isScalar(key) ? (key.value as string) : '']),
      ),
    ];
  if (isSeq(node)) return [path, ...node.items.flatMap((item, i) => places(item as Node, [...path, i]))];
  return [path];
}

const all = places(parseDocument(whole).contents).filter((path) => path.length > 0);
const sections = Object.keys(parse(whole) as object);

function withBad(text: string, path: Path, value: unknown): string {
  const document = parseDocument(text);
  document.setIn(path, document.createNode(value));
  return String(document);
}

/** Why a finding does not help; undefined: it does. */
function fault({ file, line, column, message, hint }: Finding): string | undefined {
  if (file !== 'office.yaml') return `no file: ${message}`;
  if (!(line >= 1 && column >= 1)) return `no place: ${message}`;
  if (message.trim().length < 5 || /undefined|\[object|RangeError|TypeError/.test(message))
    return `says nothing: ${message}`;
  return hint === undefined || hint.trim() === '' ? `does not say what to do: ${message}` : undefined;
}

function faultsOf(text: string): string[] {
  const read = parsePlan(text, 'office.yaml');
  const findings = read.ok ? read.warnings : read.findings;
  if (!read.ok && findings.length === 0) return ['refused without a finding'];
  return findings.flatMap((finding) => fault(finding) ?? []);
}

test('the plan has every section', () => {
  expect(parsePlan(whole)).toMatchObject({ ok: true });
  const optional = ['include', 'language'];
  expect(Object.keys(keys).filter((key) => !sections.includes(key) && !optional.includes(key))).toEqual([]);
});

/** Some of the bad values, others at each place: all of them everywhere take minutes. */
const some = (n: number, count: number): unknown[] =>
  Array.from({ length: count }, (_, i) => bad[(n * count + i) % bad.length]);

describe('a bad value', () => {
  test('at each place, with every other section', () => {
    const faults = new Set<string>();
    all.forEach((path, n) => {
      for (const value of some(n, 1))
        for (const one of faultsOf(withBad(whole, path, value)))
          faults.add(`${path.join('/')} = ${JSON.stringify(value)}: ${one}`);
    });
    expect([...faults].slice(0, 40)).toEqual([]);
  }, 120_000);

  test('of each section, with each other section alone', () => {
    const parts = parse(whole) as Record<string, unknown>;
    const needed = ['company', 'country', 'time zone', 'languages', 'numbers'];
    const faults = new Set<string>();
    sections.forEach((section, n) => {
      sections.forEach((other, m) => {
        const names = sections.filter((name) => name === other || needed.includes(name));
        const [value] = some(n * sections.length + m, 1);
        const plan = Object.fromEntries([...names, section].map((name) => [name, parts[name]]));
        for (const one of faultsOf(stringify({ ...plan, [section]: value })))
          faults.add(`${section} = ${JSON.stringify(value)}, ${other}: ${one}`);
      });
    });
    expect([...faults].slice(0, 40)).toEqual([]);
  }, 120_000);
});

const wrongOnce: Path[] = [
  ['holidays'],
  ['schedules'],
  ['menus'],
  ['queues'],
  ['chains'],
  ['topics'],
  ['ticket types'],
  ['teams'],
  ['on call'],
  ['on call', 'standby', 'since'],
  ['on call', 'standby', 'people'],
  ['voicemails'],
  ['lines'],
  ['trunks'],
  ['trunks', 'provider', 'password from'],
  ['lookups'],
  ['lookups', 'customer', 'url'],
  ['lookups', 'customer', 'signed with'],
  ['queues', 'sales', 'most callers'],
];
test.each(wrongOnce.map((path) => [path.join(': '), path] as const))(
  'what is wrong with %s is said once: what refers to it or needs it is not wrong',
  (_, path) => {
    const read = parsePlan(withBad(whole, path, 'no such % thing'), 'office.yaml');
    const errors = read.ok ? [] : read.findings.filter(({ severity }) => severity === 'error');
    expect(errors.map(({ line, message }) => `${line}: ${message}`)).toEqual([expect.any(String)]);
  },
);

/** From a key to the end of its value, or of an item. */
function linesAt(text: string, path: Path): readonly [from: number, to: number] {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const key = path.at(-1);
  const inside = document.getIn(path.slice(0, -1), true);
  const pair = isMap(inside)
    ? inside.items.find((one) => isScalar(one.key) && String(one.key.value) === String(key))
    : undefined;
  const value = document.getIn(path, true) as Node;
  const from = (pair?.key as Node | undefined)?.range?.[0] ?? value.range?.[0] ?? 0;
  return [lines.linePos(from).line, lines.linePos(Math.max(from, (value.range?.[1] ?? 1) - 1)).line];
}

test('F36: what cannot be read is said where it stands, and nothing that follows from it', () => {
  const faults: string[] = [];
  const unreadable = ['no such % thing', { nonsense: 1 }];
  // All of them everywhere take minutes: both for each section, one for each of its entries, and some places within these.
  const tried = all.flatMap((path, nth) => {
    const values = path.length === 1 ? unreadable : [unreadable[nth % 2]];
    return path.length > 2 && nth % 5 > 0 ? [] : values.map((value) => [path, value] as const);
  });
  for (const [path, value] of tried) {
    const text = withBad(whole, path, value);
    const read = parsePlan(text, 'office.yaml');
    const errors = read.ok ? [] : read.findings.filter(({ severity }) => severity === 'error');
    const [from, to] = linesAt(text, path);
    for (const { line, message } of errors)
      if (line < from || line > to)
        faults.push(`${path.join('/')}: ${line} is not in ${from}-${to}: ${message}`);
  }
  expect(faults).toEqual([]);
}, 120_000);

test('N5: a wrong time zone is named together with schedules, too', () => {
  for (const zone of ['Berlin', 'Europe/Munich']) {
    const read = parsePlan(whole.replace('time zone: Europe/Berlin', `time zone: ${zone}`), 'office.yaml');
    const findings = read.ok ? [] : read.findings;
    expect(findings[0]).toMatchObject({ line: 3, message: expect.stringContaining(zone) });
  }
});
