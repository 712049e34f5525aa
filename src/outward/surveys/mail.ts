/** The e-mail that asks how a call was: a link for each mark, and one to get no more of them. */
import type { Plan } from '../../plan/model.ts';
import { openingAt } from '../../plan/rules/schedule.ts';
import { writtenIn } from '../../plan/rules/surveys.ts';
import type { Mail, Mailer } from '../../ports/mailer.ts';
import type { SurveyInvitation } from '../../ports/surveys.ts';
import { surveyWords } from '../../shared/survey-words.ts';
import type { Instant } from '../../shared/time.ts';
import type { SurveyTokens } from './tokens.ts';

export interface SurveyMailNeeds {
  readonly plan: () => Pick<Plan, 'company' | 'timeZone' | 'schedules'>;
  readonly mailer: Pick<Mailer, 'linkTo'>;
  readonly tokens: SurveyTokens;
}

export function surveyMail(
  { call, at, survey, language, to }: SurveyInvitation,
  { plan, mailer, tokens }: SurveyMailNeeds,
): readonly Mail[] {
  const { byEmail, questions } = survey;
  const [first] = questions;
  if (!byEmail || !first) return [];
  const { company, timeZone, schedules } = plan();
  const words = surveyWords(language);
  const day = (moment: Instant): string =>
    new Intl.DateTimeFormat(language, { timeZone, dateStyle: 'long' }).format(moment);
  const window = schedules[byEmail.window ?? ''];
  const opening = window && openingAt(window, at + byEmail.after);
  const notBefore = opening?.open === false ? (opening.until ?? at + byEmail.after) : at + byEmail.after;
  const until = notBefore + byEmail.validFor;
  const link = mailer.linkTo(`/survey/${tokens.of({ call, until })}`);
  const marks = [5, 4, 3, 2, 1].map(
    (mark) => `${mark}: ${words.marks[mark - 1] ?? ''}\n   ${link}?mark=${mark}`,
  );
  const lines = [
    words.intro(company, day(at)),
    '',
    writtenIn(first.prompt, byEmail.questions[first.name], language),
    '',
    ...marks,
    '',
    words.validUntil(day(until)),
    '',
    words.noMore,
    `${link}/stop`,
  ];
  return [
    {
      id: `survey ${call}`,
      kind: 'survey',
      to: [to],
      subject: words.subject(company),
      text: `${lines.join('\n')}\n`,
      call,
      notBefore,
      unsubscribe: `${link}/stop`,
    },
  ];
}
