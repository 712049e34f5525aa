/** Small plans for tests: the least that is right, and what a test adds to it. */

import type { Plan } from '../../../src/plan/model.ts';
import { parsePlan } from '../../../src/plan/parse.ts';

export const office = `company: Small Office
country: DE
time zone: Europe/Berlin
language: en
agents: { anna: { skills: { german: 8 } }, boris: {}, clara: {} }
queues: { sales: { agents: [anna, boris, clara] } }
voicemails: { box: {} }
lines: [line1]
`;

/** The plan that the text says; fails, with the findings, if it is wrong. */
export function planOf(text: string): Plan {
  const read = parsePlan(text, 'plan.yaml');
  if (!read.ok)
    throw new Error(read.findings.map((one) => `${one.line}:${one.column} ${one.message}`).join('\n'));
  return read.plan;
}

/** All that is said of a text, without places. */
export function said(text: string): readonly string[] {
  const read = parsePlan(text, 'plan.yaml');
  return (read.ok ? read.warnings : read.findings).map(({ severity, message }) => `${severity}: ${message}`);
}
