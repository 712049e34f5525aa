/** Surveys by e-mail: who is asked, and the page that the link in the e-mail opens. */
import type { JournalEntryOf } from '../call/kept/journal.ts';
import type { Language, Survey } from '../plan/model.ts';
import type { CallId } from '../shared/ids.ts';
import type { Instant } from '../shared/time.ts';

/** Somebody is to be sent a survey. */
export interface SurveyInvitation {
  readonly call: CallId;
  /** When it was offered. */
  readonly at: Instant;
  readonly survey: Survey;
  readonly language: Language;
  /** Their address. */
  readonly to: string;
}

/** What a link leads to. */
export interface SurveyAsked {
  readonly offered: JournalEntryOf<'surveyOffered'>;
  readonly survey: Survey;
  readonly isAnswered: boolean;
}

export interface SurveyAnswer {
  readonly call: CallId;
  /** From 1 to 5, by the name of the question. */
  readonly marks: Readonly<Record<string, number>>;
  readonly comment?: string;
}

/** `known`: it was answered before. `gone`: the survey is no longer in the plan, or the contact was erased. */
export type SurveyAnswered = 'taken' | 'known' | 'gone' | 'nothing_marked';

export interface SurveyPage {
  readonly company: string;
  readonly language: Language;
  readonly questions: readonly { readonly name: string; readonly text: string }[];
}

/** Nobody has a session there: the token of the link counts. */
export interface SurveyDoor {
  /** What the link shows. It changes nothing: programs that look for viruses open links, too. */
  open(token: string): Promise<SurveyPage | ClosedSurvey>;
  answer(
    token: string,
    answer: Omit<SurveyAnswer, 'call'>,
  ): Promise<SurveyPage | ClosedSurvey | 'taken' | 'nothing_marked'>;
  /** Whoever got the e-mail wants no more of them; also with a link that has expired. */
  refuse(token: string): Promise<'refused' | 'unknown'>;
  /** In which language a page says that. */
  languageOf(token: string): Promise<Language>;
}

/** `unknown`: no link of ours. */
export type ClosedSurvey = 'unknown' | 'expired' | 'gone' | 'known';
