/**
 * A plan of several files as one. Sections (`queues`, `agents`, ...) may be spread over the files; everything else is
 * said once. The one text that comes of it is what is archived and sent about: it needs no other file.
 */

import { isMap, isScalar, isSeq } from 'yaml';
import { phrase } from '../shared/findings/said.ts';
import { pairsOf } from './form/collections.ts';
import type { Entry, PlanSource } from './language.ts';
import type { PlanFile } from './parse.ts';
import type { Place } from './source/position.ts';
import type { Report } from './source/report.ts';

/** The first is the main file. */
export function joinSources(files: readonly PlanFile[], to: Report): PlanSource | undefined {
  const sources = files.flatMap(({ read }) => (read ? [read.source] : []));
  const [main, ...others] = sources;
  if (!main) return undefined;
  saidTwice(files, to);
  const joined: Record<string, unknown> = { ...main };
  for (const source of others) {
    for (const [key, value] of Object.entries(source)) {
      const before = joined[key];
      if (before === undefined) joined[key] = value;
      else if (Array.isArray(before) && Array.isArray(value)) joined[key] = join(before, value, key, to);
    }
  }
  return joined as PlanSource;
}

function join(
  before: readonly unknown[],
  more: readonly unknown[],
  section: string,
  to: Report,
): readonly unknown[] {
  const first = new Map(before.filter(isEntry).map(({ name, at }) => [name, at]));
  for (const entry of more) {
    if (!isEntry(entry)) continue;
    const at = first.get(entry.name);
    if (at)
      to.error(
        entry.at,
        phrase('in_section_twice', { name: entry.name, section }),
        phrase('first_in_file', { file: at.file, line: at.line }),
      );
  }
  return [...before, ...more];
}

const isEntry = (one: unknown): one is Entry<unknown> =>
  typeof one === 'object' && one !== null && 'name' in one;

/** `company` and the like, which cannot be put together. */
function saidTwice(files: readonly PlanFile[], to: Report): void {
  const first = new Map<string, Place>();
  for (const { file, read } of files) {
    for (const { key, value } of read ? pairsOf(read.yaml.map) : []) {
      const at = key && read?.yaml.place.of(key);
      if (!isScalar(key) || !at) continue;
      const name = String(key.value);
      if (name === 'include' && file !== files[0]?.file) {
        to.error(at, phrase('include_in_include'), phrase('list_all_in_main_file'));
      }
      const before = first.get(name);
      const isSection = isMap(value) || isSeq(value);
      if (!before) first.set(name, at);
      else if (!isSection && before.file !== file) {
        to.error(
          at,
          phrase('written_twice', { what: `'${name}'` }),
          phrase('first_in_file', { file: before.file, line: before.line }),
        );
      }
    }
  }
}

/** Changes the main file's document; comments stay where they are. */
export function joinTexts(files: readonly PlanFile[]): string {
  const [main, ...others] = files.flatMap(({ read }) => (read ? [read.yaml] : []));
  if (!main) return '';
  main.map.delete('include');
  for (const { map } of others) {
    for (const pair of pairsOf(map)) {
      const mine = main.map.get(pair.key, true) as unknown;
      if ((isMap(mine) && isMap(pair.value)) || (isSeq(mine) && isSeq(pair.value))) {
        mine.items.push(...(pair.value.items as never[]));
      } else {
        main.map.items.push(pair);
      }
    }
  }
  return main.document.toString({ lineWidth: 0 });
}
