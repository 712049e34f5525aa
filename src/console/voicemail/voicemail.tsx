/** Messages that callers left: listen, mark, give to an agent, call back, delete. */
import { useEffect, useState } from 'preact/hooks';
import { useSearch } from 'wouter-preact';
import type { VoicemailBoxView, VoicemailView } from '../../contract/voicemail.ts';
import { api } from '../api/api.ts';
import { type Answer, type Refused, refusedBy } from '../api/request.ts';
import { may, me } from '../api/session.ts';
import { floor, now } from '../live/live.ts';
import { Cell } from '../parts/cell.tsx';
import { SelectChoice } from '../parts/choice.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { ListStatus, ListTable } from '../parts/list-table.tsx';
import { Refusal } from '../parts/refusal.tsx';
import { clockLength, count, moment } from '../words/figures.ts';
import { t } from '../words/words.ts';
import './voicemail.css';

/** What is new comes without a reload. */
const lookEvery = 15_000;
const most = 200;

export function Voicemail() {
  const wanted = new URLSearchParams(useSearch()).get('message');
  const [state, setState] = useState<'new' | 'all'>(wanted === null ? 'new' : 'all');
  const [box, setBox] = useState('');
  const [boxes, setBoxes] = useState<readonly VoicemailBoxView[]>([]);
  const [messages, setMessages] = useState<readonly VoicemailView[]>();
  const [open, setOpen] = useState(wanted);
  const [leaving, setLeaving] = useState<VoicemailView>();
  const [refused, setRefused] = useState<Refused>();
  const [said, setSaid] = useState('');
  const words = t().voicemail;

  const read = async (): Promise<void> => {
    const [answer, all] = await Promise.all([
      api.voicemails.list({ state, voicemail: box, limit: most }),
      api.voicemails.boxes(),
    ]);
    setRefused(refusedBy(answer));
    if (answer.ok) setMessages(answer.value.voicemails);
    if (all.ok) setBoxes(all.value.boxes);
  };
  useEffect(() => {
    void read();
    const timer = setInterval(() => void read(), lookEvery);
    return () => clearInterval(timer);
  }, [state, box]);

  const does = async (asked: Promise<Answer<unknown>>, then = ''): Promise<void> => {
    const answer = await asked;
    setRefused(refusedBy(answer));
    setSaid(answer.ok ? then : '');
    if (answer.ok) await read();
  };
  return (
    <div class="list-page">
      <h1>{t().shell.pages.voicemail}</h1>
      <div class="choices">
        <SelectChoice
          label={words.show}
          value={state}
          set={(value) => setState(value === 'all' ? 'all' : 'new')}
        >
          <option value="new">{words.onlyNew}</option>
          <option value="all">{words.all}</option>
        </SelectChoice>
        <SelectChoice label={words.box} value={box} set={setBox}>
          <option value="">{words.every}</option>
          {boxes.map(({ voicemail, unheard }) => (
            <option key={voicemail} value={voicemail}>
              {unheard > 0 ? `${voicemail} (${count(unheard)})` : voicemail}
            </option>
          ))}
        </SelectChoice>
      </div>
      <Refusal refused={refused} />
      {messages !== undefined && messages.length > 0 && (
        <ListTable
          label={words.label}
          heads={[words.caller, words.left, words.box, words.length, words.state, words.assigned]}
          hasActions
        >
          {messages.map((message) => (
            <Row
              key={message.recording}
              message={message}
              isOpen={message.recording === open}
              open={() => setOpen(message.recording === open ? null : message.recording)}
              remove={() => setLeaving(message)}
              does={does}
            />
          ))}
        </ListTable>
      )}
      <ListStatus
        rows={messages}
        refused={refused}
        none={state === 'new' ? words.noneNew : words.none}
        said={said}
      />
      {leaving && (
        <Dialog title={words.removeOne(callerOf(leaving))} close={() => setLeaving(undefined)}>
          <p>{words.removeSure}</p>
          <button
            type="button"
            class="button bad"
            onClick={() => {
              void does(api.voicemails.remove(leaving.recording)).then(() => setLeaving(undefined));
            }}
          >
            {words.remove}
          </button>
        </Dialog>
      )}
    </div>
  );
}

