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

/**
 * Whatever is declared has its name, also when something in it is wrong. A section that could not be read has every name: it
 * has been spoken of, and what refers to it is not wrong.
 *
 * @param wrong sections in which something could not be read
 */
export function namesIn(
  source: PlanSource,
  languages: readonly Language[],
  wrong: ReadonlySet<string>,
): Names {
  const isUnread = (section: keyof PlanSource): boolean => section in source && source[section] === undefined;
  const of = (section: SectionOfEntries): ReadonlySet<string> =>
    isUnread(section) ? everyName : namesOf(source[section]);
  const trunks = of('trunks');
  return {
    languages: wrong.has('language') || wrong.has('languages') ? everyName : new Set(languages),
    menus: of('menus'),
    lookups: of('lookups'),
    queues: of('queues'),
    chains: of('chains'),
    topics: of('topics'),
    results: of('results'),
    ticketTypes: of('ticket types'),
    agents: of('agents'),
    teams: of('teams'),
    rotas: of('on call'),
    voicemails: of('voicemails'),
    lines: isUnread('lines') ? everyName : new Set((source.lines ?? []).map(({ value }) => value)),
    trunks,
    trunksOutside: (source['outside calls']?.trunks ?? []).flatMap(({ value }) =>
      trunks.has(value) ? [value] : [],
    ),
    holidays: of('holidays'),
    schedules: of('schedules'),
    numbers: of('numbers'),
    skills: isUnread('agents')
      ? everyName
      : new Set((source.agents ?? []).flatMap(({ value }) => [...namesOf(value?.skills)])),
  };
}

type SectionOfEntries = {
  [section in keyof PlanSource]-?: NonNullable<PlanSource[section]> extends readonly Entry<unknown>[]
    ? section
    : never;
}[keyof PlanSource];

class EveryName extends Set<string> {
  override has(): boolean {
    return true;
  }
}
const everyName: ReadonlySet<string> = new EveryName();

/** Names of several sections. */
export const either = (...sections: readonly ReadonlySet<string>[]): ReadonlySet<string> =>
  sections.includes(everyName) ? everyName : new Set(sections.flatMap((names) => [...names]));

const namesOf = (section: readonly Entry<unknown>[] = []): ReadonlySet<string> =>
  new Set(section.map(({ name }) => name));

/** The fallbacks of a topic, after the people who answer for it. */
export const elseFlow = (topic: string): FlowId => `topic/${topic}/else`;
/** What findings about a step are `about`. */
export const stepPlace = (flow: FlowId, step: number): string => `step ${flow} ${step}`;
