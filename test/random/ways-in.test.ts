/**
 * Every way in, with whatever may come through it: SIP headers, keys, ARI, plans, CSV, the API, and what leaves again
 * through Asterisk's files, SQL, file names, logs and terminals. `npm run fuzz -- --runs 10000` for a long run; a failing
 * one names its seed and path, and fast-check shrinks it.
 */
import { resolve, sep } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { parseBridges, parseChannels, parseEvent } from '../../src/asterisk/ari/ari-event.ts';
import { callerId } from '../../src/asterisk/caller-id.ts';
import { AsteriskIds } from '../../src/asterisk/ids.ts';
import { ProvisioningError, render } from '../../src/asterisk/provisioning/conf-file.ts';
import { clean } from '../../src/cli/terminal/terminal.ts';
import { readCsv } from '../../src/contacts/import/csv.ts';
import { Unreadable } from '../../src/contacts/import/file.ts';
import { readContacts } from '../../src/contacts/import/read.ts';
import { displayName, normaliseNumber } from '../../src/contacts/number.ts';
import { parsePlan } from '../../src/plan/parse.ts';
import { masked } from '../../src/process/masking.ts';
import { story } from '../../src/reports/story.ts';
import { memoryStore } from '../support/memory-store.ts';
import { simulatedFloor } from '../support/simulated-floor.ts';
import { askOffice } from '../unit/http/serve.ts';

const runs = Number(process.env['CORDBOARD_FUZZ_RUNS'] ?? 40);
const some = { numRuns: runs };
const many = { numRuns: runs * 5 };

/** What people who mean harm have sent before, beside what chance makes. */
const nasty = [
  '"><script>alert(1)</script>',
  "'; DROP TABLE contacts; --",
  '\r\nAction: Originate\r\nChannel: Local/1@x\r\n\r\n',
  '../../../../etc/passwd',
  '..%2f..%2fetc%2fpasswd',
  '${SHELL(id)}',
  '${CHANNEL(name)}',
  '$[1+1]',
  '|whoami',
  '`id`',
  '$(id)',
  '\u001b]0;owned\u0007\u001b[2J',
  '\u202Egnp.exe',
  '%s%s%n',
  '\0',
  '=cmd|calc!A0',
  '__proto__',
  'constructor',
  '+49'.repeat(200),
  '9'.repeat(5000),
  'sip:a@b;c=d?e=f',
  'a,b&c;d\\e',
  'ﷺ'.repeat(300),
  '\uD800',
];
const text = fc.oneof(fc.constantFrom(...nasty), fc.string({ unit: 'binary', maxLength: 200 }));
const control = /[\p{Cc}\u2028\u2029]/u;

