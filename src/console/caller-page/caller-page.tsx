/** Which numbers can be called from here, and the call. */
import { useEffect, useState } from 'preact/hooks';
import type { CallerPageView, VisitGiven } from '../../contract/caller-page.ts';
import { type Answer, type Refused, request } from '../api/request.ts';
import { Brand } from '../parts/brand.tsx';
import {
  type Microphone,
  MicrophoneMissing,
  type NoMicrophone,
  openMicrophone,
} from '../phone/microphone.ts';
import type { PageCall, PageCallEnd, PageCallState } from '../phone/page-call.ts';
import { DoorFeet } from '../shell/door-feet.tsx';
import { t } from '../words/words.ts';
import { Talk } from './talk.tsx';
import '../shell/shell.css';
import './caller-page.css';

type Problem = NoMicrophone | Refused['code'] | Exclude<PageCallEnd, 'over'>;

/** What is on the screen besides the numbers. */
type Standing =
  | { readonly is: 'idle'; readonly problem?: Problem; readonly isOver?: true }
  | { readonly is: 'starting'; readonly title: string }
  | { readonly is: PageCallState; readonly title: string; readonly call: PageCall; readonly since: number };

export function CallerPage() {
  const [page, setPage] = useState<Answer<CallerPageView>>();
  const [standing, setStanding] = useState<Standing>({ is: 'idle' });
  useEffect(() => void request<CallerPageView>('GET', '/v1/caller-page').then(setPage), []);
  const words = t().callerPage;
  useEffect(() => {
    document.title = words.title;
  }, [words]);
  return (
    <main class="door caller-page">
      <Brand house={page?.ok ? page.value.company : undefined} />
      <section class="card">
        <h1>{words.title}</h1>
        {page === undefined && <p class="soft">{t().shell.loading}</p>}
        {page && !page.ok && <p class="note bad">{inWords(page.refused.code)}</p>}
        {page?.ok && (
          <>
            <div role="alert">
              {standing.is === 'idle' && standing.problem && (
                <p class="note bad">{inWords(standing.problem)}</p>
              )}
            </div>
            {standing.is === 'idle' ? (
              <>
                <p class="soft">{standing.isOver ? words.over : words.about}</p>
                <Numbers page={page.value} dial={(number, title) => void dial(number, title, setStanding)} />
              </>
            ) : standing.is === 'starting' ? (
              <p role="status">{words.starting}</p>
            ) : (
              <Talk {...standing} state={standing.is} />
            )}
          </>
        )}
      </section>
      <DoorFeet />
    </main>
  );
}

function Numbers({ page, dial }: { page: CallerPageView; dial: (number: string, title: string) => void }) {
  return (
    <ul class="caller-numbers">
      {page.numbers.map(({ number, title }) => (
        <li key={number}>
          <button type="button" class="button main" onClick={() => dial(number, title)}>
            {t().callerPage.call(title)}
          </button>
          <span class="soft figure">{number}</span>
        </li>
      ))}
    </ul>
  );
}

/** First the microphone: without it nobody is rung. */
async function dial(number: string, title: string, set: (standing: Standing) => void): Promise<void> {
  set({ is: 'starting', title });
  let microphone: Microphone;
  try {
    microphone = await openMicrophone(() => undefined);
  } catch (error) {
    if (!(error instanceof MicrophoneMissing)) throw error;
    set({ is: 'idle', problem: error.why });
    return;
  }
  const visit = await request<VisitGiven>('POST', '/v1/caller-page/visits', { number });
  if (!visit.ok) {
    microphone.close();
    set({ is: 'idle', problem: visit.refused.code });
    return;
  }
  const { callFromPage } = await import('../phone/page-call.ts');
  const voice = new Audio();
  let isOver = false;
  const call = callFromPage({
    path: `/sip/visit?visit=${encodeURIComponent(visit.value.visit)}`,
    account: visit.value,
    number,
    microphone: microphone.stream,
    play: (sound) => {
      voice.srcObject = sound;
      void voice.play();
    },
    changed: (is) => queueMicrotask(() => !isOver && set({ is, title, call, since: Date.now() })),
    ended: (how) => {
      isOver = true;
      voice.srcObject = null;
      microphone.close();
      set(how === 'over' ? { is: 'idle', isOver: true } : { is: 'idle', problem: how });
    },
  });
}

function inWords(problem: Problem): string {
  const { without, refused } = t().callerPage;
  if (problem in without) return without[problem as keyof typeof without];
  return refused[problem as keyof typeof refused] ?? refused.other;
}
