/** Announcements in front of numbers and queues: which are on, one more, and their end. */
import { useEffect, useState } from 'preact/hooks';
import type { AnnouncementView } from '../../contract/announcement.ts';
import { api, type PlaceKind } from '../api/api.ts';
import { type Refused, refusedBy } from '../api/request.ts';
import { may } from '../api/session.ts';
import { floor, now } from '../live/live.ts';
import { Cell } from '../parts/cell.tsx';
import { SelectChoice } from '../parts/choice.tsx';
import { textIn } from '../parts/form.ts';
import { ListStatus, ListTable } from '../parts/list-table.tsx';
import { Refusal } from '../parts/refusal.tsx';
import { count, moment } from '../words/figures.ts';
import { t } from '../words/words.ts';

const lookEvery = 10_000;
const hoursOffered = [1, 2, 4, 8, 24, 72] as const;
const usual = 4;
const hour = 3_600_000;

export function Announcements({ sounds }: { readonly sounds: readonly string[] }) {
  const [list, setList] = useState<readonly AnnouncementView[]>();
  const [refused, setRefused] = useState<Refused>();
  const [said, setSaid] = useState('');
  const words = t().prompts;

  const read = async (): Promise<void> => {
    const answer = await api.announcements.list();
    if (answer.ok) setList(answer.value.announcements);
    else setRefused(answer.refused);
  };
  useEffect(() => {
    void read();
    const timer = setInterval(() => void read(), lookEvery);
    return () => clearInterval(timer);
  }, []);

  async function end({ kind, name }: AnnouncementView): Promise<void> {
    setRefused(refusedBy(await api.announcements.end(kind, name)));
    setSaid('');
    await read();
  }

  return (
    <section aria-labelledby="announcements">
      <h2 id="announcements">{words.announcements}</h2>
      <p class="soft">{words.announceAbout}</p>
      {may('announce') && (
        <NewAnnouncement
          sounds={sounds}
          refuse={setRefused}
          done={(place) => {
            setSaid(words.announced(place));
            void read();
          }}
        />
      )}
      <Refusal refused={refused} />
      {list !== undefined && list.length > 0 && (
        <ListTable
          labelledBy="announcements"
          heads={[words.inFrontOf, words.text, words.until, words.by]}
          hasActions
        >
          {list.map((one) => (
            <Row key={`${one.kind} ${one.name}`} one={one} end={() => void end(one)} />
          ))}
        </ListTable>
      )}
      <ListStatus rows={list} refused={refused} none={words.noAnnouncements} said={said} />
    </section>
  );
}

const placeOf = ({ kind, name }: Pick<AnnouncementView, 'kind' | 'name'>): string =>
  `${t().prompts.place[kind]} ${kind === 'queue' ? (floor.queues.get(name)?.title ?? name) : name}`;

function Row({ one, end }: { readonly one: AnnouncementView; readonly end: () => void }) {
  const { words: said, sound, until, by } = one;
  const words = t().prompts;
  return (
    <tr>
      <th scope="row">{placeOf(one)}</th>
      <Cell name={words.text}>{[sound, Object.values(said)[0]].filter(Boolean).join(': ')}</Cell>
      <Cell name={words.until}>
        <time dateTime={until}>{moment(Date.parse(until), now.peek())}</time>
      </Cell>
      <Cell name={words.by}>{by}</Cell>
      <td class="of-action">
        {may('announce') && (
          <button type="button" class="button small" aria-label={words.endOne(placeOf(one))} onClick={end}>
            {words.end}
          </button>
        )}
      </td>
    </tr>
  );
}

interface NewProps {
  readonly sounds: readonly string[];
  readonly refuse: (refused: Refused | undefined) => void;
  readonly done: (place: string) => void;
}

function NewAnnouncement({ sounds, refuse, done }: NewProps) {
  const [kind, setKind] = useState<PlaceKind>('queue');
  const [sound, setSound] = useState('');
  const [lasts, setLasts] = useState(String(usual));
  const words = t().prompts;
  const queues = floor.order.value.queues;

  async function submit(event: SubmitEvent & { readonly currentTarget: HTMLFormElement }): Promise<void> {
    event.preventDefault();
    const form = event.currentTarget;
    const fields = new FormData(form);
    const name = textIn(fields, 'name').trim();
    const text = textIn(fields, 'text').trim();
    const answer = await api.announcements.set(kind, name, {
      ...(text !== '' && { text }),
      ...(sound !== '' && { sound }),
      until: new Date(now.peek() + Number(lasts) * hour).toISOString(),
    });
    refuse(refusedBy(answer));
    if (!answer.ok) return;
    form.reset();
    setSound('');
    done(placeOf({ kind, name }));
  }

  return (
    <form class="card prompts-form" onSubmit={(event) => void submit(event)}>
      <div class="choices">
        <SelectChoice
          label={words.inFrontOf}
          value={kind}
          set={(value) => setKind(value === 'number' ? 'number' : 'queue')}
        >
          <option value="queue">{words.place.queue}</option>
          <option value="number">{words.place.number}</option>
        </SelectChoice>
        <label class="choice">
          {words.place[kind]}
          {kind === 'queue' ? (
            <select class="input" name="name" required>
              {queues.map((name) => (
                <option key={name} value={name}>
                  {floor.queues.get(name)?.title ?? name}
                </option>
              ))}
            </select>
          ) : (
            <input class="input" name="name" required maxLength={40} />
          )}
        </label>
        <SelectChoice label={words.sound} value={sound} set={setSound}>
          <option value="">{words.noSound}</option>
          {sounds.map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </SelectChoice>
        <SelectChoice label={words.lasts} value={lasts} set={setLasts}>
          {hoursOffered.map((hours) => (
            <option key={hours} value={String(hours)}>
              {words.hours(count(hours))}
            </option>
          ))}
        </SelectChoice>
      </div>
      <label class="choice">
        {words.text}
        <textarea class="input" name="text" rows={2} maxLength={1000} required={sound === ''} />
      </label>
      <button type="submit" class="button main">
        {words.announce}
      </button>
    </form>
  );
}
