/** The story of one call: as a picture, and in words. Live while it happens. */
import { computed, signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Link, useParams } from 'wouter-preact';
import type { CallDetail, CallStory } from '../../contract/call.ts';
import type { JournalEntry } from '../../contract/journal/entry.ts';
import { api } from '../api/api.ts';
import type { Refused } from '../api/request.ts';
import { may } from '../api/session.ts';
import { now, openLive } from '../live/live.ts';
import { agentTitle } from '../live/names.ts';
import { lazy } from '../parts/lazy.tsx';
import { Lines } from '../parts/lines.tsx';
import { Refusal } from '../parts/refusal.tsx';
import { clockLength, moment } from '../words/figures.ts';
import { t } from '../words/words.ts';
import { DecisionDetails } from './decision.tsx';
import { Evidence } from './evidence.tsx';
import { type Picture, pictureOf, type Scale, stretchedScale, trueScale } from './layout.ts';
import { StoryPicture } from './picture.tsx';
import './story.css';

/** Most calls are looked at for what happened, not for how well. */
const CallQuality = lazy(async () => (await import('../quality/call-quality.tsx')).CallQuality);

const entries = signal<readonly JournalEntry[]>([]);
const refused = signal<Refused | undefined>(undefined);
const isOver = computed(() => entries.value.some(({ type }) => type === 'callEnded'));
/** What is over is not drawn again each second. */
const picture = computed(() => pictureOf(entries.value, isOver.value ? 0 : now.value));

const isStretched = signal(true);
const scaleOf = (drawn: Picture): Scale => (isStretched.value ? stretchedScale(drawn) : trueScale(drawn));

export function Story() {
  const { id } = useParams<{ id: string }>();
  useEffect(() => {
    entries.value = [];
    refused.value = undefined;
    const stream = openLive([`call:${id}`], (message) => {
      if (message.type === 'refused') refused.value = { code: 'not_found', message: t().story.notFound(id) };
      else if (message.type === 'snapshot' && 'entries' in message) entries.value = message.entries;
      else if (message.type === 'changes' && 'entries' in message)
        entries.value = [...entries.peek(), ...message.entries];
    });
    return () => stream.end();
  }, [id]);
  return (
    <div class="story">
      <header class="row">
        <h1>{t().story.title(id)}</h1>
        {entries.value.length > 0 && !isOver.value && <span class="chip is-talking">{t().story.live}</span>}
        <Link class="story-back" href="/calls">
          {t().story.back}
        </Link>
      </header>
      <Refusal refused={refused.value} />
      {entries.value.length > 0 && (
        <>
          <Summary id={id} />
          <PictureSection />
          <EvidenceSection id={id} />
          <Words id={id} />
          {isOver.value && may('see_reviews') && <CallQuality />}
        </>
      )}
    </div>
  );
}

/** Read again with each entry that comes: the engine sums up, not the page. */
function useAgain<Value>(
  id: string,
  read: (id: string) => Promise<{ ok: true; value: Value } | { ok: false }>,
) {
  const [value, setValue] = useState<Value>();
  const last = entries.value.at(-1)?.seq;
  useEffect(() => {
    let isCurrent = true;
    // Several entries of one turn come at once.
    const wait = setTimeout(() => {
      void read(id).then((answer) => {
        if (isCurrent && answer.ok) setValue(answer.value);
      });
    }, 150);
    return () => {
      isCurrent = false;
      clearTimeout(wait);
    };
  }, [id, last]);
  return value;
}

function Summary({ id }: { id: string }) {
  const call = useAgain<CallDetail>(id, api.calls.one);
  if (!call) return null;
  const words = t().story;
  const { caller } = call;
  const who = [caller.name, caller.number ?? t().desk.call.withheld].filter(Boolean).join(' · ');
  return (
    <dl class="story-summary card">
      <Item name={words.from}>{who}</Item>
      <Item name={words.arrived}>{moment(Date.parse(call.arrivedAt), now.peek())}</Item>
      <Item name={words.outcome}>
        {call.outcome ? t().values.outcome[call.outcome] : call.phase && t().values.phase[call.phase]}
        {call.endedBy && <span class="soft small"> {words.endedBy(whoEnded(call.endedBy))}</span>}
      </Item>
      <Item name={words.waited}>{clockLength(call.waitedMs)}</Item>
      <Item name={words.talked}>{clockLength(call.talkedMs)}</Item>
      {call.heldMs > 0 && <Item name={words.held}>{clockLength(call.heldMs)}</Item>}
    </dl>
  );
}

const Item = ({ name, children }: { name: string; children: ComponentChildren }) => (
  <div>
    <dt>{name}</dt>
    <dd class="figure">{children}</dd>
  </div>
);

/** On the same axis as the picture. */
function EvidenceSection({ id }: { id: string }) {
  const drawn = picture.value;
  return drawn ? <Evidence id={id} picture={drawn} scale={scaleOf(drawn)} titleOf={agentTitle} /> : null;
}

/** `agent anna` by name; what is no person in the reader's language, as the lanes of the picture call it. */
function whoEnded(by: string): string {
  const { lanes } = t().story;
  if (by === 'caller') return lanes.caller;
  return by === 'plan' ? lanes.flow : agentTitle(by.replace(/^agent /, ''));
}

function PictureSection() {
  const [open, setOpen] = useState<number>();
  const drawn = picture.value;
  if (!drawn) return null;
  const scale = scaleOf(drawn);
  const decision = drawn.lanes
    .flatMap(({ marks }) => marks)
    .find((mark) => mark.kind === 'decision' && mark.seq === open);
  return (
    <section aria-labelledby="picture">
      <div class="row spread">
        <h2 id="picture">{t().story.picture}</h2>
        <label class="check">
          <input
            type="checkbox"
            checked={isStretched.value}
            onChange={() => {
              isStretched.value = !isStretched.value;
            }}
          />
          {t().story.stretch}
        </label>
      </div>
      <p class="soft small">{t().story.pictureHint}</p>
      <div class="card picture-card">
        <StoryPicture
          picture={drawn}
          scale={scale}
          open={open}
          openDecision={(seq) => setOpen(seq === open ? undefined : seq)}
          titleOf={agentTitle}
        />
      </div>
      {decision?.kind === 'decision' && (
        <DecisionDetails
          decision={decision.decision}
          at={decision.at}
          titleOf={agentTitle}
          close={() => setOpen(undefined)}
        />
      )}
    </section>
  );
}

/** As `cordboard why` has it. */
function Words({ id }: { id: string }) {
  const [isWhole, setWhole] = useState(false);
  const told = useAgain<CallStory>(id, api.calls.story);
  if (!told) return null;
  const lines = told.lines.filter(({ level }) => isWhole || level < 2);
  return (
    <section aria-labelledby="words">
      <div class="row spread">
        <h2 id="words">{t().story.text}</h2>
        <label class="check">
          <input type="checkbox" checked={isWhole} onChange={() => setWhole(!isWhole)} />
          {t().story.detail}
        </label>
      </div>
      <Lines lines={lines} />
    </section>
  );
}