const callerOf = ({ callerName, callerNumber }: VoicemailView): string =>
  callerName ?? callerNumber ?? t().board.withheld;

interface RowProps {
  readonly message: VoicemailView;
  readonly isOpen: boolean;
  readonly open: () => void;
  readonly remove: () => void;
  readonly does: (asked: Promise<Answer<unknown>>, then?: string) => Promise<void>;
}

function Row({ message, isOpen, open, remove, does }: RowProps) {
  const {
    recording,
    voicemail,
    at,
    lastedMs,
    heardAt,
    heardBy = '',
    speech,
    callerNumber,
    callerName,
  } = message;
  const words = t().voicemail;
  const caller = callerOf(message);
  const agent = me.value?.agent;
  const mayChange = may('change_voicemails');
  return (
    <tr class={heardAt === undefined && speech !== false ? 'is-new' : ''}>
      <th scope="row">
        {caller}
        {callerName !== undefined && <span class="soft small number"> {callerNumber}</span>}
        {isOpen && (
          <audio
            class="voicemail-sound"
            controls
            autoplay
            preload="metadata"
            aria-label={words.sound(caller)}
            src={api.voicemails.sound(recording)}
            onEnded={() => {
              if (mayChange && heardAt === undefined)
                void does(api.voicemails.change(recording, { heard: true }));
            }}
          />
        )}
      </th>
      <Cell name={words.left}>
        <time dateTime={at}>{moment(Date.parse(at), now.peek())}</time>
      </Cell>
      <Cell name={words.box}>{voicemail}</Cell>
      <Cell name={words.length}>{clockLength(lastedMs)}</Cell>
      <Cell name={words.state}>
        {heardAt !== undefined ? words.heard(heardBy) : speech === false ? words.silent : words.isNew}
      </Cell>
      <Cell name={words.assigned}>
        <Assigned message={message} does={does} />
      </Cell>
      <td class="of-action">
        <span class="row voicemail-actions">
          <button
            type="button"
            class="button small"
            aria-label={words.listenTo(caller)}
            aria-expanded={isOpen}
            onClick={open}
          >
            {words.listen}
          </button>
          {agent !== undefined && callerNumber !== undefined && may('place_calls') && (
            <button
              type="button"
              class="button small"
              aria-label={words.callBackOne(caller)}
              onClick={() => void does(api.agents.call(agent, callerNumber), words.ringing(caller))}
            >
              {words.callBack}
            </button>
          )}
          {mayChange && (
            <>
              <button
                type="button"
                class="button small"
                onClick={() => void does(api.voicemails.change(recording, { heard: heardAt === undefined }))}
              >
                {heardAt === undefined ? words.markHeard : words.markNew}
              </button>
              <button
                type="button"
                class="button small"
                aria-label={words.removeOne(caller)}
                onClick={remove}
              >
                {words.remove}
              </button>
            </>
          )}
        </span>
      </td>
    </tr>
  );
}

function Assigned({ message: { recording, assignedTo }, does }: Pick<RowProps, 'message' | 'does'>) {
  const words = t().voicemail;
  if (!may('change_voicemails'))
    return assignedTo === undefined ? null : <>{floor.agents.get(assignedTo)?.title ?? assignedTo}</>;
  const names = floor.order.value.agents;
  const offered = assignedTo === undefined || names.includes(assignedTo) ? names : [assignedTo, ...names];
  return (
    <select
      class="input"
      aria-label={words.assigned}
      value={assignedTo ?? ''}
      onChange={({ currentTarget }) =>
        void does(api.voicemails.change(recording, { assignedTo: currentTarget.value || null }))
      }
    >
      <option value="">{words.noOne}</option>
      {offered.map((name) => (
        <option key={name} value={name} selected={name === assignedTo}>
          {floor.agents.get(name)?.title ?? name}
        </option>
      ))}
    </select>
  );
}
