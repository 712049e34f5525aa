/** Reviews of recorded calls: forms, marks, how far reviewers differ, and a report by agent. */
import { callPath } from '../../contract/call.ts';
import { refusals } from '../../contract/common.ts';
import {
  qualityQuery,
  qualityReport,
  type ReviewView,
  review,
  reviewList,
  reviewPath,
  reviewQuery,
  reviewRemoved,
  reviewRequest,
  reviewsOfCall,
  scorecard,
  scorecardList,
  scorecardPath,
  scorecardRemoved,
  scorecardRequest,
} from '../../contract/review.ts';
import { reachesAny } from '../../people/reach.ts';
import type { Actor } from '../../ports/actor.ts';
import type { ReviewQuery } from '../../ports/quality.ts';
import { qualityByAgent, type Review, type Scorecard, spreadsOf } from '../../quality/scorecard.ts';
import { callRecord } from '../../reports/call-record.ts';
import { defined } from '../../shared/defined.ts';
import { type CallId, callId } from '../../shared/ids.ts';
import type { Api, ApiNeeds } from '../api.ts';
import { actorOf, ownAgentOf } from '../auth.ts';
import { orRefuse, Refusal } from '../errors.ts';
import { iso } from '../times.ts';

/** A report looks at the newest so many. */
const mostReported = 20_000;
/** Read at once where a scope leaves some out, and how often. */
const page = 200;
const mostPages = 25;

const scorecardView = ({ name, title, questions, queues, changedAt, changedBy }: Scorecard) => ({
  name,
  title,
  questions: questions.map((each) => ({ ...each })),
  ...(queues && { queues: [...queues] }),
  changedAt: iso(changedAt),
  changedBy,
});

const reviewView = ({ at, scorecard: { questions, ...by }, marks, ...rest }: Review): ReviewView => ({
  ...rest,
  at: iso(at),
  scorecard: { ...by, questions: questions.map((each) => ({ ...each })) },
  marks: { ...marks },
});

/** What has no reviews because its days are the wrong way round would look like good news. */
function between(from: string | undefined, to: string | undefined): Pick<ReviewQuery, 'from' | 'to'> {
  const [first, last] = [from, to].map((at) => (at === undefined ? undefined : Date.parse(at)));
  if (first !== undefined && last !== undefined && last <= first)
    throw new Refusal('bad_request', `${to} is not after ${from}`);
  return defined({ from: first, to: last });
}

