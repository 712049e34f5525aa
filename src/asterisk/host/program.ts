/** An Asterisk program on disk: installed on the machine, or within a root file system of its own. */
import { existsSync, lstatSync, readdirSync, readlinkSync } from 'node:fs';
import { join, posix, resolve } from 'node:path';
import { run } from './run.ts';

export interface AsteriskProgram {
  /** Such as `22.10.1`. */
  readonly version: string;
  /** What to run; parameters follow. */
  readonly command: readonly string[];
  readonly modules: string;
  /** Documentation, the description of ARI, sounds, music. */
  readonly data: string;
  /** The folder that the program takes for `/`. */
  readonly root: string;
}

export const oldestUsable = 20;

/** The Asterisk installed on this machine, whatever its version. */
export async function installedProgram(): Promise<AsteriskProgram | undefined> {
  const binary = [...(process.env['PATH'] ?? '').split(':'), '/usr/sbin', '/usr/local/sbin']
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, 'asterisk'))
    .find((path) => existsSync(path));
  if (binary === undefined) return undefined;
  const libraries = ['/usr/lib', '/usr/lib64', '/usr/local/lib'].flatMap((folder) => [
    folder,
    ...multiarchFolders(folder),
  ]);
  return describe([binary], '/', {
    modules: libraries.map((folder) => join(folder, 'asterisk', 'modules')),
    data: ['/usr/share/asterisk', '/var/lib/asterisk', '/usr/local/share/asterisk'],
  });
}

/**
 * The Asterisk within a root file system, without `chroot`, which only root may do: its own dynamic loader runs it with
 * its own libraries, and paths are the same inside and outside.
 */
export async function programInRoot(root: string): Promise<AsteriskProgram | undefined> {
  const libraries = join(root, 'usr/lib');
  const binary = join(root, 'usr/sbin/asterisk');
  const [triplet] = multiarchFolders(libraries);
  const loader = [join(root, 'usr/lib64'), libraries, ...(triplet === undefined ? [] : [triplet])]
    .flatMap((folder) => (existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : []))
    .find((path) => /\/ld-linux[^/]*\.so\.\d+$/.test(path));
  if (!existsSync(binary) || triplet === undefined || loader === undefined) return undefined;
  return describe([loader, '--library-path', triplet, binary], root, {
    modules: [join(triplet, 'asterisk/modules')],
    data: [join(root, 'usr/share/asterisk')],
  });
}

async function describe(
  command: readonly string[],
  root: string,
  places: { readonly modules: readonly string[]; readonly data: readonly string[] },
): Promise<AsteriskProgram | undefined> {
  const { output } = await run([...command, '-V'], { timeout: 10_000 });
  const version = /Asterisk (?:certified[-/])?(\d+[.\d]*)/.exec(output)?.[1];
  const modules = places.modules.find((path) => existsSync(join(path, 'res_ari.so')));
  const data = places.data.find((path) => existsSync(join(path, 'rest-api')));
  if (version === undefined || modules === undefined || data === undefined) return undefined;
  return { version, command, modules, data, root };
}

export const majorVersion = (program: AsteriskProgram): number => Number.parseInt(program.version, 10);

/** `/usr/lib/x86_64-linux-gnu` and the like. */
function multiarchFolders(libraries: string): string[] {
  if (!existsSync(libraries)) return [];
  return readdirSync(libraries)
    .filter((name) => name.includes('-linux-gnu'))
    .map((name) => join(libraries, name))
    .filter((path) => existsSync(join(path, 'asterisk')));
}

/**
 * Where a path leads for somebody whose `/` is `root`. Debian's alternatives are absolute links, and would lead out of
 * a root file system that no one has changed into.
 */
export function pathWithin(root: string, path: string): string | undefined {
  let current = path;
  for (let hops = 0; hops < 10; hops += 1) {
    const target = linkTarget(current);
    if (target === undefined) return existsSync(current) ? current : undefined;
    current = posix.isAbsolute(target) ? join(root, target) : resolve(current, '..', target);
  }
  return undefined;
}

function linkTarget(path: string): string | undefined {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ? readlinkSync(path) : undefined;
}
