/** A plan from its files. The only room of the plan that touches a disk. */

import { closeSync, openSync, readSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, extname, resolve } from 'node:path';
import { phrase, type SaidWord } from '../shared/findings/said.ts';
import { readWaveHeader, soxLine } from '../shared/wave-header.ts';
import { joinSources, joinTexts } from './join.ts';
import { judge, type PlanFile, type PlanRead, parseFile, parsePlan, type SoundFault } from './parse.ts';
import { type Place, startOf } from './source/position.ts';
import { type Report, report } from './source/report.ts';

export type { PlanRead };
export { parsePlan };

const mostFiles = 100;

/**
 * Reads a plan and what it includes, paths taken from the main file's folder. Never rejects: a file that cannot be
 * read is a finding. The text of what it gives has the includes in place.
 */
export async function readPlan(path: string): Promise<PlanRead> {
  const to = report();
  const text = await textOf(path, startOf(path), to.error);
  if (text === undefined) return { ok: false, findings: to.findings };
  const main = parseFile(text, path);
  const include = main.read?.source.include ?? [];
  const files: PlanFile[] = [main];
  const seen = new Set([resolve(path)]);
  if (include.length > mostFiles)
    to.error(
      startOf(path),
      phrase('too_many_files', { count: include.length }),
      phrase('limit_is', { limit: mostFiles }),
    );
  for (const { value, at } of include.slice(0, mostFiles)) {
    const file = resolve(dirname(path), value);
    if (seen.has(file)) {
      to.error(at, phrase('included_already', { file: value }));
      continue;
    }
    seen.add(file);
    // One after the other: findings come in the order of the files.
    const included = await textOf(file, at, to.error, value);
    if (included !== undefined) files.push(parseFile(included, file));
  }
  const source = joinSources(files, to);
  const broken = files.some(({ read }) => !read);
  // Without one of its files every name in it would seem not to exist.
  if (!source || broken || to.findings.length > 0)
    return { ok: false, findings: [...files.flatMap(({ findings }) => findings), ...to.findings] };
  return judge(source, files, [], files.length > 1 ? joinTexts(files) : text, path, (sound) =>
    faultIn(resolve(dirname(path), sound)),
  );
}

/** Of what Asterisk plays as it is nothing can be seen at a glance; of WAVE files, the commonest, the head is read. */
const asTheyAre = new Set(['.gsm', '.ulaw', '.ul', '.alaw', '.al', '.sln', '.sln16', '.g722', '.wav16']);
const headLength = 64 * 1024;

function faultIn(sound: string): ReturnType<SoundFault> {
  const hint = phrase('its_text_is_spoken');
  const head = headOf(sound);
  if (head === undefined) return { because: phrase('file_does_not_exist'), hint };
  const kind = extname(sound).toLowerCase();
  if (asTheyAre.has(kind)) return head.length === 0 ? { because: phrase('file_is_empty'), hint } : undefined;
  const convert = phrase('convert_it', { command: soxLine(sound) });
  if (kind !== '.wav') return { because: phrase('format_not_playable'), hint: convert };
  const read = readWaveHeader(head);
  return read.ok
    ? undefined
    : { because: phrase('cannot_be_played', { because: read.because }), hint: convert };
}

function headOf(file: string): Buffer | undefined {
  let opened: number | undefined;
  try {
    opened = openSync(file, 'r');
    const head = Buffer.alloc(headLength);
    return head.subarray(0, readSync(opened, head));
  } catch {
    return undefined;
  } finally {
    if (opened !== undefined) closeSync(opened);
  }
}

/** What stands in a file; if that cannot be had, it is said why. */
async function textOf(
  file: string,
  at: Place,
  wrong: Report['error'],
  called = file,
): Promise<string | undefined> {
  try {
    return utf8.decode(await readFile(file));
  } catch (error) {
    const { code = '' } = error as { code?: string };
    return wrong(at, phrase('file_cannot_be_read', { file: called, because: reasons[code] ?? code }));
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true });
const reasons: Readonly<Record<string, SaidWord>> = {
  ENOENT: phrase('no_such_file'),
  ENOTDIR: phrase('no_such_file'),
  EISDIR: phrase('it_is_a_folder'),
  EACCES: phrase('permission_denied'),
  ERR_ENCODING_INVALID_ENCODED_DATA: phrase('not_utf8'),
  ERR_INVALID_ARG_VALUE: phrase('not_a_path'),
};
