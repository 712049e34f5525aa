import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import type { LookupAnswer } from '../call/kept/lookup.ts';
import { normaliseNumber } from '../contacts/number.ts';
import type { Plan } from '../plan/model.ts';
import { readPlan } from '../plan/read.ts';
import { story } from '../reports/story.ts';
import { defined } from '../shared/defined.ts';
import { listIn } from '../shared/lists.ts';
import { readNumber } from '../shared/number/written.ts';
import { spellDuration } from '../shared/time.ts';
import { actForms, parseAct } from '../trial/acts.ts';
import { type Behaviour, behaviourForms, parseBehaviour } from '../trial/behaviour.ts';
import { lookupForms, parseLookup } from '../trial/lookups.ts';
import { parseMoment } from '../trial/moment.ts';
import { type Trial, tryCall } from '../trial/trial.ts';
import { command } from './command.ts';
import { settingsOf } from './engine/connection.ts';
import { exit, Failure, reasonOf } from './failure.ts';
import { printFindings } from './terminal/findings.ts';
import { printStory } from './terminal/story.ts';
import { printJson } from './terminal/terminal.ts';

export const tryOut = command({
  usage: 'try',
  about: 'Run a call through a plan without a phone or an engine, and print its story',
  examples: [
    ['try --dial 100 --press 1', 'which agent gets the call if all are free?'],
    ["try --dial 100 --at '2026-12-24 10:00' --plan plans/shop.yaml", 'what happens on Christmas Eve?'],
    [
      "try --dial 100 --press 1 --do '10s consult clara' '20s complete'",
      'the agent asks Clara, and connects the caller with her',
    ],
    ['try --dial 100 --press 1 --survey 5,4', 'which survey follows, and what do its marks lead to?'],
    [
      "try --dial 100 --press '4711#' --lookup customer=wrong",
      'the caller keys in a customer number that is wrong',
    ],
    [
      'try --dial 100 --agents lunch.yaml',
      "set the agents' behaviour in a file: `anna: paused`, `boris: no answer`",
    ],
  ],
  options: (yargs) =>
    yargs
      .option('dial', { type: 'string', demandOption: true, describe: 'dialled number' })
      .option('from', { type: 'string', default: '', describe: "caller's number (default: withheld)" })
      .option('by', { type: 'string', describe: "call from this agent's phone (default: from outside)" })
      .option('at', {
        type: 'string',
        describe: "time in the plan's time zone, such as '2026-12-24 10:00' (default: now)",
      })
      .option('press', {
        type: 'string',
        default: '',
        describe: 'keys to press, each as soon as it is asked for',
      })
      .option('lookup', {
        type: 'string',
        array: true,
        default: [],
        describe:
          "how a lookup of an `ask` step is answered, such as 'customer=wrong' or 'customer=found,name=Maria,tag=gold,target=vip'; once for each entry (default: found)",
      })
      .option('plan', { type: 'string', describe: 'plan file (default: the one that `start` uses)' })
      .option('agents', {
        type: 'string',
        describe: `YAML file with lines \`name: behaviour\`, one of: ${behaviourForms.join(', ')}`,
      })
      .option('do', {
        type: 'string',
        array: true,
        default: [],
        describe: `what people do, counted from the answer (\`dials\`: from the beginning of the call), such as ${actForms.map((form) => `'${form}'`).join(', ')}`,
      })
      .option('survey', {
        type: 'string',
        describe: 'the agent hangs up first, and the caller gives these marks in the survey, such as 5,4',
      })
      .option('language', { type: 'string', describe: "the contact's language" })
      .option('own-agent', { type: 'string', describe: "the contact's own agent" })
      .option('tag', {
        type: 'string',
        array: true,
        default: [],
        describe: 'tags of the contact, such as vip',
      })
      .option('open', { type: 'string', array: true, default: [], describe: 'schedules opened by hand' })
      .option('closed', { type: 'string', array: true, default: [], describe: 'schedules closed by hand' }),
  async run(options, terminal) {
    const path = options.plan ?? settingsOf(terminal).plan;
    const read = await readPlan(path);
    if (!read.ok) {
      if (options.json) printJson(terminal, { ok: false, findings: read.findings });
      else await printFindings(read.findings, terminal);
      throw new Failure(exit.planErrors, `${path} has errors`);
    }
    const { plan } = read;
    const at = options.at === undefined ? Date.now() : parseMoment(options.at, plan.timeZone);
    if (at === undefined)
      throw new Failure(
        exit.wrongUsage,
        `'${options.at}' is not a date and time`,
        "write it like --at '2026-12-24 10:00'",
      );
    if (/^\s*$/.test(options.dial))
      throw new Failure(exit.wrongUsage, '--dial needs a number', 'for example --dial 100');
    const keys = options.press.replace(/[\s,]+/g, '');
    if (!/^[0-9*#]*$/.test(keys))
      throw new Failure(
        exit.wrongUsage,
        `'${options.press}' contains something that is not a key`,
        'use 0 to 9, * and #',
      );
    const survey = options.survey?.replace(/[\s,]+/g, '');
    if (survey !== undefined && !/^[0-9*#]*$/.test(survey))
      throw new Failure(
        exit.wrongUsage,
        `'${options.survey}' contains something that is not a key`,
        'write marks from 1 to 5, such as --survey 5,4',
      );
    if (survey !== undefined && plan.surveys === undefined)
      throw new Failure(exit.wrongUsage, 'the plan has no survey', 'add surveys: to the plan');
    const lookups = lookupsIn(options.lookup, plan);
    refuseUnknown(plan.schedules, [...options.open, ...options.closed], 'schedule');
    if (options['own-agent'] !== undefined) refuseUnknown(plan.agents, [options['own-agent']], 'agent');
    if (options.by !== undefined) refuseUnknown(plan.agents, [options.by], 'agent');
    const acts = options.do.map((text) => {
      const act = parseAct(text);
      if (act === undefined)
        throw new Failure(
          exit.wrongUsage,
          `--do '${text}': not understood`,
          `write, for example, ${actForms.join(', ')}`,
        );
      if (act.does === 'dials') refuseUnknown(plan.agents, [act.agent], 'agent');
      return act;
    });
    const from = readNumber(options.from, plan.country);
    const number = from.ok ? from.number : normaliseNumber(options.from, plan.country).number;
    const trial = tryCall({
      plan,
      at,
      dialled: options.dial.replace(/[\s().-]+/g, ''),
      caller: {
        ...defined({ number, language: options.language }),
        ...(options['own-agent'] === undefined ? {} : { preferredAgent: options['own-agent'] }),
        isNew: false,
        tags: options.tag,
      },
      ...defined({ by: options.by, survey }),
      keys,
      acts,
      lookups,
      behaviours: options.agents === undefined ? new Map() : await behavioursIn(options.agents, plan),
      schedules: new Map([
        ...options.open.map((name) => [name, 'open'] as const),
        ...options.closed.map((name) => [name, 'closed'] as const),
      ]),
    });
    const summary = ({ outcome, entries }: Trial) => ({
      outcome,
      lines: story(entries, { timeZone: plan.timeZone }),
      entries,
    });
    const { callback, others = [], undone = [] } = trial;
    if (options.json) {
      printJson(terminal, {
        ...summary(trial),
        ...(callback ? { callback: summary(callback) } : {}),
        ...(others.length > 0 ? { others: others.map(summary) } : {}),
        ...(undone.length > 0 ? { undone } : {}),
      });
    } else {
      printStory(summary(trial).lines, terminal);
      if (callback) printStory(summary(callback).lines, terminal);
      for (const other of others) printStory(summary(other).lines, terminal);
      for (const act of undone)
        terminal.out(
          `not possible at that moment: ${act.does === 'talk' ? act.action.do : act.does}, after ${spellDuration(act.after)}`,
        );
    }
    return exit.ok;
  },
});

function lookupsIn(written: readonly string[], plan: Plan): Map<string, LookupAnswer[]> {
  const lookups = new Map<string, LookupAnswer[]>();
  for (const text of written) {
    const read = parseLookup(text);
    if (!read)
      throw new Failure(
        exit.wrongUsage,
        `--lookup '${text}': not understood`,
        `write, for example, ${lookupForms.map((form) => `'${form}'`).join(', ')}`,
      );
    refuseUnknown(plan.lookups ?? {}, [read.lookup], 'lookup');
    listIn(lookups, read.lookup).push(read.answer);
  }
  return lookups;
}

function refuseUnknown(known: object, names: readonly string[], kind: string): void {
  for (const name of names) {
    if (Object.hasOwn(known, name)) continue;
    const all = Object.keys(known).join(', ') || 'none';
    throw new Failure(exit.wrongUsage, `the plan has no ${kind} ${name}`, `there are: ${all}`);
  }
}

async function behavioursIn(path: string, plan: Plan): Promise<Map<string, Behaviour>> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new Failure(exit.failed, `cannot read ${path}: ${reasonOf(error)}`, undefined, error);
  });
  const read: unknown = yamlOf(text, path);
  if (typeof read !== 'object' || read === null)
    throw new Failure(
      exit.wrongUsage,
      `${path} has no behaviour for any agent`,
      'write lines like `anna: paused`',
    );
  return new Map(
    Object.entries(read).map(([name, value]: [string, unknown]) => {
      if (!/^\+?\d/.test(name)) refuseUnknown(plan.agents, [name], 'agent');
      const behaviour = typeof value === 'string' ? parseBehaviour(value) : undefined;
      if (behaviour) return [name.replace(/[\s().-]+/g, ''), behaviour];
      const said = JSON.stringify(value);
      throw new Failure(
        exit.wrongUsage,
        `${path}: ${name}: ${said} is not a behaviour`,
        `use one of: ${behaviourForms.join(', ')}`,
      );
    }),
  );
}

function yamlOf(text: string, path: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    throw new Failure(exit.wrongUsage, `${path} is not valid YAML`, undefined, error);
  }
}
