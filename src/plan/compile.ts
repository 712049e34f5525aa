/**
 * The compiler: what the files say, put together into a `Plan`. It says which names do not exist and what collides;
 * what it cannot make sense of it leaves out, so that everything else can still be looked at. A plan with errors is
 * never used: it serves only to find the others.
 */

import { defined } from '../shared/defined.ts';
import { phrase, type SaidWord, thing } from '../shared/findings/said.ts';
import type { Thing } from '../shared/findings/table.ts';
import { seconds } from '../shared/time.ts';
import { compileAlarms } from './compile/alarms.ts';
import { systemPrompts } from './compile/built-in.ts';
import { compileCallerPage } from './compile/caller-page.ts';
import { compileCallers } from './compile/callers.ts';
import { addChains } from './compile/chains.ts';
import { compileColleagues } from './compile/colleagues.ts';
import { refuseCollisions } from './compile/collisions.ts';
import { compileCrm } from './compile/crm.ts';
import { listedIn } from './compile/directory.ts';
import { compileEmergency } from './compile/emergency.ts';
import { etiquetteOf } from './compile/etiquette.ts';
import { type FlowCompiler, flowCompiler } from './compile/flow.ts';
import { withGuards } from './compile/guarded-numbers.ts';
import { compileKeysInTalk } from './compile/keys-in-talk.ts';
import { compileLanguages } from './compile/languages.ts';
import { compileLimits, compileOutsideCalls } from './compile/limits.ts';
import { compileLookups } from './compile/lookups.ts';
import { either, type Names, namesIn } from './compile/names.ts';
import { compileOnCall } from './compile/on-call.ts';
import { addOutsideCallFlows } from './compile/outside-by-agents.ts';
import { compileParking } from './compile/parking.ts';
import { compilePauses } from './compile/pauses.ts';
import { compilePhoneTrouble } from './compile/phone-trouble.ts';
import { type PromptCompiler, promptCompiler } from './compile/prompt.ts';
import { withLimits } from './compile/queue-limits.ts';
import { compileRecording } from './compile/recording.ts';
import { compileReports } from './compile/reports.ts';
import { compileResults } from './compile/results.ts';
import { compileSchedules } from './compile/schedules.ts';
import { collect } from './compile/section.ts';
import { compileStaff } from './compile/staff.ts';
import { compileSupervision } from './compile/supervision.ts';
import { compileSurveys } from './compile/surveys.ts';
import { compileTopics } from './compile/topics.ts';
import { compileTrunk } from './compile/trunk.ts';
import { compileVoicemails } from './compile/voicemails.ts';
import type { CodeSource, Entry, Placed, PlanSource } from './language.ts';
import type { AgentCode, Menu, Plan, ScheduleSetting } from './model.ts';
import type { Problem } from './proofs/check/problem.ts';
import type { Finding } from './source/finding.ts';
import { type Place, startOf } from './source/position.ts';
import { type Report, report, resolve, table } from './source/report.ts';
import { suggestion } from './source/suggestion.ts';

export interface Compiled {
  readonly plan: Plan;
  readonly findings: readonly Finding[];
  /** Where the things of the plan stand: `flow chain/accounts`, `queue sales`, `step menu/welcome/1 0`. */
  readonly places: ReadonlyMap<string, Place>;
  /** Sound files that prompts name. */
  readonly files: readonly Placed<string>[];
  /** What no step and no queue refers to; it leaves no trace in the plan, so that no proof could tell. */
  readonly unused: readonly Problem[];
  /** All that is wrong has been told. */
  readonly isComplete: boolean;
}

/**
 * @param file the main file, where what is missing should stand
 * @param wrong sections in which something could not be read
 */
