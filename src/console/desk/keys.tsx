/**
 * Keys of the desk. Each button says its key; a key presses the button that is there, so a key can do nothing that the
 * screen does not offer. None works in a text field without Alt, and single keys can be switched off (WCAG 2.1.4).
 */
import { effect, signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Dialog } from '../parts/dialog.tsx';
import { Icon, type IconName } from '../parts/icon.tsx';
import { t } from '../words/words.ts';
import { keyOf } from './key-of.ts';

const kept = 'cordboard.single-keys';
export const usesSingleKeys = signal(localStorage.getItem(kept) !== 'no');
effect(() => localStorage.setItem(kept, usesSingleKeys.value ? 'yes' : 'no'));

const pressed = new Map<string, () => void>();

/** While the component is there, the key does that. */
export function useKey(key: string | undefined, act: () => void, isOn = true): void {
  const latest = useRef(act);
  latest.current = act;
  // At once with what is drawn: P and a number may come in one breath.
  useLayoutEffect(() => {
    if (key === undefined || !isOn) return;
    const press = (): void => latest.current();
    pressed.set(key, press);
    return () => {
      if (pressed.get(key) === press) pressed.delete(key);
    };
  }, [key, isOn]);
}

/** @returns how to stop */
export function listenForKeys(): () => void {
  const hear = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.repeat) return;
    const isTyping = event.target instanceof HTMLElement && event.target.matches('input, textarea, select');
    if (isTyping ? !event.altKey : event.altKey ? false : !usesSingleKeys.value) return;
    if (document.querySelector('dialog[open]')) return;
    const act = pressed.get(keyOf(event, (key) => pressed.has(key)));
    if (!act) return;
    event.preventDefault();
    act();
  };
  window.addEventListener('keydown', hear);
  return () => window.removeEventListener('keydown', hear);
}

interface KeyButtonProps {
  /** Undefined: it has none at this moment. */
  readonly letter: string | undefined;
  readonly act: () => void;
  readonly children: ComponentChildren;
  readonly icon?: IconName;
  readonly kind?: 'main' | 'bad' | 'plain';
  readonly isPressed?: boolean;
  readonly isOff?: boolean;
  readonly isLarge?: boolean;
}

/** A button with its key on it. */
export function KeyButton({
  letter,
  act,
  children,
  icon,
  kind,
  isPressed,
  isOff = false,
  isLarge,
}: KeyButtonProps) {
  useKey(letter, act, !isOff);
  return (
    <button
      type="button"
      class={['button', kind, isLarge && 'large'].filter(Boolean).join(' ')}
      disabled={isOff}
      {...(letter !== undefined && { 'aria-keyshortcuts': letter.toUpperCase() })}
      {...(isPressed !== undefined && { 'aria-pressed': isPressed })}
      onClick={act}
    >
      {icon && <Icon name={icon} size={18} />}
      <span>{children}</span>
      {usesSingleKeys.value && letter !== undefined && <kbd aria-hidden="true">{letter.toUpperCase()}</kbd>}
    </button>
  );
}

export function KeysHelp() {
  const [isOpen, setOpen] = useState(false);
  useKey('?', () => setOpen(true));
  const words = t().desk;
  const rows: readonly (readonly [string, string])[] = [
    ['A', words.keys.answer],
    ['D', words.keys.decline],
    ['M', words.act.mute],
    ['H', words.act.hold],
    ['T', words.act.transfer],
    ['C', words.act.consult],
    ['J', words.act.add],
    ['S', words.act.supervisor],
    ['L', words.act.complaint],
    ['K', words.act.keypad],
    ['E', words.keys.end],
    ['N', words.keys.note],
    ['O', t().shell.openInCrm],
    ['P', words.keys.pause],
    ['1–9', t().tickets.result],
    ['W', words.wrapUp.more],
    ['R', words.keys.ready],
    ['/', t().articles.search],
    ['?', words.keys.help],
  ];
  return (
    <>
      <button type="button" class="button plain" onClick={() => setOpen(true)}>
        <Icon name="keyboard" size={18} /> {words.keys.title} <kbd aria-hidden="true">?</kbd>
      </button>
      {isOpen && (
        <Dialog title={words.keys.title} close={() => setOpen(false)}>
          <p class="soft">{words.keys.about}</p>
          <dl class="key-list">
            {rows.map(([key, what]) => (
              <div key={key}>
                <dt>
                  <kbd>{key}</kbd>
                </dt>
                <dd>{what}</dd>
              </div>
            ))}
          </dl>
          <label class="check">
            <input
              type="checkbox"
              checked={usesSingleKeys.value}
              onChange={({ currentTarget }) => {
                usesSingleKeys.value = currentTarget.checked;
              }}
            />
            {words.keys.enabled}
          </label>
        </Dialog>
      )}
    </>
  );
}
