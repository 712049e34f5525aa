/** What to say first, and what the plan reminds of: beside the talk, so that it need not be known by heart. */
import type { OwnCall } from '../../contract/live/me.ts';
import { t } from '../words/words.ts';

const order = ['greeting', 'beforeHold', 'beforeTransfer', 'closing'] as const;
export type Reminder = (typeof order)[number];

interface RemindersProps {
  readonly call: OwnCall;
  /** The one that fits what the agent does, or is about to do. */
  readonly now: Reminder | undefined;
  /** Only that one: something else needs the place. */
  readonly isShort?: boolean;
}

export function Reminders({ call, now, isShort = false }: RemindersProps) {
  const words = t().desk.reminders;
  const { etiquette = {} } = call;
  const script = isShort ? undefined : call.script;
  const rows = order.flatMap((key) => {
    const text = etiquette[key];
    return text === undefined || (isShort && key !== now) ? [] : [{ key, text }];
  });
  if (script === undefined && rows.length === 0) return null;
  return (
    <dl class="reminders small" aria-label={words.label}>
      {script !== undefined && (
        <div>
          <dt>{t().tickets.script}</dt>
          <dd>{script}</dd>
        </div>
      )}
      {rows.map(({ key, text }) => (
        <div key={key} {...(key === now && { class: 'is-now', 'aria-current': 'step' as const })}>
          <dt>{words[key]}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}
