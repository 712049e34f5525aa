/**
 * The program as the build has bundled it, with the bytecode that V8 made of it then. An engine that was killed must be
 * back before anyone notices, and most of the CPU time of a start went into reading and compiling. The loader of Node.js
 * keeps no bytecode before version 22, so this one does.
 *
 * Each file of a bundle is one function, `(exports, require, module, __filename, __dirname)`, in ASCII: V8 keeps the text
 * of a program in memory, and needs two bytes for each character if one of them is outside Latin-1.
 *
 * Bytecode of another V8, or made with other options of V8, is ignored: the program then starts more slowly.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Script } from 'node:vm';

type Wrapped = (
  exports: object,
  require: (name: string) => unknown,
  module: { exports: object },
  filename: string,
  dirname: string,
) => void;

export class Bundle {
  readonly #folder: string;
  readonly #require = createRequire(import.meta.url);
  readonly #loaded = new Map<string, { exports: object }>();
  readonly #scripts = new Map<string, Script>();

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /** Undefined: nothing has been bundled there, as when the program runs from its sources. */
  static in(folder: string): Bundle | undefined {
    return existsSync(folder) ? new Bundle(folder) : undefined;
  }

  /** What the file exports. */
  load(file: string): object {
    const loaded = this.#loaded.get(file);
    if (loaded) return loaded.exports;
    const path = join(this.#folder, file);
    const cachedData = readIfThere(bytecodeOf(path));
    const script = new Script(readFileSync(path, 'latin1'), {
      filename: path,
      ...(cachedData && { cachedData }),
    });
    this.#scripts.set(path, script);
    const module = { exports: {} };
    this.#loaded.set(file, module);
    const run = script.runInThisContext() as Wrapped;
    run(module.exports, (name) => this.#required(name), module, path, this.#folder);
    return module.exports;
  }

  /** For the build: keeps the bytecode of what has run up to now. */
  keepBytecode(): void {
    for (const [path, script] of this.#scripts) writeFileSync(bytecodeOf(path), script.createCachedData());
  }

  /** Its own files are named from their folder, and everything else is a package. */
  #required(name: string): unknown {
    return name.startsWith('./') ? this.load(name.slice(2)) : this.#require(name);
  }
}

const bytecodeOf = (path: string): string => `${path}.bytecode`;

const readIfThere = (path: string): Buffer | undefined => (existsSync(path) ? readFileSync(path) : undefined);
