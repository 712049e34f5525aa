/** The forms by which calls are reviewed. */
import { useEffect, useState } from 'preact/hooks';
import type { ScorecardRequest, ScorecardView } from '../../contract/review.ts';
import { api } from '../api/api.ts';
import { type Refused, refusedBy } from '../api/request.ts';
import { Dialog } from '../parts/dialog.tsx';
import { TextField } from '../parts/field.tsx';
import { Refusal } from '../parts/refusal.tsx';
import { t } from '../words/words.ts';

export function Scorecards() {
  const [all, setAll] = useState<readonly ScorecardView[]>([]);
  const [open, setOpen] = useState<ScorecardView | 'new'>();
  /** Its removal is to be confirmed. */
  const [removes, setRemoves] = useState<ScorecardView>();
  const [refused, setRefused] = useState<Refused>();
  const words = t().quality;
  const read = async (): Promise<void> => {
    const answer = await api.reviews.scorecards();
    setRefused(refusedBy(answer));
    if (answer.ok) setAll(answer.value.scorecards);
  };
  useEffect(() => void read(), []);
  const remove = async (name: string): Promise<void> => {
    const answer = await api.reviews.removeScorecard(name);
    setRemoves(undefined);
    if (answer.ok) await read();
    else setRefused(answer.refused);
  };
  return (
    <section aria-labelledby="scorecards">
      <h2 id="scorecards">{words.scorecards}</h2>
      <Refusal refused={refused} />
      <ul class="scorecards">
        {all.map((card) => (
          <li key={card.name} class="row">
            <button type="button" class="link-button" onClick={() => setOpen(card)}>
              {card.title}
            </button>
            <span class="soft small">{words.questionCount(card.questions.length)}</span>
            <button
              type="button"
              class="button small plain"
              aria-label={words.removeNamed(card.title)}
              onClick={() => setRemoves(card)}
            >
              {words.remove}
            </button>
          </li>
        ))}
      </ul>
      <p>
        <button type="button" class="button" onClick={() => setOpen('new')}>
          {words.newScorecard}
        </button>
      </p>
      {removes && (
        <Dialog title={words.removeNamed(removes.title)} close={() => setRemoves(undefined)}>
          <p>{words.removeAbout}</p>
          <div class="row">
            <button type="button" class="button main" onClick={() => void remove(removes.name)}>
              {words.remove}
            </button>
          </div>
        </Dialog>
      )}
      {open && (
        <ScorecardDialog
          {...(open !== 'new' && { card: open })}
          taken={all.map(({ name }) => name)}
          close={() => {
            setOpen(undefined);
            void read();
          }}
        />
      )}
    </section>
  );
}

interface Row {
  readonly title: string;
  readonly points: number;
  readonly weight: number;
  readonly name?: string;
}

/** Short names are made once, from the words of the first day, and stay when these change. */
function questionsOf(rows: readonly Row[]): ScorecardRequest['questions'] {
  const taken = new Set(rows.flatMap(({ name }) => name ?? []));
  return rows
    .filter(({ title }) => title.trim() !== '')
    .map(({ name, ...rest }, nth) => {
      if (name !== undefined) return { ...rest, name };
      const short = slug(rest.title) || `q${nth + 1}`;
      const free = [short, ...rows.map((_, more) => `${short}-${more + 2}`)].find((each) => !taken.has(each));
      taken.add(free ?? short);
      return { ...rest, name: free ?? short };
    });
}

/** Titles in Greek, Russian or Chinese letters leave nothing for a short name. */
export function nameFor(title: string, taken: readonly string[]): string {
  const short = slug(title) || 'scorecard';
  const free = [short, ...taken.map((_, nth) => `${short}-${nth + 2}`)].find((name) => !taken.includes(name));
  return free ?? short;
}

const slug = (title: string): string =>
  title
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 30);

interface DialogProps {
  /** If omitted: a new one. */
  readonly card?: ScorecardView;
  /** Names that are taken: a new one must not replace another. */
  readonly taken: readonly string[];
  readonly close: () => void;
}

function ScorecardDialog({ card, taken, close }: DialogProps) {
  const [title, setTitle] = useState(card?.title ?? '');
  const [rows, setRows] = useState<readonly Row[]>(card?.questions ?? [{ title: '', points: 5, weight: 1 }]);
  const [refused, setRefused] = useState<Refused>();
  const words = t().quality;
  const set = (nth: number, change: Partial<Row>): void =>
    setRows(rows.map((row, index) => (index === nth ? { ...row, ...change } : row)));
  async function save(): Promise<void> {
    const name = card?.name ?? nameFor(title, taken);
    const queues = card?.queues ? { queues: card.queues } : {};
    const answer = await api.reviews.keepScorecard(name, { title, questions: questionsOf(rows), ...queues });
    setRefused(refusedBy(answer));
    if (answer.ok) close();
  }
  return (
    <Dialog title={card?.title ?? words.newScorecard} close={close}>
      <form
        class="scorecard-form"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <TextField label={words.title} value={title} set={setTitle} isRequired maxLength={200} />
        {rows.map((row, nth) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows are added at the end only
          <fieldset key={nth} class="question-row">
            <legend class="hidden-words">{words.question(nth + 1)}</legend>
            <label class="choice is-wide">
              {words.question(nth + 1)}
              <input
                class="input"
                maxLength={300}
                value={row.title}
                onInput={({ currentTarget }) => set(nth, { title: currentTarget.value })}
              />
            </label>
            <label class="choice">
              {words.points}
              <input
                class="input"
                type="number"
                min={1}
                max={100}
                value={row.points}
                onInput={({ currentTarget }) => set(nth, { points: Number(currentTarget.value) })}
              />
            </label>
            <label class="choice">
              {words.weight}
              <input
                class="input"
                type="number"
                min={0.1}
                max={100}
                step={0.1}
                value={row.weight}
                onInput={({ currentTarget }) => set(nth, { weight: Number(currentTarget.value) })}
              />
            </label>
          </fieldset>
        ))}
        <Refusal refused={refused} />
        <div class="row">
          <button type="submit" class="button main">
            {words.save}
          </button>
          <button
            type="button"
            class="button"
            onClick={() => setRows([...rows, { title: '', points: 5, weight: 1 }])}
          >
            {words.addQuestion}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
