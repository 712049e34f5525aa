/** Your own account: password, second factor, and the way out of every session. */
import { useState } from 'preact/hooks';
import { api } from '../api/api.ts';
import { type Answer, type Refused, refusedBy } from '../api/request.ts';
import { findSession, me, session } from '../api/session.ts';
import { textIn } from '../parts/form.ts';
import { Refusal } from '../parts/refusal.tsx';
import { t } from '../words/words.ts';
import './account.css';

export function Account() {
  return (
    <div class="account">
      <h1>{t().account.title}</h1>
      {me.value?.needsSecondFactor && <p class="note">{t().account.needed}</p>}
      <SecondFactor />
      <Password />
      <Sessions />
    </div>
  );
}

function SecondFactor() {
  const [made, setMade] = useState<{ readonly secret: string; readonly qr: string }>();
  const [refused, setRefused] = useState<Refused>();
  const words = t().account;
  const isOn = me.value?.hasSecondFactor === true;
  const begin = async (): Promise<void> => {
    const answer = await api.account.newFactor();
    setRefused(refusedBy(answer));
    if (answer.ok) setMade(answer.value);
  };
  const send = async (asked: Promise<Answer<unknown>>): Promise<void> => {
    const answer = await asked;
    setRefused(refusedBy(answer));
    if (!answer.ok) return;
    setMade(undefined);
    // Rights may have come with it.
    await findSession();
  };
  return (
    <section class="card account-card" aria-labelledby="factor">
      <h2 id="factor">{words.factor}</h2>
      <p>{isOn ? words.factorOn : words.factorOff}</p>
      <Refusal refused={refused} />
      {isOn ? (
        <CodeForm button={words.drop} send={(code) => void send(api.account.dropFactor(code))} />
      ) : made ? (
        <>
          <p>{words.scan}</p>
          {/* Drawn by the engine from our own text. */}
          {/* biome-ignore lint/security/noDangerouslySetInnerHtml: our own engine draws it, and a picture as data: is not loaded. */}
          <div
            class="account-qr"
            role="img"
            aria-label={words.picture}
            dangerouslySetInnerHTML={{ __html: made.qr }}
          />
          <code class="account-secret">{made.secret.replaceAll(/(.{4})/g, '$1 ').trim()}</code>
          <CodeForm button={words.confirm} send={(code) => void send(api.account.confirmFactor(code))} />
        </>
      ) : (
        <div>
          <button type="button" class="button main" onClick={() => void begin()}>
            {words.begin}
          </button>
        </div>
      )}
    </section>
  );
}

const CodeForm = ({ button, send }: { button: string; send: (code: string) => void }) => (
  <form
    class="choices"
    onSubmit={(submitted) => {
      submitted.preventDefault();
      send(textIn(new FormData(submitted.currentTarget), 'code').trim());
    }}
  >
    <label class="choice">
      {t().account.code}
      <input
        class="input"
        name="code"
        inputMode="numeric"
        autocomplete="one-time-code"
        pattern="\s*[0-9]{6}\s*"
        required
      />
    </label>
    <button type="submit" class="button">
      {button}
    </button>
  </form>
);

function Password() {
  const [refused, setRefused] = useState<Refused>();
  const [isDone, setDone] = useState(false);
  const words = t().account;
  async function save(form: HTMLFormElement): Promise<void> {
    const fields = new FormData(form);
    const name = me.peek()?.person.name ?? '';
    const answer = await api.account.password(name, textIn(fields, 'old'), textIn(fields, 'next'));
    setRefused(refusedBy(answer));
    setDone(answer.ok);
    if (answer.ok) form.reset();
  }
  const compare = (form: HTMLFormElement): void => {
    const next = form.elements.namedItem('next') as HTMLInputElement;
    const repeat = form.elements.namedItem('repeat') as HTMLInputElement;
    repeat.setCustomValidity(next.value === repeat.value ? '' : t().shell.first.differs);
  };
  const fields = [
    ['old', words.old, 'current-password'],
    ['next', words.next, 'new-password'],
    ['repeat', words.repeat, 'new-password'],
  ] as const;
  return (
    <section class="card account-card" aria-labelledby="password">
      <h2 id="password">{words.password}</h2>
      <Refusal refused={refused} />
      <form
        class="account-form"
        onInput={({ currentTarget }) => compare(currentTarget)}
        onSubmit={(submitted) => {
          submitted.preventDefault();
          void save(submitted.currentTarget);
        }}
      >
        {fields.map(([name, label, autocomplete]) => (
          <label key={name} class="field">
            <span>{label}</span>
            <input class="input" type="password" name={name} autocomplete={autocomplete} required />
          </label>
        ))}
        <div>
          <button type="submit" class="button main">
            {words.save}
          </button>
        </div>
      </form>
      <p role="status">{isDone && words.changed}</p>
    </section>
  );
}

function Sessions() {
  const words = t().account;
  const end = async (): Promise<void> => {
    const answer = await api.account.logOutAll();
    if (answer.ok) session.value = null;
  };
  return (
    <section class="card account-card" aria-labelledby="sessions">
      <h2 id="sessions">{words.sessions}</h2>
      <p>{words.sessionsHint}</p>
      <div>
        <button type="button" class="button" onClick={() => void end()}>
          {words.logOutAll}
        </button>
      </div>
    </section>
  );
}
