/** Trunks without a password: they are not set up in Asterisk, so no agent can be reached over them. */

import type { Plan, TrunkName, WayOut } from '../plan/model.ts';
import { type Finding, saying } from '../plan/source/finding.ts';
import { phrase, type SaidWord } from '../shared/findings/said.ts';

/** @param isSet whether there is a secret of that name where the engine runs */
export const unsetSecrets = (plan: Plan, isSet: (variable: string) => boolean): readonly Finding[] => [
  ...unsetPasswords(plan, isSet),
  ...unsetLookups(plan, isSet),
];

function unsetLookups({ lookups = {} }: Plan, isSet: (variable: string) => boolean): readonly Finding[] {
  return Object.values(lookups).flatMap(({ name, by }): Finding[] =>
    by.kind !== 'url' || isSet(by.signedWith)
      ? []
      : [
          {
            severity: 'warning',
            file: 'plan',
            line: 1,
            column: 1,
            ...saying(
              phrase('lookup_secret_not_set', { lookup: name, variable: by.signedWith }),
              phrase('set_variable_and_restart', { variable: by.signedWith }),
            ),
          },
        ],
  );
}

/** @param isSet whether there is a secret of that name where the engine runs */
export function unsetPasswords(plan: Plan, isSet: (variable: string) => boolean): readonly Finding[] {
  const unset = Object.values(plan.trunks).filter(
    ({ login }) => login !== undefined && !isSet(login.passwordFrom),
  );
  const without = new Set(unset.map(({ name }) => name));
  return unset.flatMap(({ name, login }): Finding[] => {
    if (login === undefined) return [];
    const only = dependents(plan, name, without);
    const said = { trunk: name, variable: login.passwordFrom };
    return [
      {
        severity: 'warning',
        file: 'plan',
        line: 1,
        column: 1,
        ...saying(
          only.length === 0
            ? phrase('trunk_password_not_set', said)
            : phrase('trunk_password_not_set_alone', { ...said, names: only }),
          phrase('set_variable_and_restart', { variable: login.passwordFrom }),
        ),
      },
    ];
  });
}

/** Whom no other trunk leads to: agents without a phone beside it, and numbers that are rung. */
function dependents(
  { agents, flows, emergency }: Plan,
  name: TrunkName,
  without: ReadonlySet<TrunkName>,
): readonly (string | SaidWord)[] {
  const needs = ({ trunk, others = [] }: WayOut): boolean =>
    [trunk, ...others].includes(name) && [trunk, ...others].every((each) => without.has(each));
  const reached = Object.values(agents).flatMap(({ name: agent, outside }) =>
    outside?.rings === 'instead' && needs(outside) ? [agent] : [],
  );
  const ofEmergency = new Set(Object.values(emergency?.flows ?? {}));
  const rung = Object.values(flows)
    .filter(({ id }) => !ofEmergency.has(id))
    .flatMap(({ steps }) => steps)
    .flatMap((step) =>
      step.do === 'ring' && step.who.kind === 'outside' && needs(step.who) ? [step.who.number] : [],
    );
  const [first, ...more] = emergency?.trunks ?? [];
  const isEmergency = first !== undefined && needs({ trunk: first, others: more });
  return [...new Set([...reached, ...rung, ...(isEmergency ? [phrase('the_emergency_services')] : [])])];
}
