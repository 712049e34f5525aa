/**
 * Answers lookups: by the contacts, or by a signed request to the company's own system. A question is asked twice within its
 * time at most, with the same id. What the caller keyed in is in the request, and nowhere else.
 *
 * Wrong entries are counted by caller number, in the store: neither a new call nor a restart begins a new count. An entry
 * is counted before it is checked, so that many calls at once do not pass together, and taken back if it was not wrong.
 * Callers who withhold their number count as one, because hiding it would be the way around the lock.
 */
import { createHmac } from 'node:crypto';
import type { LookupAnswer } from '../../call/kept/lookup.ts';
import { type LookupQuestion, lookupReply } from '../../contract/lookup.ts';
import { answerTakes, type LookupSource } from '../../plan/model.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { LookUp, LookupAsked, WrongEntries } from '../../ports/lookups.ts';
import type { Contact, ContactBook } from '../../ports/store.ts';
import { defined } from '../../shared/defined.ts';
import { readNumber } from '../../shared/number/written.ts';
import { pause } from '../../shared/pause.ts';
import { type Duration, type Instant, minutes } from '../../shared/time.ts';
import type { Poster, Reply } from '../http/post.ts';
import { signedHeaders } from '../http/signature.ts';

export interface LookupNeeds {
  readonly wrongEntries: WrongEntries;
  readonly contacts: Pick<ContactBook, 'withNumber' | 'withTag'>;
  readonly poster: Pick<Poster, 'post'>;
  readonly clock: Pick<Clock, 'now' | 'after'>;
  readonly log: Log;
  /** Hides caller numbers in what is counted. */
  readonly key: Buffer;
  readonly country: () => string;
  /** What an environment variable holds. */
  readonly secret: (variable: string) => string | undefined;
  readonly version: string;
}

const mostBytes = 16_000;
/** The longest time for which a plan may count. */
const countedFor: Duration = minutes(60 * 24);
/** Before the second and last request. */
const againAfter: Duration = 250;

export function lookups(needs: LookupNeeds): LookUp {
  const { wrongEntries, clock, log, key } = needs;
  return async (asked) => {
    const { lookup, caller } = asked;
    const who = createHmac('sha256', key)
      .update(`lookup ${lookup.name} ${caller.number ?? 'withheld'}`)
      .digest('base64url');
    const at = clock.now();
    try {
      if ((await wrongEntries.since(who, at - lookup.lockFor)) >= lookup.lockAfter)
        return { outcome: 'locked' };
      await wrongEntries.prune(at - countedFor);
      await wrongEntries.note(who, at);
      const answer = await answerOf(asked, at, needs);
      if (answer.outcome !== 'wrong') await wrongEntries.takeBack(who, at);
      return answer;
    } catch (error) {
      log.error({ err: error, call: asked.call, lookup: lookup.name }, 'Cannot answer a lookup.');
      return noAnswer('the lookup failed');
    }
  };
}

const noAnswer = (because: string): LookupAnswer => ({ outcome: 'no_answer', because });

async function answerOf(asked: LookupAsked, at: Instant, needs: LookupNeeds): Promise<LookupAnswer> {
  const { by } = asked.lookup;
  switch (by.kind) {
    case 'number': {
      const read = readNumber(asked.entered, needs.country());
      const contact = await needs.contacts.withNumber(read.ok ? read.number : asked.entered);
      return contact ? known(contact) : { outcome: 'wrong' };
    }
    case 'tag': {
      const tag = `${by.tag} ${asked.entered}`;
      const [contact, another] = await needs.contacts.withTag(tag, 2);
      if (another) return noAnswer('several contacts have that tag');
      return contact ? known(contact, tag) : { outcome: 'wrong' };
    }
    case 'url':
      return request(asked, by, at, needs);
  }
}

/** The tag by which they were found holds what was keyed in. */
function known({ name, tags, language }: Contact, entered?: string): LookupAnswer {
  return { outcome: 'found', tags: tags.filter((tag) => tag !== entered), ...defined({ name, language }) };
}

type Url = Extract<LookupSource, { kind: 'url' }>;

async function request(
  asked: LookupAsked,
  { url, signedWith }: Url,
  at: Instant,
  { poster, clock, secret, version }: LookupNeeds,
): Promise<LookupAnswer> {
  const secrets = (secret(signedWith) ?? '').split(/\s+/).filter((each) => each !== '');
  if (secrets.length === 0) return noAnswer(`the environment variable ${signedWith} is not set`);
  const until = at + answerTakes(asked.lookup);
  const body = JSON.stringify(questionOf(asked, at));
  const send = (): Promise<Reply> =>
    poster.post({
      url,
      body,
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        'user-agent': `Cordboard/${version}`,
        ...signedHeaders(`msg_lookup_${asked.question}_${at}`, Math.floor(clock.now() / 1000), body, secrets),
      },
      deadline: Math.max(1, until - clock.now()),
      mostBytes,
    });
  const first = await send();
  const reply =
    mayBeRepeated(first) && until - clock.now() > 2 * againAfter ? await again(send, clock) : first;
  return read(reply);
}

async function again(send: () => Promise<Reply>, clock: Pick<Clock, 'after'>): Promise<Reply> {
  await pause(clock, againAfter);
  return send();
}

const mayBeRepeated = (reply: Reply): boolean =>
  reply.answered ? reply.status >= 500 : reply.why === 'failed';

function questionOf(asked: LookupAsked, at: Instant): LookupQuestion {
  const { question, lookup, entered, call, dialled, language, caller } = asked;
  const { number, name, contact, tags } = caller;
  return {
    type: 'lookup',
    timestamp: new Date(at).toISOString(),
    data: {
      question,
      lookup: lookup.name,
      entered,
      call,
      dialled,
      language,
      caller: { ...defined({ number, name, contact }), tags: [...tags] },
    },
  };
}

/** 404 says the same as `{"found": false}`. What the system said is not repeated: it may name the entry. */
function read(reply: Reply): LookupAnswer {
  if (!reply.answered) return noAnswer(reply.reason);
  const { status, body, isCut } = reply;
  if (status === 404) return { outcome: 'wrong' };
  if (status !== 200) return noAnswer(`the system answered with status ${status}`);
  const parsed = isCut ? undefined : lookupReply.safeParse(jsonOf(body)).data;
  if (!parsed) return noAnswer('the answer is not one that docs/lookups.md describes');
  const { found, ...said } = parsed;
  return found ? { outcome: 'found', ...defined(said) } : { outcome: 'wrong' };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
