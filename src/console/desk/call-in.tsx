/** Calling a supervisor in, and handing a complaint over: whom the plan names for it, and what became of the last one. */
import { computed } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import type { CallDetail } from '../../contract/call.ts';
import type { CallInTargets } from '../../contract/live/me.ts';
import { api } from '../api/api.ts';
import { mine } from '../live/live.ts';
import { agentTitle, queueTitle } from '../live/names.ts';
import { Failure } from '../parts/failure.tsx';
import { t } from '../words/words.ts';
import { KeyButton } from './keys.tsx';
import { myCall, myName, myPart, story } from './mine.ts';
import { ask } from './refusals.ts';

export type CallInPanel = keyof CallInTargets;

const ways = [
  { panel: 'supervisors', word: 'supervisor', letter: 's', icon: 'people', onAnswer: 'join' },
  { panel: 'complaints', word: 'complaint', letter: 'l', icon: 'warning', onAnswer: 'hand_over' },
] as const;

type Way = (typeof ways)[number];

/** Those that the plan has. Who has only joined asks for nothing on behalf of the one who serves. */
const offered = computed(() =>
  myPart.value?.role === 'serving'
    ? ways.filter(({ panel }) => (mine.value?.callIn?.[panel].length ?? 0) > 0)
    : [],
);
const targetsOf = ({ panel }: Way): CallInTargets[CallInPanel] => mine.value?.callIn?.[panel] ?? [];

const callIn = async (call: string, { onAnswer }: Way, to: string): Promise<boolean> =>
  await ask(api.calls.join(call, to, onAnswer));

interface CallInProps {
  readonly call: string;
  readonly open: string | undefined;
  readonly toggle: (panel: CallInPanel) => void;
}

/** One target is called at once; of several, one is chosen. */
export function CallInButtons({ call, open, toggle }: CallInProps) {
  const words = t().desk.act;
  return (
    <>
      {offered.value.map((way) => {
        const targets = targetsOf(way);
        const [only] = targets;
        const isOne = targets.length === 1 && only !== undefined;
        return (
          <KeyButton
            key={way.panel}
            letter={way.letter}
            icon={way.icon}
            {...(!isOne && { isPressed: open === way.panel })}
            act={() => (isOne ? void callIn(call, way, only.to) : toggle(way.panel))}
          >
            {words[way.word]}
          </KeyButton>
        );
      })}
    </>
  );
}

export function CallInChoice({ call, open }: Pick<CallInProps, 'call' | 'open'>) {
  const way = offered.value.find(({ panel }) => panel === open);
  if (!way) return null;
  return (
    <div class="target" role="group" aria-label={t().desk.act[way.word]}>
      <div class="call-buttons">
        {targetsOf(way).map(({ to, title }, at) => (
          <KeyButton key={to} letter={String(at + 1)} act={() => void callIn(call, way, to)}>
            {title}
          </KeyButton>
        ))}
      </div>
    </div>
  );
}

/** As the plan calls it, or the directory. */
export function calledTitle(to: string): string {
  const { supervisors = [], complaints = [] } = mine.value?.callIn ?? {};
  const known = [...supervisors, ...complaints].find((target) => target.to === to)?.title;
  const title = known ?? queueTitle(to);
  return title === to ? agentTitle(to) : title;
}

/** What became of the last person that I called into this call. While they are being called, `Consultation` shows it. */
const last = computed(() =>
  story.value.findLast((entry) => entry.type === 'warmTransfer' && entry.agent === myName.value),
);

/** Of a queue or a team, the one who answered. */
const tookOver = computed(() => {
  const entry = story.value.findLast(({ type }) => type === 'servingPassed');
  return entry?.type === 'servingPassed' && entry.from === myName.value ? agentTitle(entry.who) : undefined;
});

export function CallInOutcome() {
  const words = t().desk.consult;
  const entry = last.value;
  // Whoever has joined may have left since.
  const isThere = myCall.value?.parties?.some(({ role, who }) => role === 'joined' && who !== myName.value);
  const who = entry?.type === 'warmTransfer' ? calledTitle(entry.to) : '';
  const stage = entry?.type === 'warmTransfer' ? entry.stage : undefined;
  return (
    <div role="status" class="call-in-outcome">
      {(stage === 'started' || stage === 'ringing') && <p class="hidden-words">{words.callingIn(who)}</p>}
      {stage === 'joined' && isThere && <p>{words.joined(who)}</p>}
      {stage === 'handed_over' && <p>{words.handedOver(tookOver.value ?? who)}</p>}
      {stage === 'failed' && entry?.type === 'warmTransfer' && (
        <p>
          {words.notReached(who)} <Reason call={entry.aside} />
        </p>
      )}
    </div>
  );
}

/** Why the last phone was not answered. */
function Reason({ call }: { call: string }) {
  const [offer, setOffer] = useState<CallDetail['offers'][number]>();
  useEffect(() => {
    let isOver = false;
    void api.calls.one(call).then((answer) => {
      if (answer.ok && !isOver) setOffer(answer.value.offers.at(-1));
    });
    return () => {
      isOver = true;
    };
  }, [call]);
  if (!offer) return null;
  if (offer.code) return <Failure code={offer.code} said={offer.because ?? ''} />;
  return <>{offer.outcome && t().values.offerOutcome[offer.outcome]}</>;
}
