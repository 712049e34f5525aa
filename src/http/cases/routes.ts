/** The case library: calls to learn from, in three stages, and what people wrote for their trainer. */
import { callPath } from '../../contract/call.ts';
import {
  type CaseView,
  caseAdd,
  caseAnswer,
  caseAnswered,
  caseAnswers,
  caseChange,
  caseList,
  casePath,
  caseQuery,
  caseRemoved,
  trainingCase,
} from '../../contract/case.ts';
import { refusals } from '../../contract/common.ts';
import type { Actor } from '../../ports/actor.ts';
import type { TalkRecordingRow } from '../../ports/recordings.ts';
import type { CaseAnswer, TrainingCase } from '../../quality/case.ts';
import { defined } from '../../shared/defined.ts';
import { callId } from '../../shared/ids.ts';
import type { Api, ApiNeeds } from '../api.ts';
import { actorOf } from '../auth.ts';
import { orRefuse, Refusal } from '../errors.ts';
import { downloadMayTake, paced } from '../paced.ts';
import { readRange } from '../recordings/range.ts';
import { iso, ms } from '../times.ts';
import { anonymousStory, hasConsent } from './story.ts';

type Needs = Pick<ApiNeeds, 'operations' | 'store' | 'gate' | 'recordingSound'>;

const foundView = ({ id, title, queue, tags, at, by }: TrainingCase) => ({
  id,
  title,
  ...defined({ queue }),
  tags: [...tags],
  at: iso(at),
  by,
});
const answerView = ({ stage, at, texts }: CaseAnswer) => ({ stage, at: iso(at), texts: [...texts] });

