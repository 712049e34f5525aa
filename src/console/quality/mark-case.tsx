/** A call is marked as a case of the library: its story is taken over without names and numbers. */
import { useState } from 'preact/hooks';
import { useLocation } from 'wouter-preact';
import { api } from '../api/api.ts';
import { type Refused, refusedBy } from '../api/request.ts';
import { Dialog } from '../parts/dialog.tsx';
import { TextField } from '../parts/field.tsx';
import { Refusal } from '../parts/refusal.tsx';
import { t } from '../words/words.ts';

export function MarkCase({ id }: { id: string }) {
  const [isOpen, setOpen] = useState(false);
  const words = t().training;
  return (
    <p>
      <button type="button" class="button" onClick={() => setOpen(true)}>
        {words.mark}
      </button>
      {isOpen && <CaseDialog id={id} close={() => setOpen(false)} />}
    </p>
  );
}

function CaseDialog({ id, close }: { id: string; close: () => void }) {
  const [, navigate] = useLocation();
  const [title, setTitle] = useState('');
  const [questions, setQuestions] = useState('');
  const [task, setTask] = useState('');
  const [tags, setTags] = useState('');
  const [withSound, setSound] = useState(false);
  const [refused, setRefused] = useState<Refused>();
  const words = t().training;
  const lines = (text: string, between: string): string[] =>
    text
      .split(between)
      .map((line) => line.trim())
      .filter((line) => line !== '');
  async function save(): Promise<void> {
    const answer = await api.cases.mark(id, {
      title,
      questions: lines(questions, '\n'),
      tags: lines(tags, ','),
      withSound,
      ...(task.trim() !== '' && { task }),
    });
    setRefused(refusedBy(answer));
    if (answer.ok) navigate(`/training/${answer.value.id}`);
  }
  return (
    <Dialog title={words.mark} close={close}>
      <form
        class="scorecard-form"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <p class="soft small">{words.about}</p>
        <TextField label={words.title} value={title} set={setTitle} isRequired maxLength={200} />
        <TextField label={words.questions} value={questions} set={setQuestions} rows={3} />
        <TextField label={words.task} value={task} set={setTask} rows={2} maxLength={2000} />
        <TextField label={words.tagsField} value={tags} set={setTags} />
        <label class="check">
          <input type="checkbox" checked={withSound} onChange={() => setSound(!withSound)} />
          {words.withSound}
        </label>
        <Refusal refused={refused} />
        <div class="row">
          <button type="submit" class="button main" disabled={title.trim() === ''}>
            {words.save}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
