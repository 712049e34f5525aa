/** From the texts of a plan's files to a plan that may be used, or to all that is wrong with it. */
import { compile } from './compile.ts';
import type { Finding } from './finding.ts';
import type { Reading } from './form/form.ts';
import { readFields } from './form/collections.ts';
import { plan as fields } from './language.ts';
import type { PlanSource } from './language.ts';
import type { Plan } from './model.ts';
import { holds, startOf } from './position.ts';
import { report } from './report.ts';
import { readYaml } from './yaml.ts';

/** `text` is the whole plan in one: `parsePlan(text)` gives the same plan again. */
export type PlanRead =
  | { readonly ok: true; readonly plan: Plan; readonly text: string; readonly warnings: readonly Finding[] }
  | { readonly ok: false; readonly findings: readonly Finding[] };

/** Never throws. `file` is what findings call the text. */
export function parsePlan(text: string, file = 'plan'): PlanRead {
  const read = readSource(text, file);
  if (!read.source) return { ok: false, findings: read.findings };
  return finish(read.source, read.findings, text, file);
}

export function readSource(
  text: string,
  file: string,
): { readonly source?: PlanSource; readonly findings: readonly Finding[] } {
  const yaml = readYaml(text, file);
  if (!yaml.ok) return { findings: yaml.findings };
  const to = report();
  const reading: Reading = {
    at: (node, otherwise) => (node && yaml.place.of(node)) ?? otherwise,
    wrong: to.error,
  };
  const spot = { node: yaml.map, at: startOf(file), called: 'the plan' };
  const source = readFields(yaml.map, fields, spot, reading);
  return { ...(source ? { source } : {}), findings: to.findings };
}

export function finish(source: PlanSource, before: readonly Finding[], text: string, file: string): PlanRead {
  const { plan, findings } = compile(source, file);
  const all = [...before, ...findings];
  void holds;
  if (all.some(({ severity }) => severity === 'error')) return { ok: false, findings: all };
  return { ok: true, plan, text, warnings: all };
}
