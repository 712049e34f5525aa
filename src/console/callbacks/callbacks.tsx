/** Callers who will be called back: who they are, how long they wait; call one now, or cancel. */
import { useEffect, useState } from 'preact/hooks';
import type { CallbackView } from '../../contract/callback.ts';
import { api } from '../api/api.ts';
import { type Refused, refusedBy } from '../api/request.ts';
import { may, me } from '../api/session.ts';
import { floor, now } from '../live/live.ts';
import { callerTitle } from '../parts/caller.ts';
import { Cell } from '../parts/cell.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { ListStatus, ListTable } from '../parts/list-table.tsx';
import { Refusal } from '../parts/refusal.tsx';
import { count, moment } from '../words/figures.ts';
import { t } from '../words/words.ts';

const lookEvery = 5000;

export function Callbacks() {
  const [callbacks, setCallbacks] = useState<readonly CallbackView[]>();
  const [leaving, setLeaving] = useState<CallbackView>();
  const [refused, setRefused] = useState<Refused>();
  const [said, setSaid] = useState('');
  const words = t().callbacks;

  const read = async (): Promise<void> => {
    const answer = await api.callbacks.list();
    setRefused(refusedBy(answer));
    if (answer.ok) setCallbacks(answer.value.callbacks);
  };
  useEffect(() => {
    void read();
    const timer = setInterval(() => void read(), lookEvery);
    return () => clearInterval(timer);
  }, []);

  async function cancel({ call }: CallbackView): Promise<void> {
    const answer = await api.callbacks.cancel(call);
    setLeaving(undefined);
    await read();
    if (!answer.ok) setRefused(answer.refused);
  }

  /** Your own phone rings first. The callback is cancelled, so that no other agent calls them as well. */
  async function callNow(callback: CallbackView, agent: string): Promise<void> {
    const answer = await api.agents.call(agent, callback.number);
    if (!answer.ok) {
      setRefused(answer.refused);
      return;
    }
    setSaid(words.ringing(callerTitle(callback.caller)));
    await cancel(callback);
  }

  return (
    <div class="list-page">
      <h1>{t().shell.pages.callbacks}</h1>
      <Refusal refused={refused} />
      {callbacks !== undefined && callbacks.length > 0 && (
        <ListTable
          label={words.label}
          heads={[words.caller, words.number, words.queue, words.since, words.attempts, words.state]}
          hasActions
        >
          {callbacks.map((callback) => (
            <Row
              key={callback.call}
              callback={callback}
              cancel={() => setLeaving(callback)}
              callNow={(agent) => void callNow(callback, agent)}
            />
          ))}
        </ListTable>
      )}
      <ListStatus rows={callbacks} refused={refused} none={words.none} said={said} />
      {leaving && (
        <Dialog title={words.cancelOne(callerTitle(leaving.caller))} close={() => setLeaving(undefined)}>
          <p>{words.cancelSure}</p>
          <button type="button" class="button bad" onClick={() => void cancel(leaving)}>
            {words.cancel}
          </button>
        </Dialog>
      )}
    </div>
  );
}

interface RowProps {
  readonly callback: CallbackView;
  readonly cancel: () => void;
  readonly callNow: (agent: string) => void;
}

function Row({ callback, cancel, callNow }: RowProps) {
  const { caller, number, queue, since, attempts, phase, byResult } = callback;
  const words = t().callbacks;
  const who = callerTitle(caller);
  const agent = me.value?.agent;
  return (
    <tr>
      <th scope="row">{who}</th>
      <Cell name={words.number}>{number}</Cell>
      <Cell name={words.queue}>{floor.queues.get(queue)?.title ?? queue}</Cell>
      <Cell name={words.since}>
        <time dateTime={since}>{moment(Date.parse(since), now.peek())}</time>
      </Cell>
      <Cell name={words.attempts}>{words.tries(count(attempts.made), count(attempts.most))}</Cell>
      <Cell name={words.state}>
        {t().values.phase[phase]}
        {byResult && <div class="soft small">{words.promised(byResult.agent, byResult.result)}</div>}
      </Cell>
      <td class="of-action">
        {may('cancel_callbacks') && (
          <span class="row">
            {agent !== undefined && may('place_calls') && phase === 'awaiting_callback' && (
              <button
                type="button"
                class="button small"
                aria-label={words.callNowOne(who)}
                onClick={() => callNow(agent)}
              >
                {words.callNow}
              </button>
            )}
            <button type="button" class="button small" aria-label={words.cancelOne(who)} onClick={cancel}>
              {words.cancel}
            </button>
          </span>
        )}
      </td>
    </tr>
  );
}
