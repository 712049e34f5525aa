/** One contact: its fields, its history, other contacts that are the same person, and what the law asks for. */
import { useEffect, useState } from 'preact/hooks';
import { Link } from 'wouter-preact';
import type { ContactHistory, ContactView } from '../../contract/contact.ts';
import { api, type ContactFields } from '../api/api.ts';
import { type Answer, type Refused, refusedBy } from '../api/request.ts';
import { may } from '../api/session.ts';
import { floor } from '../live/live.ts';
import { CrmLink } from '../parts/crm-link.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { textIn } from '../parts/form.ts';
import { Refusal } from '../parts/refusal.tsx';
import { clockLength, dated } from '../words/figures.ts';
import { t } from '../words/words.ts';

export const nameOf = ({ name, numbers }: ContactView): string => name ?? numbers[0] ?? '';

interface ContactDialogProps {
  readonly contact: ContactView;
  readonly close: () => void;
  /** undefined: it is no more. */
  readonly changed: (contact: ContactView | undefined) => void;
}

export function ContactDialog({ contact, close, changed }: ContactDialogProps) {
  const [refused, setRefused] = useState<Refused>();
  const [said, setSaid] = useState('');
  const words = t().contacts;
  const number = contact.numbers[0] ?? '';

  async function does(asked: Promise<Answer<ContactView>>, then: string): Promise<void> {
    const answer = await asked;
    setRefused(refusedBy(answer));
    setSaid(answer.ok ? then : '');
    if (answer.ok) changed(answer.value);
  }

  return (
    <Dialog title={nameOf(contact)} close={close}>
      <Refusal refused={refused} />
      <p role="status">{said}</p>
      <CrmLink crm={contact.crm} />
      {may('change_contacts') && (
        <Fields
          contact={contact}
          save={(change) => void does(api.contacts.change(number, change), words.saved)}
        />
      )}
      <section class="contact-part">
        <h3>{words.history}</h3>
        <History number={number} key={contact.numbers.join(' ')} />
      </section>
      {may('link_contacts') && (
        <section class="contact-part">
          <h3>{words.merge}</h3>
          <form
            class="choices"
            onSubmit={(submitted) => {
              submitted.preventDefault();
              const other = textIn(new FormData(submitted.currentTarget), 'other');
              void does(api.contacts.merge(number, other), words.merged);
            }}
          >
            <label class="choice">
              {words.mergeWith}
              <input class="input" name="other" inputMode="tel" required />
            </label>
            <button type="submit" class="button">
              {words.mergeThese}
            </button>
            <button
              type="button"
              class="button"
              onClick={() =>
                void does(
                  api.contacts
                    .unmerge(number)
                    .then((answer) => (answer.ok ? api.contacts.one(number) : answer)),
                  words.undone,
                )
              }
            >
              {words.undo}
            </button>
          </form>
        </section>
      )}
      {(may('export_contacts') || may('erase_contacts')) && (
        <section class="contact-part">
          <h3>{words.personal}</h3>
          {may('export_contacts') && (
            <p>
              <a href={api.contacts.everything(number)} download={`${number}.json`}>
                {words.download}
              </a>
            </p>
          )}
          {may('erase_contacts') && (
            <Erase number={number} refuse={setRefused} erased={() => changed(undefined)} />
          )}
        </section>
      )}
    </Dialog>
  );
}

