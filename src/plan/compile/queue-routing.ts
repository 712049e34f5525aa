/** Who may take a queue's calls beyond the first: widening, preferred agents, limits by team. */

import { defined } from '../../shared/defined.ts';
import { phrase } from '../../shared/findings/said.ts';
import type { Thing } from '../../shared/findings/table.ts';
import type { Placed, QueueSource } from '../language.ts';
import type { AgentName, Plan, Preference, Queue, Widening } from '../model.ts';
import { needsInWords } from '../rules/expression.ts';
import { type Report, resolve, table } from '../source/report.ts';
import { durationInWords } from '../words/duration.ts';
import type { Names } from './names.ts';
import { compileNeeds } from './needs.ts';
import { collect } from './section.ts';

interface Staff {
  readonly teams: Plan['teams'];
  readonly everybody: readonly AgentName[];
  readonly known: (
    list: readonly Placed<string>[],
    kind: Thing,
    declared: ReadonlySet<string>,
  ) => readonly string[];
}

type Base = Pick<Queue, 'members' | 'needs'>;

export function compileRouting(
  name: string,
  value: QueueSource,
  base: Base,
  staff: Staff,
  names: Names,
  to: Report,
): Pick<Queue, 'widen' | 'prefer' | 'atMost'> {
  const { widen, prefer, 'at most': atMost } = value;
  return {
    ...(widen ? { widen: compileWidening(name, widen, base, staff, names, to) } : {}),
    ...(prefer ? { prefer: compilePreference(prefer) } : {}),
    ...(atMost
      ? {
          atMost: table(
            atMost.flatMap(({ name: written, at, value: limit }) => {
              const team = resolve({ value: written, at }, 'team', names.teams, to);
              return team === undefined || limit === undefined ? [] : [[team, limit] as const];
            }),
          ),
        }
      : {}),
  };
}

/** Each step says the whole: what the steps before it have changed stands. */
function compileWidening(
  queue: string,
  steps: NonNullable<QueueSource['widen']>,
  base: Base,
  { teams, everybody, known }: Staff,
  names: Names,
  to: Report,
): readonly Widening[] {
  let { members, needs }: Base = base;
  let lower: Widening['lower'] = {};
  let anyone = false;
  let before = 0;
  return steps.map((step): Widening => {
    const { after, at } = step;
    if (after <= before) {
      to.error(
        at,
        phrase('widening_out_of_order', {
          queue,
          after: durationInWords(after),
          before: durationInWords(before),
        }),
        phrase('list_steps_in_order'),
      );
    }
    before = after;
    const fromWait = step['from wait'];
    if (fromWait !== undefined && fromWait > after)
      to.warning(
        at,
        phrase('widening_before_from_wait', {
          queue,
          after: durationInWords(after),
          wait: durationInWords(fromWait),
        }),
        phrase('use_shorter_from_wait'),
      );
    const agents = known(step.agents ?? [], 'agent', names.agents);
    const added = known(step.teams ?? [], 'team', names.teams);
    const changes: string[] = [];
    if (step.needs) {
      needs = compileNeeds(step.needs, names, to);
      changes.push(`needs ${needsInWords(needs) || 'nothing'}`);
    }
    if (step.lower) {
      lower = { ...lower, ...collect(step.lower, (_, level) => level) };
      for (const { name, at: place } of step.lower)
        resolve({ value: name, at: place }, 'skill', names.skills, to);
      changes.push(
        ...step.lower.map(({ name, value }) => (value ? `${name} >= ${value} will do` : `without ${name}`)),
      );
    }
    if (agents.length + added.length > 0) {
      members = [...new Set([...members, ...agents, ...added.flatMap((team) => teams[team] ?? [])])];
      changes.push(`${[...agents, ...added.map((team) => `team ${team}`)].join(', ')} too`);
    }
    if (step.anyone) {
      anyone = true;
      members = everybody;
      changes.push('anyone');
    }
    if (changes.length === 0)
      to.error(at, phrase('step_widens_nothing', { queue }), phrase('add_what_widens'));
    return {
      after,
      ...defined({ fromWait }),
      members,
      needs,
      lower,
      anyone,
      title: changes.join(', '),
    };
  });
}

function compilePreference(prefer: NonNullable<QueueSource['prefer']>): Preference {
  const within = prefer['last within'];
  return { for: prefer.for, ...defined({ lastWithin: within }) };
}
