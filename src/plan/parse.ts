/** From the texts of a plan's files to a plan that may be used, or to all that is wrong with it. */

import { phrase, type SaidHint, type SaidWord } from '../shared/findings/said.ts';
import { compile } from './compile.ts';
import { readFields } from './form/collections.ts';
import type { Reading } from './form/form.ts';
import { plan as fields, type Placed, type PlanSource } from './language.ts';
import type { Plan } from './model.ts';
import { check } from './proofs/check.ts';
import type { MenuMeasure } from './proofs/proof/menus.ts';
import { missingMusic } from './proofs/proof/music.ts';
import { type NumberProof, prove } from './proofs/proof.ts';
import { examples } from './proofs/walk/example.ts';
import { mayFollow } from './rests-on.ts';
import type { Finding } from './source/finding.ts';
import { holds, type Place, startOf } from './source/position.ts';
import { type Report, report } from './source/report.ts';
import { sectionsWithErrors } from './source/sections.ts';
import { readYaml, type Yaml } from './source/yaml.ts';

/** `text` is the whole plan in one: `parsePlan(text)` gives the same plan again. */
export type PlanRead =
  | {
      readonly ok: true;
      readonly plan: Plan;
      readonly text: string;
      readonly warnings: readonly Finding[];
      /** What goes beyond what would make it unusable; see `proof.ts`. Made when it is asked for. */
      readonly proof: (hasMusic?: HasSound) => {
        readonly findings: readonly Finding[];
        readonly numbers: readonly NumberProof[];
        readonly menus: readonly MenuMeasure[];
      };
    }
  | { readonly ok: false; readonly findings: readonly Finding[] };

/** Whether the sound library has it in the first language of the plan; if it cannot be seen, it is taken to have all. */
export type HasSound = (sound: string) => boolean;

export type PlanAccepted = Omit<Extract<PlanRead, { ok: true }>, 'proof'>;
/** A plan that was read elsewhere: its proof stays there. */
export type PlanTaken = PlanAccepted | Extract<PlanRead, { ok: false }>;

/** One file of a plan, as far as it can be read alone. */
export interface PlanFile {
  readonly file: string;
  readonly findings: readonly Finding[];
  /** If omitted: it is no YAML that a plan could be. */
  readonly read?: { readonly yaml: Yaml; readonly source: PlanSource };
}

/** Never throws. `file` is what findings call the text. */
export function parsePlan(text: string, file = 'plan'): PlanRead {
  const main = parseFile(text, file);
  const to = report();
  const include = main.read?.source.include?.[0];
  if (include) to.error(include.at, phrase('include_without_files'), phrase('pass_a_file'));
  return judge(main.read?.source, [main], to.findings, text, file);
}

export function parseFile(text: string, file: string): PlanFile {
  const yaml = readYaml(text, file);
  if (!yaml.ok) return { file, findings: yaml.findings };
  const to = report();
  const { map, place } = yaml;
  const reading: Reading = {
    at: (node, otherwise) => (node && place.of(node)) ?? otherwise,
    wrong: to.error,
  };
  const source = readFields(
    map,
    fields,
    { node: map, at: startOf(file), called: phrase('the_plan') },
    reading,
  );
  return { file, findings: to.findings, ...(source ? { read: { yaml, source } } : {}) };
}

/**
 * Compiles and checks; a plan with any error is refused with all of them.
 *
 * @param source what the files say together
 * @param more what was found besides what reading each file has found
 * @param faultIn looks into sound files; without it no one does
 */
export function judge(
  source: PlanSource | undefined,
  files: readonly PlanFile[],
  more: readonly Finding[],
  text: string,
  file: string,
  faultIn?: SoundFault,
): PlanRead {
  const before = [...files.flatMap(({ findings }) => findings), ...more];
  if (!source) return { ok: false, findings: before };
  const yamls = files.flatMap(({ read }) => read?.yaml ?? []);
  const unread = sectionsWithErrors(yamls, before);
  const compiled = compile(source, file, unread);
  const { plan, findings, places } = compiled;
  const found = [...before, ...findings];
  const wrong = sectionsWithErrors(yamls, found);
  const said = [...before, ...findings.filter((finding) => !mayFollow(finding, unread))];
  const to = report();
  // When more is wrong than is told, what a proof says may just follow from what was not.
  const problems = compiled.isComplete ? [...check(plan), ...compiled.unused] : [];
  const exampleFor = examples(plan);
  for (const { about, severity, message, hint, example } of problems) {
    const at = places.get(about) ?? startOf(file);
    // What is wrong inside a thing has been said; that it therefore ends with no one need not be.
    const isInside = found.some((finding) => isError(finding) && holds(outer(about, places) ?? at, finding));
    if (!isInside && !mayFollow(message, wrong))
      to[severity](at, message, hint, example ?? exampleFor(about));
  }
  unplayable(compiled.files, faultIn, to.warning);
  const refused = [...said, ...to.findings].some(isError);
  // Warnings about a plan with errors may be wrong themselves.
  const all = inOrder([...said, ...to.findings.filter((finding) => !refused || isError(finding))], file);
  return refused
    ? { ok: false, findings: all }
    : { ok: true, plan, text, warnings: all, proof: (hasMusic) => proven(plan, places, file, hasMusic) };
}

function proven(
  plan: Plan,
  places: ReadonlyMap<string, Place>,
  file: string,
  hasMusic: HasSound = () => true,
) {
  const { problems, numbers, menus } = prove(plan);
  const to = report();
  for (const { about, severity, message, hint, example } of [...problems, ...missingMusic(plan, hasMusic)])
    to[severity](places.get(about) ?? outer(about, places) ?? startOf(file), message, hint, example);
  return { findings: inOrder(to.findings, file), numbers, menus };
}

const isError = ({ severity }: Finding): boolean => severity === 'error';

/** A step stands and falls with its flow. */
function outer(about: string, places: ReadonlyMap<string, Place>): Place | undefined {
  const [kind, flow] = about.split(' ');
  return kind === 'step'
    ? places.get(`flow ${about.slice(5, about.lastIndexOf(' '))}`)
    : places.get(`${kind} ${flow}`);
}

/** What is wrong with a sound file; undefined: nothing. */
export type SoundFault = (
  sound: string,
) => { readonly because: SaidWord; readonly hint: SaidHint } | undefined;

function unplayable(
  files: readonly Placed<string>[],
  faultIn: SoundFault | undefined,
  warn: Report['warning'],
): void {
  for (const { value, at } of files) {
    const fault = faultIn?.(value);
    if (fault) warn(at, phrase('sound_file_unusable', { file: value, because: fault.because }), fault.hint);
  }
}

/** As a reader meets them: the main file first. The same thing is said once. */
function inOrder(findings: readonly Finding[], main: string): readonly Finding[] {
  const once = new Map(findings.map((one) => [`${one.file}:${one.line}:${one.column} ${one.message}`, one]));
  return [...once.values()].toSorted((a, b) => {
    if (a.file !== b.file) return a.file === main ? -1 : b.file === main ? 1 : a.file < b.file ? -1 : 1;
    return a.line - b.line || a.column - b.column;
  });
}
