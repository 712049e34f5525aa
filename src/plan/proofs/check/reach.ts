/** Unused parts of the plan: most often a name that was forgotten elsewhere. */

import { phrase, type SaidFinding, type SaidHint, thing } from '../../../shared/findings/said.ts';
import type { Thing } from '../../../shared/findings/table.ts';
import type { FlowId, Plan } from '../../model.ts';
import { peopleOf } from '../../rules/on-call.ts';
import type { Problem } from './problem.ts';
import { leadingTo, live, reachable, startsOf, variants } from './ways.ts';

export function neverReached(plan: Plan): readonly Problem[] {
  const reached = reachable(plan, startsOf(plan));
  const used = usedBy(plan, reached);
  const unused = (kind: Thing, names: readonly string[]): Problem[] =>
    names.flatMap((name) =>
      used.has(`${kind} ${name}`) ? [] : [warning(`${kind} ${name}`, said(kind, name))],
    );

  const lucky = toSomebody(plan);
  const flowsOf = (menu: string): FlowId[] => {
    const { keys = {}, otherwise = '' } = plan.menus[menu] ?? {};
    return [...Object.values(keys), otherwise];
  };
  const problems = [
    ...unused('menu', Object.keys(plan.menus)),
    ...unused('queue', Object.keys(plan.queues)),
    ...Object.keys(plan.flows)
      .filter((flow) => flow.startsWith('chain/') && flow.split('/').length === 2 && !reached.has(flow))
      .map((flow) => warning(`chain ${flow.slice(6)}`, said('chain', flow.slice(6)))),
    ...unused('voicemail', Object.keys(plan.voicemails)),
    ...Object.values(plan.agents)
      .filter(({ name, queues }) => queues.length === 0 && !used.has(`agent ${name}`))
      .map(({ name }) =>
        warning(`agent ${name}`, phrase('agent_gets_no_calls', { agent: name }), phrase('add_to_a_queue')),
      ),
    ...Object.keys(plan.menus)
      .filter((name) => used.has(`menu ${name}`) && !flowsOf(name).some((flow) => lucky.has(flow)))
      .map((name) =>
        warning(`menu ${name}`, phrase('menu_leads_to_no_one', { menu: name }), phrase('add_a_leading_key')),
      ),
    ...Object.values(plan.topics ?? {})
      .filter(({ flow }) => !lucky.has(flow))
      .map(({ name }) =>
        warning(`topic ${name}`, phrase('topic_leads_to_no_one', { topic: name }), phrase('add_under_who')),
      ),
  ];
  if (Object.keys(plan.numbers).length === 0) {
    problems.push({
      severity: 'error',
      about: 'plan',
      message: phrase('plan_has_no', { key: 'numbers' }),
      hint: phrase('add_numbers'),
    });
  }
  return problems;
}

const said = (kind: Thing, name: string): SaidFinding =>
  phrase('no_call_reaches', { kind: thing(kind), name });
const warning = (about: string, message: SaidFinding, hint: SaidHint = phrase('use_or_remove')): Problem => ({
  severity: 'warning',
  about,
  message,
  hint,
});

/** The things that the steps of these flows name. */
function usedBy(plan: Plan, flows: ReadonlySet<FlowId>): ReadonlySet<string> {
  const used = new Set<string>();
  for (const id of flows) {
    const flow = plan.flows[id];
    for (const step of flow ? live(flow).flatMap((one) => variants(plan, one)) : []) {
      if (step.do === 'menu') used.add(`menu ${step.menu}`);
      if (step.do === 'queue') {
        used.add(`queue ${step.queue}`);
        for (const agent of plan.queues[step.queue]?.widen?.at(-1)?.members ?? []) used.add(`agent ${agent}`);
      }
      if (step.do === 'voicemail') used.add(`voicemail ${step.voicemail}`);
      if (step.do !== 'ring') continue;
      if (step.who.kind === 'agent') used.add(`agent ${step.who.agent}`);
      const rota = step.who.kind === 'on call' ? plan.onCall?.[step.who.rota] : undefined;
      for (const agent of rota ? peopleOf(rota) : []) used.add(`agent ${agent}`);
      if (step.who.kind === 'team')
        for (const agent of plan.teams[step.who.team] ?? []) used.add(`agent ${agent}`);
    }
  }
  for (const { comment } of Object.values(plan.surveys ?? {}))
    if (comment !== undefined) used.add(`voicemail ${comment}`);
  return used;
}

/** Flows from which a person or a voicemail can be reached. */
function toSomebody(plan: Plan): ReadonlySet<FlowId> {
  const somebody = Object.values(plan.flows).filter(({ steps }) =>
    steps.some(({ do: does }) => does === 'queue' || does === 'ring' || does === 'voicemail'),
  );
  return leadingTo(
    plan,
    somebody.map(({ id }) => id),
  );
}
