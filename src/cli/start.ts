import { join } from 'node:path';
import type { Argv } from 'yargs';
import { fileHolder } from '../asterisk/host/port-holder.ts';
import { AsteriskUnavailable } from '../asterisk/host/unavailable.ts';
import { PlanHasErrors, SettingRefused } from '../composition/before-start.ts';
import { DemoHistoryRefused } from '../composition/demo-history.ts';
import { type RunningCordboard, startCordboard } from '../main.ts';
import type { FlowId, Plan } from '../plan/model.ts';
import { flowInWords } from '../plan/words/in-words.ts';
import { freeBytes } from '../process/disk.ts';
import { keepHeapSmall } from '../process/heap.ts';
import { processLog } from '../process/process-log.ts';
import { credentialsPath } from '../settings/credentials.ts';
import type { Settings } from '../settings/settings.ts';
import { StateFolderUnusable } from '../settings/state-folder.ts';
import { SteppedAside } from '../settings/takeover-note.ts';
import { saysDiskFull } from '../shared/disk-full.ts';
import { exhausted } from '../shared/exhausted.ts';
import { StoreLocked } from '../store/sqlite/errors.ts';
import { command, type Everywhere } from './command.ts';
import { settingsOf, unknownSettings } from './engine/connection.ts';
import { exit, Failure } from './failure.ts';
import { calledAs } from './program-name.ts';
import { sipServer } from './sip-server.ts';
import { printFindings } from './terminal/findings.ts';
import { steps } from './terminal/steps.ts';
import { clean, paint, type Terminal } from './terminal/terminal.ts';

export const start = command({
  usage: 'start',
  about: 'Start Asterisk and the engine, and route calls until Ctrl-C',
  examples: [
    ['start', 'with the demo plan, state in ./.cordboard'],
    ['start --demo-history', 'the same, and the console shows a week of made-up calls'],
    ['start --json', 'one line of JSON on standard output once calls are routed'],
  ],
  options: (yargs: Argv<Everywhere>) =>
    yargs
      .option('keep-asterisk', {
        type: 'boolean',
        default: false,
        describe: 'on shutdown, keep Asterisk running; calls continue and are resumed at the next start',
      })
      .option('take-over', {
        type: 'boolean',
        default: false,
        describe: 'take Asterisk back from the engine that has taken it over',
      })
      .option('demo-history', {
        type: 'boolean',
        default: false,
        describe:
          'with the demo plan and an empty database: make up a week of calls first, to look at in the console',
      }),
  async run({ json, keepAsterisk, takeOver, demoHistory }, terminal) {
    const read = settingsOf(terminal);
    for (const unknown of unknownSettings(terminal))
      terminal.err(`${paint(terminal, 'yellow', 'warning:')} ${clean(unknown)}`);
    keepHeapSmall();
    const settings = {
      ...read,
      ...(keepAsterisk && { keepAsterisk }),
      ...(takeOver && { takeOver }),
      ...(demoHistory && { demoHistory }),
    };
    const progress = steps((line) => (json ? terminal.err(line) : terminal.out(line)));
    const calm = endOnLaterSignals();
    try {
      const cordboard = await startOrExplain(settings, progress, terminal);
      if (cordboard === undefined) return exit.planErrors;
      if (json) terminal.out(JSON.stringify(forPrograms(cordboard, settings)));
      else for (const line of forPeople(cordboard, settings)) terminal.out(line);
      const reason = await Promise.race([cordboard.over, interruption(terminal.interrupted)]);
      await progress.step('Stop', () => cordboard.stop());
      if (reason !== undefined) throw new Failure(exit.replaced, reason);
      return exit.ok;
    } finally {
      calm();
    }
  },
});

async function startOrExplain(
  settings: Settings,
  progress: ReturnType<typeof steps>,
  terminal: Terminal,
): Promise<RunningCordboard | undefined> {
  try {
    return await startCordboard(
      settings,
      processLog(settings.logLevel, settings.logPersonalData),
      progress,
      terminal.interrupted,
    );
  } catch (error) {
    if (terminal.interrupted.aborted) throw new Failure(exit.failed, 'interrupted', undefined, error);
    if (error instanceof PlanHasErrors) {
      await printFindings(error.findings, terminal);
      return undefined;
    }
    if (saysDiskFull(error) || (error instanceof AsteriskUnavailable && (await isWithoutRoom(settings.home))))
      throw new Failure(
        exit.failed,
        `the disk with the state folder ${settings.home} is full, so Cordboard cannot start`,
        'make room there, and start again: nothing is lost, and calls in Asterisk go on meanwhile',
        error,
      );
    if (error instanceof SteppedAside)
      throw new Failure(exit.replaced, error.message, '`cordboard start --take-over` takes it back', error);
    if (error instanceof DemoHistoryRefused) throw new Failure(exit.failed, error.message, error.hint, error);
    if (error instanceof AsteriskUnavailable || error instanceof StateFolderUnusable)
      throw new Failure(exit.failed, error.message, undefined, error);
    if (error instanceof SettingRefused)
      throw new Failure(exit.wrongUsage, error.message, 'correct this environment variable', error);
    if (error instanceof StoreLocked) throw await runsAlready(settings.home, error);
    throw error;
  }
}

