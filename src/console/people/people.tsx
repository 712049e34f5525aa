/** People who log in, their roles and what these reach; links to a password, second factors, and many at once from CSV. */
import { useEffect, useState } from 'preact/hooks';
import type { PersonView } from '../../contract/person.ts';
import { api } from '../api/api.ts';
import { type Refused, refusedBy } from '../api/request.ts';
import { may } from '../api/session.ts';
import { floor } from '../live/live.ts';
import { Cell } from '../parts/cell.tsx';
import { TextChoice } from '../parts/choice.tsx';
import { ListStatus, ListTable } from '../parts/list-table.tsx';
import { Refusal } from '../parts/refusal.tsx';
import { t } from '../words/words.ts';
import { ImportDialog } from './import.tsx';
import { PersonDialog } from './person.tsx';
import './people.css';

export function People() {
  const [people, setPeople] = useState<readonly PersonView[]>();
  const [refused, setRefused] = useState<Refused>();
  const [find, setFind] = useState('');
  /** A name, or null for a new person. */
  const [open, setOpen] = useState<string | null>();
  const [imports, setImports] = useState(false);
  const words = t().people;

  const read = async (): Promise<void> => {
    const answer = await api.people.list();
    setRefused(refusedBy(answer));
    if (answer.ok) setPeople(answer.value.people);
  };
  useEffect(() => void read(), []);

  const wanted = find.trim().toLowerCase();
  const shown = (people ?? []).filter(({ name, displayName, roles, agent }) =>
    [name, displayName, agent ?? '', ...roles].some((text) => text.toLowerCase().includes(wanted)),
  );
  const one = people?.find(({ name }) => name === open);
  return (
    <div class="list-page">
      <h1>{t().shell.pages.people}</h1>
      <div class="choices">
        <TextChoice label={words.find} value={find} set={setFind} />
        {may('manage_people') && (
          <>
            <button type="button" class="button main" onClick={() => setOpen(null)}>
              {words.add}
            </button>
            <button type="button" class="button" onClick={() => setImports(true)}>
              {words.import}
            </button>
          </>
        )}
      </div>
      <Refusal refused={refused} />
      {shown.length > 0 && (
        <ListTable
          label={words.label}
          heads={[words.name, words.roles, words.agent, words.scope, words.state]}
          hasActions
        >
          {shown.map((person) => (
            <Row key={person.name} person={person} open={() => setOpen(person.name)} />
          ))}
        </ListTable>
      )}
      <ListStatus rows={people && shown} refused={refused} none={words.none} />
      {(open === null || one) && (
        <PersonDialog
          person={one}
          close={() => setOpen(undefined)}
          changed={(name) => {
            void read().then(() => setOpen(name));
          }}
        />
      )}
      {imports && (
        <ImportDialog
          known={(people ?? []).map(({ name }) => name)}
          close={() => {
            setImports(false);
            void read();
          }}
        />
      )}
    </div>
  );
}

function Row({ person, open }: { person: PersonView; open: () => void }) {
  const { name, displayName, roles, agent, disabled, hasPassword, hasSecondFactor } = person;
  const words = t().people;
  return (
    <tr class={disabled ? 'is-disabled' : ''}>
      <th scope="row">
        {displayName} <span class="soft small">{name !== displayName && name}</span>
      </th>
      <Cell name={words.roles}>{roles.map((role) => t().shell.roles[role]).join(', ')}</Cell>
      <Cell name={words.agent}>{agent !== undefined && (floor.agents.get(agent)?.title ?? agent)}</Cell>
      <Cell name={words.scope}>{scopeOf(person)}</Cell>
      <Cell name={words.state}>
        <span class="row">
          {disabled ? (
            <span class="chip person-off">{words.disabled}</span>
          ) : hasPassword ? (
            words.active
          ) : (
            <span class="soft">{words.noPassword}</span>
          )}
          {hasSecondFactor && <span class="chip">{words.secondFactor}</span>}
        </span>
      </Cell>
      <td class="of-action">
        {may('manage_people') && (
          <button type="button" class="button small" aria-label={words.changeOne(displayName)} onClick={open}>
            {words.change}
          </button>
        )}
      </td>
    </tr>
  );
}

function scopeOf({ roles, queues, teams }: PersonView): string {
  const words = t().people;
  if (roles.some((role) => role === 'admin' || role === 'auditor')) return words.everything;
  if (roles.every((role) => role === 'agent')) return words.own;
  const parts = [...(queues ?? []).map((name) => floor.queues.get(name)?.title ?? name), ...(teams ?? [])];
  return parts.join(', ') || words.everything;
}
