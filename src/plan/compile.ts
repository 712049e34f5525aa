/**
 * The compiler: what the files say, put together into a `Plan`. It says which names do not exist and what collides;
 * what it cannot make sense of it leaves out, so that everything else can still be looked at. A plan with errors is
 * never used: it serves only to find the others.
 */
import { minutes, seconds } from '../shared/time.ts';
import { builtIn, systemPrompts } from './compile/built-in.ts';
import { chainFlow, flowCompiler } from './compile/flow.ts';
import type { Names } from './compile/flow.ts';
import { refuseCollisions } from './compile/collisions.ts';
import { promptCompiler } from './compile/prompt.ts';
import { compileTrunk } from './compile/trunk.ts';
import type { Finding } from './finding.ts';
import type { Entry, Placed, PlanSource } from './language.ts';
import type { Agent, AgentCode, AgentName, FlowId, Menu, Plan, Queue, Voicemail } from './model.ts';
import { startOf } from './position.ts';
import type { Place } from './position.ts';
import { report, resolve, table } from './report.ts';

export interface Compiled {
  readonly plan: Plan;
  readonly findings: readonly Finding[];
  /** Where the things of the plan stand: `flow chain/accounts`, `queue sales`, `step menu/welcome/1 0`. */
  readonly places: ReadonlyMap<string, Place>;
  /** Sound files that prompts name. */
  readonly files: readonly Placed<string>[];
  /** All that is wrong has been told. */
  readonly isComplete: boolean;
}

type Section<T> = readonly Entry<T>[];

