/** Trunks whose password is not there: Asterisk does without them, so nobody is reached over them. */
import type { Finding } from '../plan/source/finding.ts';
import type { Plan } from '../plan/model.ts';

/** @param isSet whether there is a secret of that name where the engine runs */
export function unsetPasswords(plan: Plan, isSet: (variable: string) => boolean): readonly Finding[] {
  return Object.values(plan.trunks).flatMap(({ name, login }): Finding[] => {
    if (login === undefined || isSet(login.passwordFrom)) return [];
    const dependents = Object.values(plan.agents).filter(({ outside }) => outside?.trunk === name);
    const agents =
      dependents.length === 0 ? '' : `; it reaches ${dependents.map((one) => one.name).join(', ')}`;
    return [
      {
        severity: 'warning',
        file: 'plan',
        line: 1,
        column: 1,
        message: `trunk ${name} carries no calls: the environment variable ${login.passwordFrom} with its password is not set${agents}`,
        hint: `set ${login.passwordFrom} where the engine runs, then restart it`,
      },
    ];
  });
}
