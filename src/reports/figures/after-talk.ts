/**
 * What is said of a talk once it is over, or nearly: whether its caller called again, how it sounded, and the marks of its
 * survey. It counts for the agent and for the queue in which they were found; each where its definition says
 * (docs/reports.md), which may be an hour that has long passed.
 *
 * A journal entry of these kinds may come after the end of its call. Of calls that have ended no more is kept than is needed
 * for that, and not for long: so the state stays small, whatever the traffic.
 */
import type { JournalEntryOf, StoredEntry } from '../../call/kept/journal.ts';
import type { AgentName, QueueName } from '../../plan/model.ts';
import type { CallId } from '../../shared/ids.ts';
import { type Duration, type Instant, minutes } from '../../shared/time.ts';
import type { CallFold } from '../records/call-fold.ts';
import { answeredByEmail, lateFigures, type Subject } from './cell.ts';

/** Who calls again later than this is not counted: nothing would use it. */
const mostDaysAgain = 30;
const day: Duration = minutes(24 * 60);
/** A result that is given later does not show in the figures of the survey. */
const surveyKept: Duration = minutes(10);
/** How a leg sounded is measured when it ends; the page of an agent may say it a moment later. */
const queueKept: Duration = minutes(1);

/** A sum that the mean opinion scores go into; scores have one place. */
const scoreUnit = 10;
/** Below it, people complain (ITU-T G.107). */
const badScore = 3.6;

interface Talk {
  readonly at: Instant;
  readonly agent: AgentName;
  readonly queue?: QueueName;
  /** The one before it in the same call, which counts if this one is taken back. */
  readonly before?: Talk;
}

/** Of a call that has ended a short while ago, or is being asked. */
export type Aftermath = Ended | Surveyed;

interface Ended {
  readonly call: CallId;
  readonly endedAt: Instant;
  readonly queue: QueueName;
}

interface Surveyed {
  readonly call: CallId;
  /** When it ended; if omitted: it is being asked. */
  readonly endedAt?: Instant;
  readonly queue?: QueueName;
  readonly survey: Asked;
}

interface Asked {
  readonly name: string;
  readonly at: Instant;
  readonly agent: AgentName;
  readonly queue?: QueueName;
  readonly language: string;
  readonly waited: Duration;
  readonly talked: Duration;
  readonly answered: boolean;
  readonly result?: string;
}

type Count = (at: Instant, subject: Subject, name: string, by?: number) => void;

export class AfterTalk {
  readonly #count: Count;
  /** The last talk of each call that goes on. */
  readonly #talks = new Map<CallId, Talk>();
  /** Results of calls that go on, which have not come to their survey. */
  readonly #results = new Map<CallId, string>();
  /** In the order in which they ended, as those below: so only what is forgotten is looked at. */
  readonly #ended = new Map<CallId, Ended>();
  readonly #surveyed = new Map<CallId, Surveyed>();
  readonly #isAgent: (who: string) => boolean;

  constructor(count: Count, isAgent: (who: string) => boolean, state: readonly Aftermath[] = []) {
    this.#count = count;
    this.#isAgent = isAgent;
    for (const each of state)
      if ('survey' in each) this.#surveyed.set(each.call, each);
      else this.#ended.set(each.call, each);
  }

  get state(): readonly Aftermath[] {
    return [...this.#ended.values(), ...this.#surveyed.values()];
  }

  /** @param call before it is over with this entry; undefined: it has been for long */
  add(entry: StoredEntry & { readonly call: CallId }, call: CallFold | undefined): void {
    if (entry.type === 'callArrived') this.#arrived(entry);
    else if (entry.type === 'connected') this.#connected(entry, call);
    else if (entry.type === 'answeredInVain') this.#inVain(entry.call);
    else if (entry.type === 'quality') this.#sounded(entry, call);
    else if (entry.type === 'surveyOffered') this.#offered(entry);
    else if (entry.type === 'surveyAnswered') this.#answered(entry);
    else if (entry.type === 'resultSet') this.#resulted(entry, call);
    else if (entry.type === 'callEnded') this.#ends(entry, call);
  }

  #inVain(call: CallId): void {
    const before = this.#talks.get(call)?.before;
    if (before) this.#talks.set(call, before);
    else this.#talks.delete(call);
  }

