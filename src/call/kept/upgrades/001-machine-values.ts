/**
 * From 1 to 2: machine values are snake_case (`left early` -> `left_early`, `leavingMessage` -> `leaving_message`). They
 * are found by the field that they stand in, never by how they look: a caller may be called "left early".
 */
import type { Kept, UpgradeStep } from './step.ts';

export const machineValues: UpgradeStep = {
  call: (call) => snakeIn(renamed(call, 'phase', ['name', 'outcome']), ['turnedAway']),
  agent: (agent) => renamed(agent, 'activity', ['kind']),
  entry: (entry) => {
    const fields = fieldsOf[String(entry['type'])];
    return inside(fields ? snakeIn(entry, fields) : entry, 'decision', decisionRenamed);
  },
};

/** Fields of journal entries whose values are fixed. `by` and `because` hold words and names, too. */
const fieldsOf: Readonly<Record<string, readonly string[]>> = {
  callArrived: ['servedBy'],
  phaseEntered: ['phase'],
  offerEnded: ['outcome'],
  callerNotReached: ['outcome'],
  callEnded: ['outcome'],
  agentChanged: ['to'],
  scheduleSet: ['to'],
  alarmRaised: ['about'],
};

function decisionRenamed(decision: Kept): Kept {
  const rules = (items: unknown): unknown =>
    Array.isArray(items)
      ? items.map((item: Kept) => inside(snakeIn(item, ['kind']), 'rule', ruleRenamed))
      : items;
  const beyond = (value: Kept): Kept =>
    inside(value, 'excluded', (counts) =>
      Object.fromEntries(Object.entries(counts).map(([rule, count]) => [snake(rule), count])),
    );
  const listed = ['excluded', 'nearest'].filter((field) => field in decision);
  return inside(
    { ...decision, ...Object.fromEntries(listed.map((field) => [field, rules(decision[field])])) },
    'beyond',
    beyond,
  );
}

/** "Never again" had no end, which JSON writes as null. */
function ruleRenamed(rule: Kept): Kept {
  const { until, ...rest } = snakeIn(rule, ['rule']);
  return until === null || until === undefined ? rest : { ...rest, until };
}

const snake = (value: string): string =>
  value
    .replaceAll(/[ -]/g, '_')
    .replaceAll(/[a-z][A-Z]/g, ([low = '', high = '']) => `${low}_${high.toLowerCase()}`);

function snakeIn(value: Kept, fields: readonly string[]): Kept {
  const changed = fields.flatMap((field) => {
    const old = value[field];
    return typeof old === 'string' ? [[field, snake(old)] as const] : [];
  });
  return changed.length === 0 ? value : { ...value, ...Object.fromEntries(changed) };
}

/** The same value with one of its fields, if it is there, made again. */
function inside(value: Kept, field: string, change: (inner: Kept) => Kept): Kept {
  const inner = value[field];
  return typeof inner === 'object' && inner !== null ? { ...value, [field]: change(inner as Kept) } : value;
}

const renamed = (value: Kept, field: string, fields: readonly string[]): Kept =>
  inside(value, field, (inner) => snakeIn(inner, fields));
