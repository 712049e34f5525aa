import { type AgentView, agentList } from '../contract/agent.ts';
import { type PlanApplied, planApplied, planHistory, planText } from '../contract/plan.ts';
import type { Plan } from '../plan/model.ts';
import { parsePlan, readPlan } from '../plan/read.ts';
import { difference } from '../plan/words/difference.ts';
import { valueInWords } from '../shared/value-in-words.ts';
import { command } from './command.ts';
import { asJson, type EngineClient, PlanRefused } from './engine/client.ts';
import { connect } from './engine/connection.ts';
import { type ExitCode, exit, Failure } from './failure.ts';
import { printFindings } from './terminal/findings.ts';
import { table } from './terminal/table.ts';
import { clean, printJson, type Terminal } from './terminal/terminal.ts';
import { moment } from './terminal/words.ts';

const ACTIONS = ['show', 'apply', 'diff', 'rollback', 'history'] as const;

interface Options {
  readonly what: string | undefined;
  readonly other: string | undefined;
  readonly limit: number;
  readonly yes: boolean;
  readonly ifVersion: number | undefined;
  readonly json: boolean;
}

export const plan = command({
  usage: 'plan [action] [what] [other]',
  about: 'Show, apply, compare and roll back the plan that routes calls',
  examples: [
    ['plan', 'print the active plan'],
    ['plan show 1', 'print version 1'],
    ['plan apply plans/demo.yaml', 'validate a plan, show what changes, and use it for new calls'],
    ['plan diff plans/shop.yaml', 'what applying it would change; `plan diff 3 5` compares versions 3 and 5'],
    ['plan rollback', 'use the previous version again'],
    ['plan history', 'who activated which version, and when'],
  ],
  options: (yargs) =>
    yargs
      .positional('action', { choices: ACTIONS, default: 'show' as const, describe: 'what to do' })
      .positional('what', {
        type: 'string',
        describe: 'apply: a file; show, rollback: a version; diff: either',
      })
      .positional('other', {
        type: 'string',
        describe: 'diff: compare with this version or file (default: the active version)',
      })
      .option('yes', {
        type: 'boolean',
        default: false,
        describe: 'apply, rollback: do not ask, even if a trunk has no password',
      })
      .option('if-version', { type: 'number', describe: 'apply: only if this version is active' })
      .option('limit', { type: 'number', default: 20, describe: 'history: most versions to list' }),
  async run({ action, ...options }, terminal) {
    return DO[action](options, terminal, () => connect(terminal));
  },
});

type Action = (
  options: Options,
  terminal: Terminal,
  engine: () => Promise<EngineClient>,
) => Promise<ExitCode>;

const DO: Readonly<Record<(typeof ACTIONS)[number], Action>> = {
  async show({ what, json }, terminal, connected) {
    const found = await versionOf(await connected(), what);
    if (json) printJson(terminal, found);
    else {
      terminal.err(`# version ${found.version}, activated by ${found.by}`);
      terminal.out(found.text.trimEnd());
    }
    return exit.ok;
  },

  async apply(options, terminal, connected) {
    const { what, json } = options;
    if (what === undefined)
      throw new Failure(exit.wrongUsage, 'apply which plan?', 'run `cordboard plan apply FILE`');
    // Validated here first: only here can findings point into the files on this machine.
    const read = await readPlan(what);
    if (!read.ok) {
      if (json) printJson(terminal, { applied: false, findings: read.findings });
      else await printFindings(read.findings, terminal);
      throw new Failure(exit.planErrors, `${what} has errors; nothing was changed`);
    }
    if (!json) await printFindings(read.warnings, terminal);
    return await activate(read, options, terminal, await connected());
  },

  async diff({ what, other, json }, terminal, connected) {
    const engine = await connected();
    const [from, to] = await compared(engine, what, other);
    const changes = difference(from.plan, to.plan);
    if (json) printJson(terminal, { from: from.called, to: to.called, changes });
    else {
      terminal.err(`from ${from.called} to ${to.called}:`);
      printChanges(changes, terminal);
    }
    return exit.ok;
  },

  async rollback(options, terminal, connected) {
    const engine = await connected();
    const active = await versionOf(engine);
    const wanted = options.what ?? String(active.version - 1);
    if (wanted === '0') throw new Failure(exit.failed, 'there is no version before the active one');
    const { text, version } = await versionOf(engine, wanted);
    if (version === active.version) throw new Failure(exit.failed, `version ${version} is active already`);
    return await activate({ text, plan: planIn(text) }, options, terminal, engine);
  },

  async history({ limit, json }, terminal, connected) {
    const engine = await connected();
    const history = await engine.get(`/v1/plan/history?limit=${limit}`, planHistory);
    if (json) printJson(terminal, history);
    else {
      const { clock, now } = await engine.clock();
      const rows = history.versions.map(({ version, at, by }) => [
        String(version),
        moment(clock, at, now),
        by,
      ]);
      const columns = [{ title: 'VERSION', right: true }, { title: 'ACTIVATED' }, { title: 'BY' }];
      for (const line of table(columns, rows, terminal)) terminal.out(line);
    }
    return exit.ok;
  },
};