  /** The talk before is the one that they call about again, unless they have called about it already. */
  #arrived({ at, via, caller }: JournalEntryOf<'callArrived'>): void {
    const { lastAgent, lastQueue, lastAgentAt, lastCallAt } = caller;
    if (via.kind === 'phone' || via.kind === 'callback') return;
    if (lastAgent === undefined || lastAgentAt === undefined) return;
    if (lastCallAt !== undefined && lastCallAt > lastAgentAt) return;
    const days = Math.max(1, Math.ceil((at - lastAgentAt) / day));
    if (days > mostDaysAgain) return;
    this.#count(lastAgentAt, `agent ${lastAgent}`, `called_again_${days}`);
    if (lastQueue !== undefined) this.#count(lastAgentAt, `queue ${lastQueue}`, `called_again_${days}`);
  }

  /** Only of contacts it is known whether they call again. */
  #connected(
    { at, call: id, agent, queue, contact }: JournalEntryOf<'connected'>,
    call: CallFold | undefined,
  ): void {
    if (agent === undefined || contact === undefined || !call || call.source === 'inside') return;
    const before = this.#talks.get(id);
    const talk = { at, agent, ...(queue === undefined ? {} : { queue }), ...(before ? { before } : {}) };
    this.#talks.set(id, talk);
  }

  #ends({ at, call: id }: JournalEntryOf<'callEnded'>, call: CallFold | undefined): void {
    const talk = this.#talks.get(id);
    this.#talks.delete(id);
    this.#results.delete(id);
    if (talk) {
      this.#count(talk.at, `agent ${talk.agent}`, 'with_contact');
      if (talk.queue !== undefined) this.#count(talk.at, `queue ${talk.queue}`, 'with_contact');
    }
    const queue = call && queueOf(call);
    forget(this.#ended, at - queueKept);
    forget(this.#surveyed, at - surveyKept);
    const surveyed = this.#surveyed.get(id);
    if (surveyed) {
      this.#surveyed.delete(id);
      this.#surveyed.set(id, { ...surveyed, endedAt: at, ...(queue === undefined ? {} : { queue }) });
    } else if (queue !== undefined) this.#ended.set(id, { call: id, endedAt: at, queue });
  }

  /** The worse of its two directions: that is what people complain about. Pages measure the same leg once more. */
  #sounded(
    { at, who, stage, to, from, call: id }: JournalEntryOf<'quality'>,
    call: CallFold | undefined,
  ): void {
    const scores = [to?.mos, from?.mos].filter((mos) => mos !== undefined);
    if (stage !== 'over' || scores.length === 0) return;
    const score = Math.min(...scores);
    const queue = call ? queueOf(call) : (this.#ended.get(id) ?? this.#surveyed.get(id))?.queue;
    const subjects: Subject[] = this.#isAgent(who) ? [`agent ${who}`] : [];
    if (queue !== undefined) subjects.push(`queue ${queue}`);
    for (const subject of subjects) {
      this.#count(at, subject, 'legs_scored');
      this.#count(at, subject, 'scores', Math.round(score * scoreUnit));
      if (score < badScore) this.#count(at, subject, 'legs_bad');
    }
  }

  #offered({
    at,
    call,
    survey,
    agent,
    queue,
    language,
    waited,
    talked,
    way,
    result: said,
  }: JournalEntryOf<'surveyOffered'>): void {
    const isByEmail = way === 'email';
    const name = isByEmail ? byEmail(survey) : survey;
    const asked = { name, at, agent, ...(queue === undefined ? {} : { queue }), language, waited, talked };
    if (isByEmail) {
      // Its call has ended: how long the survey is kept counts from here.
      const { queue: answeredIn } = this.#ended.get(call) ?? {};
      this.#ended.delete(call);
      const ended = { call, endedAt: at, ...(answeredIn === undefined ? {} : { queue: answeredIn }) };
      this.#surveyed.set(call, { ...ended, survey: { ...asked, answered: false } });
    } else this.#surveyed.set(call, { call, survey: { ...asked, answered: false } });
    for (const subject of subjectsOf(asked)) this.#count(at, subject, 'surveys_offered');
    this.#similar(asked, 'offered', 1);
    const result = said ?? this.#results.get(call);
    if (result !== undefined) this.#given(call, result);
  }

  #answered(entry: JournalEntryOf<'surveyAnswered'>): void {
    if (entry.way === 'email') return this.#answeredByEmail(entry);
    const { call, question, mark, low } = entry;
    const known = this.#surveyed.get(call);
    if (!known) return;
    const { survey } = known;
    if (mark === undefined) return this.#count(survey.at, `survey ${survey.name}`, 'comments');
    if (!survey.answered) {
      this.#surveyed.set(call, { ...known, survey: { ...survey, answered: true } });
      for (const subject of subjectsOf(survey)) this.#count(survey.at, subject, 'surveys_answered');
      this.#similar(survey, 'answered', 1);
      if (survey.result !== undefined) this.#withResult(survey, survey.result, 'answered', 1);
    }
    for (const subject of [...subjectsOf(survey), `survey ${survey.name}: ${question}` as const]) {
      this.#count(survey.at, subject, 'marks');
      this.#count(survey.at, subject, 'marks_sum', mark);
      if (low) this.#count(survey.at, subject, 'low_marks');
    }
    this.#count(survey.at, `survey ${survey.name}: ${question}`, `mark_${mark}`);
  }

  /**
   * Days after the call, of which nothing is known any more: the first answer brings along what is. Its figures are added
   * to the hour in which the survey was offered, which may be long over; so they have names of their own, by which the
   * proof of a day leaves them out.
   */
  #answeredByEmail({
    survey,
    question,
    mark,
    low,
    agent,
    queue,
    about,
    at: now,
    offeredAt = now,
  }: JournalEntryOf<'surveyAnswered'>): void {
    const name = byEmail(survey);
    if (mark === undefined) return this.#count(offeredAt, `survey ${name}`, 'comments');
    const people: readonly Subject[] = [
      ...(agent === undefined ? [] : [`agent ${agent}` as const]),
      ...(queue === undefined ? [] : [`queue ${queue}` as const]),
    ];
    const count = (figure: string, by = 1): void => {
      this.#count(offeredAt, `survey ${name}`, figure, by);
      for (const subject of people) this.#count(offeredAt, subject, `${lateFigures}${figure}`, by);
    };
    if (about) {
      const asked = { name, at: offeredAt, ...about };
      count('surveys_answered');
      this.#similar(asked, 'answered', 1);
      if (about.result !== undefined) this.#withResult(asked, about.result, 'answered', 1);
    }
    count('marks');
    count('marks_sum', mark);
    if (low) count('low_marks');
    const ofQuestion: Subject = `survey ${name}: ${question}`;
    this.#count(offeredAt, ofQuestion, 'marks');
    this.#count(offeredAt, ofQuestion, 'marks_sum', mark);
    if (low) this.#count(offeredAt, ofQuestion, 'low_marks');
    this.#count(offeredAt, ofQuestion, `mark_${mark}`);
  }

  #resulted({ at, call, result, agent }: JournalEntryOf<'resultSet'>, fold: CallFold | undefined): void {
    const { survey, endedAt } = this.#surveyed.get(call) ?? {};
    if (!survey && fold) this.#results.set(call, result);
    // In a quiet hour the survey is still kept when its time is over.
    if (endedAt !== undefined && at >= endedAt + surveyKept) return;
    // Another agent may have had the call before.
    if (survey?.agent === agent) this.#given(call, result);
  }

  /** How the call came out, instead of what was said before. */
  #given(call: CallId, result: string): void {
    const known = this.#surveyed.get(call);
    if (!known) return;
    const { survey } = known;
    const groups = survey.answered ? (['offered', 'answered'] as const) : (['offered'] as const);
    for (const who of groups) {
      if (survey.result !== undefined) this.#withResult(survey, survey.result, who, -1);
      this.#withResult(survey, result, who, 1);
    }
    this.#surveyed.set(call, { ...known, survey: { ...survey, result } });
  }

  /** By what those who answered can be told from those who did not. */
  #similar(
    { name, at, language, waited, talked }: Pick<Asked, 'name' | 'at' | 'language' | 'waited' | 'talked'>,
    who: 'offered' | 'answered',
    by: number,
  ): void {
    const subject: Subject = `survey ${name}`;
    this.#count(at, subject, `waited_${who}`, waited * by);
    this.#count(at, subject, `talked_${who}`, talked * by);
    this.#count(at, subject, `language_${who}_${language}`, by);
  }

  #withResult(
    { name, at }: Pick<Asked, 'name' | 'at'>,
    result: string,
    who: 'offered' | 'answered',
    by: number,
  ): void {
    this.#count(at, `survey ${name}`, `result_${who}_${result}`, by);
  }
}

/** Those that ended until then; who is still being asked is passed over. */
function forget(calls: Map<CallId, Aftermath>, until: Instant): void {
  for (const { call, endedAt } of calls.values()) {
    if (endedAt === undefined) continue;
    if (endedAt > until) return;
    calls.delete(call);
  }
}

/** In which they were answered last. */
const queueOf = ({ visits }: CallFold): QueueName | undefined =>
  visits.rows.findLast(({ outcome }) => outcome === 'answered')?.queue;

const subjectsOf = ({ name, agent, queue }: Pick<Asked, 'name' | 'agent' | 'queue'>): readonly Subject[] => [
  `survey ${name}`,
  `agent ${agent}`,
  ...(queue === undefined ? [] : [`queue ${queue}` as const]),
];

/** A row of its own: those who answer an e-mail are others than those who stay on the line. */
const byEmail = (survey: string): string => `${survey}${answeredByEmail}`;
