/** The case library: calls to learn from. */
import { useEffect, useState } from 'preact/hooks';
import { Link } from 'wouter-preact';
import type { CaseFound } from '../../contract/case.ts';
import { api } from '../api/api.ts';
import { type Refused, refusedBy } from '../api/request.ts';
import { may } from '../api/session.ts';
import { now } from '../live/live.ts';
import { queueTitle } from '../live/names.ts';
import { Cell } from '../parts/cell.tsx';
import { ListStatus, ListTable } from '../parts/list-table.tsx';
import { Refusal } from '../parts/refusal.tsx';
import { moment } from '../words/figures.ts';
import { t } from '../words/words.ts';

export function Training() {
  const [cases, setCases] = useState<readonly CaseFound[]>();
  const [refused, setRefused] = useState<Refused>();
  const words = t().training;
  useEffect(() => {
    void api.cases.list().then((answer) => {
      setRefused(refusedBy(answer));
      if (answer.ok) setCases(answer.value.cases);
    });
  }, []);
  return (
    <div class="list-page">
      <h1>{t().shell.pages.training}</h1>
      <p class="soft">{words.intro}</p>
      <Refusal refused={refused} />
      {cases && cases.length > 0 && (
        <ListTable
          label={t().shell.pages.training}
          heads={[words.title, words.queue, words.tags, words.marked]}
        >
          {cases.map(({ id, title, queue, tags, at }) => (
            <tr key={id}>
              <th scope="row">
                <Link href={`/training/${id}`}>{title}</Link>
              </th>
              <Cell name={words.queue}>{queue && queueTitle(queue)}</Cell>
              <Cell name={words.tags}>{tags.join(', ')}</Cell>
              <Cell name={words.marked}>{moment(Date.parse(at), now.peek())}</Cell>
            </tr>
          ))}
        </ListTable>
      )}
      <ListStatus rows={cases} refused={refused} none={may('manage_cases') ? words.noneYet : words.none} />
    </div>
  );
}