function Fields({ contact, save }: { contact: ContactView; save: (change: ContactFields) => void }) {
  const words = t().contacts;
  const mayLink = may('link_contacts');
  return (
    <form
      class="contact-form"
      onSubmit={(submitted) => {
        submitted.preventDefault();
        const fields = new FormData(submitted.currentTarget);
        const name = textIn(fields, 'name').trim();
        const tags = textIn(fields, 'tags').split(',');
        save({
          ...(name !== '' && { name }),
          notes: textIn(fields, 'notes'),
          email: textIn(fields, 'email').trim() || null,
          noSurveys: fields.has('noSurveys'),
          tags: tags.map((tag) => tag.trim()).filter((tag) => tag !== ''),
          ...(mayLink && { preferredAgent: textIn(fields, 'agent') || null }),
        });
      }}
    >
      <label class="field">
        <span>{words.name}</span>
        <input class="input" name="name" defaultValue={contact.name ?? ''} maxLength={120} />
      </label>
      <p class="soft">
        {words.numbers}: {contact.numbers.join(', ')}
      </p>
      <label class="field">
        <span>{words.tags}</span>
        <input class="input" name="tags" defaultValue={contact.tags.join(', ')} />
        <span class="soft small">{words.tagsHint}</span>
      </label>
      <label class="field">
        <span>{words.email}</span>
        <input class="input" name="email" type="email" defaultValue={contact.email ?? ''} maxLength={255} />
      </label>
      <label class="check">
        <input type="checkbox" name="noSurveys" defaultChecked={contact.noSurveys === true} />
        {words.noSurveys}
      </label>
      <label class="field">
        <span>{words.notes}</span>
        <textarea class="input" name="notes" rows={3} defaultValue={contact.notes ?? ''} />
      </label>
      {mayLink && (
        <label class="field">
          <span>{words.agent}</span>
          <select class="input" name="agent">
            <option value="">{words.noAgent}</option>
            {floor.order.value.agents.map((name) => (
              <option key={name} value={name} selected={name === contact.preferredAgent}>
                {floor.agents.get(name)?.title ?? name}
              </option>
            ))}
          </select>
        </label>
      )}
      <button type="submit" class="button main">
        {words.save}
      </button>
    </form>
  );
}

function History({ number }: { number: string }) {
  const [history, setHistory] = useState<ContactHistory>();
  const [refused, setRefused] = useState<Refused>();
  const words = t().contacts;
  useEffect(() => {
    void api.contacts.history(number).then((answer) => {
      setRefused(refusedBy(answer));
      if (answer.ok) setHistory(answer.value);
    });
  }, [number]);
  if (refused) return <Refusal refused={refused} />;
  if (!history) return <p class="soft">{t().shell.loading}</p>;
  const recorded = new Set(history.recordings.map(({ id }) => id));
  const rows = [
    ...history.calls.map(({ id, arrivedAt, outcome, talkedMs, with: other }) => ({
      at: arrivedAt,
      key: id,
      text: (
        <>
          <Link href={`/calls/${id}`}>{words.call(id)}</Link> {outcome && t().values.outcome[outcome]}{' '}
          {other !== undefined && (floor.agents.get(other)?.title ?? other)}{' '}
          {talkedMs > 0 && clockLength(talkedMs)}
          {recorded.has(id) && <span class="chip">{words.recorded}</span>}
        </>
      ),
    })),
    ...history.voicemails.map(({ recording, at, voicemail, lastedMs }) => ({
      at,
      key: recording,
      text: (
        <>
          <Link href={`/voicemail?message=${recording}`}>{words.message(voicemail)}</Link>{' '}
          {clockLength(lastedMs)}
        </>
      ),
    })),
  ].toSorted((a, b) => b.at.localeCompare(a.at));
  if (rows.length === 0) return <p class="soft">{words.nothing}</p>;
  return (
    <ul class="contact-history">
      {rows.map(({ at, key, text }) => (
        <li key={key} class="row">
          <time class="soft" dateTime={at}>
            {dated(Date.parse(at))}
          </time>
          <span>{text}</span>
        </li>
      ))}
    </ul>
  );
}

interface EraseProps {
  readonly number: string;
  readonly refuse: (refused: Refused) => void;
  readonly erased: () => void;
}

function Erase({ number, refuse, erased }: EraseProps) {
  const [typed, setTyped] = useState('');
  const [isBusy, setBusy] = useState(false);
  const words = t().contacts;

  async function erase(): Promise<void> {
    setBusy(true);
    const answer = await api.contacts.erase(number);
    setBusy(false);
    if (answer.ok) erased();
    else refuse(answer.refused);
  }

  return (
    <details>
      <summary>{words.erase}</summary>
      <p>{words.eraseAbout}</p>
      <label class="field">
        <span>{words.eraseType(number)}</span>
        <input
          class="input"
          value={typed}
          onInput={({ currentTarget }) => setTyped(currentTarget.value.trim())}
        />
      </label>
      <button
        type="button"
        class="button bad"
        disabled={typed !== number || isBusy}
        onClick={() => void erase()}
      >
        {words.eraseNow}
      </button>
    </details>
  );
}
