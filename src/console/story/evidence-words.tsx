/** The evidence in words, for everyone who reads rather than looks; and the text of SIP messages for those who may read it. */
import { useState } from 'preact/hooks';
import type { CallMessages } from '../../contract/evidence.ts';
import { api } from '../api/api.ts';
import { type Refused, refusedBy } from '../api/request.ts';
import { may } from '../api/session.ts';
import { Refusal } from '../parts/refusal.tsx';
import { count, exactTime } from '../words/figures.ts';
import { t } from '../words/words.ts';
import { type LegEvidence, nameOf, type SoundReport, soundSummary } from './evidence-layout.ts';

interface Props {
  readonly id: string;
  readonly legs: readonly LegEvidence[];
  readonly titleOf: (who: string) => string;
}

export const nameOfLeg = ({ who, leg }: LegEvidence, titleOf: (who: string) => string): string =>
  who === 'caller' ? t().story.lanes.caller : titleOf(who ?? leg);

export function EvidenceInWords({ id, legs, titleOf }: Props) {
  const words = t().story.evidence;
  const [texts, setTexts] = useState<CallMessages>();
  const [refused, setRefused] = useState<Refused>();
  const read = async (): Promise<void> => {
    const answer = await api.calls.messages(id);
    setRefused(refusedBy(answer));
    if (answer.ok) setTexts(answer.value);
  };
  const hasMessages = legs.some(({ messages }) => messages.length > 0);
  return (
    <details class="evidence-words">
      <summary>{words.inWords}</summary>
      {legs.map((leg) => (
        <SoundInWords key={leg.leg} name={nameOfLeg(leg, titleOf)} reports={leg.sound} />
      ))}
      {hasMessages && (
        <>
          {may('read_messages') && !texts && (
            <p class="row">
              <button type="button" class="button small" onClick={() => void read()}>
                {words.readTexts}
              </button>
              <span class="soft small">{words.audited}</span>
            </p>
          )}
          <Refusal refused={refused} />
          <table class="plain-table">
            <thead>
              <tr>
                <th scope="col">{words.time}</th>
                <th scope="col">{words.direction}</th>
                <th scope="col">{words.message}</th>
              </tr>
            </thead>
            <tbody>
              {legs
                .flatMap((leg) =>
                  leg.messages.map((message, nth) => ({
                    message,
                    name: nameOfLeg(leg, titleOf),
                    text: texts?.legs.find((one) => one.leg === leg.leg)?.messages[nth]?.text,
                  })),
                )
                .toSorted((a, b) => a.message.at.localeCompare(b.message.at))
                .map(({ message, name, text }, i) => (
                  <tr key={i}>
                    <td class="figure">{exactTime(Date.parse(message.at))}</td>
                    <td>{message.sent ? `Asterisk → ${name}` : `${name} → Asterisk`}</td>
                    <td>
                      {nameOf(message)}
                      {message.status !== undefined && <span class="soft"> ({message.method})</span>}
                      {text !== undefined && (
                        <details>
                          <summary>{words.text}</summary>
                          <pre class="sip-text">{text === '' ? words.textNotKept : text}</pre>
                        </details>
                      )}
                    </td>
                  </tr>
                ))}
            </tbody>
          </table>
          {legs
            .filter(({ omitted }) => omitted > 0)
            .map((leg) => (
              <p key={leg.leg} class="soft small">
                {words.omitted(nameOfLeg(leg, titleOf), leg.omitted)}
              </p>
            ))}
        </>
      )}
    </details>
  );
}

function SoundInWords({ name, reports }: { name: string; reports: readonly SoundReport[] }) {
  const words = t().story.evidence;
  const line = (direction: SoundReport['direction']) => {
    const summary = soundSummary(reports.filter((report) => report.direction === direction));
    if (!summary) return null;
    const { loss, lossMost, jitter, jitterMost } = summary;
    const [l, lm, j, jm] = [loss, lossMost, jitter, jitterMost].map((n) => count(Math.round(n * 10) / 10));
    return (
      <p class="small">
        <strong>{direction === 'to' ? words.hears(name) : words.heard(name)}</strong>{' '}
        {words.sound(l ?? '', lm ?? '', j ?? '', jm ?? '')}
      </p>
    );
  };
  return (
    <>
      {line('to')}
      {line('from')}
    </>
  );
}
