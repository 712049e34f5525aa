/** Reviews of recorded calls and the case library by API. */
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { callId } from '../../../src/shared/ids.ts';
import { keepRecording, keptSound } from '../../support/kept-recording.ts';
import { openOffice } from '../../support/office.ts';
import type { PlainRecordings } from '../../support/plain-recordings.ts';
import { askOffice, TOKEN } from './serve.ts';

const form = {
  title: 'Service',
  questions: [
    { name: 'greeting', title: 'Greeting', points: 5 },
    { name: 'solved', title: 'Solved', points: 10, weight: 3 },
  ],
};
async function recorded() {
  const office = openOffice();
  await keepRecording(office.store.recordings as PlainRecordings, office.operations.now());
  const recordingSound = async (_row: unknown, from: number, to: number) =>
    Readable.from([keptSound.subarray(from, to)]);
  const { ask: plainly, api } = await askOffice(office, { recordingSound });
  const ask = async (method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, body?: object) =>
    (await plainly(method, url, body)).body;
  return { ask, api, office };
}
const put = { scorecard: 'service', marks: { greeting: 5, solved: 5 }, note: 'Calm and clear.' };

test('a recorded call is reviewed; several reviews of it show their spread', async () => {
  const { ask, office } = await recorded();
  expect(await ask('PUT', '/v1/scorecards/service', form)).toMatchObject({
    questions: [{ weight: 1 }, { weight: 3 }],
  });
  const one = await ask('PUT', '/v1/calls/1040/review', put);
  expect(one).toMatchObject({ agent: 'dora', queue: 'sales', reviewer: 'api', score: 62.5 });
  const { quality } = office.store;
  const kept = await quality.review(one.id);
  if (!kept) throw new Error('the review is not kept');
  await quality.keepReview({ ...kept, reviewer: 'mara', marks: { greeting: 1, solved: 5 }, score: 42.5 });
  expect(await ask('GET', '/v1/calls/1040/reviews')).toMatchObject({
    reviews: [{ reviewer: 'mara' }, { reviewer: 'api' }],
    spreads: [{ agent: 'dora', reviews: 2, lowest: 42.5, highest: 62.5, questions: [{ name: 'greeting' }] }],
    agents: ['dora'],
    recorded: true,
  });
  const { agents } = await ask('GET', '/v1/reviews/report');
  expect(agents).toMatchObject([
    { agent: 'clara', mean: 80 },
    { agent: 'dora', reviews: 3, calls: 2, lowest: 42.5 },
  ]);
  expect((await ask('GET', '/v1/reviews?agent=dora&call=1040')).reviews).toHaveLength(2);
  expect(await ask('DELETE', `/v1/reviews/${one.id}`)).toEqual({ review: one.id, removed: true });
  expect((await office.store.audit.last(9)).map(({ action, object }) => [action, object])).toEqual([
    ['keep_scorecard', 'service'],
    ['review_call', '1040'],
    ['remove_review', String(one.id)],
  ]);
  expect(JSON.stringify(await office.store.audit.last(9))).not.toContain('Calm and clear');
});

test('what cannot be reviewed says why', async () => {
  const { ask } = await recorded();
  await ask('PUT', '/v1/scorecards/service', form);
  const why = async (url: string, body: object) => {
    const { error } = await ask('PUT', url, body);
    return [error.code, error.message];
  };
  expect(await why('/v1/calls/1043/review', put)).toEqual(['no_such_call', 'there is no call 1043']);
  expect(await why('/v1/calls/1040/review', { ...put, scorecard: 'none' })).toEqual([
    'no_such_scorecard',
    'there is no scorecard none',
  ]);
  expect(await why('/v1/calls/1040/review', { ...put, agent: 'anna' })).toEqual([
    'not_served',
    'anna has not talked in call 1040',
  ]);
  expect(await why('/v1/calls/1040/review', { ...put, marks: { greeting: 9, solved: 1 } })).toEqual([
    'bad_request',
    'greeting is marked from 0 to 5',
  ]);
  await ask('PUT', '/v1/scorecards/support', { ...form, queues: ['support'] });
  expect((await why('/v1/calls/1040/review', { ...put, scorecard: 'support' }))[0]).toBe('bad_request');
  expect((await why('/v1/scorecards/x', { ...form, queues: ['nowhere'] }))[1]).toContain('nowhere');
  const twice = { title: 'x', questions: [form.questions[0], form.questions[0]] };
  expect((await why('/v1/scorecards/x', twice))[0]).toBe('bad_request');
});

