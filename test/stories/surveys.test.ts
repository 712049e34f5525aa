/** Surveys: after the agent has hung up, the caller is asked how it was. */
import { expect } from 'vitest';
import type { StoredEntry } from '../../src/call/kept/journal.ts';
import { TicketKeeper } from '../../src/engine/ticket-keeper.ts';
import { FiguresFold } from '../../src/reports/figures/figures-fold.ts';
import { reconcile } from '../../src/reports/reconcile/reconciler.ts';
import { story as storyOf } from '../../src/reports/story.ts';
import { type CallId, callId } from '../../src/shared/ids.ts';
import { minutes, seconds } from '../../src/shared/time.ts';
import { figuresOf } from '../support/figures.ts';
import { silentLog } from '../support/memory-store.ts';
import { withSounds } from '../support/simulated-floor.ts';
import { office, type Scene, story } from './story.ts';

const survey = (more = '', others = ''): string => `results: { sold: { ticket: solved } }
surveys:
  service:
    queues: [all]
    questions: { friendly: How friendly were we?, solved: Did we solve it? }
    low: 2
    thanks: Thank you.
    ${more}
${others}`;
const plan = office('wrap-up: 30s, results: [sold]', survey());
const german = plan.replace('low: 2', 'languages: [de]').replace('language: en', 'languages: [en, de]');
const withComment = office('wrap-up: 30s', survey('comment: office'));

/** Anna has talked with Maria, and has hung up. */
async function asked({ floor, phase }: Scene, number = '+493012345') {
  const anna = await floor.agent('anna');
  const maria = floor.caller('Maria', { number });
  const call = callId(Number(await maria.dials('1')));
  await anna.answers();
  await maria.talksWith(anna);
  await floor.passes(seconds(20));
  await anna.hangsUp();
  await floor.until('she is asked', () => phase(call) === 'answering_survey');
  return { anna, maria, call };
}

const marks = async ({ told }: Scene, call: string) =>
  (await told('surveyAnswered', call)).map(({ question, mark }) => [question, mark]);

story('two questions, thanks, and the agent wraps up meanwhile', plan, async (scene) => {
  const { floor, told, doing, outcome } = scene;
  const { maria, call } = await asked(scene);
  expect(doing('anna')).toBe('wrapping_up');
  await floor.until('the question is asked', () => floor.asterisk.spoken.at(-1) === 'How friendly were we?');
  // Within the prompt, and behind it.
  await maria.presses('5');
  await floor.passes(seconds(4));
  await maria.presses('4');
  await maria.isHungUpOn();
  expect(await outcome(call)).toBe('answered');
  expect(floor.asterisk.spoken).toEqual(['How friendly were we?', 'Did we solve it?', 'Thank you.']);
  expect(await told('surveyOffered', call)).toMatchObject([
    { survey: 'service', agent: 'anna', queue: 'all', language: 'en' },
  ]);
  expect(await told('surveyAnswered', call)).toMatchObject([
    { question: 'friendly', mark: 5, low: false, agent: 'anna', queue: 'all' },
    { question: 'solved', mark: 4, low: false },
  ]);
  const [ended] = await told('callEnded', call);
  expect(ended?.by).toBe('plan');
  expect(ended?.talked).toBeGreaterThanOrEqual(seconds(20));
  const why = storyOf(await floor.store.journal.ofCall(call), { timeZone: 'UTC' }).map(({ text }) => text);
  expect(why).toContain('survey service: friendly 5 of 5');
  expect(why.join('\n')).toMatch(
    /survey service: the caller is asked about anna, after a wait of .* and a talk of 2\d/,
  );
});

story('wrong keys and silence: asked once more, then thanked; nothing is answered', plan, async (scene) => {
  const { floor, outcome } = scene;
  const { maria, call } = await asked(scene);
  await floor.until('the question is asked', () => floor.asterisk.spoken.length === 1);
  await maria.presses('7');
  await floor.passes(seconds(20));
  expect(await outcome(call)).toBe('answered');
  expect(floor.asterisk.spoken).toEqual([
    'How friendly were we?',
    'Sorry, that key leads nowhere.',
    'How friendly were we?',
    'Thank you.',
  ]);
  expect(await marks(scene, call)).toEqual([]);
});

story(
  'the caller hangs up in between: what they said counts, the rest is not answered',
  plan,
  async (scene) => {
    const { floor, told } = scene;
    const { maria, call } = await asked(scene);
    await maria.presses('3');
    await floor.passes(seconds(1));
    await maria.hangsUp();
    expect(await scene.outcome(call)).toBe('answered');
    expect(await marks(scene, call)).toEqual([['friendly', 3]]);
    expect((await told('callEnded', call))[0]?.by).toBe('caller');
  },
);

