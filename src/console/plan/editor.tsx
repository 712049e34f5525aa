/** The text in an editor, which comes as a file of its own: it is larger than the rest of the page. */
import { effect } from '@preact/signals';
import { useEffect, useRef, useState } from 'preact/hooks';
import { navigate } from 'wouter-preact/use-browser-location';
import { api } from '../api/api.ts';
import { t } from '../words/words.ts';
import type { CodeEditor } from './code-editor.ts';
import { checked, text, write } from './draft.ts';

let open: CodeEditor | undefined;
let wanted: { readonly line: number; readonly column: number } | undefined;

/** Shows that place, as soon as there is an editor. */
export function goTo(line: number, column: number): void {
  wanted = { line, column };
  if (open) show();
  else navigate('/plan');
}

function show(): void {
  if (wanted) open?.goTo(wanted.line, wanted.column);
  wanted = undefined;
}

export function Editor() {
  const place = useRef<HTMLDivElement>(null);
  const [isOpen, setOpen] = useState(false);
  const [failed, setFailed] = useState(false);
  const label = t().plan.editor;
  useEffect(() => {
    let isGone = false;
    const undo: (() => void)[] = [];
    const begin = async (): Promise<void> => {
      const [{ openEditor }, schema] = await Promise.all([import('./code-editor.ts'), api.plan.schema()]);
      if (isGone || !place.current) return;
      const editor = openEditor({
        place: place.current,
        text: text.peek(),
        label,
        schema: schema.ok ? schema.value : {},
        changed: (next) => write(next),
      });
      open = editor;
      undo.push(() => editor.close());
      undo.push(effect(() => editor.set(text.value)));
      undo.push(effect(() => editor.mark(checked.value?.findings ?? [])));
      setOpen(true);
      show();
    };
    begin().catch(() => setFailed(true));
    return () => {
      isGone = true;
      open = undefined;
      for (const each of undo.toReversed()) each();
    };
  }, []);
  return (
    <div class="editor">
      {failed && <p class="note bad">{t().shell.failure.noConnection}</p>}
      {!isOpen && !failed && <p class="soft">{t().shell.loading}</p>}
      <div class="editor-place" ref={place} />
      <p class="soft small">{t().plan.editorHint}</p>
    </div>
  );
}