/** `file`: the main file, where what is missing should stand. */
export function compile(source: PlanSource, file: string): Compiled {
  const to = report();
  const places = new Map<string, Place>();
  // A key that is there and wrong has been spoken of.
  const needed = (key: 'company' | 'country' | 'time zone', example: string): string => {
    if (!(key in source)) to.error(startOf(file), `the plan has no '${key}'`, `such as ${key}: ${example}`);
    return source[key]?.value ?? '';
  };

  const languages = languagesOf();
  const names: Names = {
    languages: new Set(languages),
    menus: named(source.menus),
    queues: named(source.queues),
    chains: named(source.chains),
    agents: named(source.agents),
    teams: named(source.teams),
    voicemails: named(source.voicemails),
    trunks: named(source.trunks),
  };
  const prompts = promptCompiler(languages, source.prompts ?? [], source.spoken ?? [], to);
  const flow = flowCompiler(names, prompts, places, to);
  const place = <T>(kind: string, section: Section<T> | undefined): void => {
    for (const { name, at } of section ?? []) places.set(`${kind} ${name}`, at);
  };
  place('menu', source.menus);
  place('queue', source.queues);
  place('chain', source.chains);
  place('agent', source.agents);
  place('team', source.teams);
  place('voicemail', source.voicemails);

  const numbers = collect(source.numbers, (name, value, at) =>
    flow.add(`number/${name}`, `number ${name}`, value, at),
  );
  const chains = collect(source.chains, (name, value, at) =>
    flow.add(chainFlow(name), `chain ${name}`, value, at),
  );
  void chains;
  const menus = collect(source.menus, (name, value, at): Menu => {
    const keys = collect(value.keys, (key, steps, keyAt) =>
      flow.add(`menu/${name}/${key}`, `menu ${name}, key ${key}`, steps, keyAt),
    );
    if (value.keys.length === 0)
      to.error(at, `menu '${name}' has no keys`, 'give callers something to choose');
    return {
      name,
      prompt: prompts.compile(value.say),
      keys,
      waitFor: value.wait ?? seconds(5),
      tries: value.tries ?? 3,
      otherwise: flow.add(
        `menu/${name}/otherwise`,
        `menu ${name}, otherwise`,
        value.otherwise,
        value.otherwise.at,
      ),
    };
  });
  const teams = collect(source.teams, (_, members) => known(members, 'agent', names.agents));
  const queues = collect(source.queues, (name, value): Queue => {
    const own = known(value.agents ?? [], 'agent', names.agents);
    const ofTeams = known(value.teams ?? [], 'team', names.teams).flatMap((team) => teams[team] ?? []);
    return {
      name,
      title: value.title ?? name,
      strategy: value.strategy ?? 'longest idle',
      members: [...new Set([...own, ...ofTeams])],
      needs: (value.needs ?? []).flatMap((need) =>
        need.value === undefined ? [] : [{ skill: need.name, atLeast: need.value }],
      ),
      ringFor: value['ring for'] ?? seconds(20),
      wrapUpFor: value['wrap-up'] ?? seconds(10),
      tryAgainAfter: value['try again after'] ?? seconds(30),
      priority: value.priority ?? 0,
      music: value.music?.value ?? 'default',
    };
  });
  const agents = collect(
    source.agents,
    (name, value): Agent => ({
      name,
      title: value.name ?? name,
      phone: value.phone?.value ?? name,
      skills: collect(value.skills, (_, level) => level),
      queues: Object.values(queues).flatMap((queue) => (queue.members.includes(name) ? [queue.name] : [])),
    }),
  );
  const voicemails = collect(
    source.voicemails,
    (name, value): Voicemail => ({
      name,
      greeting: value.greeting ? prompts.compile(value.greeting) : prompts.builtIn('voicemail greeting'),
      longest: value.longest ?? minutes(2),
    }),
  );
  const codes = collect(
    source.codes,
    (_, value): AgentCode =>
      value.kind === 'pause'
        ? { do: 'pause', reason: value.pause }
        : value.word === 'pause'
          ? { do: 'pause', reason: 'pause' }
          : { do: value.word },
  );
  const lines = table((source.lines ?? []).map(({ value: name }) => [name, { name }] as const));
  const trunks = collect(source.trunks, (name, value, at) => compileTrunk(name, value, at, to));
  const unknown = source['unknown number'];
  const blocked = source['blocked callers'];
  const unknownNumber = unknown
    ? flow.add('unknown number', 'unknown number', unknown, unknown.at)
    : goodbyeFlow('unknown number');
  if (blocked) flow.add('blocked callers', 'blocked callers', blocked, blocked.at);

  refuseCollisions(source, to);
  const plan: Plan = {
    company: needed('company', 'Smith & Daughters'),
    country: needed('country', 'DE'),
    timeZone: needed('time zone', 'Europe/Berlin'),
    language: languages[0] ?? 'en',
    languages,
    numbers,
    unknownNumber,
    ...(blocked ? { blocked: 'blocked callers' } : {}),
    codes,
    flows: table(flow.flows),
    menus,
    queues,
    teams,
    agents,
    voicemails,
    lines,
    trunks,
    spoken: table(systemPrompts.map((name) => [name, prompts.builtIn(name)] as const)) as Plan['spoken'],
    missesBeforePause: source['misses before pause'] ?? 3,
  };
  return {
    plan: deepFreeze(plan),
    findings: to.findings,
    places,
    files: prompts.files,
    isComplete: !to.isFull(),
  };

  function languagesOf(): readonly string[] {
    const { language, languages: several } = source;
    if (language && several) {
      to.error(
        language.at,
        "both 'language' and 'languages' are there",
        'keep languages:, the first is the usual one',
      );
    }
    const all = several && several.length > 0 ? several : language ? [language] : [];
    if (!('language' in source || 'languages' in source)) {
      to.error(startOf(file), "the plan has no 'language'", 'such as language: en');
    }
    for (const { value, at } of all) {
      if (builtIn(value)) continue;
      const hint = 'write your own under spoken:, and a greeting for each voicemail';
      if (!source.spoken) to.warning(at, `there are no built-in words in '${value}'`, hint);
    }
    return [...new Set(all.map(({ value }) => value))];
  }

  function collect<S, T>(
    section: Section<S> | undefined,
    make: (name: string, value: S, at: Place) => T,
  ): Readonly<Record<string, T>> {
    return table(
      (section ?? []).flatMap(({ name, value, at }) =>
        value === undefined ? [] : [[name, make(name, value, at)] as const],
      ),
    );
  }

  function known(
    list: readonly Placed<string>[],
    kind: string,
    declared: ReadonlySet<string>,
  ): readonly AgentName[] {
    const seen = new Set<string>();
    return list.flatMap((one) => {
      const name = resolve(one, kind, declared, to);
      if (name === undefined) return [];
      if (seen.has(name)) to.error(one.at, `${kind} '${name}' is there twice`, 'once is enough');
      seen.add(name);
      return [name];
    });
  }

  function goodbyeFlow(id: FlowId): FlowId {
    flow.flows.set(id, {
      id,
      title: id,
      steps: [{ do: 'goodbye', prompt: prompts.builtIn('number not in use') }],
    });
    return id;
  }
}

const named = <T>(section: Section<T> | undefined): ReadonlySet<string> =>
  new Set((section ?? []).map(({ name }) => name));

function deepFreeze<T>(value: T): T {
  if (
    typeof value === 'object' &&
    value !== null &&
    !(Object.isFrozen(value) && Object.getPrototypeOf(value) !== null)
  ) {
    Object.freeze(value);
    for (const inner of Object.values(value)) deepFreeze(inner);
  }
  return value;
}
