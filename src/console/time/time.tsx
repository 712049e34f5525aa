/** Time travel: the floor as it was at a moment of a day, on a slider, and played. What is shown is what the engine folds. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { Link, useLocation, useSearch } from 'wouter-preact';
import type { FloorsThenView, FloorThenView } from '../../contract/floor-then.ts';
import { api } from '../api/api.ts';
import { type Refused, refusedBy } from '../api/request.ts';
import { now } from '../live/live.ts';
import { callerTitle } from '../parts/caller.ts';
import { Refusal } from '../parts/refusal.tsx';
import { StateWord } from '../parts/state.tsx';
import { clockLength, count, datedToTheSecond, timeOfDay } from '../words/figures.ts';
import { t } from '../words/words.ts';
import { frameFor, framesAhead, momentIn, speeds } from './playing.ts';
import './time.css';

type Speed = (typeof speeds)[number];
const tick = 1000;

export function Time() {
  const search = useSearch();
  const [, navigate] = useLocation();
  const at = momentIn(search, now.peek());
  const [found, setFound] = useState<FloorsThenView>();
  const [refused, setRefused] = useState<Refused>();
  const [speed, setSpeed] = useState<Speed>();
  const [isReading, setReading] = useState(false);
  const asked = useRef(0);
  const goTo = (next: number): void =>
    navigate(`/time?at=${new Date(Math.min(next, now.peek())).toISOString()}`, { replace: true });

  const floor = found && frameFor(found.floors, at, speed);
  // One reading brings what is played in the next half minute.
  useEffect(() => {
    if (floor) return;
    const mine = ++asked.current;
    setReading(true);
    const wait = setTimeout(() => {
      void api.floor.asItWas(at, speed ? framesAhead : 1, (speed ?? 1) * tick).then((answer) => {
        if (mine !== asked.current) return;
        setReading(false);
        setRefused(refusedBy(answer));
        if (answer.ok) setFound(answer.value);
        else setSpeed(undefined);
      });
    }, 150);
    return () => clearTimeout(wait);
  }, [at, speed, floor]);

  useEffect(() => {
    if (!speed) return;
    const timer = setInterval(() => {
      const next = at + speed * tick;
      if (next > now.peek()) setSpeed(undefined);
      else if (floor) goTo(next);
    }, tick);
    return () => clearInterval(timer);
  }, [speed, at, floor]);

  const words = t().time;
  const shown = floor ?? found?.floors[0];
  return (
    <div class="time">
      <h1>{t().shell.pages.time}</h1>
      <p class="soft small">
        {words.hint} {words.link}
      </p>
      <Controls
        day={found?.day}
        at={at}
        goTo={goTo}
        speed={speed}
        play={setSpeed}
        marks={found?.marks ?? []}
      />
      <Refusal refused={refused} />
      <p class="time-now" aria-live="off">
        <strong class="figure">{datedToTheSecond(at)}</strong>
        {isReading && <span class="soft"> {t().shell.loading}</span>}
      </p>
      {shown && <FloorOfThen floor={shown} />}
    </div>
  );
}

interface ControlsProps {
  readonly day: FloorsThenView['day'] | undefined;
  readonly at: number;
  readonly goTo: (at: number) => void;
  readonly speed: Speed | undefined;
  readonly play: (speed: Speed | undefined) => void;
  readonly marks: FloorsThenView['marks'];
}

function Controls({ day, at, goTo, speed, play, marks }: ControlsProps) {
  const words = t().time;
  const [from, to] = day ? [Date.parse(day.from), Date.parse(day.to)] : [at, at + 1];
  const aDay = 24 * 3_600_000;
  return (
    <div class="card time-controls">
      <div class="row">
        <button type="button" class="button small" onClick={() => goTo(at - aDay)}>
          {words.dayBefore}
        </button>
        <button
          type="button"
          class="button small"
          disabled={at + aDay > now.value}
          onClick={() => goTo(at + aDay)}
        >
          {words.dayAfter}
        </button>
        {speeds.map((each) => (
          <button
            key={each}
            type="button"
            class="button small"
            aria-pressed={speed === each}
            onClick={() => play(speed === each ? undefined : each)}
          >
            {words.play(each)}
          </button>
        ))}
      </div>
      <label class="time-slider">
        <span class="soft small">{words.moment}</span>
        <input
          type="range"
          min={from}
          max={Math.min(to - 1000, now.value)}
          step={1000}
          value={at}
          aria-valuetext={timeOfDay(at)}
          onInput={({ currentTarget }) => {
            play(undefined);
            goTo(Number(currentTarget.value));
          }}
        />
      </label>
      {marks.length > 0 && (
        <details>
          <summary class="small">{words.marks(marks.length)}</summary>
          <ul class="time-marks small">
            {marks.map(({ at: when, kind, what }, i) => (
              <li key={i}>
                <button type="button" class="link-button" onClick={() => goTo(Date.parse(when))}>
                  <span class="figure">{timeOfDay(Date.parse(when))}</span> {words.mark[kind]}: {what}
                </button>
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

function FloorOfThen({ floor: { agents, queues, calls, at } }: { floor: FloorThenView }) {
  const when = Date.parse(at);
  const since = (text: string | undefined): string =>
    text === undefined ? '' : clockLength(when - Date.parse(text));
  const titleOf = new Map(queues.map(({ name, title }) => [name, title]));
  const titleOfQueue = (name: string): string => titleOf.get(name) ?? name;
  const nameOf = new Map(agents.map(({ name, title }) => [name, title]));
  return (
    <>
      <section aria-labelledby="then-queues">
        <h2 id="then-queues">{t().board.queues}</h2>
        <ul class="queues">
          {queues.map(({ name, title, waiting, longestSince }) => (
            <li key={name} class="card time-queue">
              <strong>{title}</strong>
              <span>
                <span class="queue-number figure">{count(waiting)}</span>{' '}
                <span class="soft small">
                  {longestSince ? `${t().board.longest} ${since(longestSince)}` : t().board.noneWaiting}
                </span>
              </span>
            </li>
          ))}
        </ul>
      </section>
      <section aria-labelledby="then-agents">
        <h2 id="then-agents">{t().board.agents}</h2>
        <ul class="time-agents">
          {agents.map(({ name, title, state, since: from, outOf }) => (
            <li key={name} class="card">
              <strong>{title}</strong> <StateWord state={state} />{' '}
              <span class="figure soft">{since(from)}</span>
              {outOf && (
                <span class="soft small"> · {t().board.out(outOf.map(titleOfQueue).join(', '))}</span>
              )}
            </li>
          ))}
        </ul>
      </section>
      <section aria-labelledby="then-calls">
        <h2 id="then-calls">{t().board.live}</h2>
        {calls.length === 0 ? (
          <p class="soft">{t().time.noCalls}</p>
        ) : (
          <ul class="time-calls">
            {calls.map(({ id, caller, phase, since: from, queue, with: to }) => (
              <li key={id}>
                <Link href={`/calls/${id}`}>{callerTitle(caller)}</Link> {t().values.phase[phase]}{' '}
                <span class="figure">{since(from)}</span>
                {queue !== undefined && <span class="soft"> · {titleOfQueue(queue)}</span>}
                {to !== undefined && <span class="soft"> · {nameOf.get(to) ?? to}</span>}
              </li>
            ))}
          </ul>
        )}
      </section>
    </>
  );
}
