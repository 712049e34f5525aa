/** Creates the state folder, or says why that is impossible. */
import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { errorCode } from '../shared/error-code.ts';

export class StateFolderUnusable extends Error {
  override readonly name = 'StateFolderUnusable';

  constructor(home: string, because: string) {
    super(
      `cannot create the state folder ${home}: ${because}. Set CORDBOARD_HOME to a folder that you can write to`,
    );
  }
}

/**
 * Folder by folder: Node's own `recursive` never returns where a file system answers ENOENT although the parent is there,
 * as /proc does.
 *
 * @param home absolute
 * @throws {StateFolderUnusable}
 */
export async function makeStateFolder(home: string): Promise<void> {
  for (const folder of await missing(home, home)) {
    try {
      await mkdir(folder, { mode: 0o700 });
    } catch (error) {
      // Another process may have made it in this moment.
      if (errorCode(error) !== 'EEXIST') throw new StateFolderUnusable(home, reason(folder, error));
    }
  }
}

/** What has to be made, the outermost first. */
async function missing(folder: string, home: string): Promise<string[]> {
  try {
    if ((await stat(folder)).isDirectory()) return [];
    throw new StateFolderUnusable(home, `${folder} is a file`);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return [...(await missing(dirname(folder), home)), folder];
    // Something on the way is a file: the next folder up says which.
    if (errorCode(error) === 'ENOTDIR') return missing(dirname(folder), home);
    if (error instanceof StateFolderUnusable) throw error;
    throw new StateFolderUnusable(home, reason(folder, error));
  }
}

function reason(folder: string, error: unknown): string {
  switch (errorCode(error) ?? '') {
    case 'EACCES':
    case 'EPERM':
      return `you may not write to ${dirname(folder)}`;
    case 'EROFS':
      return `${dirname(folder)} is read-only`;
    case 'ENOENT':
      return `no folder can be created in ${dirname(folder)}`;
    default:
      return error instanceof Error ? error.message : String(error);
  }
}
