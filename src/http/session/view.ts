import type { Me } from '../../contract/session.ts';
import { extentOf } from '../../people/person.ts';
import type { Accounts } from '../../ports/accounts.ts';
import type { Actor } from '../../ports/actor.ts';
import { defined } from '../../shared/defined.ts';
import { allRights, may } from '../../shared/rights.ts';

/** Who holds the token is shown as an admin, with every right. */
export function meView(actor: Actor, accounts: Pick<Accounts, 'person' | 'has'>): Me {
  if (actor.kind !== 'person') {
    const rights = allRights.filter((right) => may(actor.role, right));
    return { person: { name: actor.name, displayName: actor.name }, roles: ['admin'], rights, scope: {} };
  }
  const { name, roles, scope, agent } = actor;
  const { displayName = name, language } = accounts.person(name) ?? {};
  return {
    person: { name, displayName },
    roles: [...roles],
    rights: allRights.filter((right) =>
      actor.needsSecondFactor ? right === 'use_own_account' : extentOf(roles, right) !== undefined,
    ),
    ...(actor.needsSecondFactor && { needsSecondFactor: true }),
    hasSecondFactor: accounts.has(name).secondFactor,
    scope: {
      ...(scope.queues && { queues: [...scope.queues] }),
      ...(scope.teams && { teams: [...scope.teams] }),
    },
    ...defined({ agent, language }),
  };
}
