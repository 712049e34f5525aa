/** What the plan says of certain callers: by the tags of their contact, by their language, and at guarded numbers. */

import { defined } from '../../shared/defined.ts';
import { phrase } from '../../shared/findings/said.ts';
import { bareNumber, readNumber } from '../../shared/number/written.ts';
import type { Placed } from '../form/form.ts';
import type { Entry, GuardSource, PlanSource, TagSource } from '../language.ts';
import type { Guard, Plan, Tag } from '../model.ts';
import { chainFlow } from '../rules/named-flows.ts';
import { numberFault } from '../rules/number-fault.ts';
import { type Report, resolve, table } from '../source/report.ts';
import type { FlowCompiler } from './flow.ts';
import type { Names } from './names.ts';
import { compileNeeds } from './needs.ts';
import { collect } from './section.ts';

export function compileCallers(
  source: PlanSource,
  names: Names,
  flow: FlowCompiler,
  to: Report,
): Pick<Plan, 'aging' | 'languageNeeds' | 'tags' | 'guarded'> {
  const country = source.country?.value ?? '';
  const { aging, tags, guarded, 'language needs': languageNeeds } = source;
  return {
    ...defined({ aging }),
    ...(languageNeeds
      ? {
          languageNeeds: collect(languageNeeds, (language, value, at) => {
            resolve({ value: language, at }, 'language', names.languages, to);
            return compileNeeds(value, names, to);
          }),
        }
      : {}),
    ...(tags ? { tags: collect(tags, (name, value) => compileTag(name, value, names, flow, to)) } : {}),
    ...(guarded
      ? { guarded: collect(guarded, (name, value) => compileGuard(name, value, names, country, flow, to)) }
      : {}),
  };
}

function compileTag(name: string, value: TagSource, names: Names, flow: FlowCompiler, to: Report): Tag {
  const instead = (kind: 'menu' | 'queue' | 'chain', written: readonly Entry<Placed<string>>[] = []) =>
    table(
      written.flatMap(({ name: from, at, value: into }) => {
        const declared = names[`${kind}s`];
        const found = into && resolve(into, kind, declared, to);
        const known = resolve({ value: from, at }, kind, declared, to);
        return found === undefined || known === undefined ? [] : [[known, found] as const];
      }),
    );
  return {
    priority: value.priority ?? 0,
    needs: compileNeeds(value.needs, names, to),
    numbers: collect(value.numbers, (number, steps, at) => {
      resolve({ value: number, at }, 'number', names.numbers, to);
      return flow.add(`tag/${name}/${number}`, `number ${number} for ${name}`, steps, at);
    }),
    menus: instead('menu', value.menus),
    queues: instead('queue', value.queues),
    chains: table(
      Object.entries(instead('chain', value.chains)).map(([from, into]) => [
        chainFlow(from),
        chainFlow(into),
      ]),
    ),
  };
}

function compileGuard(
  name: string,
  value: GuardSource,
  names: Names,
  country: string,
  flow: FlowCompiler,
  to: Report,
): Guard {
  const numbers = value.numbers.flatMap(({ value: number, at }) => {
    const found = resolve({ value: bareNumber(number), at }, 'number', names.numbers, to);
    return found === undefined ? [] : [found];
  });
  const tags: string[] = [];
  const callers: string[] = [];
  const agents: string[] = [];
  for (const { value: one, at } of value['but for'] ?? []) {
    const read = /^[+(0-9]/.test(one) ? readNumber(one, country) : undefined;
    if (names.agents.has(one)) agents.push(one);
    else if (read?.ok && read.number.startsWith('+')) callers.push(read.number);
    else if (read)
      to.error(
        at,
        read.ok
          ? phrase('not_a_tag_agent_or_number', { text: one.slice(0, 40) })
          : phrase('not_a_tag_agent_or_number_because', {
              text: one.slice(0, 40),
              because: numberFault(read),
            }),
        phrase('such_as_outside_number'),
      );
    else tags.push(one);
  }
  const goTo = value['go to'];
  return {
    numbers,
    to: flow.add(`guarded/${name}`, `guarded ${name}`, goTo, goTo.at),
    butFor: { tags, callers, agents },
  };
}
