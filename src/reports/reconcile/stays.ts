/**
 * How long each agent was in talks, as the calls say. Who is called by a colleague and picks up another call on a second line
 * is in two at once: their time counts once, as in reports.
 */
import type { AgentName } from '../../plan/model.ts';
import type { Duration, Instant } from '../../shared/time.ts';

interface Stretch {
  readonly from: Instant;
  readonly until: Instant;
}

/** No stay goes on while so many later ones of the same agent begin and end. */
const mostKept = 64;

export class Stays {
  readonly #agents = new Map<AgentName, { lasted: Duration; readonly last: Stretch[] }>();

  /** In the order in which they end. */
  add(agent: AgentName, from: Instant, until: Instant): void {
    if (until <= from) return;
    const known = this.#agents.get(agent) ?? { lasted: 0, last: [] };
    this.#agents.set(agent, known);
    const { last } = known;
    let whole: Stretch = { from, until };
    for (let before = last.at(-1); before && before.until > from; before = last.at(-1)) {
      last.pop();
      known.lasted -= before.until - before.from;
      whole = { from: Math.min(whole.from, before.from), until: Math.max(whole.until, before.until) };
    }
    known.lasted += whole.until - whole.from;
    last.push(whole);
    if (last.length > mostKept) last.shift();
  }

  of(agent: AgentName): Duration {
    return this.#agents.get(agent)?.lasted ?? 0;
  }
}
