/** The last look before a plan is in force: what changes, in words. Another's version in between is a conflict, and is shown. */
import { useState } from 'preact/hooks';
import { api } from '../api/api.ts';
import type { Refused } from '../api/request.ts';
import { Dialog } from '../parts/dialog.tsx';
import { Refusal } from '../parts/refusal.tsx';
import { changesTold } from '../words/findings.ts';
import { t } from '../words/words.ts';
import { base, checked, startFrom, text } from './draft.ts';
import { Changes } from './judgement.tsx';

export function ApplyDialog({ close, applied }: { close: () => void; applied: (version: number) => void }) {
  const [refused, setRefused] = useState<Refused>();
  const [isBusy, setBusy] = useState(false);
  const [withoutPasswords, setWithout] = useState(false);
  /** What someone else has applied meanwhile. */
  const [other, setOther] = useState<number>();
  const words = t().plan;

  async function apply(): Promise<void> {
    const from = base.peek();
    if (!from) return;
    setBusy(true);
    const answer = await api.plan.apply(text.peek(), from.version, withoutPasswords);
    const active = await api.plan.show();
    setBusy(false);
    if (answer.ok && active.ok) {
      startFrom(active.value);
      applied(answer.value.version);
      close();
    } else if (!answer.ok) {
      setRefused(answer.refused);
      if (active.ok && active.value.version !== from.version) setOther(active.value.version);
    }
  }

  async function compare(): Promise<void> {
    const active = await api.plan.show();
    if (active.ok) startFrom(active.value, text.peek());
    setRefused(undefined);
    setOther(undefined);
  }

  return (
    <Dialog title={words.applyTitle} close={close}>
      <p>{words.applyAbout}</p>
      <Changes changes={changesTold(checked.value)} />
      {other === undefined ? (
        <Refusal refused={refused} />
      ) : (
        <p class="note bad">{words.conflict(String(other))}</p>
      )}
      {refused?.code === 'plan_needs_yes' && (
        <label class="check">
          <input type="checkbox" checked={withoutPasswords} onChange={() => setWithout(!withoutPasswords)} />
          {words.withoutPasswords}
        </label>
      )}
      <div class="row">
        {other === undefined ? (
          <button type="button" class="button main" disabled={isBusy} onClick={() => void apply()}>
            {words.apply}
          </button>
        ) : (
          <button type="button" class="button main" onClick={() => void compare()}>
            {words.compareAgain}
          </button>
        )}
      </div>
    </Dialog>
  );
}
