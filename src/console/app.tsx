/** Which of three things is on the screen: the door, the page of a link, or the shell with its pages. */
import { effect } from '@preact/signals';
import { Route, Switch } from 'wouter-preact';
import { me, session } from './api/session.ts';
import { goLive, goOffline } from './live/live.ts';
import { ByLink } from './shell/by-link.tsx';
import { LogIn } from './shell/log-in.tsx';
import { Shell } from './shell/shell.tsx';
import { speakAsUsual, t } from './words/words.ts';

effect(() => {
  if (session.value === undefined) return;
  const topics = [
    ...(me.value?.rights.includes('see_floor') ? (['floor'] as const) : []),
    ...(me.value?.agent === undefined ? [] : (['me'] as const)),
  ];
  if (topics.length > 0) goLive(topics);
  else goOffline();
  void speakAsUsual(me.value?.language);
});

export const App = () => (
  <Switch>
    <Route path="/first">
      <ByLink isFirst />
    </Route>
    <Route path="/link">
      <ByLink isFirst={false} />
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
