/**
 * Flows as written into flows as walked.
 *
 * What stands behind `on busy:`, `then:` and their like is a flow of its own; if it does not connect the caller, the call continues
 * with the step behind the `ring` or `when`, as a reader expects. For that, the rest of the steps becomes a flow of its own too.
 */

import { defined } from '../../shared/defined.ts';
import { phrase } from '../../shared/findings/said.ts';
import { bareNumber } from '../../shared/number/written.ts';
import { seconds } from '../../shared/time.ts';
import type { Placed } from '../form/form.ts';
import type { FlowSource, StepSource } from '../language.ts';
import {
  type AskExits,
  type Flow,
  type FlowId,
  isLast,
  type Prompt,
  type RingExits,
  type RingTarget,
  type Step,
  type SystemPrompt,
} from '../model.ts';
import { chainFlow, topicFlow } from '../rules/named-flows.ts';
import type { Place } from '../source/position.ts';
import { type Report, resolve } from '../source/report.ts';
import { suggestion } from '../source/suggestion.ts';
import { compileDirectory, type DirectorySource, type Listed } from './directory.ts';
import { type Names, stepPlace } from './names.ts';
import { compileNeeds } from './needs.ts';
import { wayOut } from './outside.ts';
import type { PromptCompiler } from './prompt.ts';
import { compileCondition } from './schedules.ts';
import { collect } from './section.ts';

/** A call takes at most 100 steps in the same moment. */
const mostSteps = 50;
const outside = /^\+?[0-9]{2,20}$/;

