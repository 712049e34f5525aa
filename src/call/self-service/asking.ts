/**
 * The caller keys in a number or a PIN, which is checked by the company's own system or by the contacts. The core only asks
 * (`lookUp`) and gets an answer (`lookupAnswered`); meanwhile the caller hears music.
 *
 *     asked ── digits, # ──► being checked ── right ──► next step, or the target of the answer
 *       ▲                          │ wrong
 *       └── tries are left ────────┴── none is left ──► on wrong
 *
 * What is keyed in is in the call of the running engine only: it is not stored, so that after a restart the caller is asked
 * again.
 */
import { type AskExits, answerTakes, type Lookup, type Prompt, type Step } from '../../plan/model.ts';
import { flowInWords } from '../../plan/words/in-words.ts';
import { defined } from '../../shared/defined.ts';
import { questionId } from '../../shared/ids.ts';
import type { Duration } from '../../shared/time.ts';
import { moveTo } from '../actions/move.ts';
import { defaultMusic, joined, playMusic, silence, speak, stopPrompt } from '../actions/sound.ts';
import type { Call, CallIn } from '../kept/call.ts';
import { answerIsLate, type LookupAnswer, type LookupFound, type LookupOutcome } from '../kept/lookup.ts';
import type { Turn } from '../turn/turn.ts';

type Asking = CallIn<'asking'>;
type AskStep = Extract<Step, { do: 'ask' }>;

export function ask(turn: Turn, call: Call): void {
  const lookup = lookupOf(turn, call);
  const ahead = call.phase.name === 'listening' ? (call.phase.ahead ?? '') : '';
  const begun = { ...call, typedAhead: '' };
  if (ahead === '') return askFor(turn, begun, lookup, lookup.prompt, 1);
  const phase = { name: 'asking', lookup: lookup.name, attempt: 1, typed: '' } as const;
  // Keys may have come while the words before were spoken.
  const moved = moveTo(turn, silence(turn, begun), phase, inWords(lookup, 1));
  keysPressed(turn, { ...moved, phase }, lookup, ahead);
}

function askFor(turn: Turn, call: Call, lookup: Lookup, prompt: Prompt, attempt: number): void {
  const { call: spokenTo, playback } = speak(turn, call, prompt);
  const phase = { name: 'asking', lookup: lookup.name, attempt, typed: '', playback } as const;
  moveTo(turn, spokenTo, phase, inWords(lookup, attempt));
}

const inWords = ({ name, tries }: Lookup, attempt: number): string =>
  attempt === 1 ? `lookup ${name}` : `lookup ${name}, attempt ${attempt} of ${tries}`;

/** The engine was away: what was keyed in, or the answer to it, is gone. */
export function askAgainAfterRestart(turn: Turn): void {
  for (const id of turn.world.calls.keys()) {
    const call = turn.call(id);
    if (call?.phase.name !== 'asking') continue;
    const lookup = lookupOf(turn, call);
    askFor(turn, stopPrompt(turn, { ...call, phase: call.phase }), lookup, lookup.prompt, call.phase.attempt);
  }
}

export const asking = {
  digitPressed(turn: Turn, call: Asking, digit: string): void {
    if (call.phase.question !== undefined) return;
    keysPressed(turn, stopPrompt(turn, call), lookupOf(turn, call), digit);
  },

  promptEnded(turn: Turn, call: Asking): void {
    const { playback: _, ...phase } = call.phase;
    const silent = { ...call, phase };
    if (phase.question === undefined) turn.put(waiting(turn, silent, lookupOf(turn, call).waitFor));
    else turn.put(playMusic(turn, silent, defaultMusic));
  },

  keyWaitRanOut(turn: Turn, call: Asking): void {
    const { question, typed } = call.phase;
    if (question !== undefined)
      answered(turn, call, { outcome: 'no_answer', because: 'no answer came in time' });
    else if (typed === '') tryIsOver(turn, call, 'nothing_keyed');
    else check(turn, call, lookupOf(turn, call), typed);
  },

  lookupAnswered(turn: Turn, call: Asking, question: string, answer: LookupAnswer): void {
    if (call.phase.question === question) answered(turn, call, answer);
  },
};

/** A star takes back what was keyed in so far. */
function keysPressed(turn: Turn, call: Asking, lookup: Lookup, keys: string): void {
  let { typed } = call.phase;
  for (const key of keys) {
    if (key === '#') return check(turn, call, lookup, typed);
    typed = key === '*' ? '' : typed + key;
    if (typed.length === lookup.longest) return check(turn, call, lookup, typed);
  }
  turn.put(waiting(turn, { ...call, phase: { ...call.phase, typed } }, lookup.waitFor));
}

