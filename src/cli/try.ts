import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { normaliseNumber } from '../contacts/number.ts';
import type { Plan } from '../plan/model.ts';
import { readPlan } from '../plan/read.ts';
import { story } from '../reports/story.ts';
import { type Manner, mannerForms, parseManner } from '../trial/manner.ts';
import { parseMoment } from '../trial/moment.ts';
import { type Trial, tryCall } from '../trial/trial.ts';
import { command } from './command.ts';
import { settingsOf } from './engine/connection.ts';
import { exit, Failure } from './failure.ts';
import { printFindings } from './terminal/findings.ts';
import { printStory } from './terminal/story.ts';
import { printJson } from './terminal/terminal.ts';

export const tryOut = command({
  usage: 'try',
  about: 'Let a call walk a plan without a phone, and tell its story; no engine is needed',
  examples: [
    ['try --dial 100 --press 1', 'who gets it if everybody is free?'],
    [
      "try --dial 100 --at '2026-12-24 10:00' --plan plans/shop.yaml",
      'what do callers meet on Christmas Eve?',
    ],
    ['try --dial 100 --agents lunch.yaml', 'agents as a file says: `anna: paused`, `boris: no answer`'],
  ],
  options: (yargs) =>
    yargs
      .option('dial', { type: 'string', demandOption: true, describe: 'the number that is dialled' })
      .option('from', { type: 'string', default: '', describe: "the caller's number; none: withheld" })
      .option('by', { type: 'string', describe: 'the agent from whose phone is called; none: from outside' })
      .option('at', { type: 'string', describe: "by the plan's clock: '2026-12-24 10:00'; none: now" })
      .option('press', {
        type: 'string',
        default: '',
        describe: 'keys, each pressed as soon as it is asked for',
      })
      .option('plan', { type: 'string', describe: 'the plan file; none: the one that `start` would take' })
      .option('agents', { type: 'string', describe: `YAML file, name: how. How: ${mannerForms.join(', ')}` })
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
      throw new Failure(exit.wrongUsage, `'${options.at}' is no moment`, "such as --at '2026-12-24 10:00'");
    if (/^\s*$/.test(options.dial)) throw new Failure(exit.wrongUsage, 'dial what?', 'such as --dial 100');
    const keys = options.press.replace(/[\s,]+/g, '');
    if (!/^[0-9*#]*$/.test(keys))
      throw new Failure(exit.wrongUsage, `'${options.press}' are no keys`, 'there are 0 to 9, * and #');
    refuseUnknown(plan.schedules, [...options.open, ...options.closed], 'schedule');
    if (options['own-agent'] !== undefined) refuseUnknown(plan.agents, [options['own-agent']], 'agent');
    if (options.by !== undefined) refuseUnknown(plan.agents, [options.by], 'agent');
    const { number } = normaliseNumber(options.from, plan.country);
    const trial = tryCall({
      plan,
      at,
      dialled: options.dial.replace(/[\s().-]+/g, ''),
      caller: {
        ...(number === undefined ? {} : { number }),
        ...(options.language === undefined ? {} : { language: options.language }),
        ...(options['own-agent'] === undefined ? {} : { preferredAgent: options['own-agent'] }),
        isNew: false,
        tags: options.tag,
      },
      ...(options.by === undefined ? {} : { by: options.by }),
      keys,
      manners: options.agents === undefined ? new Map() : await mannersIn(options.agents, plan),
      schedules: new Map([
        ...options.open.map((name) => [name, 'open'] as const),
        ...options.closed.map((name) => [name, 'closed'] as const),
      ]),
    });
    const told = ({ outcome, entries }: Trial) => ({
      outcome,
      lines: story(entries, { timeZone: plan.timeZone }),
      entries,
    });
    const { callback } = trial;
    if (options.json) {
      printJson(terminal, { ...told(trial), ...(callback ? { callback: told(callback) } : {}) });
    } else {
      printStory(told(trial).lines, terminal);
      if (callback) printStory(told(callback).lines, terminal);
    }
    return exit.ok;
  },
});

function refuseUnknown(known: object, names: readonly string[], kind: string): void {
  for (const name of names) {
    if (Object.hasOwn(known, name)) continue;
    const all = Object.keys(known).join(', ') || 'none';
    throw new Failure(exit.wrongUsage, `the plan has no ${kind} ${name}`, `there are: ${all}`);
  }
}

async function mannersIn(path: string, plan: Plan): Promise<Map<string, Manner>> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new Failure(exit.failed, `${path} cannot be read`, undefined, error);
  });
  const read: unknown = yamlOf(text, path);
  if (typeof read !== 'object' || read === null)
    throw new Failure(exit.wrongUsage, `${path} says of nobody what they do`, 'such as: anna: paused');
  return new Map(
    Object.entries(read).map(([name, value]: [string, unknown]) => {
      if (!/^\+?\d/.test(name)) refuseUnknown(plan.agents, [name], 'agent');
      const manner = typeof value === 'string' ? parseManner(value) : undefined;
      if (manner) return [name.replace(/[\s().-]+/g, ''), manner];
      const said = JSON.stringify(value);
      throw new Failure(exit.wrongUsage, `${path}: ${name}: ${said}?`, `there is: ${mannerForms.join(', ')}`);
    }),
  );
}

function yamlOf(text: string, path: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    throw new Failure(exit.wrongUsage, `${path} is not YAML`, undefined, error);
  }
}
