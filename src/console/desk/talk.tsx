/** The call that I am in, and all that can be done with it. Each button asks the engine; the stream says what became of it. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { LiveCall } from '../../contract/live/floor.ts';
import type { OwnCall } from '../../contract/live/me.ts';
import { api } from '../api/api.ts';
import { agentTitle, queueTitle } from '../live/names.ts';
import { Icon } from '../parts/icon.tsx';
import { Since } from '../parts/length.tsx';
import { clockLength } from '../words/figures.ts';
import { t } from '../words/words.ts';
import { CallInButtons, CallInChoice, CallInOutcome, type CallInPanel } from './call-in.tsx';
import { CallTicket } from './call-tickets.tsx';
import { CallerHead } from './caller-head.tsx';
import { Consultation } from './consultation.tsx';
import { glanceOfEntries } from './facts.ts';
import { Facts, useContact } from './facts.tsx';
import { Keypad } from './keypad.tsx';
import { KeyButton } from './keys.tsx';
import { myAgent, myAside, myName, myPart, story } from './mine.ts';
import { Notes } from './notes.tsx';
import { OpenInCrm } from './open-in-crm.tsx';
import { isConnected, onPhone } from './own-phone.ts';
import { ask } from './refusals.ts';
import { type Reminder, Reminders } from './reminders.tsx';
import { Results } from './results.tsx';
import { Target } from './target.tsx';

type Panel = 'transfer' | 'consult' | 'add' | 'keypad' | CallInPanel;

export function Talk({ call }: { call: OwnCall }) {
  const words = t().desk;
  const aside = myAside.value;
  const known = useContact(call.caller.number);
  // No wrap-up follows, in which they would be shown.
  const isOutgoing = story.value.some((entry) => entry.type === 'turnedRound' && entry.dialledOutside);
  return (
    <article class="call-card card is-talk" aria-label={words.call.talking}>
      <p class="call-kind is-talking">
        {words.call.talking} {call.phaseSince && <Since since={call.phaseSince} />}
        <span class="row call-marks">
          {call.onHold && (
            <span class="chip is-special">
              {words.call.onHold} <Since since={call.onHold.since} />
            </span>
          )}
          {myPart.value?.muted && <span class="chip is-special">{words.call.muted}</span>}
          {call.recording?.state === 'on' && <span class="chip">{words.call.recorded}</span>}
          {call.recording?.state === 'paused' && <span class="chip">{words.call.recordingPaused}</span>}
        </span>
      </p>
      <CallerHead caller={call.caller} />
      <OpenInCrm crm={call.crm} />
      {aside ? <Consultation call={call} aside={aside} /> : <Actions call={call} />}
      <CallInOutcome />
      <Others call={call} />
      {aside && <Reminders call={call} now="beforeTransfer" />}
      <div class="call-more">
        <Facts
          call={call.id}
          caller={call.caller}
          queue={call.queue === undefined ? undefined : queueTitle(call.queue)}
          glance={glanceOfEntries(story.value, myName.value ?? '')}
          known={known}
          {...(call.waitingSince &&
            call.phaseSince && { waited: <WaitedFor from={call.waitingSince} to={call.phaseSince} /> })}
        />
        <Notes call={call.id} number={call.caller.number} />
        {isOutgoing && myAgent.value && (
          <>
            <Results agent={myAgent.value} call={call.id} />
            <CallTicket call={call.id} />
          </>
        )}
      </div>
    </article>
  );
}

function Actions({ call }: { call: OwnCall }) {
  const [panel, setPanel] = useState<Panel>();
  const [isWarm, setWarm] = useState(false);
  const words = t().desk.act;
  const own = myName.value ?? '';
  const isMuted = myPart.value?.muted ?? false;
  const holds = call.onHold?.by === own;
  const toggle = (next: Panel): void => setPanel(panel === next ? undefined : next);
  const close = (): void => setPanel(undefined);
  return (
    <>
      <div class="call-buttons" role="group" aria-label={words.label}>
        <KeyButton
          letter="m"
          icon="mute"
          isPressed={isMuted}
          act={() => void ask(api.calls.mute(call.id, own, !isMuted))}
        >
          {isMuted ? words.unmute : words.mute}
        </KeyButton>
        <KeyButton
          letter="h"
          icon="hold"
          isPressed={holds}
          act={() => void ask(api.calls.talk(call.id, holds ? 'unhold' : 'hold'))}
        >
          {holds ? words.unhold : words.hold}
        </KeyButton>
        <KeyButton letter="t" icon="transfer" isPressed={panel === 'transfer'} act={() => toggle('transfer')}>
          {words.transfer}
        </KeyButton>
        <KeyButton letter="c" icon="consult" isPressed={panel === 'consult'} act={() => toggle('consult')}>
          {words.consult}
        </KeyButton>
        <KeyButton letter="j" icon="join" isPressed={panel === 'add'} act={() => toggle('add')}>
          {words.add}
        </KeyButton>
        <CallInButtons call={call.id} open={panel} toggle={toggle} />
        {isConnected.value && (
          <KeyButton letter="k" icon="keypad" isPressed={panel === 'keypad'} act={() => toggle('keypad')}>
            {words.keypad}
          </KeyButton>
        )}
        <End call={call} />
      </div>
      {panel === 'transfer' && (
        <Target
          label={words.transferTo}
          submit={words.transfer}
          go={(to) => ask(api.calls.transfer(call.id, to))}
          close={close}
        />
      )}
      {panel === 'consult' && (
        <Target
          label={words.consultWith}
          submit={words.go}
          go={(to) => ask(api.calls.consult(call.id, to))}
          close={close}
        />
      )}
      {panel === 'add' && (
        <Target
          label={words.addTo}
          submit={words.go}
          go={(to) => ask(api.calls.join(call.id, to, isWarm ? 'hand_over' : 'join'))}
          close={close}
        >
          <label class="check">
            <input type="checkbox" checked={isWarm} onChange={() => setWarm(!isWarm)} />
            {words.warm}
          </label>
        </Target>
      )}
      {panel === 'keypad' && <Keypad close={close} />}
      <CallInChoice call={call.id} open={panel} />
      <Reminders call={call} now={reminderOf(panel, holds)} isShort={panel !== undefined} />
    </>
  );
}

/** Of the moment of the talk that the agent is in, or about to begin. */
function reminderOf(panel: Panel | undefined, holds: boolean): Reminder | undefined {
  if (panel !== undefined && panel !== 'keypad') return 'beforeTransfer';
  return holds ? 'beforeHold' : undefined;
}

