/** What the engine refused, with what is done about it, if it says so. */
import type { Refused } from '../api/request.ts';
import { t } from '../words/words.ts';
import { Failure, Remedy } from './failure.tsx';
import { Icon } from './icon.tsx';

export function Refusal({ refused }: { refused: Refused | undefined }) {
  return (
    <div role="alert">
      {refused && (
        <p class="note bad">
          <Icon name="warning" size={16} />
          <span>
            {refused.code === 'no_connection' ? (
              t().shell.failure.noConnection
            ) : (
              <Failure code={refused.code} said={ended(refused.message)} />
            )}
            {refused.hint && <Remedy code={refused.code} said={refused.hint} />}
          </span>
        </p>
      )}
    </div>
  );
}

/** What the engine says about one case may have no full stop, and would run into the remedy after it. */
const ended = (said: string): string => (/[.!?…]$/.test(said) ? said : `${said}.`);
