/** Which of three things is on the screen: the door, the first admin's page, or the shell with its pages. */
import { effect } from '@preact/signals';
import { Route, Switch } from 'wouter-preact';
import { me, session } from './api/session.ts';
import { goLive, goOffline } from './live/live.ts';
import { First } from './shell/first.tsx';
import { LogIn } from './shell/log-in.tsx';
import { Shell } from './shell/shell.tsx';
import { speakAsUsual, t } from './words/words.ts';

effect(() => {
  if (session.value === undefined) return;
  if (me.value?.rights.includes('see_floor') || me.value?.agent) goLive();
  else goOffline();
  void speakAsUsual(me.value?.language);
});

export const App = () => (
  <Switch>
    <Route path="/first">
      <First />
    </Route>
    <Route>
      {session.value === undefined ? (
        <main class="door">
          <p class="soft">{t().shell.connecting}</p>
        </main>
      ) : me.value ? (
        <Shell me={me.value} />
      ) : (
        <LogIn />
      )}
    </Route>
  </Switch>
);