/** The flow of a key of a menu, not of those who press nothing. */
const byKey = /^menu\/[^/]+\/[0-9*#]\//;

export function flowCompiler(
  names: Names,
  listed: Listed,
  prompts: PromptCompiler,
  places: Map<string, Place>,
  to: Report,
) {
  const flows = new Map<FlowId, Flow>();

  /** `next`: where a flow goes on that does not end by itself. */
  function add(id: FlowId, title: string, source: FlowSource, at: Place, next?: FlowId): FlowId {
    const { steps: written } = source;
    if (written.length > mostSteps)
      to.error(
        at,
        phrase('too_many_steps', { flow: title, count: written.length }),
        phrase('move_steps_into_a_chain', { limit: mostSteps }),
      );
    const steps: Step[] = [];
    let rest = written.slice(0, mostSteps);
    places.set(`flow ${id}`, at);
    for (let step = rest[0]; step; step = rest[0]) {
      rest = rest.slice(1);
      places.set(stepPlace(id, steps.length), step.at);
      if (!onwards(step).byBranch) {
        const follows = next !== undefined || rest.some((other) => !isGoodbye(other));
        const compiled = one(step, `${id}/${steps.length + 1}`, title, undefined, follows);
        if (compiled) steps.push(compiled);
        continue;
      }
      const from = `${id}/${steps.length + 2}`;
      const on = rest.length > 0 ? from : next;
      const fork = one(step, `${id}/${steps.length + 1}`, title, on, on !== undefined);
      if (fork) steps.push(fork);
      if (rest.length === 0) continue;
      const rests = { ...(rest[0]?.at ?? at), until: at.until };
      add(from, `${title}, from step ${steps.length + 1}`, { at, steps: rest }, rests, next);
      if (!(fork && isLast(fork))) steps.push({ do: 'go', to: from });
      rest = [];
    }
    const last = steps.at(-1);
    if (next !== undefined && !(last && isLast(last))) steps.push({ do: 'go', to: next });
    flows.set(id, { id, title, steps });
    return id;
  }

  /** `follows`: somebody else may get the call if this step brings the caller to no one. */
  function one(
    step: StepSource,
    id: FlowId,
    title: string,
    next: FlowId | undefined,
    follows: boolean,
  ): Step | undefined {
    switch (step.kind) {
      case 'say':
        return { do: 'say', prompt: prompts.compile(step.say) };
      case 'menu': {
        const menu = resolve(step.menu, 'menu', names.menus, to);
        return menu === undefined ? undefined : { do: 'menu', menu };
      }
      case 'ask':
        return ask(step, id, title, next);
      case 'language': {
        const language = resolve(step.language, 'language', names.languages, to);
        if (language === undefined) return undefined;
        return byKey.test(id) ? { do: 'language', language, remember: true } : { do: 'language', language };
      }
      case 'queue': {
        const queue = resolve(step.queue, 'queue', names.queues, to);
        if (queue === undefined) return undefined;
        return {
          do: 'queue',
          queue,
          ...defined({ for: step.for }),
          ...(step.needs ? { needs: compileNeeds(step.needs, names, to) } : {}),
        };
      }
      case 'needs':
        return { do: 'needs', needs: compileNeeds(step.needs, names, to) };
      case 'priority':
        return { do: 'priority', priority: step.priority };
      case 'ring': {
        const on = exits(step, id, title, next);
        const who = target(step, follows || Object.keys(on).length > 0);
        return who && { do: 'ring', who, for: step.for ?? seconds(20), on };
      }
      case 'voicemail': {
        const voicemail = resolve(step.voicemail, 'voicemail', names.voicemails, to);
        return voicemail === undefined ? undefined : { do: 'voicemail', voicemail };
      }
      case 'chain': {
        const chain = resolve(step.chain, 'chain', names.chains, to);
        return chain === undefined ? undefined : { do: 'go', to: chainFlow(chain) };
      }
      case 'topic': {
        const topic = resolve(step.topic, 'topic', names.topics, to);
        return topic === undefined ? undefined : { do: 'go', to: topicFlow(topic) };
      }
      case 'directory':
        return directory(step, id, title, next);
      case 'when':
        return when(step, id, title, next);
      case 'goodbye':
        return { do: 'goodbye', prompt: prompts.compile(step.goodbye) };
      case 'bare':
        return step.word === 'echo' ? { do: 'echo' } : { do: 'goodbye', prompt: prompts.builtIn('goodbye') };
    }
  }

  type RingSource = Extract<StepSource, { kind: 'ring' }>;
  type WhenSource = Extract<StepSource, { kind: 'when' }>;
  function when(step: WhenSource, id: FlowId, title: string, next?: FlowId): Step | undefined {
    const condition = compileCondition(step.when, names, to);
    const called = `${title}, ${step.when.value}`;
    const so = add(`${id}/then`, called, step.then, step.then.at, next);
    const otherwise =
      step.otherwise &&
      add(`${id}/otherwise`, `${called}, otherwise`, step.otherwise, step.otherwise.at, next);
    return condition && { do: 'when', condition, so, ...defined({ otherwise }) };
  }

  type AskSource = Extract<StepSource, { kind: 'ask' }>;
  function ask(step: AskSource, id: FlowId, title: string, next?: FlowId): Step | undefined {
    const lookup = resolve(step.ask, 'lookup', names.lookups, to);
    const called = `${title}, lookup ${step.ask.value}`;
    const on: { -readonly [exit in keyof AskExits]: FlowId } = {};
    for (const [exit, flow, key] of askExitsOf(step))
      on[exit] = add(`${id}/${key.replaceAll(' ', '-')}`, `${called} ${key.slice(3)}`, flow, flow.at, next);
    const targets = collect(step.targets, (name, flow, at) =>
      add(`${id}/target/${name}`, `${called}, target ${name}`, flow, at, next),
    );
    return lookup === undefined ? undefined : { do: 'ask', lookup, targets, on };
  }

  function directory(step: DirectorySource, id: FlowId, title: string, next?: FlowId): Step {
    const ringFor = step.for ?? seconds(20);
    const ring = (agent: string, sorry: Prompt): FlowId => {
      const flow = `${id}/spelled/${agent}`;
      places.set(`flow ${flow}`, step.at);
      flows.set(flow, {
        id: flow,
        title: `${title}, ${agent} spelled`,
        steps: [
          { do: 'ring', who: { kind: 'agent', agent }, for: ringFor, on: {} },
          { do: 'say', prompt: sorry },
          // That nothing stands behind the directory is said of its own step.
          next === undefined ? { do: 'goodbye' } : { do: 'go', to: next },
        ],
      });
      return flow;
    };
    return compileDirectory(step, listed, prompts, ring, to);
  }

  const exitsOf = (ring: RingSource) =>
    (
      [
        ['noAnswer', 'on no answer'],
        ['busy', 'on busy'],
        ['unreachable', 'on unreachable'],
      ] as const
    ).flatMap(([exit, key]) => (ring[key] ? [[exit, ring[key], key] as const] : []));

  function exits(ring: RingSource, id: FlowId, title: string, next?: FlowId): RingExits {
    const on: { -readonly [exit in keyof RingExits]: FlowId } = {};
    for (const [exit, flow, key] of exitsOf(ring)) {
      on[exit] = add(
        `${id}/${key.replaceAll(' ', '-')}`,
        `${title}, ${ring.ring.value} ${key.slice(3)}`,
        flow,
        flow.at,
        next,
      );
    }
    return on;
  }

  function target(
    { ring, strategy, 'more after': moreAfter, trunk, confirm, at }: RingSource,
    follows: boolean,
  ): RingTarget | undefined {
    const name = ring.value;
    const number = bareNumber(name);
    if (strategy !== undefined && !names.teams.has(name)) {
      to.error(at, phrase('strategy_without_a_team', { name }), phrase('remove_strategy'));
    }
    if (trunk && !outside.test(number))
      to.error(at, phrase('not_an_outside_number', { name }), phrase('remove_trunk'));
    if (confirm !== undefined && !outside.test(number))
      to.error(at, phrase('not_an_outside_number', { name }), phrase('remove_confirm'));
    if (names.agents.has(name)) return { kind: 'agent', agent: name };
    to.used.add(`team ${name}`);
    if (names.teams.has(name)) {
      const isProgressive = strategy === 'progressive';
      const team = { kind: 'team', team: name, strategy: strategy ?? 'ordered' } as const;
      return isProgressive ? { ...team, moreAfter: moreAfter ?? seconds(5) } : team;
    }
    to.used.add(`on-call rota ${name}`);
    if (names.rotas.has(name)) return { kind: 'on call', rota: name };
    if (outside.test(number)) return outsideTarget(number, ring.at, trunk, confirm, follows);
    const all = [...names.agents, ...names.teams, ...names.rotas];
    return to.error(
      ring.at,
      phrase('no_agent_team_or_rota_is_called', { name: name.slice(0, 40) }),
      suggestion(name, all),
    );
  }

  function outsideTarget(
    number: string,
    at: Place,
    written: readonly Placed<string>[] | undefined,
    confirm: boolean | undefined,
    follows: boolean,
  ): RingTarget | undefined {
    const way = wayOut(number, at, written, names, to);
    if (way === undefined) return undefined;
    if (confirm === undefined && follows)
      to.warning(at, phrase('answer_must_press_1', { number }), phrase('write_confirm'));
    return { kind: 'outside', number, ...way, ...((confirm ?? follows) ? { confirm: true } : {}) };
  }

  /** A flow that says one of the built-in goodbyes. */
  function goodbye(id: FlowId, words: SystemPrompt): FlowId {
    flows.set(id, { id, title: id, steps: [{ do: 'goodbye', prompt: prompts.builtIn(words) }] });
    return id;
  }

  return { add, goodbye, flows };
}

export type FlowCompiler = ReturnType<typeof flowCompiler>;

const isGoodbye = (step: StepSource): boolean =>
  step.kind === 'goodbye' || step.kind === 'say' || (step.kind === 'bare' && step.word !== 'echo');

const askExitsOf = (step: Extract<StepSource, { kind: 'ask' }>) =>
  (
    [
      ['wrong', 'on wrong'],
      ['locked', 'on locked'],
      ['noAnswer', 'on no answer'],
    ] as const
  ).flatMap(([exit, key]) => (step[key] ? [[exit, step[key], key] as const] : []));

/** Whether the last step, as written, leaves the caller without a next step. */
export function runsOut({ steps }: FlowSource): boolean {
  const last = steps.at(-1);
  return last === undefined || onwards(last).directly || onwards(last).byBranch;
}

/**
 * How a caller comes to the step after this one: directly, or by one of its branches, which comes back. A kind of step
 * without its row here does not compile.
 */
function onwards(step: StepSource): { readonly directly: boolean; readonly byBranch: boolean } {
  switch (step.kind) {
    case 'queue':
      return { directly: step.for !== undefined, byBranch: false };
    case 'when':
      return { directly: step.otherwise === undefined, byBranch: comesBack(step.then, step.otherwise) };
    case 'ring':
      return {
        directly: true,
        byBranch: comesBack(step['on no answer'], step['on busy'], step['on unreachable']),
      };
    case 'ask': {
      const targets = (step.targets ?? []).map(({ value }) => value);
      const exits = askExitsOf(step).map(([, flow]) => flow);
      return { directly: true, byBranch: comesBack(...targets, ...exits) };
    }
    case 'directory':
      return { directly: true, byBranch: true };
    case 'say':
    case 'language':
    case 'needs':
    case 'priority':
      return { directly: true, byBranch: false };
    case 'menu':
    case 'voicemail':
    case 'goodbye':
    case 'topic':
    case 'chain':
    case 'bare':
      return { directly: false, byBranch: false };
  }
}

const comesBack = (...branches: readonly (FlowSource | undefined)[]): boolean =>
  branches.some((branch) => branch !== undefined && runsOut(branch));
