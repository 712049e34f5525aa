/**
 * The engine's side of the thread that keeps evidence (`listener.ts`). What the exchange tells of legs is gathered here and
 * handed over once a second, in one message: the way of a call costs a few fields, and no more.
 */
import { Worker } from 'node:worker_threads';
import type { StoredEntry } from '../call/kept/journal.ts';
import type { Clock } from '../ports/clock.ts';
import type { EvidenceBook, EvidenceTaker, LegEvidence, SoundMeasured } from '../ports/evidence.ts';
import type { Log } from '../ports/log.ts';
import { type CallId, callOf, type LegId } from '../shared/ids.ts';
import { type Duration, seconds } from '../shared/time.ts';
import type { FromListener, ListenerData, ToListener, Told } from './listener.ts';

export interface EvidenceNeeds extends ListenerData {
  /** The compiled `listener.ts`. */
  readonly program: string;
  readonly clock: Pick<Clock, 'after'>;
  readonly log: Log;
  /** Of legs that an earlier run of the engine has seen come. Undefined: no call in progress has it. */
  readonly callOnLeg: (leg: LegId) => CallId | undefined;
  /** Whether the caller of that call withholds their number. Undefined: it is not in progress. */
  readonly isWithheld: (call: CallId) => boolean | undefined;
}

interface Leg {
  readonly dialog: string;
  readonly madeByUs: boolean;
  call?: CallId;
  isOver: boolean;
  /** How often its call was looked for. */
  looks: number;
}

const tellEvery: Duration = seconds(1);
const mostLooks = 10;
const answersWithin: Duration = seconds(10);
const againAfter: Duration = seconds(10);

export class Evidence implements EvidenceBook, EvidenceTaker {
  readonly #needs: EvidenceNeeds;
  #worker: Worker | undefined;
  readonly #legs = new Map<LegId, Leg>();
  readonly #arrived = new Map<LegId, CallId>();
  readonly #withheld = new Map<CallId, boolean>();
  /** Calls that have ended since the last telling, and before it. */
  #ended: CallId[] = [];
  #endedBefore: readonly CallId[] = [];
  #sound: Told['sound'][number][] = [];
  #callOff: () => void = () => undefined;
  #isStopped = false;
  #asked = 0;
  readonly #waiting = new Map<number, (answer: FromListener) => void>();

  constructor(needs: EvidenceNeeds) {
    this.#needs = needs;
  }

  get keepsMessages(): boolean {
    return this.#needs.listen !== undefined;
  }

  start(): void {
    const { program, file, bounds, listen, log, clock } = this.#needs;
    const workerData: ListenerData = { file, bounds, ...(listen && { listen }) };
    const worker = new Worker(program, {
      workerData,
      resourceLimits: { maxOldGenerationSizeMb: 96 },
      execArgv: [],
    });
    worker.unref();
    this.#worker = worker;
    worker.on('message', (message: FromListener) => {
      if (message.kind === 'trouble')
        return log.warn({ because: message.because }, 'Evidence of calls is incomplete.');
      this.#waiting.get(message.id)?.(message);
    });
    let hasFailed = false;
    const failed = (error: unknown): void => {
      if (hasFailed || this.#isStopped) return;
      hasFailed = true;
      this.#worker = undefined;
      log.warn({ err: error }, 'The thread that keeps evidence of calls has ended; it is started again.');
      for (const [id, settle] of this.#waiting)
        settle({ kind: 'failed', id, because: 'the thread has ended' });
      clock.after(againAfter, () => {
        if (!this.#isStopped) this.start();
      });
    };
    worker.on('error', failed);
    worker.on('exit', failed);
    this.#callOff();
    this.#tellLater();
  }

  async stop(): Promise<void> {
    this.#tell();
    this.#isStopped = true;
    this.#callOff();
    // So that what was told is stored: it answers in turn.
    if (this.#worker) await this.ofCall('0' as CallId).catch(() => undefined);
    await this.#worker?.terminate();
  }

  happened(entry: StoredEntry): void {
    if (entry.type === 'callArrived') {
      if (entry.leg !== undefined) this.#arrived.set(entry.leg, entry.call);
      this.#withheld.set(entry.call, entry.caller.number === undefined);
    } else if (entry.type === 'callEnded') this.#ended.push(entry.call);
  }

  legMade(leg: LegId, dialog: string, madeByUs: boolean): void {
    if (!this.#legs.has(leg)) this.#legs.set(leg, { dialog, madeByUs, isOver: false, looks: 0 });
  }

  legEnded(leg: LegId): void {
    const known = this.#legs.get(leg);
    if (known) known.isOver = true;
  }

  measured(leg: LegId, sound: SoundMeasured): void {
    const call = this.#legs.get(leg)?.call;
    if (call !== undefined) this.#sound.push({ call, leg, sound });
  }

  async ofCall(call: CallId): Promise<readonly LegEvidence[]> {
    this.#tell();
    const answer = await this.#ask((id) => ({ kind: 'read', id, call }));
    return answer.kind === 'evidence' ? answer.legs : [];
  }

  async erase(calls: readonly CallId[]): Promise<number> {
    this.#tell();
    const answer = await this.#ask((id) => ({ kind: 'erase', id, calls }));
    return answer.kind === 'erased' ? answer.calls : 0;
  }

  #tellLater(): void {
    this.#callOff = this.#needs.clock.after(tellEvery, () => {
      this.#tell();
      this.#tellLater();
    });
  }

  #tell(): void {
    const dialogs: Told['dialogs'][number][] = [];
    const over: string[] = [];
    for (const [leg, known] of this.#legs) {
      if (known.call === undefined) {
        known.looks += 1;
        const dialog = this.#resolve(leg, known);
        if (dialog) dialogs.push(dialog);
        else if (known.looks >= mostLooks) this.#legs.delete(leg);
      }
      if (!known.isOver || known.call === undefined) continue;
      over.push(known.dialog);
      this.#legs.delete(leg);
      this.#arrived.delete(leg);
    }
    const sound = this.#sound;
    this.#sound = [];
    for (const call of this.#endedBefore) this.#withheld.delete(call);
    this.#endedBefore = this.#ended;
    this.#ended = [];
    if (dialogs.length + over.length + sound.length > 0) this.#post({ kind: 'told', dialogs, over, sound });
  }

  #resolve(leg: LegId, known: Leg): Told['dialogs'][number] | undefined {
    const { callOnLeg, isWithheld } = this.#needs;
    const call = callOf(leg) ?? this.#arrived.get(leg) ?? callOnLeg(leg);
    if (call === undefined) return undefined;
    known.call = call;
    const { dialog, madeByUs } = known;
    // Of a caller of whom nothing is known, nothing is shown.
    const withheld = this.#withheld.get(call) ?? isWithheld(call) ?? true;
    return { dialog, call, leg, madeByUs, withheld };
  }

  #post(message: ToListener): void {
    this.#worker?.postMessage(message);
  }

  #ask(question: (id: number) => ToListener): Promise<FromListener> {
    const id = ++this.#asked;
    return new Promise((resolve, reject) => {
      if (!this.#worker) return reject(new Error('the thread that keeps evidence does not run'));
      const settle = (answer: FromListener): void => {
        callOff();
        this.#waiting.delete(id);
        if (answer.kind === 'failed') reject(new Error(answer.because));
        else resolve(answer);
      };
      const callOff = this.#needs.clock.after(answersWithin, () =>
        settle({ kind: 'failed', id, because: 'the thread that keeps evidence does not answer' }),
      );
      this.#waiting.set(id, settle);
      this.#post(question(id));
    });
  }
}