test('a case has the story without names and numbers; three stages are written and read by the trainer', async () => {
  const { ask, api, office } = await recorded();
  const added = await ask('POST', '/v1/calls/1040/case', {
    title: 'A calm answer',
    questions: ['What went well?', 'What would you say?'],
    task: 'Write the best first sentence.',
    tags: ['calm'],
  });
  expect(added).toMatchObject({ title: 'A calm answer', withSound: false, call: '1040', answers: [] });
  const arrived = (await office.store.journal.ofCall(callId(1040))).find(
    (entry) => entry.type === 'callArrived',
  );
  const told = JSON.stringify(added.story);
  expect(told).toContain('agent ');
  const { number, name, contact } = arrived?.caller ?? {};
  for (const word of [number, name, contact && ` ${contact}`, 'dora', '1040'])
    if (word !== undefined) expect(told.toLowerCase()).not.toContain(word.toLowerCase());
  const path = `/v1/cases/${added.id}`;
  expect((await ask('PUT', `${path}/answers`, { stage: 'analyse', texts: ['one'] })).error.code).toBe(
    'bad_request',
  );
  await ask('PUT', `${path}/answers`, { stage: 'replay' });
  await ask('PUT', `${path}/answers`, { stage: 'analyse', texts: ['the tone', 'the same'] });
  await ask('PUT', `${path}/answers`, { stage: 'practise', texts: ['Good morning!'] });
  expect((await ask('GET', path)).answers.map(({ stage }: { stage: string }) => stage)).toEqual([
    'replay',
    'analyse',
    'practise',
  ]);
  expect((await ask('GET', `${path}/answers`)).answers).toMatchObject([
    {},
    {},
    { texts: ['Good morning!'], person: 'api' },
  ]);
  expect((await ask('GET', '/v1/cases?tag=calm')).cases).toHaveLength(1);
  expect((await ask('GET', `${path}/audio`)).error.code).toBe('case_without_sound');
  const headers = { authorization: `Bearer ${TOKEN}` };
  const changed = await api.inject({ method: 'PATCH', url: path, payload: { title: 'Calm' }, headers });
  expect(changed.json().title).toBe('Calm');
  expect(await ask('DELETE', path)).toMatchObject({ removed: true });
  expect((await ask('GET', path)).error.code).toBe('no_such_case');
});

test('the voice is heard only if the caller agreed to be recorded, and each hearing is in the audit trail', async () => {
  const { ask, api, office } = await recorded();
  const withSound = { title: 'Heard', withSound: true };
  expect((await ask('POST', '/v1/calls/1040/case', withSound)).error.code).toBe('case_without_sound');
  office.happens({ type: 'recordingConsent', at: 1, call: callId(1040), rule: 'sales', given: true });
  const { id } = await ask('POST', '/v1/calls/1040/case', withSound);
  expect((await ask('GET', `/v1/cases/${id}`)).withSound).toBe(true);
  const headers = { authorization: `Bearer ${TOKEN}` };
  const sound = await api.inject({ url: `/v1/cases/${id}/audio`, headers });
  expect(sound.rawPayload.equals(keptSound)).toBe(true);
  expect((await office.store.audit.last(1)).at(-1)).toMatchObject({
    action: 'hear_case',
    object: String(id),
  });
  // The recording's time is over: the case stays, its sound does not.
  await office.store.recordings.remove(callId(1040), 'retention');
  expect((await ask('GET', `/v1/cases/${id}`)).withSound).toBe(false);
  expect((await ask('GET', `/v1/cases/${id}/audio`)).error.code).toBe('case_without_sound');
});
