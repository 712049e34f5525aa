/** Who calls, why, and why me: at a glance. */
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Link } from 'wouter-preact';
import type { CallerView } from '../../contract/call.ts';
import { api } from '../api/api.ts';
import { may } from '../api/session.ts';
import { agentTitle } from '../live/names.ts';
import { dated, languageName } from '../words/figures.ts';
import { language, t } from '../words/words.ts';
import type { Glance } from './facts.ts';

export interface Known {
  readonly notes?: string | undefined;
  /** How often they have called, with this call. */
  readonly calls: number;
}

/** Read once for each call, not by polling: what changes in a contact during a call changes by us. */
export function useContact(number: string | undefined): Known | undefined {
  const [known, setKnown] = useState<Known>();
  useEffect(() => {
    setKnown(undefined);
    if (number === undefined || !may('see_contacts')) return;
    let isOver = false;
    void api.contacts.one(number).then((answer) => {
      if (answer.ok && !isOver) setKnown(answer.value);
    });
    return () => {
      isOver = true;
    };
  }, [number]);
  return known;
}

interface FactsProps {
  readonly call: string;
  readonly caller: CallerView;
  /** Title of the queue. */
  readonly queue: string | undefined;
  readonly glance: Glance;
  readonly known: Known | undefined;
  readonly waited?: ComponentChildren;
}

export function Facts({ call, caller, queue, glance, known, waited }: FactsProps) {
  const words = t().desk.facts;
  const why = [
    queue,
    ...glance.asked,
    ...glance.pressed.map(({ menu, key }) => words.key(menu, key)),
    glance.transferredBy !== undefined && words.transferred(agentTitle(glance.transferredBy)),
    words.via(glance.dialled),
  ].filter((part) => typeof part === 'string');
  return (
    <div class="glance">
      <dl class="facts" aria-label={words.label}>
        <Fact name={words.why}>{why.join(' · ')}</Fact>
        {waited && <Fact name={words.waited}>{waited}</Fact>}
        <Fact name={words.history}>
          <History caller={caller} known={known} />
          {glance.lastCalls.length > 0 && <LastCalls calls={glance.lastCalls} />}
        </Fact>
        {known?.notes && (
          <Fact name={words.notes}>
            <span class="contact-notes">{known.notes}</span>
          </Fact>
        )}
        {glance.whyMe && (
          <Fact name={words.whyYou}>
            {words.bestOf(glance.whyMe.ranked, whyBest(glance.whyMe))}
            {glance.whyMe.excluded.length > 0 && (
              <span class="soft small excluded">
                {glance.whyMe.excluded
                  .map(([rule, n]) => words.excluded(n, t().values.exclusion[rule]))
                  .join(' · ')}
              </span>
            )}
          </Fact>
        )}
      </dl>
      {may('see_calls') && <Link href={`/calls/${call}`}>{words.story}</Link>}
    </div>
  );
}

const Fact = ({ name, children }: { name: string; children: ComponentChildren }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

function History({ caller, known }: { caller: CallerView; known: Known | undefined }) {
  const words = t().desk.facts;
  const before = known && Math.max(0, known.calls - 1);
  const isFirst = caller.isNew || before === 0;
  const parts = [
    isFirst ? words.firstCall : before && words.called(before),
    caller.lastAgent !== undefined && !isFirst && words.lastAgent(agentTitle(caller.lastAgent)),
    caller.preferredAgent !== undefined && words.preferred(agentTitle(caller.preferredAgent)),
    caller.language !== undefined && words.language(languageName(caller.language)),
  ].filter((part) => typeof part === 'string');
  return <>{parts.join(' · ') || '–'}</>;
}

const LastCalls = ({ calls }: { calls: Glance['lastCalls'] }) => (
  <ul class="last-calls small">
    {calls.slice(0, 3).map(({ call, at, queue, with: who, outcome }) => (
      <li key={call}>
        <span class="figure">{dated(Date.parse(at))}</span>{' '}
        {[queue, who !== undefined && agentTitle(who), outcome && t().values.outcome[outcome]]
          .filter(Boolean)
          .join(' · ')}
      </li>
    ))}
  </ul>
);

/** The engine's reason has figures, but is English. */
const whyBest = ({ by, because }: NonNullable<Glance['whyMe']>): string =>
  language.value === 'en' && because !== undefined ? because : t().values.rankedBy[by];