story('a caller who hangs up first is not asked', plan, async (scene) => {
  const { floor, told } = scene;
  const anna = await floor.agent('anna');
  const maria = floor.caller('Maria');
  const call = await maria.dials('1');
  await anna.answers();
  await maria.talksWith(anna);
  await floor.passes(seconds(5));
  await maria.hangsUp();
  expect(await scene.outcome(call)).toBe('answered');
  expect(await told('surveyOffered', call)).toEqual([]);
});

story(
  'the agent ends the talk on the desk: asked all the same; an operator ends the call',
  plan,
  async (scene) => {
    const { floor, told, phase, doing } = scene;
    const anna = await floor.agent('anna');
    const maria = floor.caller('Maria');
    const call = callId(Number(await maria.dials('1')));
    await anna.answers();
    await maria.talksWith(anna);
    await floor.passes(seconds(5));
    // Somebody else's agent account ends the call, as any operator does; that of Anna ends her talk.
    await floor.engine.hangUp(call, 'Anna', undefined, 'anna');
    await anna.isHungUpOn();
    expect(phase(call)).toBe('answering_survey');
    expect(doing('anna')).toBe('wrapping_up');
    await maria.presses('4');
    await floor.passes(seconds(1));
    await floor.engine.hangUp(call, 'ops');
    await maria.isHungUpOn();
    expect(await scene.outcome(call)).toBe('answered');
    expect((await told('surveyAnswered', call)).length).toBe(1);
  },
);

story('calls from inside, and those of other queues and languages, are not asked', german, async (scene) => {
  const { floor, told } = scene;
  const anna = await floor.agent('anna');
  const maria = floor.caller('Maria');
  const call = await maria.dials('1');
  await anna.answers();
  await maria.talksWith(anna);
  await floor.passes(seconds(5));
  await anna.hangsUp();
  await maria.isHungUpOn();
  expect(await scene.outcome(call)).toBe('answered');
  expect(await told('surveyOffered')).toEqual([]);
});

story('a comment is a message in its voicemail', withComment, async (scene) => {
  const { floor, told } = scene;
  const { maria, call } = await asked(scene);
  await maria.presses('5');
  await floor.passes(seconds(1));
  await maria.presses('5');
  await floor.until('the comment is asked for', () => floor.asterisk.spoken.at(-1) === 'Leave a message.');
  await floor.passes(seconds(12));
  await maria.hangsUp();
  expect(await scene.outcome(call)).toBe('answered');
  const [comment] = (await told('surveyAnswered', call)).slice(-1);
  expect(comment).toMatchObject({ question: 'comment', low: false });
  const [message] = await told('messageLeft', call);
  expect(message).toMatchObject({ voicemail: 'office', recording: comment?.recording });
});

story(
  'a recorded greeting asks for the comment',
  withComment,
  async (scene) => {
    const { floor } = scene;
    const { maria } = await asked(scene);
    await maria.presses('5');
    await floor.passes(seconds(1));
    await maria.presses('5');
    await floor.until('the comment is asked for', () => floor.asterisk.spoken.at(-1) === 'greeting-office');
    await maria.hangsUp();
  },
  undefined,
  { prompts: withSounds(new Set(['greeting-office'])) },
);

story(
  'a low mark is followed up, and the result that the agent gives does not end it',
  plan,
  async (scene) => {
    const { floor } = scene;
    const keeper = new TicketKeeper({ store: floor.store, clock: floor.clock, log: silentLog });
    keeper.start();
    floor.engine.follow((entry) => keeper.happened(entry));
    const { maria, call } = await asked(scene);
    await maria.presses('1');
    await floor.passes(seconds(1));
    await maria.hangsUp();
    await scene.outcome(call);
    await floor.engine.setResult({ call, result: 'sold', by: 'anna' });
    await floor.passes(seconds(40));
    await keeper.flush();
    const [ticket] = await floor.store.tickets.find({ limit: 10 });
    expect(ticket).toMatchObject({ state: 'follow_up', followUp: { owner: 'anna', lowMark: true } });
    await keeper.stop?.();
  },
);

story('killed while a question is asked, and while a comment is recorded', withComment, async (scene) => {
  const { floor, told, phase } = scene;
  const { maria, call } = await asked(scene);
  await floor.killed(() => floor.passes(seconds(1)).catch(() => undefined));
  expect(phase(call)).toBe('answering_survey');
  await maria.presses('2');
  await floor.passes(seconds(1));
  // What they press while no engine is there is lost: they are asked again.
  await floor.killed(() => floor.passes(seconds(20)).catch(() => undefined));
  await floor.passes(seconds(1));
  await maria.presses('4');
  await floor.until('the comment is asked for', () => floor.asterisk.spoken.at(-1) === 'Leave a message.');
  await floor.passes(seconds(6));
  await floor.killed(() => floor.passes(seconds(2)).catch(() => undefined));
  await maria.hangsUp();
  expect(await scene.outcome(call)).toBe('answered');
  expect(await marks(scene, call)).toEqual([
    ['friendly', 2],
    ['solved', 4],
    ['comment', undefined],
  ]);
  expect(await told('surveyOffered', call)).toHaveLength(1);
  expect(await told('messageLeft', call)).toHaveLength(1);
});

