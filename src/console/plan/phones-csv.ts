/** Phones of agents from a spreadsheet, as changes of the plan's text. */
import type { PlanEdit } from '../../contract/plan.ts';
import { readCsv } from '../people/csv.ts';

export interface PlannedAgent {
  readonly name: string;
  readonly phones: readonly string[];
}

/** What a row is refused for. */
export type RowFault = 'no_agent' | 'no_phone' | 'unknown_agent' | 'twice';

export interface PhoneRows {
  /** Of agents whose phones differ from the plan. */
  readonly changes: readonly {
    readonly agent: string;
    readonly from: readonly string[];
    readonly to: readonly string[];
    readonly edits: readonly PlanEdit[];
  }[];
  /** `row`: in the file, from 1. */
  readonly faults: readonly { readonly row: number; readonly fault: RowFault; readonly agent: string }[];
}

const columns: readonly string[] = ['agent', 'name', 'phones'];

/**
 * Several phones in one cell are parted by semicolons. An agent whom the plan does not have is added if the row has a name: without
 * one it may be a slip of the pen.
 */
export function phonesIn(
  text: string,
  agents: readonly PlannedAgent[],
): PhoneRows | { readonly unknown: readonly string[] } {
  const [head = [], ...rows] = readCsv(text);
  const names = head.map((one) => one.toLowerCase());
  const unknown = names.filter((name) => !columns.includes(name));
  if (unknown.length > 0 || !names.includes('agent') || !names.includes('phones'))
    return { unknown: unknown.length > 0 ? unknown : names };
  const planned = new Map(agents.map((agent) => [agent.name, agent]));
  const seen = new Set<string>();
  const changes: PhoneRows['changes'][number][] = [];
  const faults: PhoneRows['faults'][number][] = [];
  rows.forEach((row, i) => {
    const one = (column: string): string => row[names.indexOf(column)] ?? '';
    const [agent, name, to] = [one('agent'), one('name'), phonesOf(one('phones'))];
    const known = planned.get(agent);
    const fault = faultOf(agent, to, known !== undefined || name !== '', seen.has(agent));
    seen.add(agent);
    if (fault) faults.push({ row: i + 2, fault, agent });
    else if (!known || known.phones.join() !== to.join())
      changes.push({ agent, from: known?.phones ?? [], to, edits: editsFor(agent, known ? '' : name, to) });
  });
  return { changes, faults };
}

const phonesOf = (cell: string): string[] => [
  ...new Set(
    cell
      .split(';')
      .map((one) => one.trim())
      .filter((one) => one !== ''),
  ),
];

function faultOf(
  agent: string,
  to: readonly string[],
  isKnown: boolean,
  isTwice: boolean,
): RowFault | undefined {
  if (agent === '') return 'no_agent';
  if (isTwice) return 'twice';
  if (to.length === 0) return 'no_phone';
  return isKnown ? undefined : 'unknown_agent';
}

/** What is new comes first: an agent who had nothing left would leave the plan. */
function editsFor(agent: string, name: string, to: readonly string[]): PlanEdit[] {
  const path = ['agents', agent];
  const [only = ''] = to;
  const isOne = to.length === 1;
  return [
    ...(name === '' ? [] : [{ path: [...path, 'name'], to: name }]),
    { path: [...path, isOne ? 'phone' : 'phones'], to: isOne ? only : [...to] },
    ...(name === '' ? [{ path: [...path, isOne ? 'phones' : 'phone'], to: null }] : []),
  ];
}
