/**
 * Surveys by e-mail: whether the caller of a call that has ended is sent one, and what they answer. Both are read from the
 * journal, off the turn, and become entries of their call.
 *
 * Invariants: a call is offered one survey, at the phone or by e-mail; what has been answered is not answered again. The
 * caller of these functions asks one at a time.
 */
import type { Event } from '../call/kept/events.ts';
import type { SurveyedTalk } from '../call/kept/journal/after-call.ts';
import type { JournalEntryOf, StoredEntry } from '../call/kept/journal.ts';
import { isInShare } from '../call/self-service/survey.ts';
import type { World } from '../call/turn/world.ts';
import type { Plan } from '../plan/model.ts';
import { surveyOf } from '../plan/rules/surveys.ts';
import type { ContactBook, JournalReader } from '../ports/store.ts';
import type { SurveyAnswer, SurveyAnswered, SurveyAsked, SurveyInvitation } from '../ports/surveys.ts';
import { defined } from '../shared/defined.ts';
import type { CallId } from '../shared/ids.ts';
import type { Duration, Instant } from '../shared/time.ts';
import { servingsIn } from './results.ts';

interface Needs {
  readonly world: Pick<World, 'plan'>;
  readonly journal: Pick<JournalReader, 'ofCall'>;
  readonly contacts: Pick<ContactBook, 'byId'>;
  readonly now: () => Instant;
  readonly take: (event: Event) => Promise<void>;
}

/** Undefined: they are sent none. Asked again, as after a kill, it is the same one. */
export async function offerSurveyByEmail(needs: Needs, call: CallId): Promise<SurveyInvitation | undefined> {
  const { world, journal, contacts, now, take } = needs;
  if (!Object.values(world.plan.surveys ?? {}).some(({ byEmail }) => byEmail)) return undefined;
  const entries = await journal.ofCall(call);
  const offered = offeredIn(entries);
  if (offered) return offered.way === 'email' ? invitationOf(offered, needs) : undefined;
  const talk = talkIn(entries, world.plan);
  const survey = talk && surveyOf(world.plan, talk);
  if (!talk || !survey?.byEmail || !isInShare(call, survey)) return undefined;
  const contact = await contacts.byId(talk.contact);
  if (!contact?.email || contact.noSurveys || contact.tags.includes('blocked')) return undefined;
  const { surveyedAt } = contact;
  if (surveyedAt !== undefined && now() - surveyedAt < survey.byEmail.notSooner) return undefined;
  const { contact: _, ...about } = talk;
  await take({ type: 'surveyByEmail', at: now(), ...about, survey: survey.name, contact: contact.id });
  const made = offeredIn(await journal.ofCall(call));
  return made && invitationOf(made, needs);
}

/** What the link in the e-mail leads to. `gone`: the survey, or whoever was asked, is no more. */
export async function surveyAsked(
  { world, journal, contacts }: Pick<Needs, 'world' | 'journal' | 'contacts'>,
  call: CallId,
): Promise<SurveyAsked | 'gone'> {
  const entries = await journal.ofCall(call);
  const offered = offeredIn(entries);
  const survey = offered && world.plan.surveys?.[offered.survey];
  if (offered?.way !== 'email' || !survey || offered.contact === undefined) return 'gone';
  if ((await contacts.byId(offered.contact)) === undefined) return 'gone';
  const isAnswered = entries.some(({ type }) => type === 'surveyAnswered');
  return { offered, survey, isAnswered };
}

/** Asked as its e-mail goes out, hours after it was offered; undefined: it is still wanted. */
export async function whyNoSurvey(
  needs: Pick<Needs, 'world' | 'journal' | 'contacts'>,
  call: CallId,
  to: string,
): Promise<string | undefined> {
  const asked = await surveyAsked(needs, call);
  const id = asked === 'gone' ? undefined : asked.offered.contact;
  const contact = id === undefined ? undefined : await needs.contacts.byId(id);
  if (asked === 'gone' || !contact) return 'the plan has no such survey any more, or the contact is gone';
  if (asked.isAnswered) return 'the survey was answered already';
  if (contact.noSurveys) return 'the contact refuses surveys by e-mail';
  if (contact.tags.includes('blocked')) return 'the contact is blocked';
  return contact.email === to ? undefined : 'the contact has another e-mail address now';
}

export async function answerSurvey(
  needs: Needs,
  { call, marks, comment }: SurveyAnswer,
): Promise<SurveyAnswered> {
  const asked = await surveyAsked(needs, call);
  if (asked === 'gone') return 'gone';
  if (asked.isAnswered) return 'known';
  const { offered, survey } = asked;
  const known = survey.questions.flatMap(({ name: question }) => {
    const mark = marks[question];
    return mark === undefined ? [] : [{ question, mark }];
  });
  if (known.length === 0) return 'nothing_marked';
  const { agent, queue, language, waited, talked, result, at: offeredAt } = offered;
  const talk = { call, survey: survey.name, agent, language, waited, talked, ...defined({ queue, result }) };
  await needs.take({
    type: 'surveyAnsweredByEmail',
    at: needs.now(),
    marks: known,
    talk,
    offeredAt,
    ...defined({ comment: comment === '' ? undefined : comment }),
  });
  return 'taken';
}

const offeredIn = (entries: readonly StoredEntry[]) =>
  entries.find((entry) => entry.type === 'surveyOffered');

async function invitationOf(
  { call, at, contact: id, language, survey: name }: JournalEntryOf<'surveyOffered'>,
  { world, contacts }: Pick<Needs, 'world' | 'contacts'>,
): Promise<SurveyInvitation | undefined> {
  const survey = world.plan.surveys?.[name];
  const contact = id === undefined ? undefined : await contacts.byId(id);
  if (!survey?.byEmail || !contact?.email || contact.noSurveys) return undefined;
  return { call, at, survey, language: contact.language ?? language, to: contact.email };
}

/** The last talk of a call from outside that was answered; undefined: there was none, or no contact is known. */
function talkIn(
  entries: readonly StoredEntry[],
  plan: Plan,
): (Omit<SurveyedTalk, 'survey'> & { readonly contact: string }) | undefined {
  const arrival = entries.find((entry) => entry.type === 'callArrived');
  const end = entries.find((entry) => entry.type === 'callEnded');
  if (!arrival || end?.outcome !== 'answered' || end.talked === 0 || arrival.via.kind === 'phone')
    return undefined;
  const served = servingsIn(entries, (name) => plan.agents[name] !== undefined).at(-1);
  if (served?.contact === undefined) return undefined;
  const { agent, queue, contact, before } = served;
  const language = entries.findLast((entry) => entry.type === 'languageChosen')?.language;
  return {
    call: arrival.call,
    agent,
    contact,
    language: language ?? arrival.caller.language ?? plan.language,
    waited: waitIn(entries),
    talked: end.talked,
    ...defined({ queue, result: before?.result }),
  };
}

/** Before the last talk. */
function waitIn(entries: readonly StoredEntry[]): Duration {
  const talk = entries.findLastIndex((entry) => entry.type === 'connected');
  let since: Instant | undefined;
  for (const entry of entries.slice(0, talk)) {
    if (entry.type !== 'phaseEntered') continue;
    if (entry.phase !== 'waiting' && entry.phase !== 'ringing') since = undefined;
    else since ??= entry.at;
  }
  return since === undefined ? 0 : (entries[talk]?.at ?? since) - since;
}
