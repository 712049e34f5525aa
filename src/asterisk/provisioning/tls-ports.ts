/**
 * Asterisk listens on each transport, also on those that only call out, and two cannot share a port. Without a certificate no
 * one can connect there. A trunk keeps the port that it has been given, because Asterisk does not move a transport while it runs.
 */
import type { Plan, TrunkName } from '../../plan/model.ts';
import { freeTcpPorts } from '../host/ports.ts';
import { transportName } from './endpoints.ts';

/** @param written the file that Asterisk has read of the plan before */
export async function tlsPorts(
  { trunks }: Pick<Plan, 'trunks'>,
  written: string,
): Promise<ReadonlyMap<TrunkName, number>> {
  const overTls = Object.values(trunks).filter(({ transport }) => typeof transport === 'object');
  if (overTls.length === 0) return new Map();
  const kept = new Map(
    [...written.matchAll(/^\[(.+)\]\ntype = transport\n(?:.+\n)*?bind = .*:(\d+)$/gm)].map(
      ([, name = '', port]) => [name, Number(port)] as const,
    ),
  );
  const fresh = await freeTcpPorts(overTls.length + kept.size);
  const free = fresh.filter((port) => ![...kept.values()].includes(port));
  return new Map(overTls.map((trunk, nth) => [trunk.name, kept.get(transportName(trunk)) ?? free[nth] ?? 0]));
}
