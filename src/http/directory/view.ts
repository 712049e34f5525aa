/** What a directory has found, with those who answer as they are now. */
import type { AgentName, Plan, Step } from '../../plan/model.ts';
import type { Operations } from '../../ports/operations.ts';
import type { DirectoryHit } from '../../ports/store.ts';
import { type Answer, whoAnswers } from '../../reports/who-answers.ts';
import { seconds } from '../../shared/time.ts';
import type { AnswerView, DirectoryFind } from '../../contract/directory.ts';
import type { AgentView } from '../../contract/agent.ts';
import { agentViews } from '../agents/view.ts';

/** What is not in the plan any more is left out. */
export function directoryViews(hits: readonly DirectoryHit[], operations: Operations): DirectoryFind[] {
  const { plan } = operations.plan();
  const states = new Map(operations.agents().map((agent) => [agent.name, agent]));
  const open = new Map(
    operations
      .schedules()
      .map(({ schedule, planned, set }) => [schedule.name, set ? set.to === 'open' : planned.open]),
  );
  const views = new Map(
    agentViews(plan, operations.agents(), operations.calls()).map((view) => [view.name, view]),
  );
  const floor = {
    plan,
    agent: (name: AgentName) => states.get(name),
    isOpen: (schedule: string) => open.get(schedule) === true,
  };
  return hits.flatMap(({ kind, name }) => {
    const thing = thingOf(plan, { kind, name });
    if (!thing) return [];
    const { answers, conditions } = whoAnswers(thing.steps, floor);
    return [
      {
        kind,
        name,
        title: thing.title,
        words: [...thing.words],
        dial: thing.dial,
        answers: answers.map((answer) => answerView(plan, answer, views)),
        conditions: [...conditions],
      },
    ];
  });
}

interface Thing {
  readonly title: string;
  readonly words: readonly string[];
  readonly dial: string[];
  readonly steps: readonly Step[];
}

/** A queue or an agent with a number of their own is had as whoever dials it has them; else by themselves. */
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
function numbersTo(plan: Plan, kind: Answer['by'] | 'topic', name: string): string[] {
  return Object.entries(plan.numbers).flatMap(([number, flow]) => {
    const first = plan.flows[flow]?.steps.find(({ do: does }) => !passing.has(does));
    return first && leadsTo(first, kind, name) ? [number] : [];
  });
}

const passing: ReadonlySet<Step['do']> = new Set(['say', 'language', 'needs', 'priority']);

function leadsTo(step: Step, kind: Answer['by'] | 'topic', name: string): boolean {
  if (step.do === 'go') return kind === 'topic' && step.to === `topic/${name}`;
  if (step.do === 'queue') return kind === 'queue' && step.queue === name;
  if (step.do === 'voicemail') return kind === 'voicemail' && step.voicemail === name;
  if (step.do === 'menu') return kind === 'menu' && step.menu === name;
  if (step.do !== 'ring' || step.who.kind !== kind) return false;
  return (
    (step.who.kind === 'agent' ? step.who.agent : step.who.kind === 'team' ? step.who.team : '') === name
  );
}

function answerView(plan: Plan, answer: Answer, agents: ReadonlyMap<AgentName, AgentView>): AnswerView {
  const { by, name, because, answersNow } = answer;
  return {
    by,
    name,
    title: titleOf(plan, answer),
    ...(answer.for === undefined ? {} : { forMs: answer.for }),
    dial: by === 'outside' ? [name] : numbersTo(plan, by, name),
    answersNow,
    ...(because === undefined ? {} : { because }),
    people: answer.people.flatMap((agent) => {
      const view = agents.get(agent);
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
    ...(since === undefined ? {} : { since }),
    ...(until === undefined ? {} : { until }),
    ...(paused ? { reason: paused.reason } : {}),
    phone,
  };
}
