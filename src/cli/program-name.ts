import { existsSync } from 'node:fs';
import { delimiter, join, sep } from 'node:path';

/**
 * How people here call the command line: `cordboard` where it is installed, as in the container, else by npx. npm puts
 * folders of packages on the path of what it runs, and not on that of the person who sees it run.
 */
export function calledAs(path: string = process.env['PATH'] ?? ''): 'cordboard' | 'npx cordboard' {
  const folders = path
    .split(delimiter)
    .filter((folder) => folder !== '' && !folder.split(sep).includes('node_modules'));
  return folders.some((folder) => existsSync(join(folder, 'cordboard'))) ? 'cordboard' : 'npx cordboard';
}
