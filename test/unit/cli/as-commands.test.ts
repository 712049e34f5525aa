/** At a terminal a hint names commands, not routes of the API. */
import { expect, test } from 'vitest';
import { commands } from '../../../src/cli/commands.ts';
import { asCommands } from '../../../src/cli/engine/as-commands.ts';
import { failures } from '../../../src/shared/failures/table.ts';

test('no remedy names a route, and each command that is named exists', () => {
  const known = commands.map(({ usage }) => usage.split(' ')[0]);
  for (const [code, { remedy }] of Object.entries(failures)) {
    const told = asCommands(remedy) ?? '';
    expect(told, code).not.toMatch(/\/v1\/|openapi|healthz/);
    for (const [, name] of told.matchAll(/`cordboard ([\w-]+)/g))
      if (name !== '--help') expect(known, `${code}: ${told}`).toContain(name);
  }
  expect(asCommands('GET /v1/agents lists all.')).toBe('`cordboard agents` lists all.');
});
