/** A plan from its files. The only room of the plan that touches a disk. */
import { closeSync, openSync, readSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, extname, resolve } from 'node:path';
import { readWaveHeader, soxLine } from '../shared/wave-header.ts';
import { joinSources, joinTexts } from './join.ts';
import { judge, type PlanFile, type PlanRead, parseFile, parsePlan, type SoundFault } from './parse.ts';
import type { Finding } from './source/finding.ts';
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
    to.error(startOf(path), `${include.length} files are included`, `the limit is ${mostFiles}`);
  for (const { value, at } of include.slice(0, mostFiles)) {
    const file = resolve(dirname(path), value);
    if (seen.has(file)) {
      to.error(at, `${value} is included already`);
      continue;
    }
    seen.add(file);
    // One after the other: findings come in the order of the files.
    const included = await textOf(file, at, to.error, value);
    if (included !== undefined) files.push(parseFile(included, file));
  }
  const source = joinSources(files, to);
  const before: Finding[] = [...files.flatMap(({ findings }) => findings), ...to.findings];
  const broken = files.some(({ read }) => !read);
  // Without one of its files every name in it would seem not to exist.
  if (!source || broken || to.findings.length > 0) return { ok: false, findings: before };
  return judge(source, before, files.length > 1 ? joinTexts(files) : text, path, (sound) =>
    faultIn(resolve(dirname(path), sound)),
  );
}

/** Of what Asterisk plays as it is nothing can be seen at a glance; of WAVE files, the commonest, the head is read. */
const asTheyAre = new Set(['.gsm', '.ulaw', '.ul', '.alaw', '.al', '.sln', '.sln16', '.g722', '.wav16']);
const headLength = 64 * 1024;

function faultIn(sound: string): ReturnType<SoundFault> {
  const hint = 'its text: is spoken instead, if it has one';
  const head = headOf(sound);
  if (head === undefined) return { because: 'does not exist', hint };
  const kind = extname(sound).toLowerCase();
  if (asTheyAre.has(kind)) return head.length === 0 ? { because: 'is empty', hint } : undefined;
  const convert = `convert it: ${soxLine(sound)}`;
  if (kind !== '.wav') return { because: 'has a format that Asterisk cannot play', hint: convert };
  const read = readWaveHeader(head);
  return read.ok ? undefined : { because: `cannot be played: ${read.because}`, hint: convert };
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
    return wrong(at, `${called} cannot be read: ${reasons[code] ?? code}`);
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true });
const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EISDIR: 'it is a folder',
  EACCES: 'permission denied',
  ERR_ENCODING_INVALID_ENCODED_DATA: 'it is not UTF-8',
  ERR_INVALID_ARG_VALUE: 'this is not a valid path',
};
