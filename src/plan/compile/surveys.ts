/** What callers are asked after a talk, as written into what the core reads. */
import { defined } from '../../shared/defined.ts';
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
        to.error(at, `survey '${name}' has no questions`, 'add questions: with a name and a text each');
      if (questions.length > mostQuestions)
        to.error(
          at,
          `survey '${name}' has ${questions.length} questions`,
          `a survey has ${mostQuestions} at most`,
        );
      for (const question of questions)
        if (question.name === commentQuestion)
          to.error(question.at, `a question cannot be called '${commentQuestion}'`, 'use another name');
      if (written['low'] === 0 && (by !== undefined || written['follow up after'] !== undefined))
        to.warning(
          at,
          `survey '${name}' opens no follow-up, because low is 0`,
          'set low: or remove the follow-up',
        );
      const asked = questions.flatMap(({ name: question, value }) =>
        value === undefined ? [] : [{ name: question, prompt: prompts.compile(value) }],
      );
      const { by: way = 'phone', 'e-mail': mail } = written;
      if (way === 'phone' && mail !== undefined)
        to.error(
          at,
          `survey '${name}' has e-mail: but asks at the phone only`,
          'add by: email or by: both, or remove e-mail:',
        );
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
