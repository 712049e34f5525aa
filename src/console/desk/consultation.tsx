/** While I ask someone, or add someone: how far that is, and what comes next. */
import type { LiveCall } from '../../contract/live/floor.ts';
import { api } from '../api/api.ts';
import { agentTitle } from '../live/names.ts';
import { t } from '../words/words.ts';
import { KeyButton } from './keys.tsx';
import { myName } from './mine.ts';
import { ask } from './refusals.ts';

export function Consultation({ call, aside }: { call: LiveCall; aside: LiveCall }) {
  const words = t().desk.consult;
  const who = aside.with ?? aside.dialled;
  const talks = aside.phase === 'talking';
  const isWithCaller = talks && aside.onHold?.by === myName.value;
  return (
    <section class="consultation" aria-label={words.title(agentTitle(who))}>
      <p>
        <strong>{agentTitle(who)}</strong>{' '}
        <span class="soft">{talks ? (isWithCaller ? words.back : words.talking) : words.ringing}</span>
      </p>
      <div class="call-buttons">
        <KeyButton letter="s" isOff={!talks} act={() => void ask(api.calls.talk(call.id, 'swap'))}>
          {words.swap}
        </KeyButton>
        <KeyButton
          letter="t"
          icon="transfer"
          kind="main"
          act={() => void ask(api.calls.talk(call.id, 'complete'))}
        >
          {words.complete}
        </KeyButton>
        <KeyButton
          letter="j"
          icon="join"
          isOff={!talks}
          act={() => void ask(api.calls.talk(call.id, 'merge'))}
        >
          {words.merge}
        </KeyButton>
        <KeyButton letter="b" act={() => void ask(api.calls.talk(call.id, 'cancel'))}>
          {words.cancel}
        </KeyButton>
      </div>
    </section>
  );
}
