// Builds the console to a folder: hashed names, nothing inline, and each file compressed beside itself once, so that the
// engine never compresses anything while calls go on.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const root = join(dirname(dirname(fileURLToPath(import.meta.url))), 'src', 'console');
const compressible = new Set(['.css', '.html', '.js', '.json', '.svg']);

export async function buildConsole(outDir) {
  // Not at the top: this file is read before anything is installed.
  const { build } = await import('vite');
  await build({
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    base: '/',
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2023',
      assetsDir: 'assets',
      // The content security policy allows no `data:` but for images, and nothing inline.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
      sourcemap: false,
      // The console, and the page from which visitors call.
      rollupOptions: { input: [join(root, 'index.html'), join(root, 'call.html')] },
    },
  });
  for (const file of readdirSync(outDir, { recursive: true, encoding: 'utf8' })) {
    if (!compressible.has(extname(file))) continue;
    const path = join(outDir, file);
    const content = readFileSync(path);
    writeFileSync(
      `${path}.br`,
      brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
    );
    writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }));
  }
}
