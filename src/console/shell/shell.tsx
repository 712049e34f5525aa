/** The frame around every page: the menu by rights, whether what is shown is live, and who is logged in. */
import { computed, signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { Link, Redirect, Route, Switch, useLocation, useSearch } from 'wouter-preact';
import type { Me } from '../../contract/session.ts';
import { logOut } from '../api/session.ts';
import { floor, hasFloor, mine, staleSince } from '../live/live.ts';
import { Brand } from '../parts/brand.tsx';
import { callerTitle } from '../parts/caller.ts';
import { Icon } from '../parts/icon.tsx';
import { isInShift, phoneBanner } from '../parts/shift.ts';
import { timeOfDay } from '../words/figures.ts';
import { t } from '../words/words.ts';
import { LanguageChoice, ThemeChoice } from './choices.tsx';
import { type Page, pages, pagesOf } from './pages.ts';
import './shell.css';

const company = computed(() => floor.house.value?.company);
const isMenuOpen = signal(false);

export function Shell({ me }: { me: Me }) {
  const allowed = pagesOf(me);
  // Whichever page is reloaded, its phone comes back.
  useEffect(() => {
    if (me.agent !== undefined && isInShift())
      void import('../desk/in-shift.ts').then(({ findPhone }) => findPhone());
  }, []);
  const isTv = new URLSearchParams(useSearch()).has('tv');
  if (isTv) return <Content allowed={allowed} />;
  return (
    <div class="shell">
      <a class="button main skip" href="#content">
        {t().shell.skip}
      </a>
      <div class="topbar">
        <Brand />
        <button
          type="button"
          class="button"
          aria-expanded={isMenuOpen.value}
          aria-controls="rail"
          onClick={() => {
            isMenuOpen.value = !isMenuOpen.value;
          }}
        >
          <Icon name="menu" /> {t().shell.menu}
        </button>
      </div>
      <Rail me={me} allowed={allowed} />
      <Content allowed={allowed} />
    </div>
  );
}

const Rail = ({ me, allowed }: { me: Me; allowed: readonly Page[] }) => (
  <header id="rail" class={isMenuOpen.value ? 'rail is-open' : 'rail'}>
    <Brand house={company.value} />
    <nav aria-label={t().shell.navigation}>
      <ul>
        {allowed.filter(isListed).map((page) => (
          <li key={page.path}>
            <MenuLink page={page} />
          </li>
        ))}
      </ul>
    </nav>
    <Truth />
    <div class="you">
      <div>
        <div class="you-name">
          {me.hasSecondFactor === undefined ? (
            me.person.displayName
          ) : (
            <Link href="/account" title={t().shell.pages.account}>
              {me.person.displayName}
            </Link>
          )}
        </div>
        <div class="soft small">{me.roles.map((role) => t().shell.roles[role]).join(', ')}</div>
      </div>
      <LanguageChoice />
      <ThemeChoice />
      <button type="button" class="button" onClick={() => void logOut()}>
        {t().shell.logOut}
      </button>
    </div>
  </header>
);

const isListed = ({ isUnlisted }: Page): boolean => !isUnlisted;

function MenuLink({ page }: { page: Page }) {
  const [location] = useLocation();
  const isHere = location === page.path || location.startsWith(`${page.path}/`);
  return (
    <Link
      href={page.path}
      {...(isHere && { 'aria-current': 'page' as const })}
      onClick={() => {
        isMenuOpen.value = false;
      }}
    >
      <Icon name={page.icon} /> {t().shell.pages[page.name]}
    </Link>
  );
}

function Truth() {
  const since = staleSince.value;
  const words =
    since === undefined
      ? hasFloor.value
        ? t().shell.live
        : t().shell.connecting
      : t().shell.stale(timeOfDay(since));
  return (
    <p class={since === undefined && hasFloor.value ? 'truth' : 'truth is-stale'} role="status">
      <span class="dot" aria-hidden="true" />
      {words}
    </p>
  );
}

function Content({ allowed }: { allowed: readonly Page[] }) {
  const [location] = useLocation();
  const main = useRef<HTMLElement>(null);
  const PhoneBanner = phoneBanner.value;
  const before = useRef(location);
  const page = pages.find(({ path }) => location.split('/')[1] === path.split('/')[1]);
  const title = page ? t().shell.pages[page.name] : undefined;
  const offer = mine.value?.offer;
  // Seen among other tabs, from whichever page.
  const tabTitle = offer ? `▲ ${callerTitle(offer.caller)}` : title ? `${title} · Cordboard` : 'Cordboard';
  useEffect(() => {
    document.title = tabTitle;
  }, [tabTitle]);
  // Who reads by ear hears the new page after a link, and Tab goes on from its top.
  useEffect(() => {
    if (before.current.split('/')[1] !== location.split('/')[1]) main.current?.focus();
    before.current = location;
  }, [location]);
  return (
    <main id="content" class="page" ref={main} tabIndex={-1}>
      <Stale />
      <Health />
      <Rings />
      {PhoneBanner && <PhoneBanner />}
      {allowed.length === 0 ? (
        <p>{t().shell.noPages}</p>
      ) : (
        <Switch>
          {allowed.map(({ path, view: View }) => (
            <Route key={path} path={path}>
              <View />
            </Route>
          ))}
          <Route path="/">
            <Redirect to={(allowed.find(isListed) ?? allowed[0])?.path ?? '/'} replace />
          </Route>
          <Route>
            <h1>{page ? t().shell.wrongPage : t().shell.notFound}</h1>
          </Route>
        </Switch>
      )}
    </main>
  );
}

function Stale() {
  const since = staleSince.value;
  if (since === undefined) return null;
  return (
    <p class="note banner">
      <Icon name="warning" size={16} />
      <span>{t().shell.stale(timeOfDay(since))}</span>
    </p>
  );
}

/** A call must be seen from every page; on the desk it has its card. */
function Rings() {
  const [location] = useLocation();
  const offer = mine.value?.offer;
  if (!offer || location === '/desk') return null;
  return (
    <p class="note banner" role="alert">
      <Icon name="calls" size={16} />
      <span>
        {t().desk.call.announce(callerTitle(offer.caller), offer.queue?.title ?? '')}{' '}
        <Link href="/desk">{t().shell.pages.desk}</Link>
      </span>
    </p>
  );
}

/** Calls that are not routed concern everybody, on every page. */
function Health() {
  const health = floor.house.value?.health;
  if (!health || health.ready) return null;
  return (
    <p class="note bad banner" role="alert">
      <Icon name="warning" size={16} />
      <span>
        <strong>{t().shell.notReady}</strong> {health.reasons.join('; ')}
      </span>
    </p>
  );
}
