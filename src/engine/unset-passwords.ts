/** Trunks without a password: they are not set up in Asterisk, so no agent can be reached over them. */

import type { Plan, TrunkName, WayOut } from '../plan/model.ts';
import type { Finding } from '../plan/source/finding.ts';

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
            message: `lookup ${name} asks no one: the environment variable ${by.signedWith} with its secret is not set`,
            hint: `set ${by.signedWith} where the engine runs, then restart it`,
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
    const nothingElse = only.length === 0 ? '' : `; nothing else reaches ${only.join(', ')}`;
    return [
      {
        severity: 'warning',
        file: 'plan',
        line: 1,
        column: 1,
        message: `trunk ${name} carries no calls: the environment variable ${login.passwordFrom} with its password is not set${nothingElse}`,
        hint: `set ${login.passwordFrom} where the engine runs, then restart it`,
      },
    ];
  });
}

/** Whom no other trunk leads to: agents without a phone beside it, and numbers that are rung. */
function dependents(
  { agents, flows, emergency }: Plan,
  name: TrunkName,
  without: ReadonlySet<TrunkName>,
): readonly string[] {
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
  return [...new Set([...reached, ...rung, ...(isEmergency ? ['the emergency services'] : [])])];
}