export function compile(source: PlanSource, file: string, wrong: ReadonlySet<string>): Compiled {
  const to = report();
  const places = placesOf(source);
  const languages = compileLanguages(source, file, to);
  const names = namesIn(source, languages, wrong);
  const prompts = promptCompiler(languages, source.prompts ?? [], source.spoken ?? [], to);
  const flow = flowCompiler(names, listedIn(source, languages), prompts, places, to);
  refuseCollisions(source, to);

  const numbers = collect(source.numbers, (name, steps, at) =>
    flow.add(`number/${name}`, `number ${name}`, steps, at),
  );
  addChains(source, flow);
  const menus = compileMenus(source, prompts, flow, to);
  const staff = compileStaff(source, names, languages, prompts, to);
  addOutsideCallFlows(source, prompts, flow.flows);
  const { 'unknown number': unknown, 'blocked callers': blocked } = source;
  const plan: Plan = {
    ...settings(source, file, to),
    language: languages[0] ?? 'en',
    languages,
    numbers,
    unknownNumber: unknown
      ? flow.add('unknown number', 'unknown number', unknown, unknown.at)
      : flow.goodbye('unknown number', 'number not in use'),
    ...(blocked ? { blocked: flow.add('blocked callers', 'blocked callers', blocked, blocked.at) } : {}),
    ...(source['block withheld numbers'] === undefined
      ? {}
      : { blocksWithheld: source['block withheld numbers'] }),
    ...(source['keep withheld numbers'] === undefined
      ? {}
      : { keepsWithheld: source['keep withheld numbers'] }),
    codes: compileCodes(source, names, to),
    ...compileKeysInTalk(source, names, to),
    ...etiquetteOf(source, languages, to),
    ...compilePauses(source, to),
    ...compileReports(source, names, to),
    ...compileParking(source, to),
    ...compileCallerPage(source, to),
    ...compileCrm(source, to),
    ...compileAlarms(source, names, to),
    ...(source.retention
      ? {
          retention: {
            ...defined({
              contacts: source.retention.contacts,
              tickets: source.retention.tickets,
              journal: source.retention.journal,
              deliveries: source.retention.deliveries,
            }),
          },
        }
      : {}),
    ...(source['busy lamps'] === undefined ? {} : { busyLamps: source['busy lamps'] }),
    schedules: compileSchedules(source, names, to),
    ...compileCallers(source, names, flow, to),
    ...compileTopics(source, languages, flow, to),
    ...compileResults(source, languages, names, to),
    menus,
    ...compileMenuLimits(source),
    ...compileLookups(source, prompts, to),
    ...staff,
    queues: withLimits(staff.queues, source.queues, names, flow, to),
    sharedPhones: (source.phones ?? []).map(({ value }) => value),
    voicemails: compileVoicemails(source, staff, names, prompts, to),
    lines: table((source.lines ?? []).map(({ value: name }) => [name, { name }] as const)),
    trunks: collect(source.trunks, (name, trunk, at) => compileTrunk(name, trunk, at, to)),
    ...(source.extensions ? { extensions: compileExtensions(source.extensions, names, to) } : {}),
    spoken: table(systemPrompts.map((name) => [name, prompts.builtIn(name)] as const)) as Plan['spoken'],
    limits: compileLimits(source, prompts),
    ...(source['pick up after'] === undefined ? {} : { pickUpAfter: source['pick up after'] }),
    emergency: compileEmergency(source, names, prompts, flow.flows, to),
    ...compileColleagues(Object.values(staff.agents), prompts, flow.flows),
    ...(source['vanished after'] === undefined ? {} : { vanishedAfter: source['vanished after'] }),
    ...(source['rejoin within'] === undefined ? {} : { rejoinWithin: source['rejoin within'] }),
    ...compilePhoneTrouble(source),
    ...compileRecording(source, names, to),
    ...compileSurveys(source, names, prompts, to),
    ...compileSupervision(source, names, staff.teams, to),
    ...compileOnCall(source, names, to),
    flows: table(flow.flows),
    outsideCalls: compileOutsideCalls(source, flow.flows.values(), staff.agents, staff.teams, names, to),
  };
  return {
    plan: deepFreeze(withGuards(plan)),
    findings: to.findings,
    places,
    files: prompts.files,
    unused: unusedIn(source, to.used),
    isComplete: !to.isFull(),
  };
}

function compileExtensions(
  written: NonNullable<PlanSource['extensions']>,
  names: Names,
  to: Report,
): NonNullable<Plan['extensions']> {
  const doors = either(names.lines, names.trunks);
  return collect(written, (name, digits, at) => {
    resolve({ value: name, at }, 'line or trunk', doors, to);
    return digits;
  });
}

function settings(
  source: PlanSource,
  file: string,
  to: Report,
): Pick<Plan, 'company' | 'country' | 'timeZone' | 'missesBeforePause'> {
  // A key that is there and wrong has been spoken of.
  const needed = (key: 'company' | 'country' | 'time zone', example: string): string => {
    if (!(key in source))
      to.error(startOf(file), phrase('plan_has_no', { key }), phrase('such_as_key', { key, example }));
    return source[key]?.value ?? '';
  };
  return {
    company: needed('company', 'Smith & Daughters'),
    country: needed('country', 'DE'),
    // What follows is still checked, by a clock that exists; the plan is refused anyway.
    timeZone: needed('time zone', 'Europe/Berlin') || 'UTC',
    missesBeforePause: source['misses before pause'] ?? 3,
  };
}

function compileMenuLimits({ 'menu limits': limits }: PlanSource): Pick<Plan, 'menuLimits'> {
  if (!limits) return {};
  const { options = 6, 'heard within': heardWithin = seconds(30), depth = 3 } = limits;
  return { menuLimits: { options, heardWithin, depth } };
}

