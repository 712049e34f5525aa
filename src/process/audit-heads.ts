/**
 * The head of the audit trail, once a day, in a file and in the log: outside of the database. A chain that somebody with the
 * database has made anew, whole and in itself right, does not lead to the hash that was noted.
 */
import { appendFile, readFile } from 'node:fs/promises';
import type { AuditHead, AuditTrail } from '../ports/audit.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import { errorCode } from '../shared/error-code.ts';
import { type Duration, minutes } from '../shared/time.ts';

const lookEvery: Duration = minutes(10);

export interface AuditHeadsNeeds {
  /** Best on another machine's disk, or where nothing can be taken away. */
  readonly path: string;
  readonly trail: Pick<AuditTrail, 'last'>;
  readonly clock: Pick<Clock, 'now' | 'after'>;
  readonly log: Log;
}

export class AuditHeads {
  readonly #needs: AuditHeadsNeeds;
  #stopLooking: () => void = () => undefined;
  #lastDay = '';

  constructor(needs: AuditHeadsNeeds) {
    this.#needs = needs;
  }

  async start(): Promise<void> {
    this.#lastDay = (await this.noted()).at(-1)?.day ?? '';
    await this.#look();
  }

  stop(): void {
    this.#stopLooking();
  }

  /** Oldest first. A line that is none of ours is passed over. */
  async noted(): Promise<readonly AuditHead[]> {
    const text = await readFile(this.#needs.path, 'utf8').catch((error: unknown) => {
      if (errorCode(error) === 'ENOENT') return '';
      throw error;
    });
    return text.split('\n').flatMap((line) => {
      const [, day = '', seq = '', hash = ''] = /^(\d{4}-\d\d-\d\d) (\d+):([0-9a-f]{64})$/.exec(line) ?? [];
      return day === '' ? [] : [{ day, seq: Number(seq), hash }];
    });
  }

  async #look(): Promise<void> {
    const { path, trail, clock, log } = this.#needs;
    this.#stopLooking = clock.after(lookEvery, () => void this.#look());
    const day = new Date(clock.now()).toISOString().slice(0, 10);
    if (day === this.#lastDay) return;
    try {
      const [head] = await trail.last(1);
      if (!head) return;
      await appendFile(path, `${day} ${head.seq}:${head.hash}\n`, { mode: 0o600 });
      this.#lastDay = day;
      log.info({ day, head: `${head.seq}:${head.hash}` }, 'head of the audit trail');
    } catch (error) {
      log.error({ err: error, path }, 'The head of the audit trail could not be noted; trying again.');
    }
  }
}
