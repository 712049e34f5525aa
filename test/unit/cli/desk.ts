/** A desk: the command line beside a running office, and all that it prints. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../../src/cli/run.ts';
import type { Terminal } from '../../../src/cli/terminal/terminal.ts';
import { type ServeOptions, serveApi } from '../../../src/http/server.ts';
import { type Office, openOffice } from '../../support/office.ts';
import { apiOf, TOKEN } from '../http/serve.ts';

export interface Printed {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface Desk {
  readonly office: Office;
  readonly home: string;
  /** Types a command; `wait` gives it what it prints so far, and how to press Ctrl-C. */
  types(line: string[], options?: Partial<Terminal>): Promise<Printed>;
  engineStops(): Promise<void>;
  close(): Promise<void>;
}

export async function openDesk(office = openOffice(), more: Partial<ServeOptions> = {}): Promise<Desk> {
  const home = await mkdtemp(join(tmpdir(), 'cordboard-desk-'));
  const server = await serveApi({ ...apiOf(office, more), address: '127.0.0.1', port: 0 });
  const credentials = { sip: [], api: { url: server.url, token: TOKEN } };
  await writeFile(join(home, 'credentials.json'), JSON.stringify(credentials), { mode: 0o600 });
  return {
    office,
    home,
    types: (line, options) => type(line, home, options),
    engineStops: () => server.close(),
    close: async () => {
      await server.close();
      await rm(home, { recursive: true, force: true });
    },
  };
}

export async function type(line: string[], home: string, options: Partial<Terminal> = {}): Promise<Printed> {
  const out: string[] = [];
  const err: string[] = [];
  const terminal: Terminal = {
    out: (text) => out.push(`${text}\n`),
    err: (text) => err.push(`${text}\n`),
    write: (text) => out.push(text),
    interactive: false,
    colour: false,
    columns: 120,
    rows: 40,
    environment: { CORDBOARD_HOME: home },
    workingDirectory: process.cwd(),
    interrupted: new AbortController().signal,
    ...options,
  };
  const code = await run(line, terminal);
  return { code, out: out.join(''), err: err.join('') };
}
