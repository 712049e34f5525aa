#!/usr/bin/env -S node --max-semi-space-size=4 --v8-pool-size=1
import { fileURLToPath } from 'node:url';
import { Bundle } from '../process/bundle.ts';

type Program = typeof import('./program.ts');

const bundle = Bundle.in(fileURLToPath(new URL('../program/', import.meta.url)));
const program = (bundle?.load('program.js') as Program | undefined) ?? (await import('./program.ts'));
await program.main();
