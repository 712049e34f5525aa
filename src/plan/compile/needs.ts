import { phrase } from '../../shared/findings/said.ts';
import type { NeedsSource } from '../form/needs.ts';
import { anything, type Expression } from '../rules/expression.ts';
import type { Report } from '../source/report.ts';
import { suggestion } from '../source/suggestion.ts';
import type { Names } from './names.ts';

/** What is needed, once every skill in it is known to be somebody's; nothing written: anything will do. */
export function compileNeeds(source: NeedsSource | undefined, { skills }: Names, to: Report): Expression {
  for (const { value: skill, at } of source?.skills ?? []) {
    if (skills.has(skill)) continue;
    to.error(
      at,
      phrase('no_agent_has_the_skill', { skill }),
      suggestion(skill, [...skills], phrase('no_agent_has_any_skill')),
    );
  }
  return source?.needs ?? anything;
}
