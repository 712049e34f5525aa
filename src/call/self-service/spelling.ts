/**
 * A caller looks for somebody by name: the letters are spelled on the keypad, as many as are needed, or ended with `#`.
 * Names that fit are read out, and one is chosen by its key; anyone who is the only one is read out as soon as that is
 * clear, and further letters of the name do no harm.
 *
 * `*` begins again. There is always a way on: `0`, and silence or names that do not exist, as often as there are tries,
 * lead to the next step, which the plan is proven to end with a person or a voicemail.
 */

import type { DirectoryEntry, Prompt, Step } from '../../plan/model.ts';
import { fitting, keyForMore, namesAtOnce } from '../../plan/rules/spelling.ts';
import { flowInWords } from '../../plan/words/in-words.ts';
import { isListedFor } from '../actions/caller-rules.ts';
import { moveTo } from '../actions/move.ts';
import { joined, silence, speak, stopPrompt, together } from '../actions/sound.ts';
import type { Call, CallIn } from '../kept/call.ts';
import type { Turn } from '../turn/turn.ts';

type Spelling = CallIn<'spelling'>;
type Directory = Extract<Step, { do: 'directory' }>;

const keyForPerson = '0';
/** After one letter no one is told apart for good: the next is on its way already. */
const fewestLetters = 2;
const longest = 30;

export function spell(turn: Turn, call: Call, directory: Directory): void {
  if (call.typedAhead === '') {
    ask(turn, call, directory, directory.prompt, 1);
    return;
  }
  const listening = moveTo(
    turn,
    silence(turn, call),
    { name: 'spelling', attempt: 1, typed: '' },
    'keys were pressed before they were asked for',
  );
  turn.put(awaitKey(turn, listening, directory));
  takeTypedAhead(turn, listening.id);
}

/** Until one of them leads on: the rest is for whatever follows. */
function takeTypedAhead(turn: Turn, id: Call['id']): void {
  const first = turn.call(id);
  for (let call = first; call?.at === first?.at && call?.phase.name === 'spelling'; call = turn.call(id)) {
    const [key, ...rest] = call.typedAhead;
    if (key === undefined) return;
    const next = { ...call, phase: call.phase, typedAhead: rest.join('') };
    turn.put(next);
    spelling.digitPressed(turn, next, key);
  }
}

export const spelling = {
  digitPressed(turn: Turn, call: Spelling, key: string): void {
    const directory = directoryOf(turn, call);
    const { typed, from, attempt } = call.phase;
    if (key === keyForPerson) {
      leave(turn, call, 'asked for a person');
      return;
    }
    if (key === '*') {
      ask(turn, stopPrompt(turn, call), directory, directory.prompt, attempt);
      return;
    }
    if (from === undefined) {
      if (key === '#') takeSpelled(turn, call, directory);
      else if (key !== '1') goOn(turn, call, directory, typed + key);
      return;
    }
    const { listed } = whoFits(turn, call, directory, typed);
    const chosen = listed.slice(from, from + namesAtOnce)[Number(key) - 1];
    if (chosen) choose(turn, call, chosen);
    else if (key === keyForMore && listed.length > from + namesAtOnce)
      readOut(turn, call, directory, typed, from + namesAtOnce, attempt);
    else if (isLetter(key) && (listed.length === 1 || fits(turn, call, directory, typed + key)))
      goOn(turn, call, directory, typed + key);
    else if (listed.length > 1) readOutAgain(turn, call, directory, 'wrong key');
  },

  promptEnded(turn: Turn, call: Spelling): void {
    const { playback: _, ...phase } = call.phase;
    turn.put(awaitKey(turn, { ...call, phase }, directoryOf(turn, call)));
  },

  keyWaitRanOut(turn: Turn, call: Spelling): void {
    const directory = directoryOf(turn, call);
    if (call.phase.from === undefined) takeSpelled(turn, call, directory);
    else readOutAgain(turn, call, directory);
  },
};

/** One letter more. Of a name that was clear before its end, the rest changes nothing. */
function goOn(turn: Turn, call: Spelling, directory: Directory, spelled: string): void {
  const typed = spelled.slice(0, longest);
  const [only, ...others] = whoFits(turn, call, directory, typed).listed;
  const isClear = only !== undefined && others.length === 0 && typed.length >= fewestLetters;
  const { from, typed: before, attempt, playback } = call.phase;
  const wasClear = from !== undefined && whoFits(turn, call, directory, before).listed.length === 1;
  if (isClear && wasClear) {
    const next = { ...call, phase: { ...call.phase, typed } };
    turn.put(playback ? next : awaitKey(turn, next, directory));
  } else if (isClear) {
    readOut(turn, call, directory, typed, 0, attempt);
  } else {
    const quiet = stopPrompt(turn, call);
    const { from: _from, ...phase } = quiet.phase;
    turn.put(awaitKey(turn, { ...quiet, phase: { ...phase, typed } }, directory));
  }
}

