/** Agents, teams and queues: who works where. */

import { defined } from '../../shared/defined.ts';
import { called, phrase, thing } from '../../shared/findings/said.ts';
import type { Thing } from '../../shared/findings/table.ts';
import { listIn } from '../../shared/lists.ts';
import { seconds } from '../../shared/time.ts';
import type { AgentSource, PersonalNumberSource, Placed, PlanSource, QueueSource } from '../language.ts';
import type { Agent, AgentName, Language, Plan, Queue } from '../model.ts';
import { musicClass } from '../rules/music.ts';
import type { Place } from '../source/position.ts';
import { type Report, resolve } from '../source/report.ts';
import { codecsOf } from './codecs.ts';
import { etiquetteOf } from './etiquette.ts';
import type { Names } from './names.ts';
import { compileNeeds } from './needs.ts';
import { wayOut } from './outside.ts';
import { phonesWritten } from './phones.ts';
import type { PromptCompiler } from './prompt.ts';
import { compileRouting } from './queue-routing.ts';
import { resultsOf, scriptOf } from './results.ts';
import { collect } from './section.ts';
import { compileAnnouncements, compileCallback } from './waiting.ts';

export function compileStaff(
  source: PlanSource,
  names: Names,
  languages: readonly Language[],
  prompts: PromptCompiler,
  to: Report,
): Pick<Plan, 'agents' | 'teams' | 'queues'> {
  const teams = collect(source.teams, (_, members) => known(members, 'agent', names.agents));
  // One list for all, so that it is indexed once.
  const everybody = [...names.agents];
  const queues = collect(source.queues, (name, value): Queue => {
    const own = known(value.agents ?? [], 'agent', names.agents);
    const ofTeams = known(value.teams ?? [], 'team', names.teams).flatMap((team) => teams[team] ?? []);
    const members = [...new Set([...own, ...ofTeams])];
    const needs = compileNeeds(value.needs, names, to);
    return {
      name,
      title: value.title ?? name,
      strategy: value.strategy ?? 'longest idle',
      members,
      needs,
      ringFor: value['ring for'] ?? seconds(20),
      wrapUpFor: value['wrap-up'] ?? seconds(10),
      tryAgainAfter: value['try again after'] ?? seconds(30),
      priority: value.priority ?? 0,
      music: musicOf(value.music),
      ...defined({ answerWithin: value['answer within'], answerGoal: value['answer goal'] }),
      ...resultsOf(name, value, source.results, names, to),
      ...scriptOf(value, languages, to),
      ...etiquetteOf(value, languages, to),
      ...(value['hold reminder'] === undefined ? {} : { holdReminder: value['hold reminder'] }),
      ...compileRouting(name, value, { members, needs }, { teams, everybody, known }, names, to),
      ...(value.strategy === 'progressive' ? { moreAfter: value['more after'] ?? seconds(5) } : {}),
      ...(value.announce ? { announce: compileAnnouncements(value.announce, prompts) } : {}),
      ...(value.callback
        ? { callback: compileCallback(value.callback, value.keys ?? [], names, source, prompts, to) }
        : {}),
    };
  });
  const queuesOf = new Map<AgentName, string[]>();
  for (const { name, members } of Object.values(queues)) {
    for (const agent of members) listIn(queuesOf, agent).push(name);
  }
  const agents = collect(
    source.agents,
    (name, value, at): Agent => ({
      name,
      title: value.name ?? name,
      ...phonesOf(name, value, at),
      ...(value.number ? { number: value.number.value } : {}),
      ...(value['caller number'] ? { callerNumber: value['caller number'].value } : {}),
      ...outside(value.outside),
      ...(value['auto-answer'] ? { autoAnswer: true } : {}),
      ...codecsOf(called('agent', name), value.codecs, at, to),
      ...defined({ encryption: value.encryption }),
      skills: collect(value.skills, (_, level) => level),
      queues: queuesOf.get(name) ?? [],
      ...works(value.works),
      ...defined({ weight: value.weight }),
    }),
  );
  return { agents, teams, queues };

  function phonesOf(
    name: string,
    value: AgentSource,
    at: Place,
  ): Pick<Agent, 'phone' | 'phones' | 'browserPhone'> {
    const written = phonesWritten({ name, value, at });
    const users = written.map(({ user }) => user);
    const browserPhone = written.find(({ isBrowser }) => isBrowser)?.user;
    if (browserPhone !== undefined && users.length === 1 && value.encryption)
      to.warning(at, phrase('encryption_without_effect', { agent: name }), phrase('remove_encryption'));
    return {
      phone: users[0] ?? name,
      ...(users.length > 1 ? { phones: users } : {}),
      ...defined({ browserPhone }),
    };
  }

  function outside(written: PersonalNumberSource | undefined): Pick<Agent, 'outside'> {
    if (!written) return {};
    const { number, rings, after, trunk: wanted } = written;
    const way = wayOut(number.value, number.at, wanted, names, to);
    return way === undefined ? {} : { outside: { number: number.value, ...way, rings, after: after ?? 0 } };
  }

  function works(written: Placed<string> | undefined): Pick<Agent, 'works'> {
    const schedule = written && resolve(written, 'schedule', names.schedules, to);
    return schedule === undefined ? {} : { works: schedule };
  }

  /** Those of the list that there are, each once. */
  function known(
    list: readonly Placed<string>[],
    kind: Thing,
    declared: ReadonlySet<string>,
  ): readonly string[] {
    const seen = new Set<string>();
    return list.flatMap((one) => {
      const name = resolve(one, kind, declared, to);
      if (name === undefined) return [];
      if (seen.has(name))
        to.error(one.at, phrase('listed_twice', { kind: thing(kind), name }), phrase('remove_one'));
      seen.add(name);
      return [name];
    });
  }
}

function musicOf(music: QueueSource['music']): string {
  if (music === undefined) return 'default';
  return 'sound' in music ? musicClass(music.sound) : music.class;
}
