/** What callers are asked after a talk, as written into what the core reads. */

import { defined } from '../../shared/defined.ts';
import { phrase } from '../../shared/findings/said.ts';
import { seconds } from '../../shared/time.ts';
import type { Placed } from '../form/form.ts';
import type { PlanSource } from '../language.ts';
import type { Plan, Survey } from '../model.ts';
import { type Report, resolve } from '../source/report.ts';
import type { Names } from './names.ts';
import type { PromptCompiler } from './prompt.ts';
import { collect } from './section.ts';
import { compileSurveyByEmail } from './survey-by-email.ts';

/** More questions than callers answer. */
const mostQuestions = 9;

export function compileSurveys(
  { surveys }: PlanSource,
  names: Pick<Names, 'queues' | 'agents' | 'languages' | 'voicemails' | 'schedules'>,
  prompts: PromptCompiler,
  to: Report,
): Pick<Plan, 'surveys'> {
  if (!surveys) return {};
  return {
    surveys: collect(surveys, (name, written, at): Survey => {
      const known = (
        kind: 'queue' | 'agent' | 'language',
        given: readonly Placed<string>[] | undefined,
      ): readonly string[] | undefined =>
        given?.flatMap((each) => resolve(each, kind, names[`${kind}s`], to) ?? []);
      const { questions, comment, 'follow up by': by } = written;
      if (questions.length === 0)
        to.error(at, phrase('survey_without_questions', { survey: name }), phrase('add_questions'));
      if (questions.length > mostQuestions)
        to.error(
          at,
          phrase('survey_with_too_many_questions', { survey: name, count: questions.length }),
          phrase('survey_has_at_most', { limit: mostQuestions }),
        );
      for (const question of questions)
        if (question.name === commentQuestion)
          to.error(
            question.at,
            phrase('question_name_reserved', { name: commentQuestion }),
            phrase('use_another_name'),
          );
      if (written['low'] === 0 && (by !== undefined || written['follow up after'] !== undefined))
        to.warning(at, phrase('survey_opens_no_follow_up', { survey: name }), phrase('set_low'));
      const asked = questions.flatMap(({ name: question, value }) =>
        value === undefined ? [] : [{ name: question, prompt: prompts.compile(value) }],
      );
      const { by: way = 'phone', 'e-mail': mail } = written;
      if (way === 'phone' && mail !== undefined)
        to.error(at, phrase('survey_only_by_phone', { survey: name }), phrase('add_by_email'));
      const ways =
        way === 'phone'
          ? {}
          : {
              byEmail: compileSurveyByEmail({ name, at, asked }, mail, names, to),
              ...(way === 'email' && { onlyByEmail: true as const }),
            };
      return {
        name,
        ...ways,
        ...defined({
          queues: known('queue', written.queues),
          agents: known('agent', written.agents),
          languages: known('language', written.languages),
        }),
        share: written.share ?? 100,
        questions: asked,
        low: written.low ?? 2,
        followUpAfter: written['follow up after'] ?? 0,
        ...defined({
          followUpBy: by && resolve(by, 'agent', names.agents, to),
          comment: comment && resolve(comment, 'voicemail', names.voicemails, to),
        }),
        thanks: written.thanks ? prompts.compile(written.thanks) : prompts.builtIn('goodbye'),
        waitFor: written.wait ?? seconds(5),
        tries: written.tries ?? 2,
      };
    }),
  };
}

/** What the journal calls the spoken comment. */
const commentQuestion = 'comment';
