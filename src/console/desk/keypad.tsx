import { useState } from 'preact/hooks';
import { t } from '../words/words.ts';
import { onPhone } from './own-phone.ts';

const rows = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'] as const;

/** Keys for the menus of others. Typed ones work as well. */
export function Keypad({ close }: { close: () => void }) {
  const [pressed, setPressed] = useState('');
  const press = (key: string): void => {
    onPhone.keys(key);
    setPressed(pressed + key);
  };
  return (
    <div
      class="keypad"
      role="group"
      aria-label={t().desk.act.keypad}
      onKeyDown={(event) => {
        if (rows.some((key) => key === event.key)) press(event.key);
        else if (event.key === 'Escape') close();
      }}
    >
      <output class="keypad-pressed figure">{pressed}</output>
      <div class="keypad-keys">
        {rows.map((key) => (
          <button key={key} type="button" class="button" onClick={() => press(key)}>
            {key}
          </button>
        ))}
      </div>
      <button type="button" class="button small" onClick={close}>
        {t().shell.close}
      </button>
    </div>
  );
}
