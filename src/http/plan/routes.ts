import { refusals } from '../../contract/common.ts';
import {
  planApplied,
  planApply,
  planCheck,
  planChecked,
  planEdit,
  planEdited,
  planHistory,
  planHistoryQuery,
  planQuery,
  planText,
  planTried,
  planTry,
  planSchema as schemaBody,
} from '../../contract/plan.ts';
import { callOutcome } from '../../contract/values.ts';
import { planSchema } from '../../plan/schema.ts';
import type { PlanTried } from '../../ports/plan-desk.ts';
import { defined } from '../../shared/defined.ts';
import type { Api, ApiNeeds } from '../api.ts';
import { actorOf } from '../auth.ts';
import { orRefuse, Refusal } from '../errors.ts';
import { plain } from '../plain.ts';
import { iso } from '../times.ts';
import { versionView } from './view.ts';

/** Each of thousands would be checked against its schema in one go while calls wait. */
const mostWarnings = 200;

export function planRoutes(app: Api, { gate, store, operations, planDesk, sounds }: ApiNeeds): void {
  app.get(
    '/v1/plan',
    {
      config: { right: 'read_plan' },
      schema: {
        summary: 'Show the text of the active plan, or of an earlier version',
        querystring: planQuery,
        response: { 200: planText, ...refusals },
      },
    },
    async ({ query }) => {
      const { plans } = store;
      const found = query.version ? await plans.byVersion(query.version) : await plans.current();
      if (!found)
        throw new Refusal(
          'no_such_plan',
          query.version ? `there is no plan version ${query.version}` : 'there is no plan yet',
        );
      return { ...found, at: iso(found.at) };
    },
  );

  app.post(
    '/v1/plan',
    {
      config: { right: 'apply_plan' },
      // The longest plan takes so long to prove on a busy machine.
      handlerTimeout: 150_000,
      schema: {
        summary: 'Validate a plan and activate it if it has no errors; otherwise 422 with the findings',
        body: planApply,
        response: { 200: planApplied, ...refusals },
      },
    },
    async (request) => {
      const { text, ifVersion, withoutPasswords } = request.body;
      const asked = {
        ask: 'apply_plan',
        text,
        withoutPasswords,
        ...defined({ ifVersion }),
      } as const;
      const { version, warnings } = orRefuse(await gate.ask(asked, actorOf(request)));
      const more = warnings.length - mostWarnings;
      return { version, warnings: warnings.slice(0, mostWarnings), ...(more > 0 && { moreWarnings: more }) };
    },
  );

  app.get(
    '/v1/plan/history',
    {
      config: { right: 'read_plan' },
      schema: {
        summary: 'List plan versions, newest first',
        querystring: planHistoryQuery,
        response: { 200: planHistory, ...refusals },
      },
    },
    async ({ query }) => ({ versions: (await store.plans.history(query.limit)).map(versionView) }),
  );

  app.get(
    '/v1/plan/schema',
    {
      config: { right: 'read_plan' },
      schema: {
        summary: 'Get the language of the plan as JSON Schema, for editors',
        response: { 200: schemaBody, ...refusals },
      },
    },
    async () => planSchema(),
  );

  const desk = () => {
    if (planDesk) return planDesk;
    throw new Refusal('not_found', 'this engine cannot work on plans');
  };
  /** As long as a worker may take, and a turn of waiting for one. */
  const handlerTimeout = 150_000;

  app.post(
    '/v1/plan/check',
    {
      config: { right: 'read_plan' },
      handlerTimeout,
      schema: {
        summary: 'Validate and prove a plan, and compare it with the active one; changes nothing',
        body: planCheck,
        response: { 200: planChecked, ...refusals },
      },
    },
    async ({ body: { text, against } }) => {
      const other = await (against === undefined ? store.plans.current() : store.plans.byVersion(against));
      if (against !== undefined && !other)
        throw new Refusal('no_such_plan', `there is no plan version ${against}`);
      const kept = (await sounds?.list())?.map(({ name, language }) => ({ name, language }));
      const checked = await desk().check(text, other?.text, kept);
      return plain({ ...checked, version: other?.version ?? 0 });
    },
  );

  app.post(
    '/v1/plan/try',
    {
      config: { right: 'read_plan' },
      handlerTimeout,
      schema: {
        summary: 'Run a call through a plan without a phone, and tell its story; changes nothing',
        body: planTry,
        response: { 200: planTried, ...refusals },
      },
    },
    async ({ body: { text, ...question } }) => {
      const given = text ?? (await store.plans.current())?.text ?? '';
      const tried = await desk().tryCall(given, defined(question), operations.now());
      if ('because' in tried) throw new Refusal('bad_request', tried.because);
      if (!tried.ok) throw new Refusal('plan_refused', undefined, undefined, tried.findings);
      return { ...toldOf(tried.call), ...(tried.callback && { callback: toldOf(tried.callback) }) };
    },
  );

  app.post(
    '/v1/plan/edit',
    {
      config: { right: 'read_plan' },
      handlerTimeout,
      schema: {
        summary: 'Change a few values in the text of a plan, keeping comments and layout; applies nothing',
        body: planEdit,
        response: { 200: planEdited, ...refusals },
      },
    },
    async ({ body }) => {
      const text = await desk().edit(body.text, body.edits);
      if (text === undefined) throw new Refusal('bad_request', 'the plan is not valid YAML');
      return { text };
    },
  );
}

type Told = Extract<PlanTried, { ok: true }>['call'];
const toldOf = ({ outcome, lines }: Told) => ({
  outcome: callOutcome.parse(outcome),
  lines: lines.map((line) => ({ ...line, at: iso(line.at) })),
});
