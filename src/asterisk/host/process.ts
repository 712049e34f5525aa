/**
 * One Asterisk process of our own. It is no one's child for good: it must outlive a kill -9 of the engine, so that calls
 * go on, and the next engine adopts it. Hence its output goes to a file, not to a pipe of ours.
 *
 *   start ──> starting ──> running <──────────┐
 *     └──> (adopted) ────────┘  ├─ died ──> starting again, after a growing pause
 *                               └─ runs with an older configuration, and no one talks ──> ended and started again
 *                            stop: from anywhere, for good
 */
import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, renameSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Log } from '../../ports/log.ts';
import { defined } from '../../shared/defined.ts';
import { replaceFile } from '../../shared/replace-file.ts';
import { type Configuration, fingerprint, type SipSettings, writeConfiguration } from './configuration.ts';
import { FileWatch } from './file-watch.ts';
import type { AsteriskFolders } from './folders.ts';
import { type AriLogin, amiGreets, askAri, channelsOn, sipAnswers } from './listeners.ts';
import { lastLines } from './packages.ts';
import type { AsteriskProgram } from './program.ts';
import { run } from './run.ts';
import { birth, findRunning, forgetRunning, isAlive, noteRunning, type RunningAsterisk } from './running.ts';
import { ensureSipPortFree } from './sip-port.ts';
import { linkData } from './sounds.ts';
import { AsteriskUnavailable } from './unavailable.ts';
import { configurationIn, upgradeFrom } from './upgrade.ts';

export interface ProcessPlan {
  readonly program: AsteriskProgram;
  readonly folders: AsteriskFolders;
  readonly configuration: Configuration;
  readonly ari: AriLogin;
  readonly amiPort: number;
  readonly sip: SipSettings;
}

const startDeadline = 20_000;
const stopDeadline = 10_000;
/** One that is frozen, or starved by a busy machine, has people talking on it. */
const longestFreeze = 30_000;
const lookEvery = 500;
const longestPause = 30_000;
const largestLog = 20_000_000;

/** So often it is asked whether it is idle, while a restart is pending. */
const lookForIdleEvery = 2_000;
const lookAtCertificateEvery = 5_000;
/** A reload that failed: Asterisk starves, or the files do not fit together yet. Twice as long each time. */
const firstReloadAgain = 5_000;
const longestReloadPause = 600_000;
/** To end by itself once it takes no new calls; if somebody talks after all, it goes on. */
const gracefulDeadline = 3_000;

export class AsteriskProcess {
  readonly #plan: ProcessPlan;
  readonly #log: Log;
  #running: RunningAsterisk | undefined;
  #watching: NodeJS.Timeout | undefined;
  #restarting: Promise<void> | undefined;
  #stopped = false;
  #pending: readonly string[] = [];
  #lookedForIdleAt = 0;
  #lookedAtCertificateAt = 0;
  readonly #certificate: FileWatch;
  /** A changed certificate that Asterisk does not have yet: when it is reloaded, and how long after that again. */
  #reloadDue: { readonly at: number; readonly wait: number } | undefined;

  constructor(plan: ProcessPlan, log: Log) {
    this.#plan = plan;
    this.#log = log;
    const { tls } = plan.sip;
    this.#certificate = new FileWatch(tls === undefined ? [] : [tls.certificate, tls.key]);
  }

  get pid(): number | undefined {
    return this.#running?.pid;
  }

  /** What it has to be restarted for, when no call is in progress: files of its configuration, or the program. */
  get pending(): readonly string[] {
    return this.#pending;
  }

