/**
 * The pages that the links in the e-mail of a survey open. Nobody has a session there: the token in the address counts.
 * A GET changes nothing, because mail servers open links to look for viruses; a POST, which the form sends, does.
 */
import type { FastifyReply } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { ClosedSurvey } from '../../ports/surveys.ts';
import { surveyWords } from '../../shared/survey-words.ts';
import type { Api, ApiNeeds } from '../api.ts';
import { Refusal } from '../errors.ts';
import { pageHeaders, saying, stopForm, surveyForm } from './page.ts';

const token = z.object({ token: z.string().max(100) });
/** A wrong one is none chosen. */
const chosen = z.object({ mark: z.coerce.number().int().min(1).max(5).optional().catch(undefined) });
const longestComment = 2000;
/** Nine marks and a comment. */
const largest = 32 * 1024;

const statusOf: Readonly<Record<ClosedSurvey, number>> = {
  unknown: 404,
  gone: 410,
  expired: 410,
  known: 200,
};
const wordOf = { unknown: 'unknown', gone: 'unknown', expired: 'expired', known: 'known' } as const;

export function surveyRoutes(app: Api, { surveys }: Pick<ApiNeeds, 'surveys'>): void {
  const options = {
    config: { open: true, rateLimit: { max: 60, timeWindow: 60_000 } },
    bodyLimit: largest,
  } as const;
  const hidden = { hide: true, params: token } as const;
  // By itself: nothing else of ours takes a form.
  app.register(async (encapsulated) => {
    const own = encapsulated.withTypeProvider<ZodTypeProvider>();
    own.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string' },
      (_request: unknown, body: string | Buffer, done: (error: null, value: URLSearchParams) => void) =>
        done(null, new URLSearchParams(String(body))),
    );
    const door = () => {
      if (!surveys) throw new Refusal('not_found');
      return surveys;
    };
    own.get(
      '/survey/:token',
      { ...options, schema: { ...hidden, querystring: chosen } },
      async (request, reply) => {
        const { params, query } = request;
        const opened = await door().open(params.token);
        return typeof opened === 'string'
          ? closed(reply, opened, await door().languageOf(params.token))
          : html(reply, 200, surveyForm(opened, query.mark));
      },
    );
    own.post('/survey/:token', { ...options, schema: hidden }, async ({ params, body }, reply) => {
      const form = body instanceof URLSearchParams ? body : new URLSearchParams();
      const language = await door().languageOf(params.token);
      const answered = await door().answer(params.token, answerIn(form));
      const words = surveyWords(language);
      if (answered === 'taken') return html(reply, 200, saying(language, words.thanks));
      if (answered !== 'nothing_marked')
        return closed(reply, typeof answered === 'string' ? answered : 'unknown', language);
      const again = await door().open(params.token);
      return typeof again === 'string'
        ? closed(reply, again, language)
        : html(reply, 400, surveyForm(again, undefined, words.nothingMarked));
    });
    own.get('/survey/:token/stop', { ...options, schema: hidden }, async ({ params }, reply) =>
      html(reply, 200, stopForm(await door().languageOf(params.token))),
    );
    // Mail programs send it by themselves when their reader unsubscribes (RFC 8058).
    own.post('/survey/:token/stop', { ...options, schema: hidden }, async ({ params }, reply) => {
      const language = await door().languageOf(params.token);
      if ((await door().refuse(params.token)) === 'unknown') return closed(reply, 'unknown', language);
      return html(reply, 200, saying(language, surveyWords(language).stopped));
    });
  });
}

function answerIn(form: URLSearchParams) {
  const marks: Record<string, number> = Object.create(null) as Record<string, number>;
  for (const [name, value] of form)
    if (name.startsWith('mark.') && /^[1-5]$/.test(value)) marks[name.slice('mark.'.length)] = Number(value);
  const comment = (form.get('comment') ?? '').replaceAll('\r\n', '\n').trim().slice(0, longestComment);
  return { marks, comment };
}

const closed = (reply: FastifyReply, why: ClosedSurvey, language: string) =>
  html(reply, statusOf[why], saying(language, surveyWords(language)[wordOf[why]]));

const html = (reply: FastifyReply, status: number, text: string) =>
  reply.code(status).headers(pageHeaders).type('text/html; charset=utf-8').send(text);