const WaitedFor = ({ from, to }: { from: string; to: string }) => (
  <span class="figure">{clockLength(Date.parse(to) - Date.parse(from))}</span>
);

/** Twice, so that no slip of a finger ends a call. */
function End({ call }: { call: LiveCall }) {
  const [isAsked, setAsked] = useState(false);
  const timer = useRef(0);
  const stop = (): void => window.clearTimeout(timer.current);
  useEffect(() => stop, []);
  const press = (): void => {
    stop();
    if (isAsked) {
      setAsked(false);
      // Where others have joined, they talk on without me.
      const goesOn = call.parties?.some(({ who, role }) => role === 'joined' && who !== myName.peek());
      if (goesOn && isConnected.peek()) onPhone.hangUp();
      else void ask(api.calls.hangUp(call.id));
      return;
    }
    setAsked(true);
    timer.current = window.setTimeout(() => setAsked(false), 2000);
  };
  return (
    <KeyButton letter="e" icon="end" kind="bad" act={press}>
      {isAsked ? t().desk.act.endAgain : t().desk.act.end}
    </KeyButton>
  );
}

/** Everybody else in the conversation. */
function Others({ call }: { call: LiveCall }) {
  const words = t().desk.act;
  const others = call.parties?.filter(({ who }) => who !== myName.value) ?? [];
  if (others.length === 0) return null;
  return (
    <ul class="parties" aria-label={words.parties}>
      {others.map(({ who, role, muted }) => (
        <li key={who}>
          <Icon name={role === 'supervising' ? 'ear' : 'contacts'} size={16} />
          <span>{role === 'supervising' ? t().desk.call.supervised(agentTitle(who)) : agentTitle(who)}</span>
          {role !== 'supervising' && (
            <>
              <button
                type="button"
                class="button small"
                aria-pressed={muted}
                onClick={() => void ask(api.calls.mute(call.id, who, !muted))}
              >
                {muted ? words.unmuteParty(agentTitle(who)) : words.muteParty(agentTitle(who))}
              </button>
              <button
                type="button"
                class="button small"
                onClick={() => void ask(api.calls.drop(call.id, who))}
              >
                {words.drop(agentTitle(who))}
              </button>
            </>
          )}
        </li>
      ))}
    </ul>
  );
}