function compileMenus(
  source: PlanSource,
  prompts: PromptCompiler,
  flow: FlowCompiler,
  to: Report,
): Plan['menus'] {
  return collect(source.menus, (name, menu, at): Menu => {
    const { keys, say, wait, tries, otherwise } = menu;
    if (keys.length === 0) to.error(at, phrase('menu_without_keys', { menu: name }), phrase('add_keys'));
    return {
      name,
      prompt: prompts.compile(say),
      keys: collect(keys, (key, steps, keyAt) =>
        flow.add(`menu/${name}/${key}`, `menu ${name}, key ${key}`, steps, keyAt),
      ),
      waitFor: wait ?? seconds(5),
      tries: tries ?? 3,
      otherwise: flow.add(`menu/${name}/otherwise`, `menu ${name}, otherwise`, otherwise, otherwise.at),
    };
  });
}

function compileCodes(source: PlanSource, names: Names, to: Report): Plan['codes'] {
  const set = (written: Placed<string>, setting: ScheduleSetting): AgentCode => {
    const schedule = resolve(written, 'schedule', names.schedules, to) ?? written.value;
    return { do: 'set', schedule, to: setting };
  };
  return collect(source.codes, (_, code: CodeSource): AgentCode => {
    switch (code.kind) {
      case 'pause':
        return { do: 'pause', reason: code.pause };
      case 'wrap-up':
        return { do: 'extend wrap-up', more: code['wrap-up'] };
      case 'result': {
        const { result, detail } = code;
        const name = resolve(result, 'result', names.results, to) ?? result.value;
        const details = source.results?.find((one) => one.name === name)?.value?.details ?? [];
        if (detail !== undefined && !details.some((one) => one.name === detail))
          to.error(
            code.at,
            phrase('result_has_no_detail', { result: name, detail }),
            suggestion(
              detail,
              details.map((one) => one.name),
            ),
          );
        return { do: 'give result', result: name, ...defined({ detail }) };
      }
      case 'greeting': {
        const voicemail = resolve(code.greeting, 'voicemail', names.voicemails, to);
        return { do: 'greeting', voicemail: voicemail ?? code.greeting.value };
      }
      case 'open':
        return set(code.open, 'open');
      case 'close':
        return set(code.close, 'closed');
      case 'on call': {
        const rota = resolve(code['on call'], 'on-call rota', names.rotas, to);
        return { do: 'take on call', rota: rota ?? code['on call'].value };
      }
      case 'as planned':
        return set(code['as planned'], 'as_planned');
      case 'bare':
        return code.word === 'pause' ? { do: 'pause', reason: 'pause' } : { do: code.word };
    }
  });
}

function unusedIn(
  { teams, lookups, prompts, schedules, holidays, results, 'on call': rotas }: PlanSource,
  used: ReadonlySet<string>,
): readonly Problem[] {
  const unused = (kind: Thing, section: readonly Entry<unknown>[] = [], how: SaidWord): Problem[] =>
    section
      .filter(({ name }) => !used.has(`${kind} ${name}`))
      .map(({ name }) => ({
        severity: 'warning',
        about: `${kind === 'on-call rota' ? 'rota' : kind} ${name}`,
        message: phrase('thing_unused', { kind: thing(kind), name, how }),
        hint: phrase('use_or_remove'),
      }));
  return [
    ...unused('team', teams, phrase('in_no_queue_and_never_rung')),
    ...unused('on-call rota', rotas, phrase('never_rung')),
    ...unused('lookup', lookups, phrase('asked_by_no_step')),
    ...unused('prompt', prompts, phrase('never_used')),
    ...unused('result', results, phrase('of_no_queue')),
    ...unused('schedule', schedules, phrase('never_used')),
    ...unused('list of holidays', holidays, phrase('never_used')),
  ];
}

function placesOf({
  menus,
  lookups,
  queues,
  chains,
  topics,
  agents,
  teams,
  voicemails,
  prompts,
  schedules,
  surveys,
  codes,
  'on call': rotas,
}: PlanSource): Map<string, Place> {
  const sections = {
    menu: menus,
    lookup: lookups,
    queue: queues,
    chain: chains,
    topic: topics,
    agent: agents,
    team: teams,
    voicemail: voicemails,
    prompt: prompts,
    schedule: schedules,
    rota: rotas,
    survey: surveys,
    code: codes,
  };
  return new Map(
    Object.entries(sections).flatMap(([kind, section]) =>
      (section ?? []).map(({ name, at }): [string, Place] => [`${kind} ${name}`, at]),
    ),
  );
}

/** Tables are frozen already; what is in them may not be. */
function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  const isTable = Object.getPrototypeOf(value) === null;
  if (Object.isFrozen(value) && !isTable) return value;
  Object.freeze(value);
  for (const inner of Object.values(value)) deepFreeze(inner);
  return value;
}
