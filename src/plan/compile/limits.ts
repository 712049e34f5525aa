/** What is let in, and what is called outside, as written into what the core reads. */

import { defined } from '../../shared/defined.ts';
import type { CallLimitsSource, OutsideLimitsSource, PlanSource } from '../language.ts';
import type { CallLimits, Flow, Limits, OutsideCalls, OutsideLimits, Plan } from '../model.ts';
import type { Report } from '../source/report.ts';
import type { Names } from './names.ts';
import { compileByAgents, trunksOutside } from './outside.ts';
import type { PromptCompiler } from './prompt.ts';

/** No one is let in while the engine is later than this, whatever the plan says of limits. */
const usualEngineLate = 500;

export function compileLimits({ limits }: PlanSource, prompts: PromptCompiler): Limits {
  return {
    ...callLimits(limits),
    eachLine: callLimits(limits?.['each line']),
    engineLate: limits?.['engine late'] ?? usualEngineLate,
    ...(limits?.say ? { prompt: prompts.compile(limits.say) } : {}),
  };
}

export function callLimits(source: Partial<CallLimitsSource> | undefined): CallLimits {
  const { 'calls at once': atOnce, 'new calls a second': aSecond } = source ?? {};
  return {
    ...defined({ callsAtOnce: atOnce, newCallsASecond: aSecond }),
  };
}

export function compileOutsideCalls(
  source: PlanSource,
  flows: Iterable<Flow>,
  agents: Plan['agents'],
  teams: Plan['teams'],
  names: Pick<Names, 'trunks' | 'agents' | 'teams' | 'schedules'>,
  to: Report,
): OutsideCalls {
  const outside = source['outside calls'];
  const steps = [...flows].flatMap((flow) => flow.steps);
  return {
    countries: (outside?.countries ?? []).map(({ value }) => value),
    numbers: (outside?.numbers ?? []).map(({ value }) => value),
    premium: outside?.premium ?? false,
    written: [
      ...steps.flatMap((step) =>
        step.do === 'ring' && step.who.kind === 'outside' ? [step.who.number] : [],
      ),
      ...Object.values(agents).flatMap(({ outside: own }) => (own ? [own.number] : [])),
    ],
    trunks: trunksOutside(source, names, to),
    ...compileByAgents(outside?.['by agents'], teams, names, to),
    eachAgent: outsideLimits(outside?.['each agent']),
    eachTrunk: outsideLimits(outside?.['each trunk']),
  };
}

function outsideLimits(source: OutsideLimitsSource | undefined): OutsideLimits {
  const { 'calls an hour': calls, 'minutes an hour': minutes } = source ?? {};
  return {
    ...defined({ callsAnHour: calls, minutesAnHour: minutes }),
  };
}
