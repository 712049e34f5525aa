/** Alarms that no one has confirmed, who is called because of them, and the button that ends the calls. */
import { useEffect, useState } from 'preact/hooks';
import type { AlarmList } from '../../contract/alarm.ts';
import { api } from '../api/api.ts';
import { type Refused, refusedBy } from '../api/request.ts';
import { may } from '../api/session.ts';
import { now } from '../live/live.ts';
import { Cell } from '../parts/cell.tsx';
import { Failure } from '../parts/failure.tsx';
import { ListStatus, ListTable } from '../parts/list-table.tsx';
import { Refusal } from '../parts/refusal.tsx';
import { count, moment } from '../words/figures.ts';
import { t } from '../words/words.ts';
import { whoIsCalled } from './who-is-called.ts';

const lookEvery = 10_000;

export function Alarms() {
  const [list, setList] = useState<AlarmList>();
  const [refused, setRefused] = useState<Refused>();
  const [said, setSaid] = useState('');
  const [isBusy, setBusy] = useState(false);
  const read = async (): Promise<void> => {
    const answer = await api.health.alarms();
    setRefused(refusedBy(answer));
    if (answer.ok) setList(answer.value);
  };
  useEffect(() => {
    void read();
    const timer = setInterval(() => void read(), lookEvery);
    return () => clearInterval(timer);
  }, []);
  const words = t().health;
  const confirm = async (): Promise<void> => {
    setBusy(true);
    const answer = await api.health.confirmAlarms();
    setBusy(false);
    if (!answer.ok) return setRefused(answer.refused);
    setSaid(words.alarms.confirmed);
    await read();
  };
  const alarms = list?.alarms ?? [];
  return (
    <section aria-labelledby="alarms">
      <div class="row spread">
        <h2 id="alarms">{words.alarms.title}</h2>
        {alarms.length > 0 && may('confirm_alarms') && (
          <button
            type="button"
            class="button main"
            disabled={isBusy}
            title={words.alarms.about}
            onClick={() => void confirm()}
          >
            {words.alarms.confirm}
          </button>
        )}
      </div>
      <Refusal refused={refused} />
      <ListStatus
        rows={list?.alarms}
        refused={refused}
        none={words.alarms.none}
        said={alarms.length === 0 ? said : ''}
      />
      {list && alarms.length > 0 && (
        <>
          <ListTable labelledBy="alarms" heads={[words.alarms.first, words.alarms.what, words.times]}>
            {alarms.map(({ code, what, first, count: times }) => (
              <tr key={code}>
                <th scope="row">
                  <time dateTime={first}>{moment(Date.parse(first), now.peek())}</time>
                </th>
                <Cell name={words.alarms.what}>
                  <Failure code={code} said={what} /> <code class="soft small">{code}</code>
                </Cell>
                <Cell name={words.times}>{count(times)}</Cell>
              </tr>
            ))}
          </ListTable>
          <p>{whoIsCalled(list, words.alarms, (at) => moment(Date.parse(at), now.peek()))}</p>
        </>
      )}
    </section>
  );
}
