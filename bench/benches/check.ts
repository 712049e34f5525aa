/** `cordboard check`, as a process of its own: the CPU time that it takes to prove plans of a thousand steps. */
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cpuOfChildren } from '../floor/process-cost.ts';
import { type Row, timesRow } from '../report/row.ts';
import { spread } from '../report/statistics.ts';
import type { Bench } from './bench.ts';

export const check: Bench = {
  name: 'check',
  about: 'cordboard check on plans of a thousand steps: CPU time, the start of Node with it',
  run: async ({ quick, tell }) => {
    const folder = await mkdtemp(join(tmpdir(), 'cordboard-check-'));
    try {
      const rows: Row[] = [];
      for (const [name, text] of [
        ['one chain', chain],
        ['a hundred menus', menus],
      ] as const) {
        const file = join(folder, 'plan.yaml');
        await writeFile(file, text);
        const times = Array.from({ length: quick ? 3 : 11 }, () => checked(file));
        const row = timesRow('check', name, 1000, spread(times), { ok: times.length });
        tell(`${name}: p50 ${row.p50_ms} ms of CPU`);
        rows.push(row);
      }
      return rows;
    } finally {
      await rm(folder, { recursive: true });
    }
  },
};

/** Milliseconds of CPU. */
function checked(file: string): number {
  const before = cpuOfChildren();
  const program = ['dist/cli/main.js', 'check', file];
  const { status, stderr } = spawnSync(process.execPath, program, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`the plan of the bench is refused: ${stderr}`);
  return cpuOfChildren() - before;
}

const several = (count: number, line: (nth: number) => string): string =>
  Array.from({ length: count }, (_, nth) => `  ${line(nth)}`).join('\n');

const head = `
company: Check
country: DE
time zone: Europe/Berlin
languages: [en, de]
lines: [line1]
voicemails: { box: {} }
`;

/** Five hundred links of two steps each. */
const chain = `${head}
agents: { anna: {} }
numbers: { "100": { chain: c0 } }
chains:
${several(500, (nth) => `c${nth}: [ { ring: anna, for: 20s }, { chain: c${nth + 1} } ]`)}
  c500: { voicemail: box }
`;

/** A hundred numbers and menus, sixty queues that widen, ten schedules, two hundred agents. */
const menus = `${head}
schedules:
${several(10, (nth) => `s${nth}: { hours: { mon-fri: "${7 + (nth % 3)}:00-${16 + (nth % 4)}:00" }, holidays: [12-25] }`)}
agents:
${several(200, (nth) => `a${nth}: { skills: { german: ${nth % 9} }, works: s${nth % 10} }`)}
teams:
${several(20, (nth) => `t${nth}: [${Array.from({ length: 10 }, (_, member) => `a${nth * 10 + member}`).join(', ')}]`)}
queues:
${several(60, (nth) => `q${nth}: { agents: [${Array.from({ length: 10 }, (_, member) => `a${(nth * 3 + member * 7) % 200}`).join(', ')}], needs: { german: 1 }, widen: [ { after: 1m, lower: { german: 0 } } ], open: s${nth % 10}, when closed: { voicemail: box }, when nobody ready: { voicemail: box } }`)}
numbers:
${several(100, (nth) => `"${100 + nth}": { menu: m${nth} }`)}
menus:
${several(100, (nth) => `m${nth}: { say: { en: Hello., de: Hallo. }, wait: 5s, tries: 2, keys: { "1": { queue: q${nth % 60} }, "2": { chain: c${nth} }, "3": { queue: q${(nth + 7) % 60} }, "4": { chain: c${(nth + 3) % 100} } }, otherwise: { chain: c${nth} } }`)}
chains:
${several(100, (nth) => `c${nth}: [ { ring: t${nth % 20}, for: 20s }, { ring: a${nth}, for: 10s }, { queue: q${nth % 60}, for: 2m }, { voicemail: box } ]`)}
`;
