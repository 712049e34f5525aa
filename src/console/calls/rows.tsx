import type { ComponentChildren } from 'preact';
import { Link } from 'wouter-preact';
import type { CallerView, CallSummary } from '../../contract/call.ts';
import type { LiveCall } from '../../contract/live/floor.ts';
import { floor, now } from '../live/live.ts';
import { agentTitle, queueTitle } from '../live/names.ts';
import { callerTitle } from '../parts/caller.ts';
import { Since } from '../parts/length.tsx';
import { clockLength, moment } from '../words/figures.ts';
import { t } from '../words/words.ts';
import '../parts/state.css';

export function LiveRow({ id }: { id: string }) {
  const call = floor.calls.get(id);
  if (!call) return null;
  const { phase, waitingSince } = call;
  const isTalking = phase === 'talking' && call.phaseSince !== undefined;
  return (
    <Row
      call={call}
      state={
        <span class={isTalking ? 'chip is-talking' : 'chip'}>
          {phase === undefined ? t().calls.live : t().values.phase[phase]}
        </span>
      }
      waited={waitingSince !== undefined && !isTalking && <Since since={waitingSince} />}
      talked={isTalking && call.phaseSince !== undefined && <Since since={call.phaseSince} />}
    />
  );
}

/** Outcomes in which a caller who wanted a person did not get one. */
const isLost = (call: CallSummary): boolean => call.outcome === 'abandoned' || call.code !== undefined;

export const EndedRow = ({ call }: { call: CallSummary }) => (
  <Row
    call={call}
    state={
      <span class={isLost(call) ? 'calls-lost' : ''}>{call.outcome && t().values.outcome[call.outcome]}</span>
    }
    waited={call.waitedMs > 0 && clockLength(call.waitedMs)}
    talked={call.talkedMs > 0 && clockLength(call.talkedMs)}
  />
);

interface RowProps {
  readonly call: CallSummary | LiveCall;
  readonly state: ComponentChildren;
  readonly waited: ComponentChildren;
  readonly talked: ComponentChildren;
}

function Row({ call, state, waited, talked }: RowProps) {
  const { id, caller, dialled, queue, with: other } = call;
  return (
    <tr>
      <td class="of-time">
        <time dateTime={call.arrivedAt}>{moment(Date.parse(call.arrivedAt), now.peek())}</time>
      </td>
      <td class="of-caller">
        <Link href={`/calls/${id}`} title={t().story.title(id)}>
          {callerTitle(caller)}
        </Link>
        <CallerNumber caller={caller} />
      </td>
      <Cell name={t().calls.dialled}>{agentTitle(dialled)}</Cell>
      <Cell name={t().calls.queue}>{queue !== undefined && queueTitle(queue)}</Cell>
      <Cell name={t().calls.with}>{other !== undefined && agentTitle(other)}</Cell>
      <td class="of-state">{state}</td>
      <Cell name={t().story.waited} kind="of-length">
        {waited}
      </Cell>
      <Cell name={t().story.talked} kind="of-length">
        {talked}
      </Cell>
    </tr>
  );
}

const CallerNumber = ({ caller: { name, number } }: { caller: CallerView }) =>
  name !== undefined && number !== undefined ? <span class="soft small number">{number}</span> : null;

/** On a narrow screen the heads of the columns are gone, and each figure has its name before it. */
const Cell = ({
  name,
  kind = '',
  children,
}: {
  name: string;
  kind?: string;
  children: ComponentChildren;
}) => (
  <td class={children ? `figure ${kind}` : `figure is-empty ${kind}`}>
    <span class="calls-name" aria-hidden="true">
      {name}
    </span>
    {children || '–'}
  </td>
);
