/**
 * What was sent and measured while the call went on, on the time axis of the decisions above it: SIP messages of each leg as a
 * ladder that lies on its side (the party above, Asterisk below), loss and jitter, and the recording.
 */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { CallEvidence } from '../../contract/evidence.ts';
import { api } from '../api/api.ts';
import { may } from '../api/session.ts';
import { percent as percentOf } from '../words/figures.ts';
import { t } from '../words/words.ts';
import { arrowsOf, type LegEvidence, lineOf, momentAt, nameOf, type SoundReport } from './evidence-layout.ts';
import { EvidenceInWords, nameOfLeg } from './evidence-words.tsx';
import type { Picture, Scale } from './layout.ts';
import './evidence.css';

interface EvidenceProps {
  readonly id: string;
  readonly picture: Picture;
  readonly scale: Scale;
  readonly titleOf: (who: string) => string;
}

const ladderHeight = 46;
const soundHeight = 40;
const recordingHeight = 30;
const mostLoss = 10;
const mostJitter = 60;
const percent = (x: number): string => `${(x * 100).toFixed(3)}%`;

/** Answers to the last message come a moment after the end of the call. */
const settlesAfter = 2500;
const againEvery = 5000;

export function Evidence({ id, picture, scale, titleOf }: EvidenceProps) {
  const evidence = useEvidence(id, picture.isOver);
  const [heardAt, setHeardAt] = useState<number>();
  const player = useRef<HTMLAudioElement>(null);
  if (!evidence) return null;
  const words = t().story.evidence;
  const { keeps, legs, recording } = evidence;
  const shown = legs.filter(({ messages, sound }) => messages.length + sound.length > 0);
  const mayHear = recording?.state === 'kept' && may('hear_recordings');
  const began = recording && Date.parse(recording.at);
  return (
    <section aria-labelledby="evidence">
      <h2 id="evidence">{words.title}</h2>
      <p class="soft small">
        {words.hint} {!keeps.messages && words.messagesOff}
      </p>
      {shown.length === 0 && !recording ? (
        <p class="soft">{words.none}</p>
      ) : (
        // Wider than a phone: it is scrolled by keyboard, too.
        <div class="card picture-card" role="group" tabIndex={0} aria-label={words.title}>
          <figure class="picture evidence">
            <ul class="lane-names" aria-hidden="true">
              {shown.map((leg) => (
                <li key={leg.leg} style={{ height: `${heightOf(leg)}px` }}>
                  {nameOfLeg(leg, titleOf)}
                </li>
              ))}
              {recording && <li style={{ height: `${recordingHeight}px` }}>{words.recording}</li>}
            </ul>
            <div class="drawing" role="img" aria-label={words.drawing}>
              {shown.map((leg) => (
                <div key={leg.leg} class="evidence-leg" style={{ height: `${heightOf(leg)}px` }}>
                  {leg.messages.length > 0 && <Ladder leg={leg} scale={scale} />}
                  {leg.sound.length > 0 && (
                    <>
                      <span class="sound-scale" style={{ bottom: `${soundHeight - 13}px` }}>
                        <span class="of-loss">{percentOf(mostLoss / 100)}</span> · {mostJitter} ms
                      </span>
                      <Sound reports={leg.sound} scale={scale} />
                    </>
                  )}
                </div>
              ))}
              {recording && began !== undefined && (
                <svg
                  class={mayHear ? 'evidence-recording is-heard' : 'evidence-recording'}
                  width="100%"
                  height={recordingHeight}
                  onClick={({ currentTarget, offsetX }) => {
                    const audio = player.current;
                    if (!audio) return;
                    const x = offsetX / currentTarget.clientWidth;
                    const at = momentAt(scale, picture.from, picture.to, x);
                    audio.currentTime = Math.max(0, (at - began) / 1000);
                  }}
                >
                  <title>{words.recording}</title>
                  <rect
                    x={percent(scale(began))}
                    width={percent(
                      Math.max(
                        0.004,
                        scale(began + (recording.lastedMs ?? picture.to - began)) - scale(began),
                      ),
                    )}
                    y="7"
                    height="16"
                    rx="3"
                  />
                </svg>
              )}
              {heardAt !== undefined && (
                <span class="evidence-now" style={{ left: percent(scale(heardAt)) }} />
              )}
            </div>
          </figure>
          {shown.some(({ sound }) => sound.length > 0) && <p class="soft small">{words.legend}</p>}
          {mayHear && began !== undefined && (
            <audio
              ref={player}
              class="evidence-player"
              controls
              preload="none"
              aria-label={words.listen}
              src={api.calls.recording(id)}
              onTimeUpdate={({ currentTarget }) => setHeardAt(began + currentTarget.currentTime * 1000)}
            />
          )}
        </div>
      )}
      {shown.length > 0 && <EvidenceInWords id={id} legs={shown} titleOf={titleOf} />}
    </section>
  );
}