export function qualityRoutes(app: Api, { operations, store, gate }: ApiNeeds): void {
  const { quality, journal, recordings } = store;
  const see = { right: 'see_reviews', scoped: true } as const;
  const change = { right: 'review_calls', scoped: true } as const;
  const manage = { right: 'manage_scorecards' } as const;
  const isSeen = ({ agent, queue }: Review, actor: Actor): boolean =>
    reachesAny(gate.reach('see_reviews', actor), {
      agents: [agent],
      queues: queue === undefined ? [] : [queue],
    });

  async function seen(query: ReviewQuery, actor: Actor): Promise<readonly Review[]> {
    if (gate.reach('see_reviews', actor) === 'all') return quality.reviews(query);
    const found: Review[] = [];
    let { before } = query;
    for (let read = 0; read < mostPages && found.length < query.limit; read++) {
      const part = await quality.reviews({ ...query, limit: page, ...defined({ before }) });
      found.push(...part.filter((each) => isSeen(each, actor)));
      before = part.at(-1)?.id;
      if (part.length < page || before === undefined) break;
    }
    return found.slice(0, query.limit);
  }
  async function agentsIn(call: CallId): Promise<readonly string[]> {
    const entries = await journal.ofCall(call);
    if (entries.length === 0) throw new Refusal('no_such_call', `there is no call ${call}`);
    const { agents } = operations.plan().plan;
    return (callRecord(entries, operations.now())?.answeredBy ?? []).filter(
      (who) => agents[who] !== undefined,
    );
  }

  app.get(
    '/v1/scorecards',
    {
      config: see,
      schema: { summary: 'List the scorecards', response: { 200: scorecardList, ...refusals } },
    },
    async () => ({ scorecards: (await quality.scorecards()).map(scorecardView) }),
  );

  app.put(
    '/v1/scorecards/:name',
    {
      config: manage,
      schema: {
        summary: 'Write a scorecard. Reviews keep the questions that they answered',
        params: scorecardPath,
        body: scorecardRequest,
        response: { 200: scorecard, ...refusals },
      },
    },
    async (request) => {
      const { queues, ...fields } = request.body;
      const unknown = queues?.find((name) => !operations.plan().plan.queues[name]);
      if (unknown !== undefined) throw new Refusal('bad_request', `the plan has no queue ${unknown}`);
      const { name } = request.params;
      const asked = { ask: 'keep_scorecard' as const, name, fields: { ...fields, ...defined({ queues }) } };
      return scorecardView(orRefuse(await gate.ask(asked, actorOf(request))).scorecard);
    },
  );

  app.delete(
    '/v1/scorecards/:name',
    {
      config: manage,
      schema: {
        summary: 'Delete a scorecard. Reviews that were given by it stay',
        params: scorecardPath,
        response: { 200: scorecardRemoved, ...refusals },
      },
    },
    async (request) => {
      const { name } = request.params;
      orRefuse(await gate.ask({ ask: 'remove_scorecard', name }, actorOf(request)));
      return { scorecard: name, removed: true as const };
    },
  );

  app.get(
    '/v1/reviews',
    {
      config: see,
      schema: {
        summary: 'List reviews of recorded calls, the newest first',
        querystring: reviewQuery,
        response: { 200: reviewList, ...refusals },
      },
    },
    async (request) => {
      const { call, from, to, limit, ...rest } = request.query;
      const query: ReviewQuery = {
        limit,
        ...defined(rest),
        ...(call !== undefined && { call: callId(Number(call)) }),
        ...between(from, to),
      };
      return { reviews: (await seen(query, actorOf(request))).map(reviewView) };
    },
  );

  app.get(
    '/v1/reviews/report',
    {
      config: see,
      schema: {
        summary: 'Quality by agent: mean, lowest and highest score, and the weakest questions',
        querystring: qualityQuery,
        response: { 200: qualityReport, ...refusals },
      },
    },
    async (request) => {
      const { from, to } = request.query;
      const query: ReviewQuery = {
        limit: mostReported,
        ...between(from, to),
      };
      const reviews = await quality.reviews(query);
      const theirs = reviews.filter((each) => isSeen(each, actorOf(request)));
      return {
        agents: qualityByAgent(theirs).map((row) => ({
          ...row,
          questions: row.questions.map((each) => ({ ...each })),
        })),
      };
    },
  );

  app.get(
    '/v1/calls/:id/reviews',
    {
      config: see,
      schema: {
        summary: 'Reviews of one call, and how far its reviewers differ',
        params: callPath,
        response: { 200: reviewsOfCall, ...refusals },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      const call = callId(Number(request.params.id));
      if (!(await gate.reachesCall('see_reviews', actor, call)))
        throw new Refusal('no_such_call', `there is no call ${call}`);
      const agents = await agentsIn(call);
      const row = await recordings.find(call);
      const all = (await quality.reviews({ call, limit: page })).filter((each) => isSeen(each, actor));
      return {
        reviews: all.map(reviewView),
        spreads: spreadsOf(all).map((each) => ({
          ...each,
          questions: each.questions.map((one) => ({ ...one })),
        })),
        agents: [...agents],
        recorded: row !== undefined && row.state !== 'lost' && row.state !== 'deleted',
      };
    },
  );

  app.put(
    '/v1/calls/:id/review',
    {
      config: change,
      schema: {
        summary:
          'Review an agent in a recorded call; what you said of them by this scorecard before is replaced',
        params: callPath,
        body: reviewRequest,
        response: { 200: review, ...refusals },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      const call = callId(Number(request.params.id));
      // Before the call is looked at: what is not theirs must not answer differently from what does not exist.
      const isTheirs = await gate.reachesCall('review_calls', actor, call);
      const agents = isTheirs ? await agentsIn(call) : [];
      const { agent: named, scorecard: by, marks, note } = request.body;
      const [only, another] = agents;
      const agent = named ?? (another === undefined ? only : undefined);
      if (isTheirs && (agent === undefined || !agents.includes(agent)))
        throw new Refusal(
          'not_served',
          agent === undefined
            ? `${agents.length} agents talked in call ${call}`
            : `${agent} has not talked in call ${call}`,
          agents.length === 0 ? undefined : `name one of ${agents.join(', ')}`,
        );
      const reviewer = ownAgentOf(request);
      const asked = {
        ask: 'review_call' as const,
        call,
        agent: agent ?? '',
        scorecard: by,
        marks,
        ...(note !== undefined && note !== '' && { note }),
        ...defined({ reviewer }),
      };
      return reviewView(orRefuse(await gate.ask(asked, actor)).review);
    },
  );

  app.delete(
    '/v1/reviews/:review',
    {
      config: change,
      schema: {
        summary: 'Delete a review',
        params: reviewPath,
        response: { 200: reviewRemoved, ...refusals },
      },
    },
    async (request) => {
      const id = Number(request.params.review);
      orRefuse(await gate.ask({ ask: 'remove_review', review: id }, actorOf(request)));
      return { review: id, removed: true as const };
    },
  );
}
