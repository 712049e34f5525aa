/** Takes an agent out of a queue for now, or puts them back; the last one who is ready only once that is confirmed. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { AgentView } from '../../contract/agent.ts';
import { api } from '../api/api.ts';
import { type Refused, refusedBy } from '../api/request.ts';
import { may } from '../api/session.ts';
import { floor } from '../live/live.ts';
import { Icon } from '../parts/icon.tsx';
import { Since } from '../parts/length.tsx';
import { Refusal } from '../parts/refusal.tsx';
import { count } from '../words/figures.ts';
import { t } from '../words/words.ts';

export const outOf = ({ outOf: out }: AgentView, queue: string) => out?.find((one) => one.queue === queue);

/** Theirs by the plan, and those that they are out of: both lists are in its order. */
export const queuesOfAgent = ({ queues, outOf: out = [] }: AgentView): readonly string[] => [
  ...new Set([...queues, ...out.map(({ queue }) => queue)]),
];

const titleOf = (queue: string): string => floor.queues.get(queue)?.title ?? queue;

/** `sales, support`: the queues that they are out of, in words. */
export const outOfTitles = ({ outOf: out = [] }: AgentView): string =>
  out.map(({ queue }) => titleOf(queue)).join(', ');

/** All queues of an agent, in their own dialog. */
export function AgentQueues({ agent }: { agent: AgentView }) {
  const queues = queuesOfAgent(agent);
  if (queues.length === 0) return null;
  return (
    <>
      <h3>{t().board.queues}</h3>
      <ul class="queue-services">
        {queues.map((queue) => (
          <li key={queue}>
            <span>{titleOf(queue)}</span>
            <QueueService agent={agent} queue={queue} />
          </li>
        ))}
      </ul>
    </>
  );
}

export function QueueService({ agent, queue }: { agent: AgentView; queue: string }) {
  const [refused, setRefused] = useState<Refused>();
  const button = useRef<HTMLButtonElement>(null);
  const words = t().board;
  const out = outOf(agent, queue);
  const isLast = refused?.code === 'last_in_queue';
  const set = async (serves: boolean, anyway = false): Promise<void> =>
    setRefused(refusedBy(await api.agents.serve(agent.name, queue, serves, anyway)));
  // What was asked is gone from the page with the answer, and the focus with it.
  const decided = (): void => button.current?.focus();
  const what = out ? words.putBack : words.takeOut;
  return (
    <div class="queue-service">
      {out && (
        <span class="small is-out">
          {words.outFor} <Since since={out.since} /> <span class="soft">· {words.byHand(out.by)}</span>
        </span>
      )}
      {may('assign_queues') && (
        <button
          ref={button}
          type="button"
          class="button small"
          aria-label={`${what}: ${agent.title}, ${titleOf(queue)}`}
          onClick={() => void set(out !== undefined)}
        >
          {what}
        </button>
      )}
      {isLast ? (
        <LastOne
          queue={queue}
          takeOut={() => {
            decided();
            void set(false, true);
          }}
          cancel={() => {
            decided();
            setRefused(undefined);
          }}
        />
      ) : (
        <Refusal refused={refused} />
      )}
    </div>
  );
}

/** Callers of the queue would wait for no one. The focus goes to the button that changes nothing. */
function LastOne({ queue, takeOut, cancel }: { queue: string; takeOut: () => void; cancel: () => void }) {
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => first.current?.focus(), []);
  const words = t().board;
  return (
    <div class="note bad" role="alert">
      <Icon name="warning" size={16} />
      <div>
        <p>{words.lastOne(titleOf(queue), count(floor.waiting.get(queue)?.length ?? 0))}</p>
        <div class="row">
          <button ref={first} type="button" class="button small" onClick={cancel}>
            {t().shell.cancel}
          </button>
          <button type="button" class="button small" onClick={takeOut}>
            {words.takeOutAnyway}
          </button>
        </div>
      </div>
    </div>
  );
}
