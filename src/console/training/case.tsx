/** One case in three stages: replay it, analyse it, practise the best answer. For the trainer: what people wrote. */
import { useEffect, useState } from 'preact/hooks';
import { Link, useLocation, useParams } from 'wouter-preact';
import type { CaseAnswersView, CaseView } from '../../contract/case.ts';
import { api } from '../api/api.ts';
import { type Refused, refusedBy } from '../api/request.ts';
import { TextField } from '../parts/field.tsx';
import { Refusal } from '../parts/refusal.tsx';
import { clockLength, dated } from '../words/figures.ts';
import { t } from '../words/words.ts';
import './training.css';

export function Case() {
  const { id } = useParams<{ id: string }>();
  const [found, setFound] = useState<CaseView>();
  const [refused, setRefused] = useState<Refused>();
  const words = t().training;
  const read = async (): Promise<void> => {
    const answer = await api.cases.one(id);
    setRefused(refusedBy(answer));
    if (answer.ok) setFound(answer.value);
  };
  useEffect(() => void read(), [id]);
  return (
    <div class="training">
      <p>
        <Link href="/training">{words.back}</Link>
      </p>
      <h1>{found?.title ?? words.caseNumber(id)}</h1>
      <Refusal refused={refused} />
      {found && (
        <>
          <Replay found={found} done={read} refuse={setRefused} />
          {found.questions.length > 0 && (
            <Analyse key={`a${found.id}`} found={found} done={read} refuse={setRefused} />
          )}
          <Practise key={`p${found.id}`} found={found} done={read} refuse={setRefused} />
          {found.call !== undefined && <Trainer found={found} refuse={setRefused} />}
        </>
      )}
    </div>
  );
}

interface StageProps {
  readonly found: CaseView;
  readonly done: () => Promise<void>;
  readonly refuse: (refused: Refused | undefined) => void;
}

const answerOf = ({ answers }: CaseView, stage: CaseView['answers'][number]['stage']) =>
  answers.find((each) => each.stage === stage);

const Done = ({ at }: { at: string | undefined }) =>
  at === undefined ? null : <span class="chip">{t().training.doneAt(dated(Date.parse(at)))}</span>;

function Replay({ found, done, refuse }: StageProps) {
  const words = t().training;
  const before = answerOf(found, 'replay');
  async function mark(): Promise<void> {
    const answer = await api.cases.answer(found.id, 'replay', []);
    refuse(refusedBy(answer));
    if (answer.ok) await done();
  }
  return (
    <section class="card stage" aria-labelledby="stage-replay">
      <h2 id="stage-replay">
        1. {words.stages.replay} <Done at={before?.at} />
      </h2>
      <p class="soft">{words.replayHint}</p>
      {found.withSound && (
        // biome-ignore lint/a11y/useMediaCaption: a telephone call has no captions; its story stands below
        <audio controls preload="none" src={`/v1/cases/${found.id}/audio`} aria-label={words.recording} />
      )}
      <ol class="case-story" lang="en">
        {found.story.map(({ afterMs, text }, nth) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the story of a case does not change
          <li key={nth}>
            <span class="figure soft small">{clockLength(afterMs)}</span> <span>{text}</span>
          </li>
        ))}
      </ol>
      {!before && (
        <button type="button" class="button" onClick={() => void mark()}>
          {words.replayed}
        </button>
      )}
    </section>
  );
}

function Analyse({ found, done, refuse }: StageProps) {
  const before = answerOf(found, 'analyse');
  const [texts, setTexts] = useState<readonly string[]>(
    found.questions.map((_, nth) => before?.texts[nth] ?? ''),
  );
  const words = t().training;
  async function save(): Promise<void> {
    const answer = await api.cases.answer(found.id, 'analyse', [...texts]);
    refuse(refusedBy(answer));
    if (answer.ok) await done();
  }
  return (
    <form
      class="card stage"
      aria-labelledby="stage-analyse"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <h2 id="stage-analyse">
        2. {words.stages.analyse} <Done at={before?.at} />
      </h2>
      {found.questions.map((question, nth) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the questions of a case do not move
        <TextField
          key={nth}
          label={question}
          value={texts[nth] ?? ''}
          set={(answer) => setTexts(texts.map((each, index) => (index === nth ? answer : each)))}
          rows={2}
          maxLength={4000}
        />
      ))}
      <p>
        <button type="submit" class="button main" disabled={texts.some((each) => each.trim() === '')}>
          {words.save}
        </button>
      </p>
    </form>
  );
}

function Practise({ found, done, refuse }: StageProps) {
  const before = answerOf(found, 'practise');
  const [text, setText] = useState(before?.texts[0] ?? '');
  const words = t().training;
  async function save(): Promise<void> {
    const answer = await api.cases.answer(found.id, 'practise', [text]);
    refuse(refusedBy(answer));
    if (answer.ok) await done();
  }
  return (
    <form
      class="card stage"
      aria-labelledby="stage-practise"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <h2 id="stage-practise">
        3. {words.stages.practise} <Done at={before?.at} />
      </h2>
      <TextField
        label={found.task ?? words.bestAnswer}
        value={text}
        set={setText}
        rows={4}
        maxLength={4000}
      />
      <p>
        <button type="submit" class="button main" disabled={text.trim() === ''}>
          {words.save}
        </button>
      </p>
    </form>
  );
}

function Trainer({ found, refuse }: Omit<StageProps, 'done'>) {
  const [, navigate] = useLocation();
  const [answers, setAnswers] = useState<CaseAnswersView['answers']>();
  const [asks, setAsks] = useState(false);
  const words = t().training;
  async function read(): Promise<void> {
    const answer = await api.cases.answers(found.id);
    refuse(refusedBy(answer));
    if (answer.ok) setAnswers(answer.value.answers);
  }
  async function remove(): Promise<void> {
    const answer = await api.cases.remove(found.id);
    refuse(refusedBy(answer));
    if (answer.ok) navigate('/training', { replace: true });
  }
  return (
    <section class="card stage" aria-labelledby="case-trainer">
      <h2 id="case-trainer">{words.trainer}</h2>
      <p>
        <Link href={`/calls/${found.call}`}>{words.openCall}</Link>
      </p>
      {answers ? (
        <dl class="case-answers">
          {answers.map(({ person, stage, at, texts }) => (
            <div key={`${person} ${stage}`}>
              <dt>
                {person} · {words.stages[stage]} · {dated(Date.parse(at))}
              </dt>
              {texts.map((text) => (
                <dd key={text}>{text}</dd>
              ))}
            </div>
          ))}
          {answers.length === 0 && <div class="soft">{words.noAnswers}</div>}
        </dl>
      ) : (
        <p>
          <button type="button" class="button" onClick={() => void read()}>
            {words.showAnswers}
          </button>
        </p>
      )}
      <p class="row">
        {asks ? (
          <>
            <span>{words.removeAll}</span>
            <button type="button" class="button bad" onClick={() => void remove()}>
              {words.remove}
            </button>
            <button type="button" class="button" onClick={() => setAsks(false)}>
              {t().shell.cancel}
            </button>
          </>
        ) : (
          <button type="button" class="button plain" onClick={() => setAsks(true)}>
            {words.remove}
          </button>
        )}
      </p>
    </section>
  );
}
