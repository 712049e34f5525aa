/** As `cordboard reconcile` does: each call and agent of today in the journal, and in what reports have. */
import { reconciliation } from '../../../src/contract/reports.ts';

/** @throws with each call and agent that does not fit */
export async function numbersFit(ask: (path: string) => Promise<unknown>): Promise<void> {
  const { misfits } = reconciliation.parse(await ask('/v1/reconcile'));
  const said = misfits.map(({ call, agent, what }) => `${call ? `call ${call}` : (agent ?? '')} ${what}`);
  if (said.length > 0) throw new Error(`the numbers do not fit: ${said.slice(0, 20).join('; ')}`);
}
