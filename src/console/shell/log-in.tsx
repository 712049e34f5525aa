/** The door: name, password, and the second factor of those who have one. */
import { useEffect, useState } from 'preact/hooks';
import type { LogInWays } from '../../contract/session.ts';
import type { Refused } from '../api/request.ts';
import { logIn, waysToLogIn } from '../api/session.ts';
import { Brand } from '../parts/brand.tsx';
import { textIn } from '../parts/form.ts';
import { Refusal } from '../parts/refusal.tsx';
import { t } from '../words/words.ts';
import { DoorFeet } from './door-feet.tsx';
import './shell.css';

/** Why the provider's log-in led back here. */
function SignOnFailed() {
  const why = new URLSearchParams(location.search).get('sign-on');
  const words = t().shell.signOn;
  if (why === null) return null;
  return (
    <p class="note bad" role="alert">
      {why === 'unreachable' || why === 'unknown' || why === 'expired' ? words[why] : words.refused}
    </p>
  );
}

function SignOn({ way }: { way: LogInWays['signOn'] }) {
  return (
    <>
      <SignOnFailed />
      {way && (
        <a class="button" href={way.path}>
          {t().shell.signOn.button(way.title)}
        </a>
      )}
    </>
  );
}

export function LogIn() {
  const [refused, setRefused] = useState<Refused>();
  const [isBusy, setBusy] = useState(false);
  const [shows, setShows] = useState(false);
  const [ways, setWays] = useState<LogInWays>({});
  useEffect(() => void waysToLogIn().then(setWays), []);

  async function submit(form: HTMLFormElement): Promise<void> {
    const fields = new FormData(form);
    const code = textIn(fields, 'code').trim();
    setBusy(true);
    const answer = await logIn({
      name: textIn(fields, 'name').trim(),
      password: textIn(fields, 'password'),
      ...(code !== '' && { code }),
    });
    setBusy(false);
    if (!answer.ok) setRefused(answer.refused);
  }

  return (
    <main class="door">
      <Brand />
      <form
        class="card"
        onSubmit={(event) => {
          event.preventDefault();
          void submit(event.currentTarget);
        }}
      >
        <h1>{t().shell.logIn.title}</h1>
        <SignOn way={ways.signOn} />
        <Refusal refused={refused} />
        <div class="field">
          <label for="name">{t().shell.logIn.name}</label>
          <input class="input" id="name" name="name" autocomplete="username" autocapitalize="none" required />
        </div>
        <div class="field">
          <label for="password">{t().shell.logIn.password}</label>
          <input
            class="input"
            id="password"
            name="password"
            type={shows ? 'text' : 'password'}
            autocomplete="current-password"
            required
          />
        </div>
        <label class="check">
          <input type="checkbox" checked={shows} onChange={() => setShows(!shows)} />
          {t().shell.logIn.showPassword}
        </label>
        <div class="field">
          <label for="code">{t().shell.logIn.code}</label>
          <input
            class="input"
            id="code"
            name="code"
            inputMode="numeric"
            autocomplete="one-time-code"
            aria-describedby="code-hint"
          />
          <span id="code-hint" class="hint">
            {t().shell.logIn.codeHint}
          </span>
        </div>
        <button type="submit" class="button main" disabled={isBusy}>
          {isBusy ? t().shell.logIn.busy : t().shell.logIn.submit}
        </button>
      </form>
      {ways.callerPage && (
        <a class="button" href="/call">
          {t().shell.tryCall}
        </a>
      )}
      <DoorFeet />
    </main>
  );
}
