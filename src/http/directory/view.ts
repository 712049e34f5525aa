/** What a directory has found, with those who answer as they are now. */

import type { AgentView } from '../../contract/agent.ts';
import type { AnswerView, DirectoryFind } from '../../contract/directory.ts';
import type { AgentName, Plan, Step } from '../../plan/model.ts';
import type { Floor } from '../../ports/operations.ts';
import type { DirectoryHit } from '../../ports/store.ts';
import { type Answer, whoAnswers } from '../../reports/who-answers.ts';
import { defined } from '../../shared/defined.ts';
import { listIn } from '../../shared/lists.ts';
import { memoize } from '../../shared/memoize.ts';
import { eachInSlices } from '../../shared/slices.ts';
import { seconds } from '../../shared/time.ts';
import { agentViews } from '../agents/view.ts';

/** What is not in the plan any more is left out. */
export async function directoryViews(
  hits: readonly DirectoryHit[],
  operations: Floor,
): Promise<DirectoryFind[]> {
  const { plan } = operations.plan();
  const states = new Map(operations.agents().map((agent) => [agent.name, agent]));
  const open = new Map(
    operations
      .schedules()
      .map(({ schedule, planned, set }) => [schedule.name, set ? set.to === 'open' : planned.open]),
  );
  const calls = operations.calls();
  const viewOf = (name: AgentName): AgentView | undefined => {
    const state = states.get(name);
    return state && agentViews(plan, [state], 'call' in state.activity ? calls : [])[0];
  };
  const floor = {
    plan,
    agent: (name: AgentName) => states.get(name),
    isOpen: (schedule: string) => open.get(schedule) === true,
  };
  const found: DirectoryFind[] = [];
  const find = ({ kind, name }: DirectoryHit): void => {
    const thing = thingOf(plan, { kind, name });
    if (!thing) return;
    const { answers, conditions } = whoAnswers(thing.steps, floor);
    found.push({
      kind,
      name,
      title: thing.title,
      words: [...thing.words],
      dial: thing.dial,
      answers: answers.map((answer) => answerView(plan, answer, viewOf)),
      conditions: [...conditions],
    });
  };
  await eachInSlices(hits, find);
  return found;
}

interface Thing {
  readonly title: string;
  readonly words: readonly string[];
  readonly dial: string[];
  readonly steps: readonly Step[];
}

/** A queue or an agent with a number of their own is had as anyone who dials it has them; else by themselves. */
function thingOf(plan: Plan, { kind, name }: DirectoryHit): Thing | undefined {
  const dial = numbersTo(plan, kind, name);
  const own = plan.flows[plan.numbers[dial[0] ?? ''] ?? '']?.steps;
  switch (kind) {
    case 'topic': {
      const topic = plan.topics?.[name];
      if (!topic) return undefined;
      const words = [...new Set(Object.values(topic.words).flat())];
      const title = topic.title[plan.language] ?? name;
      return { title, words, dial, steps: plan.flows[topic.flow]?.steps ?? [] };
    }
    case 'queue': {
      const queue = plan.queues[name];
      return queue && { title: queue.title, words: [], dial, steps: own ?? [{ do: 'queue', queue: name }] };
    }
    case 'agent': {
      const agent = plan.agents[name];
      const rung: Step = { do: 'ring', who: { kind: 'agent', agent: name }, for: seconds(20), on: {} };
      return agent && { title: agent.title, words: [], dial, steps: own ?? [rung] };
    }
  }
}

/** Numbers that lead straight there: nothing but words comes before it. */
const numbersTo = (plan: Plan, kind: Answer['by'] | 'topic', name: string): string[] => [
  ...(numbersByTarget(plan).get(`${kind} ${name}`) ?? []),
];

const numbersByTarget = memoize((plan: Plan): ReadonlyMap<string, readonly string[]> => {
  const found = new Map<string, string[]>();
  for (const [number, flow] of Object.entries(plan.numbers)) {
    const target = plan.flows[flow]?.steps.map(targetOf).find((found) => found !== 'a later step');
    if (target !== undefined && target !== 'nobody') listIn(found, target).push(number);
  }
  return found;
});

/** Whom callers come to by the step, by name. */
function targetOf(step: Step): string {
  switch (step.do) {
    case 'say':
    case 'language':
    case 'needs':
    case 'priority':
      return 'a later step';
    case 'go':
      return step.to.startsWith('topic/') ? `topic ${step.to.slice('topic/'.length)}` : 'nobody';
    case 'queue':
      return `queue ${step.queue}`;
    case 'voicemail':
      return `voicemail ${step.voicemail}`;
    case 'menu':
      return `menu ${step.menu}`;
    case 'ring':
      if (step.who.kind === 'outside') return 'nobody';
      if (step.who.kind === 'on call') return `on_call ${step.who.rota}`;
      return step.who.kind === 'agent' ? `agent ${step.who.agent}` : `team ${step.who.team}`;
    case 'when':
    case 'directory':
    case 'ask':
    case 'echo':
    case 'goodbye':
      return 'nobody';
  }
}

function answerView(
  plan: Plan,
  answer: Answer,
  viewOf: (agent: AgentName) => AgentView | undefined,
): AnswerView {
  const { by, name, because, answersNow } = answer;
  return {
    by,
    name,
    title: titleOf(plan, answer),
    ...defined({ forMs: answer.for }),
    dial: by === 'outside' ? [name] : numbersTo(plan, by, name),
    answersNow,
    ...defined({ because }),
    people: answer.people.flatMap((agent) => {
      const view = viewOf(agent);
      return view ? [personView(view)] : [];
    }),
  };
}

const titleOf = ({ agents, queues }: Plan, { by, name }: Answer): string =>
  (by === 'agent' ? agents[name]?.title : by === 'queue' ? queues[name]?.title : undefined) ?? name;

function personView({
  name,
  title,
  state,
  since,
  until,
  paused,
  phone,
}: AgentView): AnswerView['people'][number] {
  return {
    agent: name,
    title,
    state,
    ...defined({ since, until }),
    ...(paused ? { reason: paused.reason } : {}),
    phone,
  };
}
