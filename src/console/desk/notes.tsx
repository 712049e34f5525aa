import { useEffect, useRef, useState } from 'preact/hooks';
import { may } from '../api/session.ts';
import { now } from '../live/live.ts';
import { dated } from '../words/figures.ts';
import { t } from '../words/words.ts';
import { useKey } from './keys.tsx';
import { keepNote, noteOf, savedCalls, saveNote } from './note-store.ts';
import { ask } from './refusals.ts';

export function Notes({ call, number }: { call: string; number: string | undefined }) {
  const [text, setText] = useState(() => noteOf(call));
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => setText(noteOf(call)), [call]);
  useKey('n', () => field.current?.focus());
  const words = t().desk;
  const isSaved = savedCalls.value.has(call);
  const canSave = number !== undefined && may('change_contacts');
  return (
    <div class="field notes">
      <label for="notes">{words.notes.label}</label>
      <textarea
        id="notes"
        ref={field}
        class="input"
        rows={4}
        maxLength={2000}
        aria-describedby="notes-hint"
        value={text}
        onInput={({ currentTarget }) => {
          setText(currentTarget.value);
          keepNote(call, currentTarget.value);
        }}
      />
      <div class="row spread">
        <span id="notes-hint" class="hint">
          {isSaved ? words.wrapUp.saved : canSave ? words.notes.hint : words.notes.noContact}
        </span>
        {canSave && (
          <button
            type="button"
            class="button small"
            disabled={text.trim() === '' || isSaved}
            onClick={() => void ask(saveNote(call, number, dated(now.peek())))}
          >
            {words.wrapUp.save}
          </button>
        )}
      </div>
    </div>
  );
}
