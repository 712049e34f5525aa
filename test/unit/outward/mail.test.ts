/** Mails through a real SMTP server: they arrive once, or late, or are said to have been given up; never are they lost. */
import { rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { StoredEntry } from '../../../src/call/kept/journal.ts';
import type { SmtpSettings } from '../../../src/outward/mail/smtp.ts';
import { Outward } from '../../../src/outward/outward.ts';
import type { Plan } from '../../../src/plan/model.ts';
import type { Mail } from '../../../src/ports/mailer.ts';
import type { Store } from '../../../src/ports/store.ts';
import { mailsOfMessage } from '../../../src/recordings/message-mail.ts';
import { callId, recordingId } from '../../../src/shared/ids.ts';
import { HastyClock } from '../../support/hasty-clock.ts';
import { type Behaviour, headerOf, type MailServer, mailServer } from '../../support/mail-server.ts';
import { memoryStore, silentLog } from '../../support/memory-store.ts';
import { outwardNeeds } from '../../support/outward-needs.ts';
import { until } from '../../support/sip/until.ts';
import { batch, step } from '../store/batches.ts';

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

async function server(behaviour?: Behaviour): Promise<MailServer> {
  const opened = await mailServer(behaviour);
  ends.push(() => opened.close());
  return opened;
}

interface Office {
  readonly store: Store;
  readonly outward: Outward;
  commit(...entries: StoredEntry[]): Promise<void>;
}

async function office(
  smtp: Partial<SmtpSettings> & { port: number },
  kept?: Store,
  isStarted = true,
  alarmMail: readonly string[] = [],
): Promise<Office> {
  const store = kept ?? (await memoryStore());
  if (!kept) ends.push(() => store.close());
  const told = new Set<(entry: StoredEntry) => void>();
  const outward = await Outward.load({
    store,
    clock: new HastyClock(),
    log: silentLog,
    smtp: { host: '127.0.0.1', from: 'Cordboard <calls@office.example>', tls: 'off', ...smtp },
    ...outwardNeeds,
    alarmMail,
    baseUrl: () => 'https://calls.office.example',
    onEntry: (then) => {
      told.add(then);
      return () => told.delete(then);
    },
  });
  if (isStarted) await outward.start();
  ends.push(() => outward.stop());
  return {
    store,
    outward,
    commit: async (...entries) => {
      await store.commit(batch({ journal: entries }));
      for (const entry of entries) for (const then of told) then(entry);
    },
  };
}

const report: Mail = {
  id: 'report of Monday',
  kind: 'report',
  to: ['anna@office.example'],
  subject: 'Calls of Monday: Müller, Łódź',
  text: 'Offered: 12\nAnswered: 11',
};
const stateOf = async ({ store }: Office) => (await store.deliveries.list({}, 9)).map(({ state }) => state);

test('a mail arrives, whatever letters are in it, each address with its own, and once though handed over twice', async () => {
  const { port, received } = await server();
  const here = await office({ port });
  const mail: Mail = {
    ...report,
    to: ['anna@office.example', 'boris@office.example'],
    attachments: [{ name: 'day.csv', type: 'text/csv', content: Buffer.from('a,b\r\n1,2\r\n') }],
  };
  expect(await here.outward.mailer.send(mail)).toBe('queued');
  expect(await here.outward.mailer.send(mail)).toBe('known');
  await until('both have arrived', async () => (await stateOf(here)).every((state) => state === 'sent'));
  expect(received.map(({ to }) => to[0]).toSorted((a = '', b = '') => (a < b ? -1 : 1))).toEqual([
    'anna@office.example',
    'boris@office.example',
  ]);
  const [first, second] = received;
  if (!first || !second) throw new Error('none came');
  expect(first.from).toBe('calls@office.example');
  expect(headerOf(first, 'from')).toBe('Cordboard <calls@office.example>');
  expect(headerOf(first, 'auto-submitted')).toBe('auto-generated');
  expect(headerOf(first, 'message-id')).toMatch(/^<mail_[0-9a-f]{32}@office\.example>$/);
  expect(headerOf(first, 'message-id')).not.toBe(headerOf(second, 'message-id'));
  expect(headerOf(first, 'subject')).toMatch(/=\?UTF-8\?/i);
  expect(first.raw).toContain('Offered: 12');
  expect(first.raw).toContain(Buffer.from('a,b\r\n1,2\r\n').toString('base64'));
  // What has arrived is kept no longer.
  expect(await here.store.deliveries.list({}, 9)).not.toContainEqual(
    expect.objectContaining({ body: expect.anything() }),
  );
});

test('a line break in a subject makes no further header', async () => {
  const { port, received } = await server();
  const here = await office({ port });
  await here.outward.mailer.send({ ...report, subject: 'Hello\r\nBcc: eve@evil.example' });
  await until('it has arrived', () => received.length === 1);
  expect(received[0]?.to).toEqual(['anna@office.example']);
  expect(headerOf(received[0] as never, 'bcc')).toBeUndefined();
});

test('an attachment may be a file, read when the mail is sent', async () => {
  const { port, received } = await server();
  const here = await office({ port });
  const file = join(tmpdir(), `cordboard-mail-${process.pid}.wav`);
  await writeFile(file, 'RIFF sound');
  const content = { file };
  await here.outward.mailer.send({ ...report, attachments: [{ name: 'a.wav', type: 'audio/wav', content }] });
  await here.outward.mailer.send({
    ...report,
    id: 'without its sound',
    attachments: [{ name: 'b.wav', type: 'audio/wav', content: { file: `${file}.gone` } }],
  });
  await until('one has arrived, one is dead', async () => !(await stateOf(here)).includes('waiting'));
  expect(received).toHaveLength(1);
  expect(received[0]?.raw).toContain(Buffer.from('RIFF sound').toString('base64'));
  const [dead] = await here.store.deliveries.list({ state: 'dead' }, 9);
  expect(await here.store.deliveries.find(dead?.id ?? '')).toMatchObject({
    log: [{ outcome: 'failed', reason: 'the attachment b.wav cannot be read: ENOENT' }],
  });
});

test('what is too large for mail servers is left out, and the mail says so', async () => {
  const { port, received } = await server();
  const here = await office({ port });
  const file = join(tmpdir(), `cordboard-large-${process.pid}.wav`);
  // Without its bytes on the disk: it has only to be as long.
  await writeFile(file, '');
  await truncate(file, 16 * 1024 * 1024);
  const sound = { name: 'long.wav', type: 'audio/wav', content: { file } };
  const rows = { name: 'year.csv', type: 'text/csv', content: Buffer.alloc(16 * 1024 * 1024, 'x') };
  await here.outward.mailer.send({ ...report, attachments: [sound, rows] });
  await until('it has arrived', async () => (await stateOf(here)).includes('sent'));
  const text = (received[0]?.raw ?? '').replaceAll(/=\r?\n/g, '');
  expect(text).toContain('Not attached: long.wav has 16 MB');
  expect(text).toContain('Not attached: year.csv has 16 MB');
  expect(text.length).toBeLessThan(5000);
  await rm(file);
});

test('a server that is away, full, or refuses for now gets the mail later', async () => {
  const first = await server({ data: (nth) => (nth < 3 ? 452 : undefined) });
  const here = await office({ port: first.port });
  await here.outward.mailer.send(report);
  await until('it has arrived', () => first.received.length === 1);
  const [mail] = await here.store.deliveries.list({}, 9);
  expect(mail).toMatchObject({ attempts: 3, mayBeTwice: false });

  const { port } = first;
  await first.close();
  await here.outward.mailer.send({ ...report, id: 'another' });
  await until('it failed twice', async () =>
    (await here.store.deliveries.list({ state: 'waiting' }, 9)).some(({ attempts }) => attempts >= 2),
  );
  const back = await server({ port });
  await until('it has arrived', () => back.received.length === 1);
});

test('an address that does not exist is given up at once, and its log names no address', async () => {
  const { port, received } = await server({ recipient: (to) => (to.startsWith('nobody') ? 550 : undefined) });
  const here = await office({ port });
  await here.outward.mailer.send({ ...report, to: ['nobody@office.example', 'anna@office.example'] });
  await until('one is dead, one sent', async () => !(await stateOf(here)).includes('waiting'));
  expect(received.map(({ to }) => to)).toEqual([['anna@office.example']]);
  const [dead] = await here.store.deliveries.list({ state: 'dead' }, 9);
  const found = await here.store.deliveries.find(dead?.id ?? '');
  expect(found).toMatchObject({ attempts: 1, log: [{ code: 550 }] });
  expect(JSON.stringify(found?.log)).not.toContain('office.example');
});

test('a wrong password keeps mails waiting: they go when it is right', async () => {
  const login = { user: 'calls', password: 'right' };
  const { port, received } = await server({ login });
  const wrong = await office({ port, user: 'calls', password: 'wrong' });
  await wrong.outward.mailer.send(report);
  await until('it was tried', async () =>
    (await wrong.store.deliveries.list({}, 9)).some(({ attempts }) => attempts >= 2),
  );
  await wrong.outward.stop();
  expect(await stateOf(wrong)).toEqual(['waiting']);
  await office({ port, ...login }, wrong.store);
  await until('it has arrived', () => received.length === 1);
});

test('a server that takes a mail and is gone before it says so gets it again, with the same id, and the log says so', async () => {
  const { port, received } = await server({ data: (nth) => (nth === 1 ? 'cut' : undefined) });
  const here = await office({ port });
  await here.outward.mailer.send(report);
  await until('it has arrived', async () => (await stateOf(here))[0] === 'sent');
  expect(received).toHaveLength(2);
  const [one, two] = received.map((mail) => headerOf(mail, 'message-id'));
  expect(one).toBe(two);
  expect(await here.store.deliveries.list({}, 9)).toMatchObject([{ mayBeTwice: true, attempts: 2 }]);
});

test('an engine that is killed between the attempt and its end sends again, and says that it may be twice', async () => {
  const { port, received } = await server();
  const killed = await office({ port }, undefined, false);
  await killed.outward.mailer.send(report);
  await killed.outward.stop();
  const [kept] = await killed.store.deliveries.list({}, 9);
  await killed.store.deliveries.begin(kept?.id ?? '', 1);
  const next = await office({ port }, killed.store);
  await until('it has arrived', () => received.length === 1);
  await until('it is noted', async () => (await stateOf(next))[0] === 'sent');
  expect(await next.store.deliveries.list({}, 9)).toMatchObject([{ mayBeTwice: true, attempts: 2 }]);
  expect((await next.store.deliveries.find(kept?.id ?? ''))?.log.map(({ outcome }) => outcome)).toEqual([
    'interrupted',
    'sent',
  ]);
});

test.each<[string, Behaviour]>([
  ['offers no encryption', {}],
  ['shows a certificate that nobody can trust', { tls: { secure: false } }],
])('a server that %s gets neither the mail nor the password', async (_what, behaviour) => {
  const login = { user: 'calls', password: 'right' };
  const { port, received } = await server({ login, ...behaviour });
  const here = await office({ port, ...login, tls: 'starttls' });
  await here.outward.mailer.send(report);
  await until('it was tried', async () =>
    (await here.store.deliveries.list({}, 9)).some(({ attempts }) => attempts >= 2),
  );
  expect(received).toEqual([]);
  expect(await stateOf(here)).toEqual(['waiting']);
});

test('without a server no mail is kept', async () => {
  const store = await memoryStore();
  const outward = await Outward.load({
    store,
    clock: new HastyClock(),
    log: silentLog,
    smtp: undefined,
    ...outwardNeeds,
    baseUrl: () => 'http://localhost:8080',
    onEntry: () => () => undefined,
  });
  expect(outward.mailer.isSetUp).toBe(false);
  expect(await outward.mailer.send(report)).toBe('not_set_up');
  expect(outward.mailer.linkTo('/voicemails')).toBe('http://localhost:8080/voicemails');
  expect(await store.deliveries.list({}, 9)).toEqual([]);
  await store.close();
});

test('a reader of the journal misses no entry, begins with what is new, and goes on after a restart', async () => {
  const { port, received } = await server();
  const here = await office({ port });
  const entry = (call: number, seq: number) => ({ ...step(callId(call), seq), seq }) as StoredEntry;
  await here.commit(entry(1001, 1));
  const mailsOf = (of: StoredEntry): Mail[] => [
    { ...report, id: `seq ${of.seq}`, subject: `Entry ${of.seq}` },
  ];
  here.outward.mailer.follow('test', ['stepReached'], mailsOf);
  await until('it has begun', async () => (await here.store.deliveries.positionOf('mail test')) === 1);
  await here.commit(entry(1002, 2), entry(1002, 3));
  await until('two have arrived', () => received.length === 2);
  await here.outward.stop();
  // While no engine was there to hear of it, as after a kill between commit and reading.
  await here.store.commit(batch({ journal: [entry(1003, 4)] }));
  const next = await office({ port }, here.store);
  next.outward.mailer.follow('test', ['stepReached'], mailsOf);
  await until('the third has arrived', () => received.length === 3);
  expect(
    received.map((mail) => headerOf(mail, 'subject') ?? '').toSorted((a, b) => (a < b ? -1 : 1)),
  ).toEqual(['Entry 2', 'Entry 3', 'Entry 4']);
});

test('what is of no interest to a reader costs no commit of its own, and what follows it is read all the same', async () => {
  const { port, received } = await server();
  const here = await office({ port });
  const { deliveries, journal } = here.store;
  const counted = { read: 0, noted: 0 };
  const [after, addFrom] = [journal.after.bind(journal), deliveries.addFrom.bind(deliveries)];
  Object.assign(journal, {
    after: (...of: Parameters<typeof after>) => {
      counted.read += 1;
      return after(...of);
    },
  });
  Object.assign(deliveries, {
    addFrom: (...of: Parameters<typeof addFrom>) => {
      counted.noted += 1;
      return addFrom(...of);
    },
  });
  const entry = (seq: number) => ({ ...step(callId(1001), seq), seq }) as StoredEntry;
  const alarm = (seq: number) =>
    ({ seq, at: seq, type: 'alarmRaised', what: `trouble ${seq}`, about: 'exchange' }) as StoredEntry;
  const mailsOf = ({ seq }: StoredEntry): Mail[] => [
    { ...report, id: `seq ${seq}`, subject: `Entry ${seq}` },
  ];
  here.outward.mailer.follow('test', ['alarmRaised'], mailsOf);
  await until('it has begun', async () => (await deliveries.positionOf('mail test')) === 0);
  await until('it has read', () => counted.read > 0);
  await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
  counted.read = 0;
  counted.noted = 0;
  for (let seq = 1; seq <= 300; seq++) await here.commit(entry(seq));
  await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
  expect(counted).toEqual({ read: 0, noted: 0 });
  await here.commit(alarm(301));
  await here.commit(entry(302));
  await until('it has arrived', () => received.length === 1);
  for (let seq = 303; seq <= 1500; seq++) await here.commit(entry(seq));
  // In the open, every now and then: a kill does not lead back to the beginning of the day.
  await until('it is noted', async () => ((await deliveries.positionOf('mail test')) ?? 0) > 1000);
  expect(counted.noted).toBeLessThan(5);
  await here.outward.stop();
  expect(await deliveries.positionOf('mail test')).toBe(1500);
});

test('alarms reach a person: what matters, once in ten minutes for the same fault, with what to do', async () => {
  const { port, received } = await server();
  const here = await office({ port }, undefined, true, ['ops@office.example']);
  const alarm = (seq: number, at: number, code: string, what: string) =>
    ({ seq, at, type: 'alarmRaised', code, what, about: 'exchange' }) as StoredEntry;
  await until('it reads', async () => (await here.store.deliveries.positionOf('mail alarms')) !== undefined);
  const noon = Date.UTC(2026, 10, 23, 12);
  await here.commit(
    alarm(1, noon, 'exchange_lost', 'Asterisk is out of reach'),
    alarm(2, noon + 60_000, 'exchange_lost', 'Asterisk is out of reach'),
    alarm(3, noon + 61_000, 'call_quality_poor', 'a call sounds bad'),
    alarm(4, noon + 700_000, 'exchange_lost', 'Asterisk is out of reach'),
  );
  await until('two have arrived', () => received.length === 2);
  await until('nothing waits', async () => (await stateOf(here)).every((state) => state === 'sent'));
  expect(received).toHaveLength(2);
  const [first] = received;
  if (!first) throw new Error('none came');
  expect(headerOf(first, 'subject')).toContain('CRITICAL: Office: The connection to Asterisk is lost.');
  expect(first.raw).toContain('cordboard doctor');
  expect(first.raw).toContain('https://calls.office.example/');
});

test('a message in a voicemail: a link, and its sound only if the plan says so', async () => {
  const { port, received } = await server();
  const here = await office({ port });
  const sound = join(tmpdir(), `cordboard-message-${process.pid}.wav`);
  await writeFile(sound, 'RIFF message');
  ends.push(() => rm(sound, { force: true }));
  const box = { greeting: {}, longest: 60_000, mailTo: ['anna@office.example'] };
  const voicemails = {
    plain: { ...box, name: 'plain' },
    loud: { ...box, name: 'loud', attachesSound: true },
  };
  const plan = { company: 'Office', timeZone: 'UTC', voicemails } as unknown as Plan;
  const needs = {
    voicemails: here.store.voicemails,
    mailer: here.outward.mailer,
    plan: () => plan,
    fileOf: () => sound,
  };
  here.outward.mailer.follow('voicemail', ['messageChanged'], (entry) => mailsOfMessage(entry, needs));
  await until(
    'it reads',
    async () => (await here.store.deliveries.positionOf('mail voicemail')) !== undefined,
  );
  for (const [nth, voicemail] of ['plain', 'loud'].entries()) {
    const call = callId(1001 + nth);
    const recording = recordingId(call, 1);
    await here.commit(
      { seq: nth * 2 + 1, at: 1000, type: 'messageLeft', call, voicemail, recording, lasted: 5000 },
      {
        seq: nth * 2 + 2,
        at: 2000,
        type: 'messageChanged',
        call,
        recording,
        change: 'has_speech',
        by: 'engine',
      },
    );
  }
  await until('both have arrived', () => received.length === 2);
  const textOf = (name: string) => received.find(({ raw }) => raw.includes(`Voicemail ${name}`))?.raw ?? '';
  expect(textOf('plain').replaceAll('=\r\n', '')).toContain('https://calls.office.example/voicemail?message');
  expect(textOf('plain')).not.toContain('audio/wav');
  expect(textOf('loud')).toContain(Buffer.from('RIFF message').toString('base64'));
});
