/**
 * Two links with a token after the `#`, each for one use: `/first`, which Cordboard prints while it has no admin, and
 * `/link`, with which an admin lets a person set a password.
 */
import { useState } from 'preact/hooks';
import { useLocation } from 'wouter-preact';
import type { Refused } from '../api/request.ts';
import { logInByLink } from '../api/session.ts';
import { Brand } from '../parts/brand.tsx';
import { textIn } from '../parts/form.ts';
import { Refusal } from '../parts/refusal.tsx';
import { t } from '../words/words.ts';
import { DoorFeet } from './door-feet.tsx';
import './shell.css';

/** As the engine demands. */
const shortestPassword = 10;

export function ByLink({ isFirst }: { isFirst: boolean }) {
  const words = isFirst ? t().shell.first : t().shell.link;
  const [, navigate] = useLocation();
  const [refused, setRefused] = useState<Refused>();
  const [isBusy, setBusy] = useState(false);
  const token = location.hash.slice(1);

  async function submit(form: HTMLFormElement): Promise<void> {
    const fields = new FormData(form);
    setBusy(true);
    const answer = await logInByLink({
      token,
      ...(isFirst && { name: textIn(fields, 'name').trim() }),
      password: textIn(fields, 'password'),
    });
    setBusy(false);
    // Without the token, which must not stay in the history of the browser.
    if (answer.ok) navigate('/', { replace: true });
    else setRefused(answer.refused);
  }

  function compare(form: HTMLFormElement | null): void {
    const repeat = form?.elements.namedItem('repeat') as HTMLInputElement | null;
    const password = form?.elements.namedItem('password') as HTMLInputElement | null;
    repeat?.setCustomValidity(repeat.value === password?.value ? '' : t().shell.first.differs);
  }

  return (
    <main class="door">
      <Brand />
      <form
        class="card"
        onInput={({ currentTarget }) => compare(currentTarget)}
        onSubmit={(event) => {
          event.preventDefault();
          void submit(event.currentTarget);
        }}
      >
        <h1>{words.title}</h1>
        {token === '' ? <p class="note bad">{t().shell.first.noToken}</p> : <p>{words.about}</p>}
        <Refusal refused={refused} />
        {isFirst && <NameField />}
        <PasswordField name="password" label={t().shell.first.password} minLength={shortestPassword}>
          {t().shell.first.passwordHint(shortestPassword)}
        </PasswordField>
        <PasswordField name="repeat" label={t().shell.first.repeat} />
        <button type="submit" class="button main" disabled={isBusy || token === ''}>
          {words.submit}
        </button>
      </form>
      <DoorFeet />
    </main>
  );
}

interface PasswordFieldProps {
  readonly name: string;
  readonly label: string;
  readonly minLength?: number;
  /** The hint. */
  readonly children?: string;
}

const PasswordField = ({ name, label, minLength, children }: PasswordFieldProps) => (
  <div class="field">
    <label for={name}>{label}</label>
    <input
      class="input"
      id={name}
      name={name}
      type="password"
      autocomplete="new-password"
      minLength={minLength}
      aria-describedby={children && `${name}-hint`}
      required
    />
    {children && (
      <span id={`${name}-hint`} class="hint">
        {children}
      </span>
    )}
  </div>
);

const NameField = () => (
  <div class="field">
    <label for="name">{t().shell.first.name}</label>
    <input
      class="input"
      id="name"
      name="name"
      autocomplete="username"
      autocapitalize="none"
      pattern="[a-z0-9][a-z0-9._@\-]*"
      aria-describedby="name-hint"
      required
    />
    <span id="name-hint" class="hint">
      {t().shell.first.nameHint}
    </span>
  </div>
);