/** Shows what changes, asks a person for confirmation, and activates, unless another version was activated meanwhile. */
async function activate(
  wanted: { readonly text: string; readonly plan: Plan | undefined },
  { json, yes, ifVersion }: Options,
  terminal: Terminal,
  engine: EngineClient,
): Promise<ExitCode> {
  const active = await versionOf(engine);
  if (ifVersion !== undefined && ifVersion !== active.version) {
    const message = `plan version ${active.version} is active, not ${ifVersion}; ${active.by} applied it`;
    throw new Failure(exit.failed, message, `\`cordboard plan diff ${ifVersion}\` shows what changed`);
  }
  const before = planIn(active.text);
  const { agents } = await engine.get('/v1/agents', agentList);
  const views = new Map(agents.map((view) => [view.name, view]));
  const changes =
    before && wanted.plan ? difference(before, wanted.plan, (name) => stateOf(views.get(name))) : undefined;
  if (!json && changes) printChanges(changes, terminal);
  if (!json && !changes)
    terminal.err(`version ${active.version} cannot be compared: this version of Cordboard cannot read it`);
  const asked = !json && !yes && terminal.confirm;
  if (asked && !(await asked('Apply this plan?'))) {
    terminal.err('nothing was changed');
    return exit.failed;
  }
  const applied = await applyAsked(
    wanted.text,
    active.version,
    yes,
    json ? { ...terminal, confirm: undefined } : terminal,
    engine,
  );
  if (applied === undefined) {
    terminal.err('nothing was changed');
    return exit.failed;
  }
  if (json) printJson(terminal, { applied: true, changes: changes ?? null, ...applied });
  else {
    for (const { severity, message, hint } of applied.warnings.filter(
      ({ file, line }) => file === 'plan' && line === 1,
    ))
      terminal.err(`${severity}: ${clean(message)}${hint === undefined ? '' : ` (${clean(hint)})`}`);
    terminal.out(`version ${applied.version} is active`);
  }
  return exit.ok;
}

/** What a plan without that agent takes leave of. */
function stateOf(agent: AgentView | undefined): string | undefined {
  if (agent === undefined) return undefined;
  const { state, call, paused, phoneReachable } = agent;
  const on = call === undefined ? '' : `, call ${call}`;
  const pause = paused === undefined || state === 'paused' ? '' : `, then paused: ${paused.reason}`;
  const reason = state === 'paused' && paused ? `: ${paused.reason}` : '';
  return `${valueInWords(state)}${reason}${on}${pause}${phoneReachable ? ', phone registered' : ''}`;
}

/** A trunk without a password needs a yes of its own; undefined: it was no. */
async function applyAsked(
  text: string,
  ifVersion: number,
  yes: boolean,
  { err, confirm }: Pick<Terminal, 'err'> & { readonly confirm?: Terminal['confirm'] | undefined },
  engine: EngineClient,
): Promise<PlanApplied | undefined> {
  const post = async (withoutPasswords: boolean): Promise<PlanApplied> => {
    const body = asJson({ text, ifVersion, withoutPasswords });
    // The longest plan takes so long to prove on a busy machine.
    return await engine.post('/v1/plan', planApplied, { ...body, deadline: 160_000 });
  };
  try {
    return await post(yes);
  } catch (error) {
    if (!(error instanceof PlanRefused) || error.code !== 'plan_needs_yes') throw error;
    for (const { message, hint } of error.findings)
      err(`warning: ${clean(message)}${hint === undefined ? '' : ` (${clean(hint)})`}`);
    if (!confirm)
      throw new Failure(exit.failed, 'nothing was changed', '`--yes` applies the plan without the password');
    return (await confirm('Apply it without the password?')) ? await post(true) : undefined;
  }
}

function printChanges(changes: readonly string[], terminal: Terminal): void {
  for (const change of changes) terminal.out(clean(change));
  if (changes.length === 0) terminal.err('no differences');
}

interface Compared {
  readonly called: string;
  readonly plan: Plan;
}

/**
 * What to compare. No name: the version before the active one with the active one. One name: a version with the active one,
 * or the active one with a file.
 */
async function compared(engine: EngineClient, what?: string, other?: string): Promise<[Compared, Compared]> {
  const active = await versionOf(engine);
  if (what === undefined && active.version === 1) throw new Failure(exit.failed, 'there is only one version');
  const first = what ?? String(active.version - 1);
  if (other === undefined && !isVersion(first)) {
    return [await named(engine, String(active.version)), await named(engine, first)];
  }
  return [await named(engine, first), await named(engine, other ?? String(active.version))];
}

const isVersion = (text: string): boolean => /^\d+$/.test(text);

async function named(engine: EngineClient, name: string): Promise<Compared> {
  if (isVersion(name)) {
    const plan = planIn((await versionOf(engine, name)).text);
    if (!plan) throw new Failure(exit.failed, `this version of Cordboard cannot read plan version ${name}`);
    return { called: `version ${name}`, plan };
  }
  const read = await readPlan(name);
  if (!read.ok)
    throw new Failure(exit.planErrors, `${name} has errors`, `\`cordboard check ${name}\` shows them`);
  return { called: name, plan: read.plan };
}

const versionOf = async (engine: EngineClient, version?: string) => {
  if (version !== undefined && !isVersion(version))
    throw new Failure(
      exit.wrongUsage,
      `'${version}' is not a version number`,
      '`cordboard plan history` lists them',
    );
  return await engine.get(
    `/v1/plan${version === undefined ? '' : `?version=${encodeURIComponent(version)}`}`,
    planText,
  );
};

function planIn(text: string): Plan | undefined {
  const read = parsePlan(text);
  return read.ok ? read.plan : undefined;
}
