/**
 * The start of a shift: microphone, headset, level, ring, echo. It is also the click that lets the page make sound: browsers
 * ring for nobody who has not touched the page.
 */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { AgentView } from '../../contract/agent.ts';
import { api } from '../api/api.ts';
import { Refusal } from '../parts/refusal.tsx';
import { t } from '../words/words.ts';
import { EchoCheck } from './echo-check.tsx';
import { askForNotices } from './notice.ts';
import {
  askForMicrophone,
  chooseDevice,
  connectPhone,
  type DeviceRole,
  deviceOf,
  hasPhone,
  microphone,
  noMicrophone,
  ringer,
} from './own-phone.ts';
import { ask, refused } from './refusals.ts';

export function Shift({ agent, later }: { agent: AgentView; later: () => void }) {
  const words = t().desk.shift;
  const start = async (): Promise<void> => {
    askForNotices();
    const problem = hasPhone.value ? await connectPhone() : undefined;
    refused.value = problem;
    if (problem) return;
    const isIn = agent.loggedIn || (await ask(api.agents.act(agent.name, 'login')));
    if (isIn) later();
  };
  return (
    <section class="shift card" aria-labelledby="shift">
      <h2 id="shift">{words.title}</h2>
      <p class="soft">{hasPhone.value ? words.about : words.aboutPhone}</p>
      <Refusal refused={refused.value} />
      {hasPhone.value && <Devices />}
      <div class="row">
        <button
          type="button"
          class="button main large"
          disabled={hasPhone.value === true && !microphone.value}
          onClick={() => void start()}
        >
          {hasPhone.value ? words.start : words.logIn}
        </button>
        {agent.loggedIn && (
          <button type="button" class="button" onClick={later}>
            {words.later}
          </button>
        )}
      </div>
    </section>
  );
}

function Devices() {
  const words = t().desk.shift;
  const problem = noMicrophone.value;
  if (!microphone.value)
    return (
      <div class="shift-step">
        {problem && <p class="note bad">{problem === 'gone' ? words.gone : words.without[problem]}</p>}
        <button type="button" class="button" onClick={() => void askForMicrophone()}>
          {words.allow}
        </button>
      </div>
    );
  return (
    <div class="shift-steps">
      <Device role="microphone" kind="audioinput" label={words.microphone} />
      <Level />
      <Device role="headset" kind="audiooutput" label={words.headset} />
      <Device role="ringer" kind="audiooutput" label={words.ringer} />
      <div class="shift-step">
        <RingTest />
        <span class="hint soft small">{words.heard}</span>
      </div>
      <EchoCheck />
    </div>
  );
}

function Device({ role, kind, label }: { role: DeviceRole; kind: MediaDeviceKind; label: string }) {
  const [devices, setDevices] = useState<readonly MediaDeviceInfo[]>([]);
  const [chosen, setChosen] = useState(() => deviceOf(role));
  useEffect(() => {
    const read = (): void =>
      void navigator.mediaDevices
        .enumerateDevices()
        .then((all) => setDevices(all.filter((one) => one.kind === kind && one.deviceId !== 'default')));
    read();
    navigator.mediaDevices.addEventListener('devicechange', read);
    return () => navigator.mediaDevices.removeEventListener('devicechange', read);
  }, [kind]);
  return (
    <div class="field">
      <label for={`device-${role}`}>{label}</label>
      <select
        id={`device-${role}`}
        class="input"
        value={devices.some(({ deviceId }) => deviceId === chosen) ? chosen : ''}
        onChange={({ currentTarget }) => {
          setChosen(currentTarget.value);
          void chooseDevice(role, currentTarget.value);
        }}
      >
        <option value="">{t().desk.shift.sameAsSystem}</option>
        {devices.map(({ deviceId, label: name }) => (
          <option key={deviceId} value={deviceId}>
            {name || deviceId.slice(0, 8)}
          </option>
        ))}
      </select>
    </div>
  );
}

/** Drawn without a signal: it moves with each picture of the screen. */
function Level() {
  const bar = useRef<HTMLMeterElement>(null);
  useEffect(() => {
    let next = 0;
    const draw = (): void => {
      if (bar.current) bar.current.value = Math.min(1, (microphone.peek()?.level() ?? 0) * 1.5);
      next = requestAnimationFrame(draw);
    };
    draw();
    return () => cancelAnimationFrame(next);
  }, []);
  return (
    <div class="field">
      <span class="soft small">{t().desk.shift.speak}</span>
      <meter ref={bar} class="shift-level" min={0} max={1} low={0.05} aria-label={t().desk.shift.level} />
    </div>
  );
}

function RingTest() {
  const test = (): void => {
    ringer.start();
    setTimeout(() => ringer.stop(), 1200);
  };
  return (
    <button type="button" class="button" onClick={test}>
      {t().desk.shift.test}
    </button>
  );
}
