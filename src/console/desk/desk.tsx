/** The agent's desk: one screen, on which everything is as the engine says. */
import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { AgentView } from '../../contract/agent.ts';
import { mine } from '../live/live.ts';
import { Refusal } from '../parts/refusal.tsx';
import { t } from '../words/words.ts';
import { Idle } from './idle.tsx';
import { findPhone } from './in-shift.ts';
import { KeysHelp, listenForKeys } from './keys.tsx';
import { Knowledge, OpenArticle } from './knowledge.tsx';
import { followDeskCall, myAgent, myCall, myName, myOffer } from './mine.ts';
import { MyState } from './my-state.tsx';
import { Announcement, Offer } from './offer.tsx';
import { connectPhone, hasPhone, microphone, noMicrophone, phoneView } from './own-phone.ts';
import { QueueStrip } from './queue-strip.tsx';
import { refused } from './refusals.ts';
import { Shift } from './shift.tsx';
import { Talk } from './talk.tsx';
import { WrapUp } from './wrap-up.tsx';
import './desk.css';

/** They have said "not now" on this page. */
const isLater = signal(false);

export function Desk() {
  useEffect(followDeskCall, []);
  useEffect(listenForKeys, []);
  useEffect(() => void findPhone(), []);
  const words = t().desk;
  if (myName.value === undefined) return <p>{words.noAgent}</p>;
  if (!mine.value || hasPhone.value === undefined) return <p class="soft">{t().shell.connecting}</p>;
  const agent = myAgent.value;
  if (!agent) return <p>{words.unknownAgent(myName.value)}</p>;
  return <AgentDesk agent={agent} />;
}

function AgentDesk({ agent }: { agent: AgentView }) {
  const call = myCall.value;
  const isMissingPhone = hasPhone.value === true && !phoneView.value;
  const startsShift = (!agent.loggedIn || isMissingPhone || noMicrophone.value === 'gone') && !isLater.value;
  const isBusy = call !== undefined || myOffer.value !== undefined || agent.state === 'wrapping_up';
  return (
    <div class="desk">
      <h1 class="hidden-words">{t().shell.pages.desk}</h1>
      <Announcement offer={myOffer.value} />
      <div class="desk-side">
        <MyState agent={agent} pauses={mine.value?.pauses} />
        <QueueStrip />
        <Knowledge />
        <KeysHelp />
      </div>
      <div class="desk-main">
        {!startsShift && <Refusal refused={refused.value} />}
        <OtherTab />
        {startsShift && !isBusy ? (
          <Shift
            agent={agent}
            later={() => {
              isLater.value = true;
            }}
          />
        ) : (
          <Work agent={agent} />
        )}
        <OpenArticle />
        {startsShift && isBusy && !microphone.value && (
          <Shift
            agent={agent}
            later={() => {
              isLater.value = true;
            }}
          />
        )}
      </div>
    </div>
  );
}

function Work({ agent }: { agent: AgentView }) {
  const call = myCall.value;
  if (agent.state === 'wrapping_up' && agent.call !== undefined)
    return <WrapUp key={agent.call} agent={agent} call={agent.call} />;
  const offer = myOffer.value;
  if (offer && !call) return <Offer key={offer.id} offer={offer} />;
  if (call) return <Talk key={call.id} call={call} />;
  return <Idle agent={agent} />;
}

/** One tab has the phone. The others say so, and can take it. */
function OtherTab() {
  const connection = phoneView.value?.connection;
  if (connection !== 'in_other_tab' && connection !== 'taken_over' && connection !== 'locked') return null;
  return (
    <p class="note">
      <span>{t().desk.phone[connection]}</span>
      <button type="button" class="button small" onClick={() => void connectPhone(true)}>
        {t().desk.phone.takeOver}
      </button>
    </p>
  );
}
