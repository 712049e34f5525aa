import type { PersonView } from '../../contract/person.ts';
import type { Person } from '../../people/person.ts';
import type { Accounts } from '../../ports/accounts.ts';
import { defined } from '../../shared/defined.ts';
import { iso } from '../times.ts';

export function personView(person: Person, accounts: Pick<Accounts, 'has'>): PersonView {
  const { name, displayName, roles, queues, teams, agent, disabled, language, createdAt } = person;
  const { password, secondFactor } = accounts.has(name);
  return {
    name,
    displayName,
    roles: [...roles],
    ...(queues && { queues: [...queues] }),
    ...(teams && { teams: [...teams] }),
    ...defined({ agent, language }),
    disabled,
    createdAt: iso(createdAt),
    hasPassword: password,
    hasSecondFactor: secondFactor,
  };
}
