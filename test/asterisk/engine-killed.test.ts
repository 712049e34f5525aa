/**
 * kill -9 on the engine with a call in each of six states (`in-call-scenes.ts`), among them a consultation and a transfer that
 * rings; and SIGSTOP, twice back to back: they hear what they have to hear all along, and the engine ends their calls well, with
 * the right numbers. `npm run nightly` does it fifty times.
 *
 * KILLED_HOW: `kill`, or how many seconds it is frozen for, one freeze after the other: `kill,freeze:15,freeze:3+3`; KILLED_TIMES: how
 * often each; KILLED_FIGURES: a file to which a line for each call is added.
 */
import { appendFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { expect, test } from 'vitest';
import { journalPage } from '../../src/contract/journal-page.ts';
import { type ChildFloor, childFloor } from '../support/asterisk/child-floor.ts';
import { type Scene, Scenes, type State, scenesPlan } from '../support/asterisk/in-call-scenes.ts';
import { passes, until } from '../support/sip/until.ts';

const kinds = (process.env['KILLED_HOW'] ?? 'kill,freeze:2+2').split(',');
const times = Number(process.env['KILLED_TIMES'] ?? 1);
const figuresIn = process.env['KILLED_FIGURES'];

const rounds = Array.from({ length: times }, () => kinds).flat();

test(`${kinds.join(', ')}, ${times} times with a call in each state`, {
  timeout: 60_000 + rounds.length * 60_000,
}, async () => {
  const floor = await childFloor({ plan: scenesPlan });
  const scenes = await Scenes.on(floor);
  const faults: string[] = [];
  for (const [round, how] of rounds.entries()) {
    const isAnsweredMeanwhile = round % 2 === 0;
    const six = await scenes.begin({ isAnsweredMeanwhile, isKilled: how === 'kill' });
    const lamps = await scenes.lamps();
    await until('the lamps are right', () => areRight(lamps, 'early'), { within: 20_000 });
    for (const { caller } of six) caller.audio.ear.beginsToListen(performance.now());
    const stalls = monitorEventLoopDelay({ resolution: 10 });
    stalls.enable();
    const meanwhile = async (): Promise<void> => {
      for (const scene of six) await scene.meanwhile?.();
      await passes((round * 37) % 400);
      await Promise.all(six.map(async (scene) => await scene.hears()));
    };
    if (how === 'kill') {
      await floor.cordboard.kill();
      await meanwhile();
      await floor.startAgain();
    } else await freeze(floor, secondsOf(how), meanwhile);
    const dropped = six.filter(({ alive }) => alive.some(({ state }) => state === 'ended'));
    for (const { state } of dropped)
      note({ how, state, dropped: 1, silenceMs: 0, stalledMs: 0, misfits: [] });
    expect(dropped.map(({ state }) => state)).toEqual([]);
    await Promise.all(six.map(async (scene) => await scene.hears()));
    const told = (): string => JSON.stringify([...lamps]);
    const isRight = (): boolean => areRight(lamps, isAnsweredMeanwhile ? 'confirmed' : 'early');
    await until('the lamps are right afterwards', isRight, { within: 20_000, otherwise: told });
    stalls.disable();
    const stalledMs = Math.round(stalls.max / 1e6);
    const silences = six.map(({ silence }) => silence());
    await Promise.all(six.map(async (scene) => await scene.ends()));
    await until('the engine knows that it is over', async () => (await floor.phases()).length === 0, {
      within: 20_000,
    });
    const misfits = await Promise.all(six.map(async (scene) => await scene.misfits(stalledMs)));
    expect(await countedTwice(floor, six)).toEqual([]);
    for (const [nth, { state }] of six.entries()) {
      const figures = { how, state, dropped: 0, silenceMs: Math.round(silences[nth] ?? 0), stalledMs };
      note({ ...figures, misfits: misfits[nth] ?? [] });
      for (const misfit of misfits[nth] ?? []) faults.push(`round ${round}, ${how}, ${state}: ${misfit}`);
      // A process that stands still hears late, too.
      if (figures.silenceMs >= 1000 + stalledMs) faults.push(`round ${round}: ${JSON.stringify(figures)}`);
    }
  }
  // All rounds are played, whatever was wrong in one of them.
  expect(faults).toEqual([]);
});

/** Seconds of each freeze. */
function secondsOf(how: string): readonly number[] {
  const seconds = how
    .replace(/^freeze:/, '')
    .split('+')
    .map(Number);
  if (!how.startsWith('freeze:') || seconds.some(Number.isNaN)) throw new Error(`KILLED_HOW: ${how}`);
  return seconds;
}

/** The next freeze comes while the engine still catches up with the one before. */
async function freeze(
  { cordboard }: ChildFloor,
  each: readonly number[],
  meanwhile: () => Promise<void>,
): Promise<void> {
  for (const [nth, seconds] of each.entries()) {
    const wakesAt = performance.now() + seconds * 1000;
    cordboard.freeze();
    if (nth === 0) await meanwhile();
    await passes(Math.max(0, wakesAt - performance.now()));
    cordboard.wake();
    await passes(60);
  }
}

interface Figures {
  readonly how: string;
  readonly state: State;
  readonly dropped: number;
  readonly silenceMs: number;
  /** For how long this process stood still at most: the machine had no time for it. */
  readonly stalledMs: number;
  readonly misfits: readonly string[];
}

function note(figures: Figures): void {
  if (figuresIn !== undefined) appendFileSync(figuresIn, `${JSON.stringify(figures)}\n`);
}

/** Of who holds, has transferred, and is transferred to. */
const areRight = (lamps: ReadonlyMap<string, string>, ofNext: string): boolean =>
  lamps.get('h1') === 'confirmed' && lamps.get('t1') === 'terminated' && lamps.get('t2') === ofNext;

/** Each call has one end, and no offer was answered twice. */
async function countedTwice(floor: ChildFloor, six: readonly Scene[]): Promise<readonly string[]> {
  const { entries } = journalPage.parse(await floor.cordboard.ask('/v1/journal?limit=1000'));
  return six.flatMap(({ call, state }) => {
    const own = entries.filter((entry) => 'call' in entry && entry.call === call);
    const ends = own.filter(({ type }) => type === 'callEnded').length;
    const answers = own.flatMap((entry) => (entry.type === 'connected' ? [entry.offer] : []));
    return ends === 1 && answers.length === new Set(answers).size
      ? []
      : [`${state}: ${ends} ends, ${answers.join(', ')}`];
  });
}

test('a transfer in the moments of the kill: the caller is brought to the target', {
  timeout: 60_000,
}, async () => {
  const floor = await childFloor();
  const [anna, clara, line] = [
    await floor.phone('anna'),
    await floor.phone('clara'),
    await floor.phone('line1'),
  ];
  expect([await anna.register(), await clara.register()]).toEqual([200, 200]);
  const call = await line.call('101', { fromNumber: '+4930123456' });
  const rung = await anna.rings();
  await rung.answer();
  await call.untilState('up');
  rung.audio.mouth.tone = 700;
  await call.audio.hearsTone(700);
  // Asterisk still takes it for there, and tells the phone that all is well.
  floor.cordboard.freeze();
  expect(await rung.transfer('clara')).toBe(202);
  await rung.untilState('ended');
  await floor.cordboard.kill();
  expect(call.state).toBe('up');
  await floor.startAgain();
  const next = await clara.rings();
  await next.answer();
  next.audio.mouth.tone = 900;
  await call.audio.hearsTone(900);
  await call.hangUp();
  await next.untilState('ended');
  await until('the engine knows that it is over', async () => (await floor.phases()).length === 0);
});
