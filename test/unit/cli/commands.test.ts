/** Every command beside a running office; what it prints is what a person sees, so it stands here as it is. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { commands } from '../../../src/cli/commands.ts';
import { calledAs } from '../../../src/cli/program-name.ts';
import type { Terminal } from '../../../src/cli/terminal/terminal.ts';
import { parsePlan } from '../../../src/plan/read.ts';
import { callId } from '../../../src/shared/ids.ts';
import { packageRoot } from '../../../src/shared/package-root.ts';
import { type Desk, openDesk, type } from './desk.ts';

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(() => desk.close());

const printed = async (...line: string[]) => {
  const { code, out, err } = await desk.types(line);
  expect([code, err.includes('error')]).toEqual([0, false]);
  return `\n${out}`;
};

test('a word or option of the agents command that means nothing there is refused, and changes nothing', async () => {
  const refused: [string[], RegExp][] = [
    [
      ['agents', 'pause', 'clara', 'lunch'],
      /"lunch" has no meaning for pause\nhint: {2}run `cordboard agents pause clara --reason "lunch"`/,
    ],
    [['agents', 'login', 'clara', 'anna'], /hint: {2}run `cordboard agents login clara --at "anna"`/],
    [
      ['agents', 'resume', 'boris', 'now'],
      /"now" has no meaning for resume\nhint: {2}`cordboard agents --help`/,
    ],
    [['agents', 'logout', 'clara', '--reason', 'ill'], /--reason has no meaning for logout/],
    [['agents', 'resume', 'boris', '--for', '2m'], /--for has no meaning for resume/],
  ];
  for (const [line, said] of refused)
    expect(await desk.types(line)).toMatchObject({ code: 2, err: expect.stringMatching(said) });
  expect((await desk.types(['agents'])).out).toMatch(/boris .*paused \(lunch\)/);
  expect((await desk.types(['agents'])).out).toMatch(/clara .*free/);
});

test('an agent is taken out of a queue and put back, the last one only when that is confirmed', async () => {
  expect(await desk.types(['agents', 'out', 'clara'])).toMatchObject({
    code: 2,
    err: expect.stringContaining('run `cordboard agents out clara QUEUE`'),
  });
  expect(await desk.types(['agents', 'out', 'clara', 'support'])).toMatchObject({
    code: 1,
    err: expect.stringContaining('`--anyway` on the command line'),
  });
  const taken = await desk.types(['agents', 'out', 'clara', 'support', '--anyway']);
  expect(taken).toMatchObject({
    code: 0,
    out: expect.stringContaining(
      'clara gets no more calls of queue support, until they are put back or log out',
    ),
  });
  expect((await desk.types(['agents'])).out).toMatch(/clara .*sales, support \(out\)/);
  expect((await desk.types(['queues'])).out).toMatch(/Support +0 +0 +0 +0 +0 +longest idle +1/);
  expect(await desk.types(['agents', 'back', 'clara', 'support'])).toMatchObject({
    code: 0,
    out: expect.stringContaining('clara gets calls of queue support again'),
  });
  expect((await desk.types(['queues'])).out).not.toContain('OUT');
});

test('a word of the tickets command that means nothing there is refused, and changes nothing', async () => {
  expect(await desk.types(['tickets', 'list'])).toMatchObject({ code: 0 });
  for (const line of [
    ['tickets', 'set', '7', '--state', 'solved', '--due', '2026-12-01'],
    ['tickets', 'find', 'late', 'delivery'],
    ['tickets', 'list', 'late'],
  ])
    expect(await desk.types(line)).toMatchObject({
      code: 2,
      err: expect.stringContaining('has no meaning for'),
    });
});

describe('a person sees', () => {
  test('status', async () => {
    expect(await printed('status')).toMatchInlineSnapshot(`
      "
      Berg & Söhne  21 Nov 2026 10:30:00  calls are routed for 1h 00m  plan version 1

      Calls: 2  (1 talking, 1 waiting)

      QUEUE    WAITING  LONGEST  FREE  BUSY  PAUSED  AWAY  STRATEGY
      Sales          1   1m 05s     1     2       1     0  longest idle
      Support        0              1     0       0     0  longest idle

      AGENT  NAME          STATE                             FOR  CALL  PHONE  CALLS  MISSES  QUEUES
      anna   Anna Berg     talking                        1m 10s  1041  anna       5          sales
      boris  Boris Iwanow  paused (lunch)                15m 00s        boris      3          sales
      clara  Clara Diaz    free                           1h 00m        clara      0       1  sales, support
      dora   Dora Lind     wrapping up (until 10:32:05)      30s  1040  dora       4          sales
      "
    `);
  });
  test('calls', async () => {
    expect(await printed('calls')).toMatchInlineSnapshot(`
      "
      CALL  ARRIVED   CALLER                   DIALLED  STATE      QUEUE  WITH  WAITED  TALKED
      1042  10:28:55  Wang 王伟 +4930222222    101      waiting    sales        1m 05s
      1041  10:28:30  Karin König +4930111111  100      talking    sales  anna     10s  1m 10s
      1040  10:25:00  Karin König +4930111111  100      answered   sales  dora  1m 00s  2m 00s
      1039  10:15:00  number withheld          101      abandoned  sales        1m 35s
      1038  10:05:00  +4930333333              102      voicemail                  20s
      "
    `);
  });
  test('call', async () => {
    expect(await printed('call', '1040')).toMatchInlineSnapshot(`
      "
      Call      1040
      Caller    Karin König +4930111111 (vip)
      Dialled   100 over line line1
      Arrived   10:25:00
      State     answered, ended by agent dora
      Queue     sales
      With      dora
      Waited    1m 00s
      Talked    2m 00s
      Plan      version 1

      PHASE     SINCE     LASTED  BECAUSE
      choosing  10:25:00  10s     menu main asks for a key
      ringing   10:25:10  21s     anna is asked
      waiting   10:25:31  34s     nobody is free
      ringing   10:26:05  5s      dora is asked
      talking   10:26:10  2m 00s  dora picked up

      OFFER    MADE      TO    RANG  OUTCOME                       BECAUSE
      1040-o1  10:25:10  anna  19s   no answer, answered too late  the ring time of 20s ran out
      1040-o2  10:25:30  eric        busy                          the phone says so
      1040-o3  10:26:05  dora        answered                      picked up
      "
    `);
  });
  test('directory', async () => {
    expect(await printed('directory', 'find', 'has', 'my', 'transfer', 'arrived')).toMatchInlineSnapshot(`
      "
      Transfers  (topic transfers, dial 102)
         WHO           STATE       FOR  DIAL   HOW
         Anna Berg     talking  1m 10s  anna   rung for 20s
      >  Support                               queue for 1m 00s
           Clara Diaz  free     1h 00m  clara
      "
    `);
    expect(await printed('directory', 'find', 'boris')).toMatchInlineSnapshot(`
      "
      Boris Iwanow  (agent boris)
         WHO           STATE               FOR  DIAL   HOW
         Boris Iwanow  paused (lunch)  15m 00s  boris  rung for 20s
      "
    `);
  });
  test('a directory that finds nobody, and one that is asked nothing', async () => {
    const nobody = await desk.types(['directory', 'find', 'xyz', '42']);
    expect([nobody.code, nobody.out, nobody.err]).toEqual([1, '', 'nothing found for: xyz 42\n']);
    expect((await desk.types(['directory', 'find'])).code).toBe(2);
    const all = await desk.types(['directory', '--json']);
    expect(JSON.parse(all.out).found).toHaveLength(5);
  });
  test('why', async () => {
    expect(await printed('why', '1040')).toMatchInlineSnapshot(`
      "
      10:25:00  Call 1040 came in on 21 Nov 2026 for 100 over line line1, from Karin König, +4930111111, contact c1 (vip); plan version 1
                  number 100: menu main
                  Cordboard answered the call: the caller hears it from now on
                The caller chooses: menu main asks for a key
      10:25:05    menu main: no key pressed, attempt 1
      10:25:08    menu main: key 9 leads nowhere
      10:25:10    menu main: key 1 leads to queue sales
                  menu main, key 1: queue sales
                  offered to anna (1040-o1) in queue sales, chosen by "longest idle", at once
                    1. anna: idle for 12m 00s (chosen)
                    2. eric: idle for 3m 10s
                    boris: paused (lunch)
                    clara: skill german 2 < 3
                    dora: wrap-up until 10:26:05
                The caller hears ringing: anna is asked
      10:25:11    anna rings (1040-o1)
      10:25:30    anna: no answer (1040-o1, rang for 19s): the ring time of 20s ran out
                  1040-o1 was answered too late: it had been withdrawn
                  offered to eric (1040-o2) in queue sales, chosen by "longest idle", after 20s
                    1. eric: idle for 3m 30s (chosen)
                    anna: asked before, not again until 10:26:00
                    boris: paused (lunch)
      10:25:31    eric: busy (1040-o2, rang for 0s): the phone says so
                  no agent in queue sales can take the call, after 21s
                    dora: wrap-up until 10:26:05
                The caller waits: nobody is free
      10:26:05    offered to dora (1040-o3) in queue sales, chosen by "longest idle", after 55s
                    1. dora: idle for 0s (chosen)
                The caller hears ringing: dora is asked
      10:26:10    dora: answered (1040-o3, rang for 4s): picked up
                  connected with dora after a wait of 1m 00s
                They talk: dora picked up
      10:28:10    dora wraps up until 10:28:20
                The call is over: answered; ended by agent dora after 3m 10s, 2m 00s of it in conversation
      "
    `);
  });
  test('agents', async () => {
    expect(await printed('agents')).toMatchInlineSnapshot(`
      "
      AGENT  NAME          STATE                             FOR  CALL  PHONE  CALLS  MISSES  QUEUES
      anna   Anna Berg     talking                        1m 10s  1041  anna       5          sales
      boris  Boris Iwanow  paused (lunch)                15m 00s        boris      3          sales
      clara  Clara Diaz    free                           1h 00m        clara      0       1  sales, support
      dora   Dora Lind     wrapping up (until 10:32:05)      30s  1040  dora       4          sales
      "
    `);
  });
  test('queues', async () => {
    expect(await printed('queues')).toMatchInlineSnapshot(`
      "
      QUEUE    WAITING  LONGEST  FREE  BUSY  PAUSED  AWAY  STRATEGY
      Sales          1   1m 05s     1     2       1     0  longest idle
      Support        0              1     0       0     0  longest idle

      Waiting in Sales
      #  CALL  CALLER                 WAITED  PHASE
      1  1042  Wang 王伟 +4930222222  1m 05s  waiting
      "
    `);
  });
  test('queues accuracy', async () => {
    expect(await printed('queues', 'accuracy')).toMatchInlineSnapshot(`
      "
      QUEUE    ANNOUNCED  ACCURATE  SOONER  LATER  LEFT  SHARE
      Sales           12         8       1      1     2   80 %
      Support          0         0       0      0     0
      "
    `);
  });
  test('contacts', async () => {
    expect(await printed('contacts')).toMatchInlineSnapshot(`
      "
      NAME         NUMBERS                    LANGUAGE  TAGS  CALLS  LAST CALL
      Karin König  +4930111111                          vip       7  10:28:30
      Wang 王伟    +4930222222, +49170222222  en                  1
      "
    `);
  });
  test('contacts show', async () => {
    expect(await printed('contacts', 'show', '+4930111111')).toMatchInlineSnapshot(`
      "
      Contact    c1
      Name       Karin König
      Numbers    +4930111111
      Tags       vip
      Calls      7
      Last call  10:28:30
      Since      20 Nov 2026 10:30:00
      "
    `);
  });
  test('voicemails', async () => {
    expect(await printed('voicemails')).toMatchInlineSnapshot(`
      "
      RECORDING  VOICEMAIL  LEFT      LENGTH  CALLER       CALL  STATE
      1038-r1    office     10:05:00     21s  +4930333333  1038  new
      "
    `);
  });
  test('plan history', async () => {
    expect(await printed('plan', 'history')).toMatchInlineSnapshot(`
      "
      VERSION  ACTIVATED  BY
            1  09:30:00   start
      "
    `);
  });
  test('journal', async () => {
    expect(await printed('journal', '--limit', '6')).toMatchInlineSnapshot(`
      "
          46  10:28:50  call 1041     connected       offer=1041-o1  to=anna  waited=5000
          47  10:28:50  call 1041     phaseEntered    phase=talking  because=anna picked up
          48  10:28:55  call 1042     callArrived     via={"kind":"line","name":"line2"}  dialled=101  caller={"number":"+4930222222","name":"Wang 王伟","isNew":true,"tags":[]}  planVersion=1
          49  10:28:55  call 1042     stepReached     flow=number 101  step=queue sales
          50  10:28:55  call 1042     nobodyFree      decision={"chosen":[],"strategy":"longest idle","queue":"sales","ranked":[],"excluded":[],"waited":0}
          51  10:28:55  call 1042     phaseEntered    phase=waiting  because=nobody is free
      "
    `);
  });
});

test('journal: by time, queue and agent', async () => {
  const seqs = async (...line: string[]): Promise<number[]> => {
    const { out } = await desk.types(['journal', ...line, '--json']);
    return out
      .split('\n')
      .filter(Boolean)
      .map((text) => (JSON.parse(text) as { seq: number }).seq);
  };
  expect(await seqs('--queue', 'sales')).toContain(50);
  expect(await seqs('--agent', 'anna')).toContain(46);
  expect(await seqs('--queue', 'sales', '--to', '2001-01-01')).toEqual([]);
});

test('contacts: exported, and erased only with a yes', async () => {
  const number = '+4930333333';
  const { out } = await desk.types(['contacts', 'export', number]);
  expect(JSON.parse(out)).toMatchObject({ numbers: [number], calls: [{ call: '1038' }] });
  const unasked = await desk.types(['contacts', 'erase', number]);
  expect([unasked.code, unasked.err]).toEqual([2, expect.stringContaining(`contacts erase ${number} --yes`)]);
  const erased = await desk.types(['contacts', 'erase', number, '--yes']);
  expect([erased.code, erased.out]).toEqual([
    0,
    expect.stringContaining('erased; 1 calls now show placeholders'),
  ]);
  expect(JSON.parse((await desk.types(['journal', '--limit', '1', '--json'])).out)).toMatchObject({
    type: 'contactErased',
    by: expect.stringContaining('cli'),
  });
  // A caller who is in a call now.
  const live = await desk.types(['contacts', 'erase', '+4930222222', '--yes']);
  expect([live.code, live.err]).toEqual([
    1,
    expect.stringContaining('call 1042 of this contact is in progress'),
  ]);
  const nobody = await desk.types(['contacts', 'erase', '--call', '9999', '--yes']);
  expect([nobody.code, nobody.err]).toEqual([
    1,
    expect.stringContaining('nothing is stored about the caller of call 9999'),
  ]);
});

test('audit: who asked for what, and whether the chain holds', async () => {
  await desk.types(['agents', 'pause', 'clara', '--reason', 'lunch']);
  await desk.types(['contacts', 'set', '+4930333333', '--name', 'Karl']);
  const { code, out } = await desk.types(['audit']);
  expect(code).toBe(0);
  expect(out).toMatch(/ 1 .*change agent clara +allowed .*type: agent paused, .*reason: lunch/);
  expect(out).toMatch(/ 2 .*change contact +allowed .*name: Karl/);
  const verified = await desk.types(['audit', '--verify']);
  expect([verified.code, verified.out]).toEqual([
    0,
    expect.stringMatching(/^2 rows, none was changed or removed; head 2:[0-9a-f]{64}\n$/),
  ]);
  const head = verified.out.trim().split(' ').at(-1) ?? '';
  expect((await desk.types(['audit', '--verify', '--head', head])).code).toBe(0);
  const cut = await desk.types(['audit', '--verify', '--head', head.replace('2:', '3:')]);
  expect([cut.code, cut.out]).toEqual([1, expect.stringContaining('row 3 and all after it were removed')]);
  const rows = (await desk.types(['audit', '--json', '--after', '1'])).out.trim().split('\n');
  expect(rows.map((row) => JSON.parse(row))).toMatchObject([
    { seq: 2, outcome: 'allowed', transport: 'api' },
  ]);
});

describe('a program gets with --json', () => {
  test.each([
    ['status'],
    ['calls'],
    ['call', '1040'],
    ['why', '1040'],
    ['agents'],
    ['agents', 'pause', 'clara'],
    ['queues'],
    ['contacts'],
    ['contacts', 'show', '+4930111111'],
    ['contacts', 'set', '+4930111111', '--notes', 'rings twice'],
    ['plan'],
    ['plan', 'history'],
    ['voicemails'],
  ])('%s %s: one JSON text and nothing else', async (...line) => {
    const { code, out, err } = await desk.types([...line, '--json']);
    expect([code, err]).toEqual([0, '']);
    expect(typeof JSON.parse(out)).toBe('object');
    expect(out.trimEnd()).not.toContain('\n');
  });

  test('journal: one JSON text in each line', async () => {
    const { out } = await desk.types(['journal', '--limit', '3', '--json']);
    expect(
      out
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line).type),
    ).toHaveLength(3);
  });
});

describe('what is asked for happens', () => {
  test('agents are paused and resumed', async () => {
    const paused = await desk.types(['agents', 'pause', 'clara', '--reason', 'training']);
    expect(paused.out).toBe('clara is now paused\n');
    expect((await desk.types(['agents'])).out).toContain('paused (training)');
    expect((await desk.types(['agents', 'resume', 'clara'])).out).toBe('clara is now free\n');
  });

  test('agents log in at other phones, and have their wrap-up made longer', async () => {
    expect((await desk.types(['agents', 'login', 'clara', '--at', 'boris'])).out).toBe('clara is now free\n');
    expect(desk.office.operations.agents().find(({ name }) => name === 'clara')?.at).toBe('boris');
    const wrong = await desk.types(['agents', 'login', 'clara', '--at', 'desk99']);
    expect([wrong.code, wrong.err]).toEqual([1, expect.stringContaining('the plan has no phone desk99')]);
    const longer = await desk.types(['agents', 'wrap-up', 'dora', '--for', '2m']);
    expect(longer.out).toBe('dora is now wrapping up\n');
    expect((await desk.types(['agents'])).out).toContain('wrapping up (until 10:34:05)');
    const never = await desk.types(['agents', 'wrap-up', 'dora', '--for', 'ever']);
    expect([never.code, never.err]).toEqual([2, expect.stringContaining("'ever' is not a duration")]);
  });

  test('a PIN comes from a pipe, is taken away, and is never printed', async () => {
    const piped = (pin: string) => ({ input: Readable.from([`${pin}\n`]) });
    const given = await desk.types(['agents', 'pin', 'anna'], piped('4711'));
    expect([given.code, given.out]).toEqual([0, expect.stringContaining('anna has a PIN')]);
    expect(given.out + given.err).not.toContain('4711');
    expect(await desk.office.store.pins.check('anna', '4711')).toBe('right');
    const wrong = await desk.types(['agents', 'pin', 'anna'], piped('12'));
    expect([wrong.code, wrong.err]).toEqual([2, expect.stringContaining('a PIN has 4 to 12 digits')]);
    expect((await desk.types(['agents', 'pin', 'anna', '--none'])).out).toBe('anna no longer has a PIN\n');
    expect(await desk.office.store.pins.check('anna', '4711')).toBe('none');
  });

  test('a call is ended by its number, with a reason', async () => {
    const ended = await desk.types(['call', 'hangup', '1042', '--reason', 'line test']);
    expect([ended.code, ended.out]).toEqual([0, 'call 1042 has ended\n']);
    expect((await desk.office.store.journal.last(1))[0]).toMatchObject({
      type: 'hangUpAsked',
      by: expect.stringContaining('cli of') as string,
      reason: 'line test',
    });
    expect((await desk.types(['call', 'hangup', '1001'])).code).toBe(1);
    expect((await desk.types(['call', 'hangup'])).code).toBe(2);
    expect((await desk.types(['call', '1042', '1043'])).code).toBe(2);
  });

  test('a caller is transferred by the number of the call', async () => {
    const done = await desk.types(['call', 'transfer', '1043', 'clara']);
    expect([done.code, done.out]).toEqual([0, 'call 1043 is transferred to clara\n']);
    expect((await desk.office.store.journal.last(1))[0]).toMatchObject({
      type: 'transferAsked',
      to: 'clara',
      askedBy: expect.stringContaining('cli of') as string,
    });
    const unknown = await desk.types(['call', 'transfer', '1043', 'xaver']);
    expect([unknown.code, unknown.err]).toEqual([1, expect.stringContaining('xaver is not in the plan')]);
    expect((await desk.types(['call', 'transfer', '1043'])).code).toBe(2);
    expect((await desk.types(['call', 'hangup', '1042', 'clara'])).code).toBe(2);
  });

  test('within a talk: hold, consult, fetch', async () => {
    const told = async (...words: string[]) => (await desk.types(['call', ...words])).out;
    expect(await told('hold', '1043')).toBe('call 1043 is on hold\n');
    expect(await told('consult', '1043', 'clara')).toBe(
      'call 1043 waits while the agent consults clara (call 1060)\n',
    );
    expect(await told('warm', '1043', 'clara')).toBe('call 1043 is being handed over to clara\n');
    expect((await desk.types(['call', 'hold', '1042'])).code).toBe(1);
    expect((await desk.types(['call', 'hold', '1043', 'clara'])).code).toBe(2);
    expect((await desk.types(['call', 'consult', '1043'])).code).toBe(2);
  });

  test('callbacks are listed, and taken off the list', async () => {
    const none = await desk.types(['callbacks']);
    expect([none.code, none.err]).toEqual([0, 'no callbacks\n']);
    const cancelled = await desk.types(['callbacks', 'cancel', '1050']);
    expect([cancelled.code, cancelled.out]).toEqual([0, 'callback 1050 is cancelled\n']);
    expect((await desk.types(['callbacks', 'cancel', '1042'])).code).toBe(1);
    expect((await desk.types(['callbacks', 'cancel'])).code).toBe(2);
    const waiting = desk.office.operations.calls().find(({ id }) => id === callId(1042));
    if (waiting?.phase.name !== 'waiting' || waiting.phase.search.for !== 'queue')
      throw new Error('call 1042 waits for nobody');
    desk.office.calls({
      ...waiting,
      id: callId(1050),
      phase: { name: 'awaiting_callback', search: waiting.phase.search },
      callback: {
        number: '+4930222222',
        over: 'line1',
        bookedBy: callId(1042),
        bookedAt: desk.office.operations.now() - 60_000,
        rung: 1,
        notBefore: desk.office.operations.now() + 60_000,
        reached: false,
        first: 'caller',
        attempts: 3,
        retryAfter: 60_000,
        ringFor: 30_000,
        giveUpAfter: 3_600_000,
      },
    });
    expect((await desk.types(['callbacks'])).out).toMatchInlineSnapshot(`
      "CALL  QUEUE  NUMBER       CALLER                 WAITED  PHASE              ATTEMPTS  FROM      BOOKED BY
      1050  sales  +4930222222  Wang 王伟 +4930222222  1m 05s  awaiting callback  1 of 3    10:31:00  caller
      "
    `);
  });

  test('contacts are set, and imported; rows that do not fit come back', async () => {
    const set = await desk.types([
      'contacts',
      'set',
      '+49 30 123456',
      '--name',
      'Otto',
      '--tags',
      'vip, starred',
    ]);
    expect([set.code, set.out]).toEqual([0, expect.stringMatching(/Otto[^]*\+4930123456[^]*vip, starred/)]);
    const folder = await mkdtemp(join(tmpdir(), 'cordboard-csv-'));
    await writeFile(join(folder, 'c.csv'), 'number,name\n+4930777777,Eva\n,Adam\nabc,Lisa\n');
    const imported = await desk.types(['contacts', 'import', join(folder, 'c.csv')]);
    expect([imported.code, imported.out]).toEqual([
      1,
      expect.stringMatching(
        /c\.csv:3: column number: no number\n {4},Adam\n.*c\.csv:4: column number: "abc": it is not a number\n {4}abc,Lisa\n1 new, 0 changed, 0 unchanged; 2 faults/,
      ),
    ]);
    await writeFile(join(folder, 'c.csv'), 'number,name\n+4930777777,Eva M\n+4930888888,Bert\n');
    const dry = await desk.types(['contacts', 'import', join(folder, 'c.csv'), '--dry-run']);
    expect([dry.code, dry.out]).toEqual([
      0,
      'line 2: change +4930777777  name: Eva -> Eva M\nline 3: new +4930888888  name: Bert\n' +
        '1 would be new, 1 would be changed, 0 unchanged; no faults\nNothing was changed: this was a dry run.\n',
    ]);
    const shown = await desk.types(['contacts', 'find', 'Bert']);
    expect([shown.out, shown.err]).toEqual(['', 'no contact found\n']);
    await rm(folder, { recursive: true });
  });

  test('a contact is shown by a number; a name is refused, and where to look is said', async () => {
    const { code, err } = await desk.types(['contacts', 'show', 'abc']);
    expect([code, err]).toEqual([
      2,
      expect.stringMatching(/'abc' is not a phone number[^]*cordboard contacts find abc/),
    ]);
  });

  test('journal --follow goes on until Ctrl-C', async () => {
    const ctrlC = new AbortController();
    const lines: string[] = [];
    const following = desk.types(['journal', '--follow', '--limit', '1'], {
      interrupted: ctrlC.signal,
      out: (text) => lines.push(text),
    });
    await expect.poll(() => desk.office.followers).toBe(1);
    desk.office.happens({ type: 'alarmRaised', at: 0, what: 'the disk is full', call: callId(7) });
    await expect.poll(() => lines.at(-1)).toContain('the disk is full');
    ctrlC.abort();
    expect((await following).code).toBe(0);
    expect(lines).toHaveLength(2);
    await expect.poll(() => desk.office.followers).toBe(0);
  });

  test('journal --follow says so when the engine goes away', async () => {
    const following = desk.types(['journal', '--follow']);
    await expect.poll(() => desk.office.followers).toBe(1);
    await desk.engineStops();
    expect(await following).toMatchObject({ code: 3, err: 'error: the connection to the engine was lost\n' });
  });
});

const screen = (ctrlC: AbortController): Partial<Terminal> & { drawn: string[] } => {
  const drawn: string[] = [];
  return {
    drawn,
    write: (text) => drawn.push(text),
    interactive: true,
    interrupted: ctrlC.signal,
    columns: 100,
    rows: 30,
  };
};

describe('status --watch', () => {
  test('draws on the other screen, and gives the first one back on Ctrl-C', async () => {
    const ctrlC = new AbortController();
    const terminal = screen(ctrlC);
    const watching = desk.types(['status', '--watch'], terminal);
    await expect.poll(() => terminal.drawn.join('')).toContain('Anna Berg');
    ctrlC.abort();
    expect((await watching).code).toBe(0);
    expect(terminal.drawn[0]).toBe('\u001B[?1049h\u001B[?25l');
    expect(terminal.drawn.at(-1)).toBe('\u001B[?25h\u001B[?1049l');
  });

  test('waits for an engine that has gone, and gives the screen back also when it fails', async () => {
    const ctrlC = new AbortController();
    const terminal = screen(ctrlC);
    await desk.engineStops();
    const watching = desk.types(['status', '--watch'], terminal);
    await expect.poll(() => terminal.drawn.join('')).toContain('no engine answers at');
    ctrlC.abort();
    expect((await watching).code).toBe(0);
    expect(terminal.drawn.at(-1)).toBe('\u001B[?25h\u001B[?1049l');
  });

  test('never draws more lines than there are', async () => {
    const ctrlC = new AbortController();
    const terminal = { ...screen(ctrlC), rows: 5 };
    const watching = desk.types(['status', '--watch'], terminal);
    await expect.poll(() => terminal.drawn.length).toBeGreaterThan(1);
    ctrlC.abort();
    await watching;
    expect(terminal.drawn[1]?.split('\n')).toHaveLength(4);
  });
});

describe('exit codes and messages', () => {
  const wrong: [string[], number, RegExp][] = [
    [[], 2, /a command is missing/],
    [['stauts'], 2, /unknown command 'stauts'\nhint: {2}did you mean `cordboard status`\?/],
    // N27: nothing is near, so nothing is guessed.
    [['foo'], 2, /unknown command 'foo'\nhint: {2}`cordboard --help` lists the commands\n$/],
    [['calls', '--colour'], 2, /unknown option --colour\n/],
    [['calls', '--colour=red', 'now'], 2, /unknown option --colour\nerror: unknown argument: now\n/],
    [['contacts', 'import', 'a.csv', '--dry-rn'], 2, /^error: unknown option --dry-rn\nhint/],
    [['calls', '--limit', '0'], 2, /--limit must be a whole number from 1/],
    [['report'], 2, /missing after the command: what\nhint: {2}usage: cordboard report <what>/],
    [['report', 'moods'], 2, /what: "moods" is none of queues, agents/],
    [['calls', '--state', 'sold'], 2, /state: "sold" is none of live, ended, all/],
    [['try'], 2, /missing: --dial/],
    [['voicemails', 'nobox'], 1, /the plan has no voicemail nobox\nhint: {2}available: none/],
    [['voicemails', '--limit', '-1'], 2, /limit: must be at least 1/],
    [['call'], 2, /missing after the command: id/],
    [['supervise', 'call', '1041'], 2, /missing after the command: supervisor/],
    [['agents', 'pause'], 2, /which agent should the action 'pause' apply to\?/],
    [['agents', 'fire', 'anna'], 2, /action: "fire" is none of /],
    [['contacts', 'set', '+491'], 2, /nothing to change/],
    [['call', 'abc'], 2, /'abc' is not a call number\nhint: {2}`cordboard calls` lists them/],
    [['calls', '--limit', 'many'], 2, /--limit must be a whole number/],
    [['journal', '--after', 'noon'], 2, /--after must be a whole number/],
    [['journal', '--from', 'noon'], 2, /--from noon is not a time/],
    [['journal', '--follow', '--agent', 'anna'], 2, /--follow shows the whole journal/],
    [['directory', 'find', 'sales', '--limit', 'few'], 2, /--limit must be a whole number/],
    [['plan', 'show', 'last'], 2, /'last' is not a version number\nhint: {2}`cordboard plan history`/],
    [['plan', 'rollback', 'last'], 2, /'last' is not a version number/],
    [['contacts', 'set', 'abc', '--name', 'A'], 2, /"abc" is not a number\nhint: {2}such as \+49301234567/],
    [['call', '99'], 1, /there is no call 99 in the journal/],
    [['agents', 'pause', 'carla'], 1, /no agent carla\nhint: {2}available: anna, boris, clara, dora/],
    [['plan', 'show', '9'], 1, /no plan version 9/],
    [['contacts', 'import', '/nowhere.csv'], 1, /cannot read \/nowhere\.csv: no such file or folder/],
  ];
  test.each(wrong)('cordboard %j: %d', async (line, code, message) => {
    const answer = await desk.types(line);
    expect([answer.code, answer.out]).toEqual([code, '']);
    expect(answer.err).toMatch(message);
  });

  test('3 where no engine has ever been started', async () => {
    const answer = await type(['status'], '/nowhere/cordboard');
    expect(answer).toMatchObject({
      code: 3,
      err: expect.stringContaining('no engine was ever started with the state folder /nowhere'),
    });
  });

  test('3 where the engine has stopped, with what to do', async () => {
    await desk.engineStops();
    const { code, err } = await desk.types(['calls']);
    expect([code, err]).toEqual([3, expect.stringMatching(/no engine answers at http[^]*npm start/)]);
  });

  test('3 where another engine has taken the port', async () => {
    const text = JSON.stringify({ sip: [], api: { url: await urlOf(desk), token: 'of another' } });
    await writeFile(join(desk.home, 'credentials.json'), text);
    const { code, err } = await desk.types(['calls']);
    expect([code, err]).toEqual([3, expect.stringContaining('rejects our token')]);
  });

  test('1 when calls are not routed, so that a script can wait for it', async () => {
    desk.office.isUnwell('no link to Asterisk');
    const { code, out } = await desk.types(['status']);
    expect([code, out]).toEqual([1, expect.stringMatching(/CALLS ARE NOT ROUTED[^]*! no link to Asterisk/)]);
  });

  test('2 for settings that make no sense', async () => {
    const { code, err } = await desk.types(['status'], { environment: { CORDBOARD_HTTP_PORT: 'x' } });
    expect([code, err]).toEqual([2, expect.stringContaining('CORDBOARD_HTTP_PORT is "x"')]);
  });
});

test('a hint names a command as it can be typed here', async () => {
  const says = async (...line: string[]) => (await desk.types(line, { program: 'npx cordboard' })).err;
  expect(await says('stauts')).toContain('did you mean `npx cordboard status`?');
  expect(await says('why')).toContain('usage: npx cordboard why <call>; `npx cordboard why --help`');
});

test('docs/cli.md has a row for each command', async () => {
  const page = await readFile(join(packageRoot, 'docs', 'cli.md'), 'utf8');
  const rows = page.split('\n').filter((line) => line.startsWith('| `'));
  const names = commands.map(({ usage }) => usage.split(' ')[0] ?? '');
  expect(names.filter((name) => !rows.some((row) => row.includes(`\`${name}`)))).toEqual([]);
});

describe('--help', () => {
  test.each([
    ['start'],
    ['check'],
    ['status'],
    ['calls'],
    ['call'],
    ['why'],
    ['agents'],
    ['queues'],
    ['contacts'],
    ['plan'],
    ['voicemails'],
    ['journal'],
    ['doctor'],
  ])('of %s has examples', async (name) => {
    const { code, out } = await desk.types([name, '--help']);
    expect(code).toBe(0);
    expect(out).toMatch(new RegExp(`Examples:\\n  ${calledAs()} ${name}`));
  });

  test('names plans that are there, and agents of the demo', async () => {
    const pages = await Promise.all(
      commands.map(async ({ usage }) => (await desk.types([usage.split(' ')[0] ?? '', '--help'])).out),
    );
    const help = pages.join(' ').replaceAll(/\s+/g, ' ');
    const named = (what: RegExp) => Array.from(help.matchAll(what), ([name]) => name);
    const plans = named(/(?<=(?:check|apply|diff|--plan) )\S+\.yaml/g);
    const agents = named(
      /(?<=agents (?:pause|resume|login|wrap-up|pin) |login \w+ --at |set \S+ --agent )\w+/g,
    );
    expect(plans).toEqual(expect.arrayContaining(['plans/demo.yaml', 'plans/shop.yaml']));
    expect(agents).toEqual(expect.arrayContaining(['anna', 'boris', 'dora']));
    for (const file of plans) expect(await readFile(join(packageRoot, file), 'utf8')).toContain('company:');
    const demo = parsePlan(await readFile(join(packageRoot, 'plans/demo.yaml'), 'utf8'));
    const known = demo.ok ? Object.keys(demo.plan.agents) : [];
    for (const agent of agents) expect(known).toContain(agent);
  });

  test('of all shows the exit codes', async () => {
    expect((await desk.types(['--help'])).out).toMatch(/Exit codes: 0 success, 1 failed/);
  });
});

test('a name made of control characters does not reach the terminal', async () => {
  const name = '\u001B]0;pwned\u0007\u009B2J\u202Egnp.exe';
  await desk.office.store.contacts.set('+4930999999', { name }, 0);
  for (const line of [['contacts'], ['contacts', 'show', '+4930999999'], ['contacts', '--json']]) {
    const { out } = await desk.types(line);
    expect(out).toContain('pwned');
    expect(out.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202E]/u);
  }
});

async function urlOf({ home }: Desk): Promise<string> {
  const { readFile } = await import('node:fs/promises');
  return JSON.parse(await readFile(join(home, 'credentials.json'), 'utf8')).api.url;
}

test('schedules are shown, closed by hand, and let go again', async () => {
  const own = await openDesk();
  expect((await own.types(['schedules'])).out).toMatch(/office +open +17:00:00 +opening hours/);
  expect((await own.types(['schedules', 'close', 'office'])).out).toBe('office is closed by hand\n');
  expect((await own.types(['schedules'])).out).toMatch(
    /office +closed +set by cli of .+ \(api\) 10:30:00; planned: open/,
  );
  expect((await own.types(['schedules', 'auto', 'office'])).out).toBe(
    'office is open by its hours until 17:00:00\n',
  );
  expect(await own.types(['schedules', 'close', 'shop'])).toMatchObject({
    code: 1,
    err: expect.stringContaining('available: office'),
  });
  expect(await own.types(['schedules', 'close'])).toMatchObject({ code: 2 });
  await own.close();
});

test('on-call: who is, who takes over, and as planned again', async () => {
  expect((await desk.types(['on-call'])).out).toContain('standby  anna');
  const swapped = await desk.types(['on-call', 'swap', 'standby', 'boris', '--until', '2026-11-22 08:00']);
  expect([swapped.code, swapped.out]).toEqual([
    0,
    expect.stringContaining('boris is on call for standby until') as string,
  ]);
  expect((await desk.types(['on-call'])).out).toContain('swapped with anna by cli of');
  expect((await desk.types(['on-call', 'clear', 'standby'])).out).toContain('anna is on call');
  expect((await desk.types(['on-call', 'swap', 'standby'])).code).toBe(2);
  expect((await desk.types(['on-call', 'swap', 'standby', 'boris', '--until', 'noon'])).code).toBe(2);
  const unknown = await desk.types(['on-call', 'swap', 'nothing', 'boris']);
  expect([unknown.code, unknown.err]).toEqual([1, expect.stringContaining('available: standby') as string]);
});

test('missed: nobody, and a call that is none of theirs', async () => {
  expect((await desk.types(['missed'])).err).toContain('no missed callers');
  const unknown = await desk.types(['missed', 'done', '1042']);
  expect([unknown.code, unknown.err]).toEqual([1, expect.stringContaining('1042') as string]);
  expect((await desk.types(['missed', 'done'])).code).toBe(2);
});

describe('N27: what is wrong is said in words, not by a schema or an error code', () => {
  test.each([
    [['call', 'abc'], 2, "'abc' is not a call number"],
    [['callbacks', 'cancel', 'abc'], 2, "'abc' is not a call number"],
    [['contacts', 'import', 'nix.csv'], 1, 'cannot read nix.csv: no such file or folder'],
    [['backup', '/nodir/x.db'], 1, 'cannot write /nodir/x.db: no such file or folder'],
    [['restore', '/nodir/x.db'], 1, '/nodir/x.db cannot be read: no such file or folder'],
    [['plan', 'apply', 'nix.yaml'], 4, 'nix.yaml cannot be read: there is no such file'],
    [['foo'], 2, "unknown command 'foo'"],
  ])('%j', async (line, code, told) => {
    const typed = await desk.types(line);
    expect([typed.code, typed.out + typed.err]).toEqual([code, expect.stringContaining(told)]);
    expect(typed.err).not.toMatch(/params|did you mean/i);
  });
});
