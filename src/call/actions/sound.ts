/** What a caller hears while no person talks to them. */
import type { Prompt, PromptPart } from '../../plan/model.ts';
import { type CallId, type LegId, type PlaybackId, playbackId } from '../../shared/ids.ts';
import { type Call, type CallIn, hasLeg, queueSearchOf, type Search } from '../kept/call.ts';
import { othersIn } from '../kept/parties.ts';
import type { Turn } from '../turn/turn.ts';

/** The music of callers who wait for no queue in particular. */
export const defaultMusic = 'default';

/** What a waiting caller hears: the music of their queue, if they wait in one. */
export function musicOf(turn: Turn, call: Call): string {
  const search = queueSearchOf(call);
  const queue = search && turn.queue(search.queue, call);
  return queue?.music ?? defaultMusic;
}

/**
 * A caller on playMusic hears the music of the queue that they were answered from last. The exchange is told when that is not
 * what it knows already: in an office without music of its own, never.
 */
export function holdMusicOf(turn: Turn, call: Call, search: Search): string {
  const queue = search.for === 'queue' ? turn.queue(search.queue, call) : undefined;
  return queue?.music ?? call.holdMusic ?? defaultMusic;
}

/** Says something to the caller, whose call is picked up for it if it has not been. */
export function speak(turn: Turn, call: Call, prompt: Prompt): { call: Call; playback: PlaybackId } {
  const answered = silence(turn, answer(turn, call));
  const idsUsed = answered.idsUsed + 1;
  const playback = playbackId(call.id, idsUsed);
  turn.command({ do: 'play', call: call.id, leg: call.leg, playback, prompt, language: call.language });
  return { call: { ...answered, idsUsed, saidLast: playback }, playback };
}

/** Says something to one of those who talk, which only they hear. What was said to them before ends: Asterisk would queue this behind it. */
export function sayTo(turn: Turn, id: CallId, leg: LegId, prompt: Prompt): void {
  const call = turn.call(id);
  if (!call) return;
  const idsUsed = call.idsUsed + 1;
  const { language } = turn.plan;
  const playback = playbackId(id, idsUsed);
  const before = call.said?.[leg];
  if (before !== undefined) turn.command({ do: 'stopPlaying', call: id, playback: before });
  turn.command({ do: 'play', call: id, leg, playback, prompt, language });
  turn.put({ ...call, idsUsed, saidLast: playback, said: { ...call.said, [leg]: playback } });
}

/**
 * What may still be said to those who talk: Asterisk adds no leg to a room meanwhile. An agent who asks somebody may hear words
 * of either of the two calls.
 */
export function saidTo(
  callWith: (id: CallId) => Call | undefined,
  call: Call,
  legs: readonly LegId[],
): readonly PlaybackId[] {
  const parties = call.phase.name === 'talking' ? othersIn(call.phase.conversation) : [];
  const beside = [call.aside?.of, ...parties.map(({ aside }) => aside)];
  const calls = [call, ...beside.flatMap((id) => (id === undefined ? [] : (callWith(id) ?? [])))];
  return calls.flatMap((each) => legs.flatMap((leg) => each.said?.[leg] ?? []));
}

/** The same, and the last prompt of the call, whose leg is not kept. */
export function wordsTo(
  callWith: (id: CallId) => Call | undefined,
  call: Call,
  legs: readonly LegId[],
): readonly PlaybackId[] {
  const last = call.saidLast === undefined ? [] : [call.saidLast];
  return [...new Set([...last, ...saidTo(callWith, call, legs)])];
}

/** What is being said to the caller, if it is still being said, ends before its time. */
export function stopPrompt<
  Spoken extends CallIn<
    | 'waiting'
    | 'ringing'
    | 'choosing'
    | 'asking'
    | 'spelling'
    | 'consenting'
    | 'logging_in'
    | 'hearing_messages'
    | 'answering_survey'
    | 'recording_sound'
    | 'hearing_alarm'
  >,
>(turn: Turn, call: Spoken): Spoken {
  const { playback, ...phase } = call.phase;
  if (!playback) return call;
  turn.command({ do: 'stopPlaying', call: call.id, playback });
  return { ...call, phase };
}

export function answer(turn: Turn, call: Call): Call {
  if (call.answeredAt !== undefined) return call;
  turn.command({ do: 'answer', call: call.id, leg: call.leg });
  turn.journal({ type: 'callerAnswered', call: call.id });
  return { ...call, answeredAt: turn.now, hears: 'nothing' };
}

/** Something for the ear while they wait: music, or ringing as long as the call has not been picked up. */
export function playMusic(turn: Turn, call: Call, music: string): Call {
  if (!hasLeg(call)) return call;
  if (call.answeredAt === undefined) {
    if (call.hears !== 'ringing') turn.command({ do: 'indicateRinging', call: call.id, leg: call.leg });
    return { ...call, hears: 'ringing' };
  }
  if (call.hears !== 'music') turn.command({ do: 'startMusic', call: call.id, leg: call.leg, music });
  return { ...call, hears: 'music' };
}

export function silence(turn: Turn, call: Call): Call {
  if (!hasLeg(call)) return call;
  if (call.hears === 'music') turn.command({ do: 'stopMusic', call: call.id, leg: call.leg });
  return { ...call, hears: 'nothing' };
}

/** One after the other, in every language that one of them has. Parts that speak all languages stand as they are. */
export function together(...pieces: readonly (Prompt | PromptPart)[]): Prompt {
  const prompts = pieces.filter((piece) => !isPart(piece));
  const languages = new Set(prompts.flatMap((prompt) => Object.keys(prompt)));
  const inOne = (piece: Prompt | PromptPart, language: string): readonly PromptPart[] =>
    isPart(piece) ? [piece] : (piece[language] ?? Object.values(piece)[0] ?? []);
  return Object.fromEntries(
    [...languages].map((language) => [language, pieces.flatMap((piece) => inOne(piece, language))]),
  );
}

const isPart = (piece: Prompt | PromptPart): piece is PromptPart => typeof piece['kind'] === 'string';

/** One after the other, in each language of the second. */
export function joined(first: Prompt, second: Prompt): Prompt {
  const fallback: readonly PromptPart[] = Object.values(first)[0] ?? [];
  return Object.fromEntries(
    Object.entries(second).map(([language, parts]) => [
      language,
      [...(first[language] ?? fallback), ...parts],
    ]),
  );
}
