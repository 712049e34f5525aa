/**
 * What happens in a storm: acts of people and strokes of fate, written down before it begins, from a seed. Acts can be left
 * out, and the rest stays as it was.
 */
import type { Plan } from '../../src/plan/model.ts';
import { parsePlan } from '../../src/plan/read.ts';
import { type Duration, minutes, seconds } from '../../src/shared/time.ts';
import { Seeded } from '../support/seeded.ts';

/** Where a killed engine is when it happens. */
const deaths = ['before the commit', 'after the commit', 'before a command', 'after a command'] as const;
export type Death = (typeof deaths)[number];

export type Act = { readonly at: Duration; readonly id: number } & (
  | {
      readonly do: 'call';
      readonly number: string;
      readonly keys: readonly { readonly after: Duration; readonly key: string }[];
      readonly leavesAfter: Duration;
    }
  | { readonly do: 'agent'; readonly agent: string; readonly what: 'pause' | 'resume' | 'log in' | 'log out' }
  | { readonly do: 'phone'; readonly phone: string; readonly is: 'rings' | 'busy' | 'nothing' }
  | { readonly do: 'dial'; readonly phone: string; readonly what: string; readonly leavesAfter: Duration }
  | { readonly do: 'click to call'; readonly agent: string; readonly what: string }
  | { readonly do: 'reload the page'; readonly phone: string; readonly takes: Duration }
  | { readonly do: 'kill the engine'; readonly where: Death; readonly for: Duration }
  | { readonly do: 'cut the wire'; readonly for: Duration }
  | { readonly do: 'kill Asterisk'; readonly for: Duration }
  | { readonly do: 'fill the disk'; readonly for: Duration }
  | { readonly do: "fill Asterisk's disk"; readonly for: Duration }
  | { readonly do: 'recording'; readonly to: 'pause' | 'resume' }
  | {
      readonly do: 'supervise';
      readonly agent: string;
      readonly mode: 'listen' | 'whisper' | 'barge' | 'end';
    }
  | { readonly do: 'apply a plan'; readonly plan: number }
  | {
      readonly do: 'queue of an agent';
      readonly agent: string;
      readonly queue: string;
      readonly serves: boolean;
      readonly anyway: boolean;
    }
  /** `nth`: of the talks at that moment. */
  | { readonly do: 'in a talk'; readonly nth: number; readonly what: TalkMove }
);

/** What people do in a talk beside what chance makes them do, at phones of theirs or by the API. */
const talkMoves = [
  'keys',
  'keys',
  'keys',
  'mute',
  'unmute',
  'is transferred',
  'transfers by phone',
  'second line',
  'second line',
  'put together',
  'put together',
  'replaced',
  'ringing replaced',
  'caller holds',
  'caller resumes',
  'holds',
  'resumes',
  'vanishes',
  'agent hangs up',
  'caller hangs up',
  'somebody hangs up',
  'operator hangs up',
  'asks',
  'asks',
  'asks',
] as const;
export type TalkMove = (typeof talkMoves)[number];

/** Phones that are pages. */
const browsers = ['anna', 'boris'];

/** Without the larger faults; more events are lost instead. */
export const isQuiet = (seed: number): boolean => seed % 4 === 0;

