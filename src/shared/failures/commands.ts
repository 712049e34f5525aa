/** Why Asterisk did not carry out what it was told to do. */
import type { Failure } from './failure.ts';

export const commandFailures = {
  command_gone: {
    status: 409,
    severity: 'info',
    sentence: 'The call or leg that the command was for has ended.',
    remedy: 'Nothing to do: calls can end at any moment.',
  },
  command_refused: {
    status: 502,
    severity: 'error',
    sentence: 'Asterisk refused a command.',
    remedy: 'The alarm shows the command and the reply. `cordboard doctor` finds missing modules.',
  },
  command_unanswered: {
    status: 503,
    severity: 'error',
    sentence: 'Asterisk did not answer a command in time, so it may have been carried out or not.',
    remedy:
      'Cordboard compares its calls with Asterisk by itself. If it repeats, check the load of the machine.',
  },
} as const satisfies Readonly<Record<string, Failure>>;
