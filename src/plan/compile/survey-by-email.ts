/** How a survey is sent by e-mail. Its questions need words that can be read. */

import { defined } from '../../shared/defined.ts';
import { phrase } from '../../shared/findings/said.ts';
import { minutes } from '../../shared/time.ts';
import type { SurveyByEmailSource } from '../language.ts';
import type { SurveyByEmail, SurveyQuestion } from '../model.ts';
import { writtenIn } from '../rules/surveys.ts';
import type { Place } from '../source/position.ts';
import { type Report, resolve, table } from '../source/report.ts';
import { inLanguages, refuseOtherLanguages } from './by-language.ts';
import type { Names } from './names.ts';

interface Of {
  readonly name: string;
  readonly at: Place;
  readonly asked: readonly SurveyQuestion[];
}

const day = minutes(24 * 60);

export function compileSurveyByEmail(
  { name, at, asked }: Of,
  written: SurveyByEmailSource | undefined,
  names: Pick<Names, 'languages' | 'schedules'>,
  to: Report,
): SurveyByEmail {
  const languages = [...names.languages];
  const texts = written?.questions ?? [];
  for (const text of texts) {
    if (!asked.some((question) => question.name === text.name))
      to.error(
        text.at,
        phrase('survey_without_question', { survey: name, question: text.name }),
        phrase('use_one_of_its_questions'),
      );
    refuseOtherLanguages(text.value, languages, to);
  }
  const questions = table(
    texts.flatMap(({ name: question, value }) =>
      value === undefined ? [] : [[question, inLanguages(value, languages)] as const],
    ),
  );
  for (const { name: question, prompt } of asked)
    if (languages.every((language) => writtenIn(prompt, questions[question], language) === ''))
      to.error(
        at,
        phrase('question_without_text', { survey: name, question }),
        phrase('write_email_question'),
      );
  const { after, window, 'at most every': notSooner, 'valid for': validFor } = written ?? {};
  return {
    after: after ?? minutes(30),
    notSooner: notSooner ?? 30 * day,
    validFor: validFor ?? 14 * day,
    questions,
    ...defined({ window: window && resolve(window, 'schedule', names.schedules, to) }),
  };
}
