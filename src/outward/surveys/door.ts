/**
 * Where the links of surveys lead. One answer at a time: whether a survey was answered before is read from the journal, and
 * two clicks at once would both find that it was not.
 */
import type { Plan } from '../../plan/model.ts';
import { writtenIn } from '../../plan/rules/surveys.ts';
import type { Actor } from '../../ports/actor.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Gate } from '../../ports/gate.ts';
import type { ContactBook } from '../../ports/store.ts';
import type {
  ClosedSurvey,
  SurveyAnswer,
  SurveyAnswered,
  SurveyAsked,
  SurveyDoor,
  SurveyPage,
} from '../../ports/surveys.ts';
import type { CallId } from '../../shared/ids.ts';
import type { SurveyTokens } from './tokens.ts';

/** In the audit trail. No person and no token can have this name. */
const surveyLink: Actor = { kind: 'token', name: 'survey link', role: 'operator' };

export interface SurveyDeskNeeds {
  readonly tokens: SurveyTokens;
  readonly clock: Pick<Clock, 'now'>;
  readonly plan: () => Pick<Plan, 'company' | 'language'>;
  readonly asked: (call: CallId) => Promise<SurveyAsked | 'gone'>;
  readonly answered: (answer: SurveyAnswer) => Promise<SurveyAnswered>;
  readonly contacts: Pick<ContactBook, 'byId'>;
  readonly gate: Pick<Gate, 'ask'>;
}

export class SurveyDesk implements SurveyDoor {
  readonly #needs: SurveyDeskNeeds;
  #last: Promise<unknown> = Promise.resolve();

  constructor(needs: SurveyDeskNeeds) {
    this.#needs = needs;
  }

  async open(token: string): Promise<SurveyPage | ClosedSurvey> {
    const { tokens, clock, asked, plan } = this.#needs;
    const read = tokens.read(token);
    if (!read) return 'unknown';
    if (read.until < clock.now()) return 'expired';
    const found = await asked(read.call);
    if (found === 'gone') return 'gone';
    if (found.isAnswered) return 'known';
    const { survey } = found;
    const language = await this.languageOf(token);
    const questions = survey.questions.map(({ name, prompt }) => ({
      name,
      text: writtenIn(prompt, survey.byEmail?.questions[name], language) || name,
    }));
    return { company: plan().company, language, questions };
  }

  answer(
    token: string,
    answer: Omit<SurveyAnswer, 'call'>,
  ): Promise<SurveyPage | ClosedSurvey | 'taken' | 'nothing_marked'> {
    const taken = this.#last.then(() => this.#answer(token, answer));
    this.#last = taken.catch(() => undefined);
    return taken;
  }

  async refuse(token: string): Promise<'refused' | 'unknown'> {
    const contact = await this.#contactOf(token);
    const [number] = contact?.numbers ?? [];
    if (number === undefined) return 'unknown';
    if (contact?.noSurveys) return 'refused';
    const change = { noSurveys: true };
    const asked = await this.#needs.gate.ask({ ask: 'change_contact', number, change }, surveyLink);
    return asked.done ? 'refused' : 'unknown';
  }

  async languageOf(token: string): Promise<string> {
    const { tokens, asked, plan } = this.#needs;
    const read = tokens.read(token);
    const found = read ? await asked(read.call) : 'gone';
    if (found === 'gone') return plan().language;
    return (await this.#contactOf(token))?.language ?? found.offered.language;
  }

  async #answer(token: string, answer: Omit<SurveyAnswer, 'call'>) {
    const page = await this.open(token);
    const read = this.#needs.tokens.read(token);
    if (typeof page === 'string' || !read) return page;
    return await this.#needs.answered({ ...answer, call: read.call });
  }

  async #contactOf(token: string) {
    const { tokens, asked, contacts } = this.#needs;
    const read = tokens.read(token);
    const found = read ? await asked(read.call) : 'gone';
    const id = found === 'gone' ? undefined : found.offered.contact;
    return id === undefined ? undefined : await contacts.byId(id);
  }
}