  /**
   * Whether the one that runs responds. It is waited for: if it is frozen, or the machine is busy, people may be talking on
   * it, and ending it would end their calls.
   * @throws the reason of `interrupted`
   */
  async responds(interrupted?: AbortSignal): Promise<boolean> {
    const { folders, ari } = this.#plan;
    const running = await findRunning(folders.base);
    const deadline = performance.now() + longestFreeze;
    let isNoted = false;
    while (running !== undefined && (await isAlive(running)) && performance.now() < deadline) {
      const { state } = await askAri(ari);
      if (state === 'ready') return true;
      if (state === 'refused') return false;
      interrupted?.throwIfAborted();
      if (!isNoted)
        this.#log.warn(
          { pid: running.pid, state },
          `Asterisk is running, but does not respond. Waiting for it, for up to ${longestFreeze / 1000} s.`,
        );
      isNoted = true;
      await pause(200);
    }
    return false;
  }

  /**
   * Takes over one that runs with an older configuration while it carries calls, and applies what a reload can. The rest is
   * pending until no one talks (`keepAlive`).
   */
  async adoptWithCalls(): Promise<boolean> {
    const { folders, program, configuration, ari } = this.#plan;
    const running = await findRunning(folders.base);
    if (running === undefined || ((await channelsOn(ari)) ?? 0) === 0) return false;
    const before = await configurationIn(folders.etc);
    const isSameProgram = running.fingerprint === fingerprint(program, before);
    const { reload, restart } = upgradeFrom(before, configuration);
    this.#takeOver(running);
    const failed: string[] = [];
    for (const [name, modules] of reload) {
      await replaceFile(join(folders.etc, name), configuration.get(name) ?? '', 0o600);
      for (const module of modules) if (!(await this.#reload(module))) failed.push(name);
    }
    if (isSameProgram && failed.length === 0) {
      const now = fingerprint(program, await configurationIn(folders.etc));
      this.#running = { ...running, fingerprint: now };
      await noteRunning(folders.base, this.#running);
    }
    this.#pending = [...(isSameProgram ? [] : ['the program']), ...new Set([...failed, ...restart])];
    this.#log.warn(
      { reloaded: [...reload.keys()], pending: this.#pending },
      'Asterisk carries calls with an older configuration; it is restarted when no call is in progress',
    );
    return true;
  }

  async #reload(module: string): Promise<boolean> {
    const { output } = await run([...this.#cli(), `module reload ${module}`], { timeout: 5_000 });
    return /reloaded successfully/i.test(output);
  }

  #cli(): readonly string[] {
    const { program, folders } = this.#plan;
    return [...program.command, '-C', join(folders.etc, 'asterisk.conf'), '-rx'];
  }

  /** Takes over the one that a former engine left running, if it runs as we would start it. */
  async adopt(): Promise<boolean> {
    const { folders, program, configuration, ari } = this.#plan;
    const running = await findRunning(folders.base);
    if (running?.fingerprint !== fingerprint(program, configuration)) return false;
    if ((await askAri(ari)).state !== 'ready') return false;
    this.#takeOver(running);
    return true;
  }

  /** Its certificate may have been renewed while no engine looked. */
  #takeOver(running: RunningAsterisk): void {
    this.#running = running;
    this.#certificate.goOnFrom(running.certificate);
  }

  /** Resolves when HTTP, AMI and SIP answer and all modules are loaded. Fails with `AsteriskUnavailable`. */
  async start(): Promise<void> {
    const { folders, program, configuration, sip } = this.#plan;
    await ensureSipPortFree(sip.address, sip.port);
    await writeConfiguration(configuration, folders);
    await linkData(program, folders.data);
    const consoleLog = join(folders.log, 'console.log');
    for (const name of ['console.log', 'messages.log', 'security.log']) keepShort(join(folders.log, name));
    this.#pending = [];
    // What it reads now is what a renewed certificate differs from.
    await this.#certificate.haveChanged();
    this.#reloadDue = undefined;
    const output = openSync(consoleLog, 'a', 0o600);
    const [binary = '', ...parameters] = program.command;
    const child = spawn(binary, [...parameters, '-f', '-C', join(folders.etc, 'asterisk.conf')], {
      cwd: folders.base,
      detached: true,
      stdio: ['ignore', output, output],
      env: childEnvironment(),
    });
    closeSync(output);
    child.unref();
    const failure = new Promise<never>((_resolve, reject) => child.once('error', reject));
    const bornAt = child.pid === undefined ? undefined : await birth(child.pid);
    if (child.pid !== undefined && bornAt !== undefined) {
      const certificate = this.#certificate.seen;
      this.#running = {
        pid: child.pid,
        bornAt,
        fingerprint: fingerprint(program, configuration),
        ...defined({ certificate }),
      };
    }
    try {
      // One of which there is no note (the disk is full) must not stay: the next start would find its ports taken.
      if (this.#running !== undefined) await noteRunning(folders.base, this.#running);
      await Promise.race([this.#listens(), failure]);
    } catch (error) {
      await this.#end();
      if (error instanceof AsteriskUnavailable) throw error;
      throw new AsteriskUnavailable(
        'did_not_start',
        `Asterisk could not be started: ${program.command.join(' ')}`,
        {
          cause: error,
        },
      );
    }
  }

  /** From now on a death is mended; `back` is called when it is. */
  keepAlive(back: () => void): void {
    this.#watching = setInterval(() => {
      this.#restarting ??= this.#look(back).finally(() => {
        this.#restarting = undefined;
      });
    }, lookEvery);
  }

  /** Lets go of it without ending it. */
  async leave(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#watching);
    await this.#restarting;
  }

  /** Ends it. Calls in progress end with it. */
  async stop(): Promise<void> {
    await this.leave();
    this.#running ??= await findRunning(this.#plan.folders.base);
    await this.#end();
  }

  async #look(back: () => void): Promise<void> {
    if (this.#running !== undefined && (await isAlive(this.#running))) {
      await this.#reloadCertificate();
      return this.#restartIfIdle(back);
    }
    this.#log.error(
      { pid: this.#running?.pid, log: this.#plan.folders.log },
      'Asterisk has crashed; restarting it',
    );
    await this.#startAgain(back);
  }

  async #startAgain(back: () => void): Promise<void> {
    for (let wait = 1_000; !this.#stopped; wait = Math.min(wait * 2, longestPause)) {
      try {
        await this.start();
        this.#log.warn({ pid: this.#running?.pid }, 'Asterisk is running again');
        back();
        return;
      } catch (error) {
        this.#log.error({ error, again: `in ${wait / 1_000} s` }, 'Cannot start Asterisk');
        await this.#pauseUnlessStopped(wait);
      }
    }
  }

  async #restartIfIdle(back: () => void): Promise<void> {
    if (this.#pending.length === 0 || Date.now() - this.#lookedForIdleAt < lookForIdleEvery) return;
    this.#lookedForIdleAt = Date.now();
    if ((await channelsOn(this.#plan.ari)) !== 0 || this.#stopped || !(await this.#endsGracefully())) return;
    this.#log.warn({ for: this.#pending }, 'No call is in progress: restarting Asterisk');
    this.#running = undefined;
    await this.#startAgain(back);
  }

  /** A renewed certificate is used for the next connection; those that are open, and calls, go on. */
  async #reloadCertificate(): Promise<void> {
    const { tls } = this.#plan.sip;
    if (tls === undefined || Date.now() - this.#lookedAtCertificateAt < lookAtCertificateEvery) return;
    this.#lookedAtCertificateAt = Date.now();
    if (await this.#certificate.haveChanged()) this.#reloadDue = { at: Date.now(), wait: firstReloadAgain };
    if (this.#reloadDue === undefined || Date.now() < this.#reloadDue.at) return;
    const { wait } = this.#reloadDue;
    const { certificate } = tls;
    if (await this.#reload('res_pjsip.so')) {
      this.#reloadDue = undefined;
      this.#log.info({ certificate }, 'The certificate has changed and was reloaded');
      await this.#noteCertificate();
      return;
    }
    this.#reloadDue = { at: Date.now() + wait, wait: Math.min(wait * 2, longestReloadPause) };
    this.#log.warn(
      { certificate, again: `in ${wait / 1_000} s` },
      'The certificate has changed, and Asterisk did not reload it',
    );
  }

  async #noteCertificate(): Promise<void> {
    const certificate = this.#certificate.seen;
    if (this.#running === undefined) return;
    this.#running = { ...this.#running, ...defined({ certificate }) };
    try {
      await noteRunning(this.#plan.folders.base, this.#running);
    } catch (error) {
      this.#log.warn(
        { error },
        'Cannot note which certificate Asterisk has; the next start reloads it once more',
      );
    }
  }

  /** Whether it ended. It does not while there is a call after all, and then goes on as if it had not been asked. */
  async #endsGracefully(): Promise<boolean> {
    const running = this.#running;
    if (running === undefined) return false;
    const asked = run([...this.#cli(), 'core stop gracefully'], { timeout: gracefulDeadline + 2_000 });
    const deadline = Date.now() + gracefulDeadline;
    while (Date.now() < deadline && (await isAlive(running))) await pause(20);
    if (!(await isAlive(running))) return true;
    await run([...this.#cli(), 'core abort shutdown'], { timeout: 2_000 });
    await asked;
    return !(await isAlive(running));
  }

  async #pauseUnlessStopped(length: number): Promise<void> {
    for (let waited = 0; waited < length && !this.#stopped; waited += 100) await pause(100);
  }

  async #listens(): Promise<void> {
    const { ari, amiPort, sip } = this.#plan;
    const deadline = Date.now() + startDeadline;
    let missing = 'ARI';
    while (Date.now() < deadline) {
      if (this.#running === undefined || !(await isAlive(this.#running))) {
        throw new AsteriskUnavailable(
          'did_not_start',
          `Asterisk exited while starting:\n${await this.#lastWords()}`,
        );
      }
      if ((await askAri(ari)).state !== 'ready') missing = `ARI (${ari.url})`;
      else if (!(await amiGreets('127.0.0.1', amiPort))) missing = `AMI (port ${amiPort})`;
      else if (!(await sipAnswers(sip.address, sip.port))) missing = `SIP (port ${sip.port})`;
      else return;
      await pause(50);
    }
    const said = await this.#lastWords();
    // Somebody may have taken the port between our look and Asterisk's.
    if (missing.startsWith('SIP')) {
      await this.#end();
      await ensureSipPortFree(sip.address, sip.port);
    }
    throw new AsteriskUnavailable(
      'did_not_start',
      `Asterisk is running, but does not answer on ${missing}:\n${said}`,
    );
  }

  async #end(): Promise<void> {
    const running = this.#running;
    if (running === undefined) return;
    const signal = async (name: NodeJS.Signals): Promise<void> => {
      if (await isAlive(running)) process.kill(running.pid, name);
    };
    await signal('SIGTERM');
    const deadline = Date.now() + stopDeadline;
    while (Date.now() < deadline && (await isAlive(running))) await pause(20);
    await signal('SIGKILL');
    this.#running = undefined;
    await forgetRunning(this.#plan.folders.base);
  }

  async #lastWords(): Promise<string> {
    const { log } = this.#plan.folders;
    const texts = ['messages.log', 'console.log']
      .map((name) => join(log, name))
      .filter((path) => existsSync(path));
    const said = await Promise.all(texts.map((path) => readFile(path, 'utf8')));
    return `${lastLines(said.join('\n'), 8)}\n(more in ${log})`;
  }
}

/** A log that has grown large is put aside at a start; the one before that goes. */
function keepShort(path: string): void {
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > largestLog) renameSync(path, `${path}.1`);
}

/** Nothing of ours that a dialplan could read. */
function childEnvironment(): Record<string, string> {
  const names = ['PATH', 'HOME', 'LANG', 'TZ'];
  return Object.fromEntries(names.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));
}