/** Asterisk does not say why it cannot write. */
const neededAtLeast = 64 * 1024;
const isWithoutRoom = async (home: string): Promise<boolean> =>
  await freeBytes(home).then(
    (free) => free < neededAtLeast,
    () => false,
  );

/** A second engine in the same state folder: another port would not help, so the message names the engine. */
async function runsAlready(home: string, cause: StoreLocked): Promise<Failure> {
  const pid = await fileHolder(join(home, 'cordboard.db'));
  const which = pid === undefined ? '' : ` (process ${pid})`;
  return new Failure(
    exit.failed,
    `an engine already runs with the state folder ${home}${which}`,
    `\`${calledAs()} status\` shows what it does. To run a second one, give it another CORDBOARD_HOME and other ports`,
    cause,
  );
}

/**
 * One Ctrl-C may reach us twice: the terminal sends it to all processes, and npm forwards it. Only a later one means that
 * the user wants to stop at once.
 */
function endOnLaterSignals(): () => void {
  const patience = 3_000;
  let first: number | undefined;
  const hear = (): void => {
    first ??= Date.now();
    if (Date.now() - first > patience) process.exit(1);
  };
  const signals = ['SIGINT', 'SIGTERM'] as const;
  for (const signal of signals) process.on(signal, hear);
  return () => {
    for (const signal of signals) process.off(signal, hear);
  };
}

function interruption(signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(undefined);
    else signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
}

function forPrograms({ credentials, plan, firstLink, consoleUrl }: RunningCordboard, settings: Settings) {
  return {
    api: credentials.api.url,
    ...(firstLink !== undefined && { firstLink: firstAddress(consoleUrl, firstLink) }),
    ...(plan.callerPage && { callerPage: `${consoleUrl}/call` }),
    sip: { address: sipServer(settings), port: settings.sip.port },
    credentials: credentialsPath(settings.home),
    numbers: Object.fromEntries(
      Object.entries(plan.numbers).map(([number, flow]) => [number, whatIs(flow, plan)]),
    ),
  };
}

/** What you need to know to place the first call. */
function forPeople(
  { credentials, plan, firstLink, consoleUrl }: RunningCordboard,
  settings: Settings,
): string[] {
  const numbers = Object.entries(plan.numbers);
  const width = Math.max(...numbers.map(([number]) => number.length), 4);
  const agents = Object.values(plan.agents).map(({ phone, title }) => `${phone} (${title})`);
  const lines = Object.keys(plan.lines);
  const lists = [
    ...(agents.length === 0 ? [] : [`  agents' phones   ${agents.join(', ')}`]),
    ...(lines.length === 0 ? [] : [`  outside lines    ${lines.join(', ')}`]),
  ];
  return [
    '',
    `${plan.company} takes calls. From an outside line, dial:`,
    ...numbers.map(([number, flow]) => `  ${number.padEnd(width)}  ${whatIs(flow, plan)}`),
    '',
    `SIP server for phones: ${sipServer(settings)}, port ${settings.sip.port} (UDP or TCP). One phone per account:`,
    ...lists,
    `What to type into a phone: ${calledAs()} phones NAME --password`,
    '',
    `API: ${credentials.api.url} (described at /openapi.json; the token is in ${credentialsPath(settings.home)})`,
    ...(firstLink === undefined
      ? [`Console: ${consoleUrl}`]
      : [
          '',
          `Console: open ${firstAddress(consoleUrl, firstLink)}`,
          'and choose a password for the first admin. The link works once, for one hour.',
        ]),
    ...(plan.callerPage ? ['', `Try a call from the browser, without a phone: open ${consoleUrl}/call`] : []),
    `Watch calls: ${calledAs()} status --watch. Explain a call: ${calledAs()} why CALL.`,
    `Stop: Ctrl-C; ${settings.keepAsterisk || settings.foreignAsterisk ? 'conversations continue' : 'that ends all calls'}.`,
  ].map(clean);
}

const firstAddress = (url: string, token: string): string => `${url}/first#${token}`;

/** What a caller reaches first at a number. */
function whatIs(flow: FlowId, plan: Plan): string {
  for (const step of plan.flows[flow]?.steps ?? []) {
    switch (step.do) {
      case 'menu':
        return `menu ${step.menu}`;
      case 'queue':
        return `queue ${plan.queues[step.queue]?.title ?? step.queue}`;
      case 'go':
        return flowInWords(plan, step.to);
      case 'ring':
        return step.who.kind === 'agent'
          ? (plan.agents[step.who.agent]?.title ?? step.who.agent)
          : `rings ${step.who.kind}`;
      case 'voicemail':
        return `voicemail ${step.voicemail}`;
      case 'when':
        return 'depends on the time or the caller';
      case 'ask':
        return `asks for ${step.lookup}`;
      case 'directory':
        return `spell a name (${step.lists.join(', ')})`;
      case 'echo':
        return 'echo test';
      case 'goodbye':
        return 'a spoken goodbye';
      case 'say':
      case 'language':
      case 'needs':
      case 'priority':
        break;
      default:
        exhausted(step);
    }
  }
  return flowInWords(plan, flow);
}
