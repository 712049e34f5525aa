/** The audit trail in a plain array. */
import type { AuditEntry, AuditRow, AuditTrail, AuditVerdict } from '../../src/ports/audit.ts';
import { asRow, beginning, faultIn, type KeptRow, sealed } from '../../src/store/audit-chain.ts';

export class PlainAudit implements AuditTrail {
  #rows: KeptRow[] = [];

  async append(entries: readonly AuditEntry[]): Promise<void> {
    for (const entry of entries) {
      const last = this.#rows.at(-1) ?? { seq: 0, hash: beginning };
      this.#rows.push(sealed(entry, last, () => `salt ${last.seq}`));
    }
  }
  async after(seq: number, limit: number): Promise<readonly AuditRow[]> {
    return this.#rows
      .filter((row) => row.seq > seq)
      .slice(0, Math.max(0, limit))
      .map(asRow);
  }
  async last(limit: number): Promise<readonly AuditRow[]> {
    return limit < 1 ? [] : this.#rows.slice(-limit).map(asRow);
  }
  async verify(): Promise<AuditVerdict> {
    const fault = faultIn(this.#rows, { seq: 0, hash: beginning });
    const head = this.#rows.at(-1)?.hash ?? beginning;
    return { rows: this.#rows.length, head, ...(fault && { fault }) };
  }

  erase(isTheirs: (subject: string) => boolean): void {
    this.#rows = this.#rows.map((row) =>
      row.details && row.details.subject !== '' && isTheirs(row.details.subject)
        ? { ...row, details: { subject: '', salt: '', value: '', erased: true } }
        : row,
    );
  }
}
