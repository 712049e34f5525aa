import { fileURLToPath } from 'node:url';

/** Where package.json is, with a slash at its end: two levels up in `src/`, and in `dist/` as it was compiled or bundled. */
export const packageRoot = fileURLToPath(new URL('../../', import.meta.url));
