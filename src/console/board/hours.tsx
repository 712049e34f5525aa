/** Opening hours: as planned, or set by hand. */
import { useEffect, useState } from 'preact/hooks';
import type { ScheduleView } from '../../contract/schedule.ts';
import { api } from '../api/api.ts';
import { type Refused, refusedBy } from '../api/request.ts';
import { now } from '../live/live.ts';
import { Dialog } from '../parts/dialog.tsx';
import { Refusal } from '../parts/refusal.tsx';
import { moment } from '../words/figures.ts';
import { t } from '../words/words.ts';

export function Hours() {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button type="button" class="button" onClick={() => setOpen(true)}>
        {t().board.hours}
      </button>
      {isOpen && <HoursDialog close={() => setOpen(false)} />}
    </>
  );
}

function HoursDialog({ close }: { close: () => void }) {
  const [schedules, setSchedules] = useState<readonly ScheduleView[]>([]);
  const [refused, setRefused] = useState<Refused>();
  const read = async (): Promise<void> => {
    const answer = await api.schedules.list();
    if (answer.ok) setSchedules(answer.value.schedules);
    else setRefused(answer.refused);
  };
  useEffect(() => void read(), []);
  const set = async (name: string, to: 'open' | 'close' | 'auto'): Promise<void> => {
    const answer = await api.schedules.set(name, to);
    setRefused(refusedBy(answer));
    await read();
  };
  return (
    <Dialog title={t().board.hours} close={close}>
      <Refusal refused={refused} />
      <ul class="hours">
        {schedules.map((schedule) => (
          <li key={schedule.name}>
            <Schedule schedule={schedule} set={set} />
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

function Schedule({
  schedule: { name, open, until, byHand },
  set,
}: {
  schedule: ScheduleView;
  set: (name: string, to: 'open' | 'close' | 'auto') => Promise<void>;
}) {
  const words = t().board;
  const end = until === undefined ? undefined : moment(Date.parse(until), now.value);
  const standing = open
    ? end === undefined
      ? words.open
      : words.openUntil(end)
    : end === undefined
      ? words.closed
      : words.closedUntil(end);
  return (
    <>
      <span>
        <strong>{name}</strong> <span class={open ? 'is-free' : 'is-logged_out'}>{standing}</span>
        {byHand && <span class="soft"> · {words.byHand(byHand.by)}</span>}
      </span>
      <span class="row">
        <button
          type="button"
          class="button small"
          disabled={byHand?.to === 'open'}
          onClick={() => void set(name, 'open')}
        >
          {words.setOpen}
        </button>
        <button
          type="button"
          class="button small"
          disabled={byHand?.to === 'closed'}
          onClick={() => void set(name, 'close')}
        >
          {words.setClosed}
        </button>
        {byHand && (
          <button type="button" class="button small" onClick={() => void set(name, 'auto')}>
            {words.setAuto}
          </button>
        )}
      </span>
    </>
  );
}
