/** Reasons of pauses; a code that pauses must name one of them. */
import { phrase } from '../../shared/findings/said.ts';
import type { PlanSource } from '../language.ts';
import type { PauseReason, Plan } from '../model.ts';
import type { Report } from '../source/report.ts';
import { collect } from './section.ts';

export function compilePauses({ pauses, codes = [] }: PlanSource, to: Report): Pick<Plan, 'pauses'> {
  if (!pauses) return {};
  const names = pauses.map(({ name }) => name);
  for (const { name: code, value, at } of codes) {
    const reason = value?.kind === 'pause' ? value.pause : value?.kind === 'bare' ? value.word : undefined;
    const isPause = value?.kind === 'pause' || reason === 'pause';
    if (isPause && reason !== undefined && !names.includes(reason))
      to.error(
        at,
        phrase('pause_reason_unknown', { code, reason }),
        phrase('use_pause_or_add', { example: names[0] ?? 'lunch', reason }),
      );
  }
  return {
    pauses: collect(
      pauses,
      (name, { longest, 'counts as work': countsAsWork = false }): PauseReason => ({
        name,
        ...(longest === undefined ? {} : { longest }),
        countsAsWork,
      }),
    ),
  };
}
