/**
 * The description of the API as text, made of the routes alone: none of them is asked anything, so none of what they need is
 * there. The build writes it into a file, because putting the whole together holds a running engine for a tenth of a second.
 */
import { createReadStream } from 'node:fs';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { packageRoot } from '../../shared/package-root.ts';
import type { Api } from '../api.ts';
import { buildApi, type ServeOptions } from '../server.ts';

/** Whatever is asked of it. */
const nothing: unknown = new Proxy(() => undefined, {
  get: (_target, name) => (name === 'then' || typeof name === 'symbol' ? undefined : nothing),
  apply: () => nothing,
});

export async function describeApi(version: string): Promise<string> {
  const api = await buildUndescribedApi(version);
  try {
    return JSON.stringify(api.swagger());
  } finally {
    await api.close();
  }
}

/** All routes, and nothing behind them. */
export async function buildUndescribedApi(version: string): Promise<Api> {
  const needs = Object.fromEntries(neededToBeThere.map((name) => [name, nothing]));
  return await buildApi({ ...(needs as unknown as ServeOptions), token: '-', version });
}

/** All routes are described, also those of parts that an engine may have been started without. */
const neededToBeThere = [
  'operations',
  'gate',
  'accounts',
  'outward',
  'store',
  'log',
  'readContacts',
  'backUp',
  'reports',
  'metrics',
  'browserPhones',
  'sounds',
  'planDesk',
] as const satisfies readonly (keyof ServeOptions)[];

/** Undefined: the build has written none. */
export const describedByBuild = (): Promise<Readable | undefined> =>
  described(join(packageRoot, 'dist', 'openapi.json'));

export const described = (file: string): Promise<Readable | undefined> =>
  access(file).then(
    () => createReadStream(file),
    () => undefined,
  );
