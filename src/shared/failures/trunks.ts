/** Why a trunk cannot carry calls. */
import type { Failure } from './failure.ts';

export const trunkFailures = {
  trunk_unreachable: {
    status: 503,
    severity: 'critical',
    sentence: 'The server of the trunk does not answer.',
    remedy: 'Check `server` of the trunk in the plan, the network and the firewall; then ask the provider.',
  },
  trunk_refused: {
    status: 503,
    severity: 'critical',
    sentence: 'The provider refuses the registration of the trunk.',
    remedy: 'Check user name and password of the trunk.',
  },
  trunk_not_registered: {
    status: 503,
    severity: 'critical',
    sentence: 'The trunk is not registered with the provider.',
    remedy: 'Wait a minute after a start. If it lasts, check `server` of the trunk and the network.',
  },
  no_trunk: {
    status: 409,
    severity: 'warning',
    sentence: 'The plan has no trunk over which a number outside could be called.',
    remedy: 'Add a trunk to the plan, or name an agent, a queue or a number of the plan.',
  },
  trunk_password_missing: {
    status: 503,
    severity: 'critical',
    sentence: 'The password of the trunk is not set.',
    remedy: 'Set the environment variable that the plan names as `password from`, and restart the engine.',
  },
} as const satisfies Readonly<Record<string, Failure>>;

export type TrunkFailureCode = keyof typeof trunkFailures;

/**
 * Whether no call goes out at all: Asterisk sends none over a trunk that does not answer, and has none without its password. A
 * provider that refuses our registration may still take calls, so such a trunk is only tried after the others.
 */
export const carriesNothing = (down: TrunkFailureCode | undefined): boolean =>
  down === 'trunk_unreachable' || down === 'trunk_password_missing';