/** An hour of it: some 120 calls, and a fault of the larger kind every few minutes. */
export function writeStory(seed: number, plans: readonly string[]): Act[] {
  const chance = new Seeded(seed);
  const plan = planOf(plans[0] ?? '');
  const numbers = [...Object.keys(plan.numbers), '999'];
  const people = Object.keys(plan.agents);
  const acts: Omit<Act, 'id'>[] = [];
  const busy = chance.between(10, 60);
  for (let at = 2000; at < minutes(60); at += chance.between(0, seconds(busy))) {
    acts.push({
      at,
      do: 'call',
      number: chance.pick(numbers),
      keys: Array.from({ length: chance.between(0, 4) }, () => ({
        after: chance.between(100, 20_000),
        key: chance.pick(['0', '1', '2', '3', '8', '*', '#']),
      })),
      leavesAfter: chance.chance(0.1) ? chance.between(1, 2000) : chance.between(1, seconds(240)),
    } as Omit<Act, 'id'>);
  }
  const sometimes = (every: Duration, act: () => Omit<Act, 'id' | 'at'> & { at?: Duration }): void => {
    for (let at = chance.between(0, every); at < minutes(60); at += chance.between(1, every * 2)) {
      acts.push({ at, ...act() });
    }
  };
  const short = (): Duration => chance.pick([50, 500, 3000, 15_000, 60_000]);
  sometimes(seconds(10), () => ({
    do: 'agent',
    agent: chance.pick(people),
    what: chance.pick([
      'pause',
      'resume',
      'resume',
      'resume',
      'resume',
      'resume',
      'log in',
      'log in',
      'log in',
      'log out',
    ] as const),
  }));
  sometimes(seconds(60), () => ({
    do: 'phone',
    phone: chance.pick(Object.values(plan.agents)).phone,
    is: chance.pick(['rings', 'rings', 'rings', 'rings', 'busy', 'nothing'] as const),
  }));
  // Every fourth story is without a new start or a new link, after which all is asked for: what is lost must be missed.
  if (!isQuiet(seed)) {
    sometimes(minutes(4), () => ({ do: 'kill the engine', where: chance.pick(deaths), for: short() }));
    sometimes(minutes(6), () => ({ do: 'cut the wire', for: short() }));
    sometimes(minutes(30), () => ({ do: 'kill Asterisk', for: short() }));
  }
  sometimes(minutes(15), () => ({ do: 'fill the disk', for: chance.between(100, 20_000) }));
  sometimes(minutes(20), () => ({ do: "fill Asterisk's disk", for: chance.between(100, 20_000) }));
  sometimes(seconds(15), () => ({
    do: 'recording',
    to: chance.pick(['pause', 'pause', 'resume'] as const),
  }));
  sometimes(seconds(15), () => ({
    do: 'supervise',
    agent: chance.pick(people),
    mode: chance.pick(['listen', 'listen', 'whisper', 'barge', 'end'] as const),
  }));
  sometimes(minutes(10), () => ({ do: 'apply a plan', plan: chance.between(0, plans.length - 1) }));
  const phones = Object.values(plan.agents).map(({ phone }) => phone);
  const slots = plan.parking?.slots ?? [];
  sometimes(seconds(20), () => ({
    do: 'dial',
    phone: chance.pick(phones),
    what: chance.pick([...slots, ...slots, '*80', '*80', '+49301234567', '030 7654321', ...people]),
    leavesAfter: chance.between(1, seconds(90)),
  }));
  sometimes(seconds(60), () => ({
    do: 'click to call',
    agent: chance.pick(people),
    what: chance.pick(['+49301234567', ...people]),
  }));
  sometimes(seconds(30), () => ({
    do: 'reload the page',
    phone: chance.pick(browsers),
    takes: chance.pick([200, 1500, 5000, 40_000]),
  }));
  sometimes(seconds(8), () => ({
    do: 'in a talk',
    nth: chance.between(0, 9),
    what: chance.pick(talkMoves),
  }));
  // Two things at once, or nearly.
  sometimes(seconds(20), () => {
    const [at, nth] = [chance.between(0, minutes(60)), chance.between(0, 9)];
    acts.push({
      at: at + chance.pick([0, 1, 5, 50, 300]),
      do: 'in a talk',
      nth,
      what: chance.pick(talkMoves),
    } as Omit<Act, 'id'>);
    return { at, do: 'in a talk', nth, what: chance.pick(talkMoves) };
  });
  sometimes(seconds(20), () => ({
    do: 'queue of an agent',
    agent: chance.pick(people),
    queue: chance.pick(Object.keys(plan.queues)),
    serves: chance.chance(0.6),
    anyway: chance.chance(0.5),
  }));
  const ordered = acts.toSorted((a, b) => a.at - b.at);
  return ordered.map((act, id) => ({ ...act, id }) as Act);
}
const parsed = new Map<string, Plan>();

export function planOf(text: string): Plan {
  const known = parsed.get(text);
  if (known) return known;
  const read = parsePlan(text);
  if (!read.ok)
    throw new Error(read.findings.map(({ line, message }) => `line ${line}: ${message}`).join('\n'));
  parsed.set(text, read.plan);
  return read.plan;
}
