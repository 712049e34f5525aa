/** After a call: the note, and when the next call may come. */
import type { AgentView } from '../../contract/agent.ts';
import { api } from '../api/api.ts';
import { Until } from '../parts/length.tsx';
import { t } from '../words/words.ts';
import { CallInOutcome } from './call-in.tsx';
import { CallTicket } from './call-tickets.tsx';
import { CallerHead } from './caller-head.tsx';
import { KeyButton } from './keys.tsx';
import { story } from './mine.ts';
import { Notes } from './notes.tsx';
import { ask } from './refusals.ts';
import { Results } from './results.tsx';

const minute = 60_000;

export function WrapUp({ agent, call }: { agent: AgentView; call: string }) {
  const words = t().desk.wrapUp;
  const arrived = story.value.find((entry) => entry.type === 'callArrived');
  return (
    <article class="call-card card is-wrap-up" aria-label={words.title}>
      <p class="call-kind is-wrapping_up">
        {words.title}
        {agent.until && (
          <span class="time-left">
            {words.endsIn} <Until until={agent.until} />
          </span>
        )}
      </p>
      {arrived && <CallerHead caller={arrived.caller} />}
      <CallInOutcome />
      <Results agent={agent} call={call} />
      <Notes call={call} number={arrived?.caller.number} />
      <CallTicket call={call} />
      <div class="call-buttons">
        <KeyButton
          letter="r"
          kind="main"
          isLarge
          isOff={agent.wrapUp?.resultRequired === true}
          act={() => void ask(api.agents.act(agent.name, 'resume'))}
        >
          {words.ready}
        </KeyButton>
        <KeyButton
          letter="w"
          isLarge
          act={() => void ask(api.agents.act(agent.name, 'wrap-up', { forMs: minute }))}
        >
          {words.more}
        </KeyButton>
      </div>
    </article>
  );
}
