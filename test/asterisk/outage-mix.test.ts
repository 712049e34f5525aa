/**
 * The engine is away for a while with calls in every phase, killed or frozen: nobody is dropped, who waited comes first,
 * wrap-ups and pauses are kept, and who comes meanwhile has somebody, or a voicemail, after a minute. `npm run nightly` does
 * it with longer outages, ten times each.
 *
 * OUTAGES: how and for how many seconds, as `kill:5,freeze:15`; OUTAGE_TIMES: how often each; OUTAGE_FIGURES: a file to which
 * a line for each is added.
 */
import { appendFileSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { asteriskFolders } from '../../src/asterisk/host/folders.ts';
import { findRunning } from '../../src/asterisk/host/running.ts';
import { recordingsIn } from '../../src/asterisk/recordings.ts';
import { callList } from '../../src/contract/call.ts';
import { type ChildFloor, childFloor } from '../support/asterisk/child-floor.ts';
import type { OutgoingCall } from '../support/sip/outgoing-call.ts';
import { passes, until } from '../support/sip/until.ts';

const outages = (process.env['OUTAGES'] ?? 'kill:5').split(',').map((one) => {
  const [how = '', seconds = ''] = one.split(':');
  if (!['kill', 'freeze'].includes(how) || !/^\d+$/.test(seconds)) throw new Error(`OUTAGES: ${one}`);
  return { how, seconds: Number(seconds) };
});
const times = Number(process.env['OUTAGE_TIMES'] ?? 1);
const figuresIn = process.env['OUTAGE_FIGURES'];
const wrapUp = 8;

const plan = `
company: Outages
country: DE
time zone: Europe/Berlin
language: en
numbers:
  "101": { queue: talk }
  "102": { queue: scarce }
  "103": { queue: rung }
  "104": { voicemail: office }
  "105": { menu: main }
  "106": { queue: brief }
  "107": { queue: fresh }
menus:
  main: { say: { sound: demo-congrats }, keys: { "1": { queue: talk } }, wait: 20s, tries: 9, otherwise: { voicemail: office } }
voicemails:
  office: { greeting: { sound: beep }, longest: 10m }
queues:
  talk: { agents: [t01] }
  scarce: { agents: [w01] }
  rung: { agents: [r01], ring for: 5m }
  brief: { agents: [b01], wrap-up: ${wrapUp}s }
  fresh: { agents: [p01, n01], wrap-up: 0s, strategy: ordered }
agents: { t01: {}, w01: {}, r01: {}, b01: {}, n01: {}, p01: {} }
lines: [line1, line2, line3]
`;

const lasts = outages.reduce((sum, { seconds }) => sum + seconds + 40, 0);

test(`outages, ${times} of each: ${outages.map(({ how, seconds }) => `${how} ${seconds} s`).join(', ')}`, {
  timeout: (60 + times * lasts) * 1000,
}, async () => {
  const floor = await childFloor({ plan });
  const phone = async (user: string) => {
    const one = await floor.phone(user);
    if (!user.startsWith('line')) expect(await one.register()).toBe(200);
    return one;
  };
  const [one, two, three] = [await phone('line1'), await phone('line2'), await phone('line3')];
  const [t01, w01, r01] = [await phone('t01'), await phone('w01'), await phone('r01')];
  const [b01, n01, p01] = [await phone('b01'), await phone('n01'), await phone('p01')];
  for (const answering of [t01, w01, b01, n01]) answering.whenRung = 'answer';
  await floor.cordboard.ask('/v1/agents/p01/pause', { reason: 'lunch' });
  const from = (nth: number): { fromNumber: string } => ({ fromNumber: `+493055500${nth}` });

  const talk = await one.call('101', from(1));
  const busy = await one.call('102', from(2));
  await Promise.all([talk, busy].map(async (call) => await call.untilState('up')));
  const waiting = [];
  for (const nth of [3, 4, 5]) {
    waiting.push(await two.call('102', from(nth)));
    await passes(100);
  }
  const rings = await two.call('103', from(6));
  await r01.rings();
  const lasting = [talk, busy, ...waiting, rings];
  const spoken = ['choosing', 'message', 'ringing', 'talking', 'talking', 'waiting', 'waiting', 'waiting'];
  let alive = [...lasting, await two.call('104', from(7)), await two.call('105', from(8))];
  await until('all are where they should be', async () => (await phasesOf(floor)).join() === spoken.join(), {
    within: 15_000,
  });

  /** Menus, messages and registrations last for minutes, and ten of each outage for an hour. */
  const renewed = async (): Promise<OutgoingCall[]> => {
    for (const call of alive.slice(lasting.length)) await call.hangUp();
    for (const each of [t01, w01, r01, b01, n01, p01]) await each.register();
    const before = new Map(await recordingsOf(floor));
    const fresh = [await two.call('104', from(7)), await two.call('105', from(8))];
    for (const { audio } of fresh) audio.mouth.tone = 440;
    // The engine's last words are that it is being recorded: the safety net would take the message of one who hears the greeting.
    const isRecorded = async (): Promise<boolean> =>
      (await recordingsOf(floor)).some(([name, size]) => !before.has(name) && size > 16_000);
    await until('the message is recorded', isRecorded);
    await until(
      'the new ones are in place',
      async () => {
        const now = await phasesOf(floor);
        return now.length === spoken.length && ['choosing', 'message'].every((phase) => now.includes(phase));
      },
      { within: 15_000 },
    );
    return [...lasting, ...fresh];
  };

  const agentOfTalk = t01.talking;
  if (agentOfTalk) agentOfTalk.audio.mouth.tone = 440;
  await talk.audio.hearsTone(440);

  for (let round = 0; round < times; round++) {
    for (const { how, seconds } of outages) {
      if (round > 0) alive = await renewed();
      const orderBefore = await waitingIn(floor);
      const brief = await three.call('106', from(9));
      await brief.untilState('up', 15_000);
      await brief.hangUp();
      const wrapsUpSince = Date.now();
      const pressing = await three.call('106', from(9));
      await until('it waits for the wrap-up', async () => (await phasesOf(floor)).length === 9);
      b01.whenRung = 'ring';
      const [rungBefore, pausedBefore] = [b01.calls.length, p01.calls.length];

      const begun = Date.now();
      talk.audio.ear.beginsToListen(performance.now());
      if (how === 'kill') await floor.cordboard.kill();
      else await freezeWithAReplyOnItsWay(floor);
      await passes(1000);
      const came = await three.call('107', from(1));
      const cameAt = Date.now();
      const behind = await three.call('102', from(2));
      const isHeardAndServed = Promise.all([hearsSomething(came, cameAt), served(came, cameAt)]);
      // If something else fails first, nobody waits for it any more.
      isHeardAndServed.catch(() => undefined);
      while (Date.now() - begun < seconds * 1000) {
        if (Date.now() - wrapsUpSince < wrapUp * 1000)
          expect(b01.calls.length, 'a wrap-up is kept').toBe(rungBefore);
        await passes(100);
      }
      // One that was frozen for long has been killed by its stand-in.
      if (floor.cordboard.hasEnded()) await floor.startAgain();
      else floor.cordboard.wake();

      const [newcomerSilentMs, newcomerAfterMs] = await isHeardAndServed;
      expect(newcomerAfterMs, 'who came meanwhile has somebody').toBeLessThan(75_000);
      // After a minute without an engine, the safety net serves who waits: it may have rung b01 already, and take a message.
      const isServedOn = (): boolean => b01.calls.length > rungBefore || pressing.state !== 'ringing';
      await untilOn(floor, 'b01 rings, or the net has the caller', isServedOn);
      expect(Date.now() - wrapsUpSince, 'a wrap-up is kept').toBeGreaterThan(wrapUp * 1000 - 100);
      expect(p01.calls.length, 'a pause is kept').toBe(pausedBefore);
      if (alive.some(({ state }) => state === 'ended'))
        throw new Error(`a caller is gone\n${await storyOf(floor)}`);
      const orderAfter = await waitingIn(floor);
      expect(orderAfter.slice(0, orderBefore.length), 'order').toEqual(orderBefore);
      if (figuresIn !== undefined) {
        const dropped = alive.filter(({ state }) => state === 'ended').length;
        const figures = {
          callers: alive.length + [came, behind, pressing].length,
          dropped,
          newcomerSilentMs,
          newcomerAfterMs,
          talkSilentMs: Math.round(talk.audio.ear.longestSilence(performance.now())),
          // These have been expected above.
          wrapUpKept: true,
          pauseKept: true,
          orderKept: true,
        };
        appendFileSync(figuresIn, `${JSON.stringify({ how, seconds, ...figures })}\n`);
      }
      for (const call of [came, pressing, behind]) await call.hangUp();
      b01.whenRung = 'answer';
      const isOver = async (): Promise<boolean> => (await phasesOf(floor)).length === alive.length;
      await untilOn(floor, 'the round is over', isOver);
      await until('b01 is free', async () => (await stateOf(floor, 'b01')) === 'free', { within: 15_000 });
    }
  }
  [talk.audio.mouth.tone] = [500];
  await agentOfTalk?.audio.hearsTone(500);
  for (const call of alive) await call.hangUp();
  await until('all is over', async () => (await phasesOf(floor)).length === 0, { within: 15_000 });
});

/**
 * F13: the engine asks something each second. Asterisk replies when it is frozen, and has closed the connection when it wakes:
 * what it asks first must go another way.
 */
async function freezeWithAReplyOnItsWay(floor: ChildFloor): Promise<void> {
  const asterisk = await findRunning(asteriskFolders(floor.settings.home).base);
  if (asterisk === undefined) throw new Error('Asterisk runs');
  process.kill(asterisk.pid, 'SIGSTOP');
  await passes(1100);
  floor.cordboard.freeze();
  process.kill(asterisk.pid, 'SIGCONT');
}

/** By name, with their bytes. */
async function recordingsOf(floor: ChildFloor): Promise<readonly (readonly [name: string, size: number])[]> {
  const folder = recordingsIn(asteriskFolders(floor.settings.home).spool);
  const names = await readdir(folder);
  return await Promise.all(names.map(async (name) => [name, (await stat(join(folder, name))).size] as const));
}

/** If not, it says what has happened. */
async function untilOn(floor: ChildFloor, what: string, is: () => boolean | Promise<boolean>): Promise<void> {
  await until(what, is, { within: 20_000 }).catch(async (error: unknown) => {
    throw new Error(`${String(error)}\n${await storyOf(floor)}`, { cause: error });
  });
}

/** The calls of now, the last entries of the journal, and what the safety net has noted. */
async function storyOf(floor: ChildFloor): Promise<string> {
  const { calls } = callList.parse(await floor.cordboard.ask('/v1/calls?state=live&limit=100'));
  const now = calls.map(({ id, dialled, phase }) => `${id} ${dialled}: ${phase}`);
  const { entries } = (await floor.cordboard.ask('/v1/journal?limit=500')) as { entries: object[] };
  const notes = join(asteriskFolders(floor.settings.home).spool, 'safety-net.log');
  const noted = await readFile(notes, 'utf8').catch(String);
  return [...now, ...entries.slice(-100).map((entry) => JSON.stringify(entry)), noted].join('\n');
}

/** Milliseconds until an agent, or a machine, had the call. */
async function served(call: OutgoingCall, since: number): Promise<number> {
  await call.untilState('up', 90_000);
  return Date.now() - since;
}

/** Milliseconds until the caller heard ringing, or was picked up. */
async function hearsSomething(call: OutgoingCall, since: number): Promise<number> {
  await until('they hear something', () => call.state === 'ringing' || call.state === 'up', {
    within: 20_000,
    otherwise: () => call.describe(),
  });
  return Date.now() - since;
}

async function phasesOf(floor: ChildFloor): Promise<readonly string[]> {
  return (await floor.phases()).map((phase) => (/message/i.test(phase) ? 'message' : phase)).toSorted();
}

/** The calls that wait for w01, in the order in which they came. */
async function waitingIn(floor: ChildFloor): Promise<readonly string[]> {
  const { calls } = callList.parse(await floor.cordboard.ask('/v1/calls?state=live&limit=100'));
  return calls
    .filter(({ dialled, phase }) => dialled === '102' && phase === 'waiting')
    .map(({ id }) => id)
    .toSorted();
}

async function stateOf(floor: ChildFloor, agent: string): Promise<string | undefined> {
  const { agents } = (await floor.cordboard.ask('/v1/agents')) as {
    agents: { name: string; state: string }[];
  };
  return agents.find(({ name }) => name === agent)?.state;
}