function check(turn: Turn, call: Asking, lookup: Lookup, typed: string): void {
  if (typed.length < lookup.shortest)
    return tryIsOver(turn, call, typed === '' ? 'nothing_keyed' : 'too_short');
  const { id, phase } = call;
  const idsUsed = call.idsUsed + 1;
  const question = questionId(id, idsUsed);
  turn.journal({ type: 'lookupAsked', call: id, lookup: lookup.name, question, digits: typed.length });
  turn.command({ do: 'lookUp', call: id, lookup: lookup.name, question, entered: typed });
  const quiet = stopPrompt(turn, { ...call, idsUsed });
  const { playback: _, ...rest } = phase;
  const checking = { ...rest, typed: '', question };
  const patience = answerTakes(lookup) + answerIsLate;
  if (!lookup.meanwhile) {
    const heard = playMusic(turn, { ...quiet, phase: checking }, defaultMusic);
    turn.put(waiting(turn, heard, patience));
    return;
  }
  const { call: spokenTo, playback } = speak(turn, quiet, lookup.meanwhile);
  turn.put(waiting(turn, { ...spokenTo, phase: { ...checking, playback } }, patience));
}

function answered(turn: Turn, call: Asking, answer: LookupAnswer): void {
  switch (answer.outcome) {
    case 'found':
      return found(turn, call, answer);
    case 'wrong':
      return tryIsOver(turn, call, 'wrong');
    case 'locked':
      return leave(turn, call, 'locked', 'too many wrong entries');
    case 'no_answer':
      return leave(turn, call, 'no_answer', answer.because);
  }
}

function tryIsOver(turn: Turn, call: Asking, outcome: 'wrong' | 'too_short' | 'nothing_keyed'): void {
  const lookup = lookupOf(turn, call);
  const attempt = call.phase.attempt + 1;
  if (attempt > lookup.tries) return leave(turn, call, outcome);
  note(turn, call, outcome);
  const { wrong, prompt } = lookup;
  const words = outcome === 'nothing_keyed' ? prompt : joined(wrong, prompt);
  askFor(turn, stopPrompt(turn, call), lookup, words, attempt);
}

const exitOf: Readonly<Record<Exclude<LookupOutcome, 'found'>, keyof AskExits>> = {
  wrong: 'wrong',
  too_short: 'wrong',
  nothing_keyed: 'wrong',
  locked: 'locked',
  no_answer: 'noAnswer',
};

function leave(turn: Turn, call: Asking, outcome: Exclude<LookupOutcome, 'found'>, because?: string): void {
  const { on } = stepOf(turn, call);
  const flow = on[exitOf[outcome]] ?? on.wrong;
  const leadsTo = flow === undefined ? undefined : flowInWords(turn.planOf(call), flow);
  note(turn, call, outcome, defined({ because, leadsTo }));
  const quiet = stopPrompt(turn, call);
  if (flow === undefined) turn.next(quiet);
  else turn.goTo(quiet, { flow, step: 0 });
}

function found(turn: Turn, call: Asking, answer: LookupFound): void {
  const plan = turn.planOf(call);
  const { tag } = lookupOf(turn, call);
  const { name, priority } = answer;
  const tags = [...(tag === undefined ? [] : [tag]), ...(answer.tags ?? [])];
  const flow = answer.target === undefined ? undefined : stepOf(turn, call).targets[answer.target];
  const isSpoken = answer.language !== undefined && plan.languages.includes(answer.language);
  const language = isSpoken ? answer.language : undefined;
  const ignored = [
    ...(answer.target !== undefined && flow === undefined ? ['target'] : []),
    ...(answer.language !== undefined && !isSpoken ? ['language'] : []),
  ];
  note(turn, call, 'found', {
    ...defined({ name, priority, language }),
    ...(tags.length > 0 ? { tags } : {}),
    ...(flow === undefined ? {} : { leadsTo: flowInWords(plan, flow) }),
    ...(ignored.length > 0 ? { because: `the plan does not have its ${ignored.join(' and ')}` } : {}),
  });
  const known = { ...call.caller, tags: [...new Set([...call.caller.tags, ...tags])] };
  const knows: Asking = {
    ...stopPrompt(turn, call),
    caller: name === undefined ? known : { ...known, name },
    ...defined({ priority, language }),
  };
  if (flow === undefined) turn.next(knows);
  else turn.goTo(knows, { flow, step: 0 });
}

type Noted = {
  readonly because?: string;
  readonly leadsTo?: string;
  readonly name?: string;
  readonly tags?: readonly string[];
  readonly priority?: number;
  readonly language?: string;
};

function note(turn: Turn, { id, phase }: Asking, outcome: LookupOutcome, more: Noted = {}): void {
  const { lookup, attempt, question } = phase;
  const entry = { type: 'lookupAnswered', call: id, lookup, attempt, outcome, ...more } as const;
  turn.journal(question === undefined ? entry : { ...entry, question });
}

function waiting(turn: Turn, call: Call, time: Duration): Call {
  return turn.timer({ ...call, timers: [] }, { what: 'keyWaitRanOut', at: turn.now + time });
}

function stepOf(turn: Turn, call: Call): AskStep {
  const step = turn.planOf(call).flows[call.at.flow]?.steps[call.at.step];
  if (step?.do !== 'ask') throw new Error(`call ${call.id} keys something in, and is at no ask step`);
  return step;
}

function lookupOf(turn: Turn, call: Call): Lookup {
  const { lookup } = stepOf(turn, call);
  const found = turn.planOf(call).lookups?.[lookup];
  if (!found) throw new Error(`lookup ${lookup} is not in plan version ${call.planVersion}`);
  return found;
}