export function caseRoutes(app: Api, { operations, store, gate, recordingSound }: Needs): void {
  const { cases, journal, recordings, contacts } = store;
  const see = { right: 'see_cases' } as const;
  const manage = { right: 'manage_cases', scoped: true } as const;
  const one = async (id: string): Promise<TrainingCase> => {
    const found = await cases.one(Number(id));
    if (!found) throw new Refusal('no_such_case', `the library has no case ${id}`);
    return found;
  };
  /** Asked each time: the recording may have been deleted since. */
  const soundOf = async ({ call, withSound }: TrainingCase): Promise<TalkRecordingRow | undefined> => {
    if (!withSound) return undefined;
    const row = await recordings.find(call);
    return row?.state === 'kept' && hasConsent(await journal.ofCall(call)) ? row : undefined;
  };
  const view = async (found: TrainingCase, actor: Actor): Promise<CaseView> => {
    const { questions, task, story, call } = found;
    const answers = await cases.answers(found.id, actor.name);
    return {
      ...foundView(found),
      questions: [...questions],
      ...defined({ task }),
      withSound: (await soundOf(found)) !== undefined,
      story: story.map(({ after, text }) => ({ afterMs: ms(after), text })),
      answers: answers.map(answerView),
      ...((await gate.reachesCall('manage_cases', actor, call)) && { call }),
    };
  };

  app.get(
    '/v1/cases',
    {
      config: see,
      schema: {
        summary: 'List the cases of the library, the newest first',
        querystring: caseQuery,
        response: { 200: caseList, ...refusals },
      },
    },
    async ({ query: { limit, ...query } }) => ({
      cases: (await cases.list({ limit, ...defined(query) })).map(foundView),
    }),
  );

  app.post(
    '/v1/calls/:id/case',
    {
      config: manage,
      schema: {
        summary: 'Mark a call as a case: its story is taken over without names and numbers',
        params: callPath,
        body: caseAdd,
        response: { 200: trainingCase, ...refusals },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      const call = callId(Number(request.params.id));
      const { task, ...fields } = request.body;
      const entries = (await gate.reachesCall('manage_cases', actor, call)) ? await journal.ofCall(call) : [];
      const isTheirs = entries.length > 0;
      if (isTheirs && !entries.some(({ type }) => type === 'callEnded'))
        throw new Refusal('conflict', `call ${call} is in progress`, 'mark it when it has ended');
      if (isTheirs && fields.withSound && !hasConsent(entries))
        throw new Refusal(
          'case_without_sound',
          `the caller of call ${call} was not asked whether they may be recorded, or did not agree`,
        );
      const arrived = entries.find((entry) => entry.type === 'callArrived');
      const number = arrived?.caller.number;
      const contact = number === undefined ? undefined : await contacts.withNumber(number);
      const queue = entries.findLast((entry) => 'queue' in entry && entry.queue !== undefined);
      const asked = {
        ask: 'add_case' as const,
        call,
        ...(queue && 'queue' in queue && typeof queue.queue === 'string' && { queue: queue.queue }),
        fields: { ...fields, ...defined({ task }) },
        story: anonymousStory(entries, contact, operations.plan().plan),
      };
      return view(orRefuse(await gate.ask(asked, actor)).case, actor);
    },
  );

  app.get(
    '/v1/cases/:case',
    {
      config: see,
      schema: {
        summary: 'One case, with what you wrote about it',
        params: casePath,
        response: { 200: trainingCase, ...refusals },
      },
    },
    async (request) => view(await one(request.params.case), actorOf(request)),
  );

  app.patch(
    '/v1/cases/:case',
    {
      config: manage,
      schema: {
        summary: 'Change the title, questions, task or tags of a case',
        params: casePath,
        body: caseChange,
        response: { 200: trainingCase, ...refusals },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      const id = Number(request.params.case);
      const change = defined(request.body);
      return view(orRefuse(await gate.ask({ ask: 'change_case', case: id, change }, actor)).case, actor);
    },
  );

  app.delete(
    '/v1/cases/:case',
    {
      config: manage,
      schema: {
        summary: 'Take a case out of the library, with what people wrote about it',
        params: casePath,
        response: { 200: caseRemoved, ...refusals },
      },
    },
    async (request) => {
      const id = Number(request.params.case);
      orRefuse(await gate.ask({ ask: 'remove_case', case: id }, actorOf(request)));
      return { case: id, removed: true as const };
    },
  );

  app.get(
    '/v1/cases/:case/audio',
    {
      config: see,
      handlerTimeout: downloadMayTake,
      schema: {
        summary: 'The recording of a case as a WAVE file, if its caller agreed to be recorded',
        params: casePath,
      },
    },
    async (request, reply) => {
      const found = await one(request.params.case);
      const row = await soundOf(found);
      if (row?.size === undefined) throw new Refusal('case_without_sound');
      orRefuse(await gate.ask({ ask: 'hear_case', case: found.id }, actorOf(request)));
      const range = readRange(request.headers.range, row.size);
      if (range === 'none') throw new Refusal('no_such_part', `the recording has ${row.size} bytes`);
      const { from, to } = range === 'whole' ? { from: 0, to: row.size } : range;
      const sound = await recordingSound?.(row, from, to);
      if (sound === undefined) throw new Refusal('case_without_sound');
      if (sound === 'other key')
        throw new Refusal('recording_key_missing', `the recording needs the key ${row.key}`);
      void reply
        .type('audio/wav')
        .header('accept-ranges', 'bytes')
        .header('content-length', to - from)
        .header('cache-control', 'no-store');
      if (range !== 'whole')
        void reply.code(206).header('content-range', `bytes ${from}-${to - 1}/${row.size}`);
      return reply.send(paced(sound));
    },
  );

  app.put(
    '/v1/cases/:case/answers',
    {
      config: see,
      schema: {
        summary: 'Write what you found in a stage of a case; what you wrote there before is replaced',
        params: casePath,
        body: caseAnswer,
        response: { 200: caseAnswered, ...refusals },
      },
    },
    async (request) => {
      const { stage, texts } = request.body;
      const id = Number(request.params.case);
      orRefuse(await gate.ask({ ask: 'answer_case', case: id, stage, texts }, actorOf(request)));
      return { case: id, stage };
    },
  );

  app.get(
    '/v1/cases/:case/answers',
    {
      config: manage,
      schema: {
        summary: 'What people wrote about a case, for their trainer',
        params: casePath,
        response: { 200: caseAnswers, ...refusals },
      },
    },
    async (request) => {
      const found = await one(request.params.case);
      if (!(await gate.reachesCall('manage_cases', actorOf(request), found.call)))
        throw new Refusal('out_of_scope', 'your right manage_cases does not reach this');
      const answers = await cases.answers(found.id);
      return { answers: answers.map((each) => ({ ...answerView(each), person: each.person })) };
    },
  );
}