test('numbers and names of callers, into stores, displays and SIP headers', () => {
  fc.assert(
    fc.property(text, text, (name, number) => {
      const kept = normaliseNumber(number, 'DE').number ?? '';
      expect(kept).toMatch(/^[0-9A-Za-z+*#._-]{0,40}$/);
      const shown = displayName(name) ?? '';
      expect(shown).not.toMatch(control);
      expect(Array.from(shown).length).toBeLessThanOrEqual(80);
      const id = callerId(name, number);
      expect(id).toMatch(/^("[^"\\<>]*" )?(<[A-Za-z0-9+*#._-]*>)?$/);
      expect(id).not.toMatch(control);
    }),
    many,
  );
});

test('values, into files of Asterisk', () => {
  fc.assert(
    fc.property(text, text, (name, value) => {
      try {
        const lines = render('x', [{ name, settings: [['key', value]] }]).split('\n');
        expect(lines).toEqual(['; x', '', `[${name}]`, `key = ${value.replaceAll(';', '\\;')}`, '']);
      } catch (error) {
        expect(error).toBeInstanceOf(ProvisioningError);
      }
    }),
    many,
  );
});

test('ids, into names of files', () => {
  const ids = new AsteriskIds('fuzz');
  fc.assert(
    fc.property(text, (id) => {
      const name = ids.recordingOf(id);
      if (name === undefined) return;
      const path = resolve('/recordings', `${ids.recording(name)}.wav`);
      expect(path.startsWith(`/recordings${sep}`)).toBe(true);
    }),
    many,
  );
});

test('anything, into terminals and logs', () => {
  fc.assert(
    fc.property(text, fc.anything(), (said, anything) => {
      expect(clean(said)).not.toMatch(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/u);
      expect(() => JSON.stringify(masked({ said, fields: [said] }))).not.toThrow();
      expect(() => masked(anything)).not.toThrow();
    }),
    many,
  );
});

test('messages of ARI', () => {
  const json = fc.oneof(
    text,
    fc.json(),
    fc
      .record({
        type: fc.constantFrom('StasisStart', 'ChannelDestroyed', 'PlaybackFinished', 'Dial', 'x'),
        channel: fc.oneof(
          fc.jsonValue(),
          fc.record({ id: text, name: text, state: text, caller: fc.jsonValue() }),
        ),
        playback: fc.jsonValue(),
        application: text,
      })
      .map((value) => JSON.stringify(value)),
  );
  const orThrows = (work: () => unknown): void => {
    try {
      work();
    } catch (error) {
      // A reply that is none is a broken outside world, and is caught where it is asked for.
      expect(error).toBeInstanceOf(Error);
    }
  };
  fc.assert(
    fc.property(json, (message) => {
      expect(() => parseEvent(message)).not.toThrow();
      orThrows(() => parseChannels(message));
      orThrows(() => parseBridges(message));
    }),
    many,
  );
});

test('callers, into SQL and back', async () => {
  const store = await memoryStore();
  await fc.assert(
    fc.asyncProperty(text, text, text, async (number, name, notes) => {
      const known = await store.contacts.recognise(number, name, 1);
      await store.contacts.set(number, { notes, tags: [name] }, 2);
      const [found] = [await store.contacts.byId(known.contact.id)];
      // SQLite keeps UTF-8, in which half a character is none.
      if (!/\p{Cs}/u.test(notes)) expect(found?.notes).toBe(notes);
      await store.contacts.find(name, 10);
    }),
    some,
  );
  await store.close();
});

test('CSV', () => {
  const cell = fc.oneof(text, fc.constantFrom('"', '""', ',', ';', '\n', '\r\n'));
  fc.assert(
    fc.property(fc.array(cell, { maxLength: 40 }), (cells) => {
      try {
        for (const { line } of readCsv(cells.join(',')).rows) expect(line).toBeGreaterThan(0);
      } catch (error) {
        expect(error).toBeInstanceOf(Unreadable);
      }
    }),
    many,
  );
});

test('files of contacts, whatever their bytes', async () => {
  const known = { country: 'DE', agents: ['anna'], tags: ['vip'] };
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('csv', 'vcard', 'xlsx'),
      fc.oneof(
        fc.uint8Array({ maxLength: 300 }),
        text.map((one) => new TextEncoder().encode(`number\n${one}`)),
      ),
      async (kind, bytes) => {
        for await (const part of readContacts({ file: { kind, bytes }, known })) {
          if (part.kind !== 'contacts') continue;
          for (const { number } of part.contacts) expect(number).toMatch(/^\+?[0-9]{1,15}$/);
        }
      },
    ),
    some,
  );
});

test.each([
  ['aliases that grow', `a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]\n`],
  ['nesting without an end', '['.repeat(50_000)],
  ['mappings without an end', '{a: '.repeat(20_000)],
  ['a million characters and one', `company: ${'x'.repeat(1_000_001)}`],
  ['merge keys', '<<: &x {a: 1}\nb: {<<: *x}\n'],
  ['prototypes', '__proto__: {company: x}\nconstructor: 1\n'],
  ['files from elsewhere', 'include: [/etc/passwd, ../../../etc/shadow]\n'],
])('a plan that is a bomb: %s', (_, plan) => {
  expect(parsePlan(plan)).toMatchObject({ ok: false });
});

const office = askOffice();
afterAll(async () => await (await office).api.close());

test('requests to the API: refused with a reason, never with a fault of ours', async () => {
  const { api, ask } = await office;
  const piece = fc.oneof(
    text.map(encodeURIComponentSafely),
    fc.constantFrom('..', '%2e%2e', '%00', 'v1', 'calls'),
  );
  const path = fc.oneof(
    fc.array(piece, { maxLength: 4 }).map((pieces) => `/${pieces.join('/')}`),
    fc
      .tuple(
        fc.constantFrom(
          '/v1/calls/',
          '/v1/contacts/',
          '/v1/voicemails/',
          '/v1/agents/',
          '/v1/plan?',
          '/v1/journal?after=',
          '/v1/directory?q=',
        ),
        piece,
      )
      .map(([start, rest]) => start + rest),
  );
  const body = fc.oneof(fc.constant(undefined), text, fc.json(), fc.object({ maxDepth: 3 }));
  await fc.assert(
    fc.asyncProperty(fc.constantFrom('GET', 'POST', 'PUT'), path, body, async (method, url, payload) => {
      const type = typeof payload === 'string' ? { 'content-type': 'application/json' } : {};
      const { status, body: told } = await ask(method, url, method === 'GET' ? undefined : payload, type);
      expect([url, status]).toEqual([url, status < 500 ? status : 'below 500']);
      if (status >= 400) expect(told).toHaveProperty('error.code');
      expect(JSON.stringify(told)).not.toMatch(/node_modules|at .*\.ts:\d|root:x:/);
    }),
    { ...some, timeout: 10_000 },
  );
  expect(
    (await api.inject({ method: 'PUT', url: '/v1/plan', payload: 'x'.repeat(2_000_000) })).statusCode,
  ).toBe(401);
  const big = await ask('POST', '/v1/plan', 'x'.repeat(2_000_000), { 'content-type': 'application/json' });
  expect([404, 405, 413]).toContain(big.status);
});

test('calls with anything in their headers, and keys that are none: each has an outcome', async () => {
  const floor = await simulatedFloor();
  const alarms: string[] = [];
  const counted = { callArrived: 0, callEnded: 0 };
  floor.engine.follow((entry) => {
    if (entry.type === 'alarmRaised') alarms.push(entry.what);
    if (entry.type === 'callArrived' || entry.type === 'callEnded') counted[entry.type] += 1;
  });
  const number = fc.oneof(text, fc.constantFrom('100', '101', '+100', '*11'));
  const via = fc.constantFrom('line', 'trunk', 'phone');
  await fc.assert(
    fc.asyncProperty(
      via,
      number,
      text,
      text,
      fc.array(text, { maxLength: 4 }),
      async (kind, dialled, from, name, keys) => {
        const leg = floor.asterisk.callFrom(
          { kind, name: kind === 'phone' ? 'anna' : 'line1' },
          dialled,
          from,
          name,
        );
        await floor.passes(50);
        for (const key of keys) if (floor.asterisk.legs.has(leg)) floor.asterisk.press(leg, key);
        await floor.passes(50);
        floor.asterisk.putDown(leg);
        await floor.passes(1000);
        expect(floor.engine.calls()).toEqual([]);
      },
    ),
    some,
  );
  expect(counted).toEqual({ callArrived: runs, callEnded: runs });
  expect(alarms).toEqual([]);
  const entries = await floor.store.journal.last(10_000);
  for (const { text: line } of story(entries, { timeZone: 'UTC' }))
    expect(clean(line)).not.toMatch(/\p{Cc}/u);
  await floor.close();
});

function encodeURIComponentSafely(value: string): string {
  return encodeURIComponent(Buffer.from(value).toString());
}
