/** Who waits in a queue, in which order, and its agents. */
import { useState } from 'preact/hooks';
import { Link } from 'wouter-preact';
import { api } from '../api/api.ts';
import { type Refused, refusedBy } from '../api/request.ts';
import { may, me } from '../api/session.ts';
import { floor } from '../live/live.ts';
import { callerTitle } from '../parts/caller.ts';
import { Dialog } from '../parts/dialog.tsx';
import { Since } from '../parts/length.tsx';
import { Refusal } from '../parts/refusal.tsx';
import { StateWord } from '../parts/state.tsx';
import { percent } from '../words/figures.ts';
import { t } from '../words/words.ts';
import { QueueService } from './queue-service.tsx';

export function QueueDetails({ name, close }: { name: string; close: () => void }) {
  const queue = floor.queues.get(name);
  const waiting = floor.waiting.get(name) ?? [];
  const words = t().board;
  if (!queue) return null;
  const share = queue.waitsTold?.share;
  return (
    <Dialog title={queue.title} close={close}>
      <p class="soft small">
        {words.strategy(t().values.rankedBy[queue.strategy])}
        {share !== undefined && <> · {words.accuracy(percent(share))}</>}
      </p>
      {waiting.length === 0 ? (
        <p>{words.noneWaiting}</p>
      ) : (
        <table class="plain-table">
          <thead>
            <tr>
              <th scope="col">{words.position}</th>
              <th scope="col">{words.caller}</th>
              <th scope="col">{words.waits}</th>
            </tr>
          </thead>
          <tbody>
            {waiting.map(({ call, since }, i) => (
              <tr key={call}>
                <td class="figure">{i + 1}</td>
                <td>
                  <WaitingCaller call={call} />
                </td>
                <td>
                  <Since since={since} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <h3>{words.members}</h3>
      <ul class="members">
        {queue.members.map((member) => (
          <Member key={member} name={member} queue={name} />
        ))}
      </ul>
      {may('supervise') && <NextCall queue={name} />}
    </Dialog>
  );
}

function WaitingCaller({ call }: { call: string }) {
  const row = floor.calls.get(call);
  if (!row) return null;
  return (
    <>
      <Link href={`/calls/${call}`}>{callerTitle(row.caller)}</Link>
      {row.caller.tags.length > 0 && <span class="soft"> {row.caller.tags.join(', ')}</span>}
      {row.phase === 'ringing' && <span class="is-ringing"> {t().board.rings}</span>}
    </>
  );
}

function Member({ name, queue }: { name: string; queue: string }) {
  const agent = floor.agents.get(name);
  if (!agent) return null;
  return (
    <li>
      <span>
        {agent.title} <StateWord state={agent.state} />
      </span>
      <QueueService agent={agent} queue={queue} />
    </li>
  );
}

/** Their own phone rings when the next call of the queue is connected. */
function NextCall({ queue }: { queue: string }) {
  const [refused, setRefused] = useState<Refused>();
  const [isAsked, setAsked] = useState(false);
  const own = me.value?.agent;
  if (own === undefined) return <p class="soft small">{t().board.noPhone}</p>;
  const toggle = async (): Promise<void> => {
    const answer = await api.queues.supervise(queue, own, isAsked ? 'end' : 'listen');
    setRefused(refusedBy(answer));
    if (answer.ok) setAsked(!isAsked);
  };
  return (
    <div class="row">
      <button type="button" class="button" aria-pressed={isAsked} onClick={() => void toggle()}>
        {isAsked ? t().board.stopListening : t().board.nextCall}
      </button>
      {isAsked && <span class="soft small">{t().board.hint.yourPhone}</span>}
      <Refusal refused={refused} />
    </div>
  );
}
