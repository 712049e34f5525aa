#!/usr/bin/env node
// npm start: everything from a fresh clone to calls that are routed. The engine then runs in this same process, so that
// Ctrl-C and signals reach it without anybody in between.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, checkNode, checkout, installDependencies } from './ready.mjs';
import { main } from './steps.mjs';

await main(async () => {
  checkNode();
  await installDependencies();
  await build();
  const command = join(checkout, 'dist', 'cli', 'main.js');
  process.argv = [process.argv[0], command, 'start', ...process.argv.slice(2)];
  await import(pathToFileURL(command).href);
});
