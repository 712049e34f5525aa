/**
 * A small process next to the engine, which does what a frozen engine cannot. While the engine is frozen (SIGSTOP, a disk that hangs, a turn that does not end), Asterisk
 * still hands it callers, who would hear nothing: Stasis() has them, and the dialplan waits. The stand-in lets them hear ringing.
 *
 *     engine --a beat every 200 ms--> stand-in --(no beat: who has just come and is unanswered?)--> Asterisk
 *       ^------------(no beat for `killAfter`: SIGKILL)------|
 *
 * An engine that stays frozen is killed: Asterisk then knows that there is none, the dialplan serves callers, a supervisor
 * starts the next engine, and those who talk go on. Callers that Asterisk had handed to the frozen engine go to the dialplan;
 * those whom the engine knew do so if there is no next engine within a minute. That holds for any end of an engine that leaves
 * Asterisk running: a kill, a crash, a stop of the service.
 *
 * It costs no request and no SIP message while the engine is awake. Ringing before each Stasis() would: and a call that is then
 * refused (overload) would have had a 180, after which many carriers try no other route.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import inspector from 'node:inspector';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import { defined } from '../../shared/defined.ts';
import type { Duration } from '../../shared/time.ts';
import type { AriLogin } from '../host/listeners.ts';

const every: Duration = 200;
const againAfter: Duration = 10_000;
/** As long as callers who come meanwhile wait behind them (`extensions.conf`). */
const handOverAfter: Duration = 60_000;
/** Of ten seconds. */
const mostUnsent = 50;

/** What the engine tells, each time what has changed. */
export interface Beat extends Partial<Pick<StandInNeeds, 'killAfter' | 'note'>> {
  readonly ari?: AriLogin;
  /** Channels on which a recording goes on: their callers leave a message. */
  readonly recorded?: readonly string[];
  /** So long after the engine was heard last, callers whom it knew go to the dialplan if no other engine has come. */
  readonly handOverAfter?: Duration;
  /** A debugger may stop the engine for any length of time. */
  readonly debugged?: boolean;
}

export interface StandInNeeds {
  /** The compiled `program.ts`. */
  readonly program: string;
  /** An engine that is silent for so long is killed; 0: never. */
  readonly killAfter: Duration;
  /** The file in which that is noted for the next engine. */
  readonly note: string;
  readonly clock: Pick<Clock, 'after'>;
  readonly log: Log;
}

export class StandIn {
  readonly #needs: StandInNeeds;
  #ari: AriLogin | undefined;
  #recorded: () => readonly string[] = () => [];
  #process: ChildProcess | undefined;
  #callOff: () => void = () => undefined;
  #stopped = false;
  /** As the process knows. */
  #debugged = false;
  #toldRecorded = '';
  /** Beats that the process has not taken yet. */
  #unsent = 0;

  constructor(needs: StandInNeeds) {
    this.#needs = needs;
    this.#start();
  }

  /**
   * Where its Asterisk is, and on which channels it records. Until then, and if the dialplan is somebody else's: callers are left
   * alone.
   */
  helpsCallersOn(ari: AriLogin, recorded: () => readonly string[]): void {
    this.#ari = ari;
    this.#recorded = recorded;
    if (this.#process?.connected === true) this.#process.send({ ari } satisfies Beat, () => undefined);
  }

  stop(): void {
    this.#end();
    this.#process?.kill('SIGKILL');
  }

  /** The engine ends, and its Asterisk goes on: as after a kill, there may be callers for whom no next engine comes. */
  leave(): void {
    this.#end();
    if (this.#process?.connected === true) this.#process.disconnect();
    this.#process = undefined;
  }

  #end(): void {
    this.#stopped = true;
    this.#callOff();
  }

  #start(): void {
    const { program, killAfter, note, log } = this.#needs;
    const known = JSON.stringify({ killAfter, note, handOverAfter } satisfies Beat);
    const parameters = ['--max-old-space-size=32', '--max-semi-space-size=1', program, known];
    // In a group of its own: what stops the engine from a terminal must not stop this. It needs little memory.
    const child = spawn(process.execPath, parameters, {
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      detached: true,
    });
    this.#process = child;
    this.#debugged = false;
    this.#toldRecorded = '';
    this.#unsent = 0;
    child.unref();
    child.channel?.unref();
    let isOver = false;
    const over = (why: unknown): void => {
      if (isOver || this.#stopped) return;
      isOver = true;
      log.warn({ why }, 'The stand-in has ended: a frozen engine would not be noticed.');
      this.#callOff();
      this.#callOff = this.#needs.clock.after(againAfter, () => this.#start());
    };
    child.once('error', over);
    child.once('exit', over);
    // Not as a parameter: others on this machine see those, and this has a password.
    const first: Beat = defined({ ari: this.#ari });
    child.send(first, (error) => error && over(error));
    this.#beat(child);
  }

  #beat(child: ChildProcess): void {
    this.#callOff = this.#needs.clock.after(every, () => {
      if (!child.connected) return;
      // Frozen itself, it takes no more beats once its pipe is full. Its end starts the next one.
      if (this.#unsent > mostUnsent) child.kill('SIGKILL');
      this.#unsent += 1;
      child.send(this.#news(), () => {
        this.#unsent -= 1;
      });
      this.#beat(child);
    });
  }

  /** What has changed since the last beat. */
  #news(): Beat {
    const debugged = inspector.url() !== undefined;
    const recorded = this.#recorded();
    const news: Beat = {
      ...(debugged === this.#debugged ? {} : { debugged }),
      ...(recorded.join() === this.#toldRecorded ? {} : { recorded }),
    };
    this.#debugged = debugged;
    this.#toldRecorded = recorded.join();
    return news;
  }
}
