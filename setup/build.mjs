#!/usr/bin/env node
// npm run build
import { build, checkNode, installDependencies } from './ready.mjs';
import { main } from './steps.mjs';

await main(async () => {
  checkNode();
  await installDependencies();
  await build();
});
