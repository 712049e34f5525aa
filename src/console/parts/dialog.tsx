/** A modal dialog: the browser's own, which keeps the focus inside and closes with Escape. */
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { t } from '../words/words.ts';
import { phoneBanner } from './shift.ts';
import './dialog.css';

interface DialogProps {
  readonly title: string;
  readonly close: () => void;
  readonly children: ComponentChildren;
}

export function Dialog({ title, close, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const PhoneBanner = phoneBanner.value;
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  return (
    <dialog
      ref={dialog}
      class="dialog"
      aria-labelledby="dialog-title"
      onClose={close}
      onClick={({ target }) => {
        if (target === dialog.current) dialog.current?.close();
      }}
    >
      <div class="dialog-inside">
        <div class="row spread dialog-head">
          <h2 id="dialog-title">{title}</h2>
          <button type="button" class="button plain small" onClick={() => dialog.current?.close()}>
            {t().shell.close}
          </button>
        </div>
        {/* What stands behind the dialog cannot be pressed. */}
        {PhoneBanner && <PhoneBanner />}
        {children}
      </div>
    </dialog>
  );
}
