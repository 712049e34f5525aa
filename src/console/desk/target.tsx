/**
 * Whom to call: type a part of a name, choose with the arrows, Enter. A number is called as it is. As long as nothing is typed, no
 * choice is marked.
 */
import type { ComponentChildren } from 'preact';
import { useEffect, useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { DirectoryFind } from '../../contract/directory.ts';
import { api } from '../api/api.ts';
import { StateShape } from '../parts/state.tsx';
import { t } from '../words/words.ts';
import { type Choice, type Listed, meant } from './meant.ts';
import { myName } from './mine.ts';

interface TargetProps {
  readonly label: string;
  /** What the button says. */
  readonly submit: string;
  readonly go: (to: string) => Promise<boolean>;
  readonly close: () => void;
  readonly children?: ComponentChildren;
}

export function Target({ label, submit: submitWord, go, close, children }: TargetProps) {
  const [text, setText] = useState('');
  const [listed, setListed] = useState<Listed>({ choices: [] });
  /** The marked choice; -1: none. */
  const [at, setAt] = useState(-1);
  const isClosed = useRef(false);
  const field = useRef<HTMLInputElement>(null);
  const id = useId();
  const words = t().desk.act;
  const found = listed.choices;

  // Whoever presses Transfer wants to type: this is the one place where the focus is moved, and by their own act.
  // At once with what is drawn: a number may be typed in one breath with the key that opened this.
  useLayoutEffect(() => field.current?.focus(), []);
  useEffect(() => {
    let isOver = false;
    const wait = setTimeout(() => {
      void choicesFor(text).then((choices) => {
        if (isOver || !choices) return;
        setListed({ text, choices });
        setAt(text.trim() === '' ? -1 : 0);
      });
    }, 80);
    return () => {
      isOver = true;
      clearTimeout(wait);
    };
  }, [text]);

  useEffect(
    () => () => {
      isClosed.current = true;
    },
    [],
  );

  const submit = async (): Promise<void> => {
    const to = await meant(text, listed, at, choicesFor);
    // Cancelled while the names were fetched.
    if (isClosed.current) return;
    if (to !== '' && (await go(to))) close();
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const next = event.key === 'ArrowDown' ? at + 1 : Math.max(at, 0) - 1;
      if (found.length > 0) setAt((next + found.length) % found.length);
    } else if (event.key === 'Escape') {
      event.preventDefault();
      close();
    }
  };

  return (
    <form
      class="target"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <label for={`${id}-field`}>{label}</label>
      <div class="row target-row">
        <input
          ref={field}
          id={`${id}-field`}
          class="input"
          role="combobox"
          aria-expanded={found.length > 0}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          {...(found[at] && { 'aria-activedescendant': `${id}-${at}` })}
          autocomplete="off"
          placeholder={words.to}
          value={text}
          onInput={({ currentTarget }) => setText(currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        <button type="submit" class="button main">
          {submitWord}
        </button>
        <button type="button" class="button" onClick={close}>
          {t().shell.cancel}
        </button>
      </div>
      {children}
      <ul id={`${id}-list`} role="listbox" aria-label={label} class="target-choices">
        {found.map((choice, i) => (
          <li
            key={choice.to}
            id={`${id}-${i}`}
            role="option"
            aria-selected={i === at}
            onPointerDown={(event) => {
              event.preventDefault();
              void go(choice.to).then((isDone) => isDone && close());
            }}
          >
            {choice.state ? <StateShape state={choice.state} /> : <span class="choice-gap" />}
            <span class="choice-title">{choice.title}</span>
            <span class="soft small">
              {choice.state ? t().values.agentState[choice.state] : ''} {choice.more}
            </span>
          </li>
        ))}
      </ul>
      {found.length === 0 && text !== '' && <p class="soft small">{words.noMatch}</p>}
    </form>
  );
}

/** @returns undefined: the engine does not answer */
async function choicesFor(text: string): Promise<readonly Choice[] | undefined> {
  const answer = await api.directory.find(text);
  return answer.ok ? answer.value.found.flatMap(choiceOf) : undefined;
}

function choiceOf(find: DirectoryFind): Choice[] {
  const [first] = find.answers;
  const person = first?.by === 'agent' ? first.people.find(({ agent }) => agent === first.name) : undefined;
  // A topic is reached at its number; agents and queues by their name.
  const to = find.kind === 'topic' ? find.dial[0] : find.name;
  if (to === undefined || to === myName.peek()) return [];
  return [
    {
      to,
      title: find.title,
      more: find.dial.join(', '),
      ...(find.kind === 'agent' && person && { state: person.state }),
    },
  ];
}