story('only a share of calls is asked', plan.replace('low: 2', 'low: 2\n    share: 40'), async (scene) => {
  const { floor, told } = scene;
  const anna = await floor.agent('anna');
  const calls: CallId[] = [];
  for (let i = 0; i < 20; i++) {
    const maria = floor.caller(`Maria ${i}`, { number: `+4930100${i}` });
    calls.push(callId(Number(await maria.dials('1'))));
    await anna.answers();
    await maria.talksWith(anna);
    await floor.passes(seconds(3));
    await anna.hangsUp();
    await maria.isHungUpOn();
    await floor.passes(minutes(1));
  }
  const offered = (await told('surveyOffered')).length;
  expect(offered).toBeGreaterThan(2);
  expect(offered).toBeLessThan(16);
});

/** Sums of all cells, by subject and figure. */
function sumsOf(cells: ReturnType<FiguresFold['take']>, into: Record<string, number> = {}) {
  for (const subjects of cells.values())
    for (const [subject, cell] of subjects)
      for (const [name, value] of Object.entries(cell)) {
        const key = `${subject} ${name}`;
        into[key] = name.startsWith('longest') ? Math.max(into[key] ?? 0, value) : (into[key] ?? 0) + value;
      }
  return Object.fromEntries(Object.entries(into).filter(([, value]) => value !== 0));
}

/** What is stored after any entry is enough to go on. */
function resumesAnywhere(entries: readonly StoredEntry[]): void {
  const whole = new FiguresFold('UTC');
  for (const entry of entries) whole.add(entry);
  whole.advance();
  const expected = sumsOf(whole.take());
  for (let cut = 1; cut < entries.length; cut++) {
    const first = new FiguresFold('UTC');
    for (const entry of entries.slice(0, cut)) first.add(entry);
    first.advance();
    const state = JSON.parse(JSON.stringify(first.state)) as typeof first.state;
    const open = entries
      .slice(0, cut)
      .filter((entry) => 'call' in entry && state.open.some((id) => id === entry.call));
    const second = new FiguresFold('UTC', state, open);
    for (const entry of entries.slice(cut)) second.add(entry);
    second.advance();
    expect(sumsOf(second.take(), sumsOf(first.take()))).toEqual(expected);
  }
}

story('the figures: response rate, marks, and how those who answered differ', plan, async (scene) => {
  const { floor } = scene;
  const first = await asked(scene);
  await first.maria.presses('5');
  await floor.passes(seconds(1));
  await first.maria.presses('2');
  await first.maria.isHungUpOn();
  await floor.engine.setResult({ call: first.call, result: 'sold', by: 'anna' });
  await floor.passes(minutes(1));
  const second = await asked(scene, '+493099999');
  await second.maria.hangsUp();
  await scene.outcome(second.call);
  await floor.engine.setResult({ call: second.call, result: 'sold', by: 'anna' });
  await floor.passes(minutes(1));
  const entries = await floor.journal();
  const surveys = figuresOf(entries, 'surveys');
  expect(surveys.get('service')).toMatchObject({
    offered: 2,
    answered: 1,
    responseShare: 0.5,
    averageMark: 3.5,
    lowMarks: 1,
    'offered in en': 2,
    'answered in en': 1,
    'offered with sold': 2,
    'answered with sold': 1,
  });
  expect(surveys.get('service')?.['talkedAnsweredMs']).toBeGreaterThan(seconds(19));
  expect(surveys.get('service: solved')).toMatchObject({ averageMark: 2, 'mark 2': 1, lowMarks: 1 });
  const marks = { surveysOffered: 2, surveysAnswered: 1, responseShare: 0.5, averageMark: 3.5, lowMarks: 1 };
  expect(figuresOf(entries, 'queues').get('all')).toMatchObject(marks);
  expect(figuresOf(entries, 'agents').get('anna')).toMatchObject(marks);
  resumesAnywhere(entries);
});

story('falsified: an offer of a survey that is missing, a mark that is doubled', plan, async (scene) => {
  const { floor } = scene;
  const { maria, call } = await asked(scene);
  await maria.presses('5');
  await floor.passes(seconds(1));
  await maria.hangsUp();
  await scene.outcome(call);
  const entries = await floor.journal();
  const misfits = (falsified: readonly StoredEntry[]) =>
    reconcile(falsified.map((entry, nth) => ({ ...entry, seq: nth + 1 }))).misfits.map((each) => each.what);
  expect(misfits(entries)).toEqual([]);
  expect(misfits(entries.filter(({ type }) => type !== 'surveyOffered'))).toContain(
    'survey service was answered without being offered',
  );
  const doubled = entries.flatMap((entry): StoredEntry[] =>
    entry.type === 'surveyAnswered' ? [entry, entry] : [entry],
  );
  expect(misfits(doubled)).toContain('question friendly was answered twice');
});
