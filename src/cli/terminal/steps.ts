import type { Progress } from '../../asterisk/host/progress.ts';

/** Progress as lines: what is done now, and how long it took. */
export function steps(print: (line: string) => void): Progress {
  return {
    async step(title, work) {
      const begin = performance.now();
      print(`${title} ...`);
      const result = await work();
      print(`  done in ${((performance.now() - begin) / 1000).toFixed(1)} s`);
      return result;
    },
    note: (text) => print(`  ${text}`),
  };
}
