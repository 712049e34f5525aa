/**
 * A small process next to the engine, which does what a frozen engine cannot. While the engine is frozen (SIGSTOP, a disk that hangs, a turn that does not end), Asterisk
 * still hands it callers, who would hear nothing: Stasis() has them, and the dialplan waits. The stand-in lets them hear ringing.
 *
 *     engine --a beat every 200 ms--> stand-in --(no beat: who has just come and is unanswered?)--> Asterisk
 *       ^------------(no beat for `killAfter`: SIGKILL)------|
 *
 * An engine that stays frozen is killed: Asterisk then knows that there is none, the dialplan serves callers, a supervisor
 * starts the next engine, and those who talk go on. Callers that Asterisk had handed to the frozen engine go to the dialplan.
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
/** A start has better things to do at first. */
const startsAfter: Duration = 500;
const againAfter: Duration = 10_000;

/** What the engine tells, each time what has changed. */
export interface Beat extends Partial<Pick<StandInNeeds, 'ari' | 'killAfter' | 'note'>> {
  /** A debugger may stop the engine for any length of time. */
  readonly debugged?: boolean;
}

export interface StandInNeeds {
  /** The compiled `program.ts`. */
  readonly program: string;
  /** If omitted: the dialplan is not ours, and callers are left alone. */
  readonly ari?: AriLogin;
  /** An engine that is silent for so long is killed; 0: never. */
  readonly killAfter: Duration;
  /** The file in which that is noted for the next engine. */
  readonly note: string;
  readonly clock: Pick<Clock, 'after'>;
  readonly log: Log;
}

export class StandIn {
  readonly #needs: StandInNeeds;
  #process: ChildProcess | undefined;
  #callOff: () => void = () => undefined;
  #stopped = false;
  /** As the process knows. */
  #debugged = false;

  constructor(needs: StandInNeeds) {
    this.#needs = needs;
    this.#later(startsAfter);
  }

  stop(): void {
    this.#stopped = true;
    this.#callOff();
    this.#process?.kill('SIGKILL');
  }

  #later(delay: Duration): void {
    this.#callOff = this.#needs.clock.after(delay, () => this.#start());
  }

  #start(): void {
    const { program, ari, killAfter, note, log } = this.#needs;
    // In a group of its own: what stops the engine from a terminal must not stop this. It needs little memory.
    const child = spawn(process.execPath, ['--max-old-space-size=32', '--max-semi-space-size=1', program], {
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      detached: true,
    });
    this.#process = child;
    this.#debugged = false;
    child.unref();
    child.channel?.unref();
    let isOver = false;
    const over = (why: unknown): void => {
      if (isOver || this.#stopped) return;
      isOver = true;
      log.warn({ why }, 'The stand-in has ended: a frozen engine would not be noticed.');
      this.#callOff();
      this.#later(againAfter);
    };
    child.once('error', over);
    child.once('exit', over);
    const first: Beat = { ...defined({ ari }), killAfter, note };
    child.send(first, (error) => error && over(error));
    this.#beat(child);
  }

  #beat(child: ChildProcess): void {
    this.#callOff = this.#needs.clock.after(every, () => {
      if (!child.connected) return;
      const debugged = inspector.url() !== undefined;
      const beat: Beat = debugged === this.#debugged ? {} : { debugged };
      this.#debugged = debugged;
      child.send(beat, () => undefined);
      this.#beat(child);
    });
  }
}
