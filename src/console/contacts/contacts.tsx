/** What is known of callers: search, history, change, merge, files, erasure. */
import { useEffect, useState } from 'preact/hooks';
import type { ContactView, DuplicateList } from '../../contract/contact.ts';
import { api } from '../api/api.ts';
import { type Refused, refusedBy } from '../api/request.ts';
import { may } from '../api/session.ts';
import { now } from '../live/live.ts';
import { Cell } from '../parts/cell.tsx';
import { TextChoice } from '../parts/choice.tsx';
import { ListStatus, ListTable } from '../parts/list-table.tsx';
import { Refusal } from '../parts/refusal.tsx';
import { count, moment } from '../words/figures.ts';
import { t } from '../words/words.ts';
import { ContactDialog, nameOf } from './contact.tsx';
import { ImportContacts } from './import.tsx';
import './contacts.css';

const most = 100;
/** Who types is asked for once they pause. */
const pause = 250;

export function Contacts() {
  const [find, setFind] = useState('');
  const [contacts, setContacts] = useState<readonly ContactView[]>();
  const [duplicates, setDuplicates] = useState<DuplicateList>();
  const [open, setOpen] = useState<ContactView>();
  const [imports, setImports] = useState(false);
  const [refused, setRefused] = useState<Refused>();
  const words = t().contacts;

  const read = async (): Promise<void> => {
    const answer = await api.contacts.find(find.trim(), most);
    setRefused(refusedBy(answer));
    if (answer.ok) setContacts(answer.value.contacts);
  };
  useEffect(() => {
    const timer = setTimeout(() => void read(), contacts ? pause : 0);
    return () => clearTimeout(timer);
  }, [find]);

  async function look(): Promise<void> {
    const answer = await api.contacts.duplicates();
    setRefused(refusedBy(answer));
    if (answer.ok) setDuplicates(answer.value);
  }

  return (
    <div class="list-page">
      <h1>{t().shell.pages.contacts}</h1>
      <div class="choices">
        <TextChoice label={words.find} value={find} set={setFind} />
        <button type="button" class="button" onClick={() => void look()}>
          {words.duplicates}
        </button>
        {may('import_contacts') && (
          <button type="button" class="button" onClick={() => setImports(true)}>
            {words.importFile}
          </button>
        )}
        {may('export_contacts') && (
          <>
            <a class="button" href={api.contacts.file('csv')} download>
              {words.saveCsv}
            </a>
            <a class="button" href={api.contacts.file('vcard')} download>
              {words.saveVcard}
            </a>
          </>
        )}
      </div>
      <Refusal refused={refused} />
      {duplicates && (
        <Duplicates
          found={duplicates}
          merged={(answer) => {
            setRefused(answer);
            void look();
            void read();
          }}
        />
      )}
      {contacts !== undefined && contacts.length > 0 && (
        <ListTable
          label={words.label}
          heads={[words.name, words.numbers, words.tags, words.calls, words.lastCall]}
          hasActions
        >
          {contacts.map((contact) => (
            <Row key={contact.id} contact={contact} open={() => setOpen(contact)} />
          ))}
        </ListTable>
      )}
      <ListStatus rows={contacts} refused={refused} none={words.none} />
      {open && (
        <ContactDialog
          contact={open}
          close={() => setOpen(undefined)}
          changed={(contact) => {
            setOpen(contact);
            void read();
          }}
        />
      )}
      {imports && (
        <ImportContacts
          close={() => {
            setImports(false);
            void read();
          }}
        />
      )}
    </div>
  );
}

function Row({ contact, open }: { contact: ContactView; open: () => void }) {
  const { name, numbers, tags, calls, lastCallAt } = contact;
  const words = t().contacts;
  return (
    <tr>
      <th scope="row">{name ?? numbers[0]}</th>
      <Cell name={words.numbers}>{numbers.join(', ')}</Cell>
      <Cell name={words.tags}>{tags.join(', ')}</Cell>
      <Cell name={words.calls}>{count(calls)}</Cell>
      <Cell name={words.lastCall}>
        {lastCallAt !== undefined && (
          <time dateTime={lastCallAt}>{moment(Date.parse(lastCallAt), now.peek())}</time>
        )}
      </Cell>
      <td class="of-action">
        <button type="button" class="button small" aria-label={words.openOne(nameOf(contact))} onClick={open}>
          {words.open}
        </button>
      </td>
    </tr>
  );
}

interface DuplicatesProps {
  readonly found: DuplicateList;
  readonly merged: (refused: Refused | undefined) => void;
}

function Duplicates({ found: { duplicates, searched }, merged }: DuplicatesProps) {
  const words = t().contacts;
  if (duplicates.length === 0) return <p role="status">{words.noDuplicates(count(searched))}</p>;
  return (
    <ul class="contact-duplicates">
      {duplicates.map(({ because, contacts: [first, second] }) => {
        const [into, other] = [first?.numbers[0], second?.numbers[0]];
        if (!first || !second || into === undefined || other === undefined) return null;
        return (
          <li key={`${because} ${first.id} ${second.id}`} class="row">
            <span class="soft">{because === 'name' ? words.sameName : words.sameNumber}</span>
            <span>
              {nameOf(first)} {into}
            </span>
            <span>
              {nameOf(second)} {other}
            </span>
            {may('link_contacts') && (
              <button
                type="button"
                class="button small"
                aria-label={words.mergeOne(nameOf(second), nameOf(first))}
                onClick={() =>
                  void api.contacts.merge(into, other).then((answer) => merged(refusedBy(answer)))
                }
              >
                {words.mergeThese}
              </button>
            )}
          </li>
        );
      })}
    </ul>
  );
}