/** The name is spelled as far as it goes. */
function takeSpelled(turn: Turn, call: Spelling, directory: Directory): void {
  const { typed, attempt } = call.phase;
  if (typed === '') askAgain(turn, call, directory, directory.prompt, 'nothing was spelled');
  else if (fits(turn, call, directory, typed)) readOut(turn, call, directory, typed, 0, attempt);
  else {
    noteSpelled(turn, call, directory, typed, 0);
    const words = joined(turn.planOf(call).spoken['no such name'], directory.prompt);
    askAgain(turn, call, directory, words, 'no such name');
  }
}

/** "For Anna Berg press 1. For Boris Berg press 2. To spell again, press star." */
function readOut(
  turn: Turn,
  call: Spelling,
  directory: Directory,
  typed: string,
  from: number,
  attempt: number,
  before?: Prompt,
): void {
  const { listed } = whoFits(turn, call, directory, typed);
  const { spoken } = turn.planOf(call);
  const names = listed.slice(from, from + namesAtOnce);
  const words = together(
    ...(before ? [before] : []),
    ...names.flatMap(({ title }, i) => [
      spoken.for,
      title,
      spoken.press,
      { kind: 'digits', digits: String(i + 1) } as const,
    ]),
    ...(listed.length > from + namesAtOnce ? [spoken['more names']] : []),
    spoken['spell again'],
  );
  if (!before) noteSpelled(turn, call, directory, typed, from);
  const { call: spokenTo, playback } = speak(turn, stopPrompt(turn, call), words);
  const because = names.length === 1 ? 'one name fits' : `${listed.length} names fit`;
  moveTo(turn, spokenTo, { name: 'spelling', attempt, typed, from, playback }, because);
}

/** No one was chosen of those who were read out. */
function readOutAgain(turn: Turn, call: Spelling, directory: Directory, wrong?: 'wrong key'): void {
  const { attempt, typed, from = 0 } = call.phase;
  if (attempt >= directory.tries) {
    leave(turn, call, wrong ?? 'no name was chosen');
    return;
  }
  const before = wrong && turn.planOf(call).spoken[wrong];
  readOut(turn, call, directory, typed, from, attempt + 1, before);
}

function askAgain(turn: Turn, call: Spelling, directory: Directory, words: Prompt, because: string): void {
  const attempt = call.phase.attempt + 1;
  if (attempt > directory.tries) leave(turn, call, because);
  else ask(turn, stopPrompt(turn, call), directory, words, attempt);
}

function ask(turn: Turn, call: Call, { lists, tries }: Directory, words: Prompt, attempt: number): void {
  const { call: spokenTo, playback } = speak(turn, call, words);
  const again = attempt === 1 ? '' : `, attempt ${attempt} of ${tries}`;
  const because = `directory of ${lists.join(', ')}${again}`;
  moveTo(turn, spokenTo, { name: 'spelling', attempt, typed: '', playback }, because);
}

function choose(turn: Turn, call: Spelling, { name, flow }: DirectoryEntry): void {
  const leadsTo = flowInWords(turn.planOf(call), flow);
  turn.journal({ type: 'nameChosen', call: call.id, name, leadsTo });
  turn.goTo(stopPrompt(turn, call), { flow, step: 0 });
}

function leave(turn: Turn, call: Spelling, because: string): void {
  turn.journal({ type: 'leftDirectory', call: call.id, because });
  turn.next(stopPrompt(turn, call));
}

/** Those of whom this caller may hear, and those of whom not. */
function whoFits(turn: Turn, call: Call, { entries }: Directory, typed: string) {
  const plan = turn.planOf(call);
  const all = fitting(entries, typed);
  const isListed = ({ guards }: DirectoryEntry): boolean =>
    guards === undefined || isListedFor(plan, guards, call.caller, call.callingAgent);
  return { listed: all.filter(isListed), unlisted: all.filter((entry) => !isListed(entry)) };
}

const fits = (turn: Turn, call: Call, directory: Directory, typed: string): boolean =>
  whoFits(turn, call, directory, typed).listed.length > 0;

const isLetter = (key: string): boolean => key >= '2' && key <= '9';

function noteSpelled(turn: Turn, call: Spelling, directory: Directory, keys: string, from: number): void {
  const { listed, unlisted } = whoFits(turn, call, directory, keys);
  const names = listed.slice(from, from + namesAtOnce).map(({ name }) => name);
  turn.journal({
    type: 'nameSpelled',
    call: call.id,
    keys,
    names,
    more: Math.max(0, listed.length - from - namesAtOnce),
    ...(unlisted.length > 0
      ? { unlisted: unlisted.slice(0, namesAtOnce).map(({ name, guards = [] }) => ({ name, guards })) }
      : {}),
  });
}

function awaitKey(turn: Turn, call: Call, { waitFor }: Directory): Call {
  return turn.timer({ ...call, timers: [] }, { what: 'keyWaitRanOut', at: turn.now + waitFor });
}

function directoryOf(turn: Turn, call: Call): Directory {
  const step = turn.planOf(call).flows[call.at.flow]?.steps[call.at.step];
  if (step?.do !== 'directory') throw new Error(`call ${call.id} spells a name, and is at no directory`);
  return step;
}
