import { readPlan } from '../plan/read.ts';
import { planApplied, planHistory, planText } from '../http/schemas/records.ts';
import { command } from './command.ts';
import { asJson, type EngineClient } from './engine/client.ts';
import { connect } from './engine/connection.ts';
import { type ExitCode, exit, Failure } from './failure.ts';
import { printFindings } from './terminal/findings.ts';
import { table } from './terminal/table.ts';
import { printJson, type Terminal } from './terminal/terminal.ts';
import { moment } from './terminal/words.ts';

const ACTIONS = ['show', 'apply', 'history'] as const;

interface Options {
  readonly what: string | undefined;
  readonly limit: number;
  readonly json: boolean;
}

export const plan = command({
  usage: 'plan [action] [what]',
  about: 'The plan that calls are routed by: show it, apply another one, see earlier ones',
  examples: [
    ['plan', 'the active plan, as text'],
    ['plan show 3', 'version 3'],
    ['plan apply office.yaml', 'check it, and activate it whole if it has no errors'],
    ['plan history', 'who activated which version when'],
  ],
  options: (yargs) =>
    yargs
      .positional('action', { choices: ACTIONS, default: 'show' as const, describe: 'what to do' })
      .positional('what', { type: 'string', describe: 'apply: a file; show: a version' })
      .option('limit', { type: 'number', default: 20, describe: 'history: how many at most' }),
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
    const query = what === undefined ? '' : `?version=${encodeURIComponent(what)}`;
    const found = await (await connected()).get(`/v1/plan${query}`, planText);
    if (json) printJson(terminal, found);
    else {
      terminal.err(`# version ${found.version}, activated by ${found.by}`);
      terminal.out(found.text.trimEnd());
    }
    return exit.ok;
  },

  async apply({ what, json }, terminal, connected) {
    if (what === undefined)
      throw new Failure(exit.wrongUsage, 'apply which plan?', 'cordboard plan apply FILE');
    // Here first, because only here findings can point into the files that the person has before them.
    const read = await readPlan(what);
    if (!read.ok) {
      if (json) printJson(terminal, { applied: false, findings: read.findings });
      else await printFindings(read.findings, terminal);
      throw new Failure(exit.planErrors, `${what} has errors; nothing was changed`);
    }
    const engine = await connected();
    const applied = await engine.post('/v1/plan', planApplied, asJson({ text: read.text, by: 'cli' }));
    if (json) printJson(terminal, { applied: true, ...applied });
    else {
      await printFindings(read.warnings, terminal);
      terminal.out(`version ${applied.version} is active`);
    }
    return exit.ok;
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
