/** What things of a plan are called: by those who write it, and in the compiled plan. */
import type { Entry, PlanSource } from '../language.ts';
import type { FlowId, Language } from '../model.ts';

/** The names that steps may refer to. */
export interface Names {
  readonly languages: ReadonlySet<string>;
  readonly menus: ReadonlySet<string>;
  readonly lookups: ReadonlySet<string>;
  readonly queues: ReadonlySet<string>;
  readonly chains: ReadonlySet<string>;
  readonly topics: ReadonlySet<string>;
  readonly results: ReadonlySet<string>;
  readonly ticketTypes: ReadonlySet<string>;
  readonly agents: ReadonlySet<string>;
  readonly teams: ReadonlySet<string>;
  readonly rotas: ReadonlySet<string>;
  readonly voicemails: ReadonlySet<string>;
  readonly lines: ReadonlySet<string>;
  readonly trunks: ReadonlySet<string>;
  /** As `outside calls` names them, for those that name none; empty: it names none. */
  readonly trunksOutside: readonly string[];
  readonly holidays: ReadonlySet<string>;
  readonly schedules: ReadonlySet<string>;
  readonly numbers: ReadonlySet<string>;
  /** Those that some agent has. */
  readonly skills: ReadonlySet<string>;
}

/** Whatever is declared has its name, also when something in it is wrong. */
export function namesIn(source: PlanSource, languages: readonly Language[]): Names {
  const trunks = of(source.trunks);
  return {
    languages: new Set(languages),
    menus: of(source.menus),
    lookups: of(source.lookups),
    queues: of(source.queues),
    chains: of(source.chains),
    topics: of(source.topics),
    results: of(source.results),
    ticketTypes: of(source['ticket types']),
    agents: of(source.agents),
    teams: of(source.teams),
    rotas: of(source['on call']),
    voicemails: of(source.voicemails),
    lines: new Set((source.lines ?? []).map(({ value }) => value)),
    trunks,
    trunksOutside: (source['outside calls']?.trunks ?? []).flatMap(({ value }) =>
      trunks.has(value) ? [value] : [],
    ),
    holidays: of(source.holidays),
    schedules: of(source.schedules),
    numbers: of(source.numbers),
    skills: new Set((source.agents ?? []).flatMap(({ value }) => [...of(value?.skills)])),
  };
}

const of = (section: readonly Entry<unknown>[] = []): ReadonlySet<string> =>
  new Set(section.map(({ name }) => name));

/** The fallbacks of a topic, after the people who answer for it. */
export const elseFlow = (topic: string): FlowId => `topic/${topic}/else`;
/** What findings about a step are `about`. */
export const stepPlace = (flow: FlowId, step: number): string => `step ${flow} ${step}`;