/** Read again while the call goes on, and once more when its last answers are there. */
function useEvidence(id: string, isOver: boolean): CallEvidence | undefined {
  const [evidence, setEvidence] = useState<CallEvidence>();
  useEffect(() => {
    let isCurrent = true;
    const read = (): void =>
      void api.calls.evidence(id).then((answer) => {
        if (isCurrent && answer.ok) setEvidence(answer.value);
      });
    read();
    const timer = isOver ? setTimeout(read, settlesAfter) : setInterval(read, againEvery);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
      clearInterval(timer);
    };
  }, [id, isOver]);
  return evidence;
}

const heightOf = ({ messages, sound }: LegEvidence): number =>
  (messages.length > 0 ? ladderHeight : 0) + (sound.length > 0 ? soundHeight : 0);

function Ladder({ leg, scale }: { leg: LegEvidence; scale: Scale }) {
  const [top, bottom] = [16, ladderHeight - 6];
  return (
    <svg class="ladder" width="100%" height={ladderHeight}>
      <line class="ladder-rail" x1="0" x2="100%" y1={top} y2={top} />
      <line class="ladder-rail" x1="0" x2="100%" y1={bottom} y2={bottom} />
      {arrowsOf(leg.messages, scale).map(({ message, x, kind, label }, i) => (
        <svg key={i} class={`arrow of-${kind}`} x={percent(x)} y="0" overflow="visible">
          <title>{nameOf(message)}</title>
          <line x1="0" x2="0" y1={top} y2={bottom} />
          <path
            d={
              message.sent
                ? `M-4 ${top + 7} L0 ${top} L4 ${top + 7} Z`
                : `M-4 ${bottom - 7} L0 ${bottom} L4 ${bottom - 7} Z`
            }
          />
          {label !== undefined && (
            <text x={x > 0.94 ? -3 : 3} y="11" text-anchor={x > 0.94 ? 'end' : 'start'}>
              {label}
            </text>
          )}
        </svg>
      ))}
    </svg>
  );
}

function Sound({ reports, scale }: { reports: readonly SoundReport[]; scale: Scale }) {
  const of = (direction: SoundReport['direction']) =>
    reports.filter((report) => report.direction === direction);
  const height = soundHeight - 6;
  return (
    <svg
      class="sound"
      width="100%"
      height={soundHeight}
      viewBox={`0 0 100 ${soundHeight}`}
      preserveAspectRatio="none"
    >
      {(['to', 'from'] as const).map((direction) => (
        <g key={direction} class={`of-${direction}`}>
          <polyline
            class="sound-jitter"
            points={lineOf(of(direction), ({ jitterMs }) => jitterMs, mostJitter, scale, height)}
          />
          <polyline
            class="sound-loss"
            points={lineOf(of(direction), ({ lossPercent }) => lossPercent, mostLoss, scale, height)}
          />
        </g>
      ))}
      <line class="sound-top" x1="0" x2="100" y1={1} y2={1} />
      <line class="ladder-rail" x1="0" x2="100" y1={height} y2={height} />
    </svg>
  );
}
