/** Whom a `directory` step lists: names, how they are spelled, and the flow that leads to each. */

import { phrase } from '../../shared/findings/said.ts';
import { seconds } from '../../shared/time.ts';
import type { Placed } from '../form/form.ts';
import type { PlanSource, StepSource } from '../language.ts';
import type { AgentName, DirectoryEntry, FlowId, Language, Prompt, Step } from '../model.ts';
import { topicFlow } from '../rules/named-flows.ts';
import { spellings } from '../rules/spelling.ts';
import { type Report, table } from '../source/report.ts';
import { suggestion } from '../source/suggestion.ts';
import { textsOf, titleOf } from './by-language.ts';
import type { PromptCompiler } from './prompt.ts';

export type DirectorySource = Extract<StepSource, { kind: 'directory' }>;
type DirectoryStep = Extract<Step, { do: 'directory' }>;
type Titles = Readonly<Record<Language, string>>;

/** Who can be listed, by name. */
export interface Listed {
  readonly agents: ReadonlyMap<AgentName, Titles>;
  readonly teams: ReadonlyMap<string, readonly AgentName[]>;
  readonly topics: ReadonlyMap<string, { readonly title: Titles; readonly words: readonly string[] }>;
}

export function listedIn(source: PlanSource, languages: readonly Language[]): Listed {
  const { agents = [], teams = [], topics = [] } = source;
  const inEach = (text: string): Titles => table(languages.map((language) => [language, text]));
  return {
    agents: new Map(agents.map(({ name, value }) => [name, inEach(value?.name ?? name)])),
    teams: new Map(teams.map(({ name, value }) => [name, (value ?? []).map((one) => one.value)])),
    topics: new Map(
      topics.map(({ name, value }) => [
        name,
        { title: titleOf(name, value, languages), words: textsOf(value?.words, languages) },
      ]),
    ),
  };
}

/** `ring`: makes the flow that rings the agent, and says what is said if no one answers. */
export function compileDirectory(
  source: DirectorySource,
  listed: Listed,
  prompts: PromptCompiler,
  ring: (agent: AgentName, sorry: Prompt) => FlowId,
  to: Report,
): DirectoryStep {
  const agents = new Set<AgentName>();
  const topics = new Set<string>();
  let isRight = true;
  for (const one of source.directory) gather(one);
  const entries = [
    ...[...agents].map((name): DirectoryEntry => {
      const titles = listed.agents.get(name) ?? {};
      const title = spoken(titles);
      const sorry = followedBy(title, prompts.builtIn('can not take your call'));
      return { ...named(name, titles, []), agent: name, title, flow: ring(name, sorry) };
    }),
    ...[...topics].map((name): DirectoryEntry => {
      const { title: titles = {}, words = [] } = listed.topics.get(name) ?? {};
      return { ...named(name, titles, words), title: spoken(titles), flow: topicFlow(name) };
    }),
  ];
  if (entries.length === 0 && isRight)
    to.error(source.at, phrase('directory_empty'), phrase('write_directory_agents'));
  return {
    do: 'directory',
    lists: source.directory.map(({ value }) => value),
    prompt: source.say ? prompts.compile(source.say) : prompts.builtIn('spell a name'),
    entries,
    for: source.for ?? seconds(20),
    waitFor: source.wait ?? seconds(4),
    tries: source.tries ?? 3,
  };

  function gather({ value, at }: Placed<string>): void {
    const team = listed.teams.get(value);
    to.used.add(`team ${value}`);
    if (value === 'agents') for (const name of listed.agents.keys()) agents.add(name);
    else if (value === 'topics') for (const name of listed.topics.keys()) topics.add(name);
    else if (listed.agents.has(value)) agents.add(value);
    else if (team) for (const name of team) agents.add(name);
    else if (listed.topics.has(value)) topics.add(value);
    else {
      isRight = false;
      const all = [
        'agents',
        'topics',
        ...listed.agents.keys(),
        ...listed.teams.keys(),
        ...listed.topics.keys(),
      ];
      to.error(
        at,
        phrase('no_agent_team_or_topic_is_called', { name: value.slice(0, 40) }),
        suggestion(value, all),
      );
    }
  }
}

/** By its name in each language, by words of its own, and where no key has a letter of them, by its key in the plan. */
function named(
  key: string,
  titles: Titles,
  words: readonly string[],
): Pick<DirectoryEntry, 'name' | 'spelled'> {
  const [name = key] = Object.values(titles);
  // A whole question is nothing that one spells.
  const single = words.filter((one) => !one.includes(' '));
  const spelled = [...Object.values(titles), ...single].flatMap(spellings);
  return { name, spelled: [...new Set(spelled.length > 0 ? spelled : spellings(key))] };
}

const spoken = (titles: Titles): Prompt =>
  table(Object.entries(titles).map(([language, text]) => [language, [{ kind: 'text', text }]]));

const followedBy = (name: Prompt, words: Prompt): Prompt =>
  table(Object.entries(words).map(([language, parts]) => [language, [...(name[language] ?? []), ...parts]]));
