/**
 * What an Asterisk that runs with an older configuration needs before it runs with ours, so that calls on it need not end:
 * files that a reload applies, and the rest, for which it has to be restarted when no call is in progress.
 *
 * Invariant: the files in `etc` are those that it runs with; what needs a restart is not written before that.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Configuration, planFiles } from './configuration.ts';

/** What each file is read by, as `module reload` names it. All others are read at a start only. */
const readBy: Readonly<Record<string, readonly string[]>> = {
  'acl.conf': ['acl'],
  'ari.conf': ['res_ari.so'],
  'cdr.conf': ['cdr'],
  'cel.conf': ['cel'],
  'extensions.conf': ['pbx_config.so'],
  'features.conf': ['features'],
  'hep.conf': ['res_hep.so'],
  'http.conf': ['http'],
  'indications.conf': ['indications'],
  'logger.conf': ['logger'],
  'manager.conf': ['manager'],
  'musiconhold.conf': ['res_musiconhold.so'],
  'pjsip.conf': ['res_pjsip.so'],
  'rtp.conf': ['res_rtp_asterisk.so'],
};
/** Of pjsip.conf, sections that a reload leaves as they were. */
const fixed = /^type\s*=\s*(transport|system)\s*$/m;

export interface Upgrade {
  /** Files that a reload applies, with what reads them. */
  readonly reload: ReadonlyMap<string, readonly string[]>;
  /** Files for which it has to be restarted. */
  readonly restart: readonly string[];
}

export function upgradeFrom(running: Configuration, wanted: Configuration): Upgrade {
  const names = [...new Set([...running.keys(), ...wanted.keys()])].toSorted();
  const changed = names.filter((name) => running.get(name) !== wanted.get(name));
  const reload = new Map<string, readonly string[]>();
  const restart: string[] = [];
  for (const name of changed) {
    const modules = readBy[name];
    const before = running.get(name);
    const after = wanted.get(name);
    if (
      modules === undefined ||
      before === undefined ||
      after === undefined ||
      changesWhatIsFixed(name, before, after)
    )
      restart.push(name);
    else reload.set(name, modules);
  }
  return { reload, restart };
}

/** What it runs with; without what comes from the plan. */
export async function configurationIn(etc: string): Promise<Configuration> {
  const ofPlan: readonly string[] = planFiles;
  const found = await readdir(etc);
  const names = found.filter((name) => name.endsWith('.conf') && !ofPlan.includes(name)).toSorted();
  const texts = await Promise.all(names.map(async (name) => await readFile(join(etc, name), 'utf8')));
  return new Map(names.map((name, index) => [name, texts[index] ?? '']));
}

function changesWhatIsFixed(name: string, before: string, after: string): boolean {
  if (name !== 'pjsip.conf') return false;
  return fixedSections(before) !== fixedSections(after);
}

/** Comments aside. */
function fixedSections(text: string): string {
  const bare = text.replaceAll(/^\s*;.*\n?/gm, '');
  return bare
    .split(/^(?=\[)/m)
    .filter((section) => fixed.test(section))
    .map((section) => section.trim())
    .join('\n');
}
