/** What a queue does for those who wait in it: announcements and callbacks, as written and as carried out. */

import { defined } from '../../shared/defined.ts';
import { phrase } from '../../shared/findings/said.ts';
import { minutes, seconds } from '../../shared/time.ts';
import type { AnnouncementsSource, CallbackSource, Entry, PlanSource } from '../language.ts';
import type { Announcements, CallbackTerms, PromptPart } from '../model.ts';
import { type Report, resolve } from '../source/report.ts';
import type { Names } from './names.ts';
import { writtenWay } from './outside.ts';
import type { PromptCompiler } from './prompt.ts';

export function compileAnnouncements(source: AnnouncementsSource, prompts: PromptCompiler): Announcements {
  return {
    firstAfter: source['first after'] ?? seconds(20),
    every: source.every ?? seconds(60),
    place: source.position ?? true,
    wait: source.wait ?? true,
    ...(source.say ? { say: prompts.compile(source.say) } : {}),
    answers: source.answer ?? false,
  };
}

export function compileCallback(
  source: CallbackSource,
  keys: readonly Entry<unknown>[],
  names: Names,
  { lines = [], 'outside calls': allowed }: Pick<PlanSource, 'lines' | 'outside calls'>,
  prompts: PromptCompiler,
  to: Report,
): CallbackTerms {
  const { trunk: written, window: hours, at } = source;
  if (!written && names.trunks.size === 0 && lines.length === 0) {
    to.error(at, phrase('callbacks_without_trunk'), phrase('add_trunk_or_line'));
  }
  if (!allowed) {
    const hint = phrase('add_outside_calls');
    to.error(at, phrase('callbacks_not_allowed'), hint);
  }
  const key = source.key?.value ?? '1';
  const taken = keys.find(({ name }) => name === key);
  if (taken) to.error(taken.at, phrase('key_books_already', { key }), phrase('use_another_key'));
  const way = written && writtenWay(written, names, to);
  const window = hours && resolve(hours, 'schedule', names.schedules, to);
  const from = source['offer from wait'];
  return {
    key,
    offerAfter: source['offer after'] ?? seconds(60),
    ...defined({ offerFromWait: from }),
    say: source.say ? prompts.compile(source.say) : withKey(prompts, key),
    ...defined({ window }),
    first: source.first ?? 'agent',
    confirm: source.confirm ?? true,
    attempts: source.attempts ?? 3,
    retryAfter: source['retry after'] ?? minutes(5),
    ringFor: source['ring for'] ?? seconds(30),
    giveUpAfter: source['give up after'] ?? minutes(24 * 60),
    ...way,
  };
}

function withKey(prompts: PromptCompiler, key: string): CallbackTerms['say'] {
  const pressed: PromptPart = { kind: 'digits', digits: key };
  return Object.fromEntries(
    Object.entries(prompts.builtIn('callback offer')).map(([language, parts]) => [
      language,
      [...parts, pressed],
    ]),
  );
}
