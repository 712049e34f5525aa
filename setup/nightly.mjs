#!/usr/bin/env node
// npm run nightly: what takes too long for npm test. Outages of 5, 15, 20, 40 and 60 s, killed and frozen, ten times each; fifty
// kills; fifty kills with a call in each of six states, and freezes of it, also two and three back to back; half an hour of a busy floor, replayed; a thousand mixed calls against
// Asterisk's CEL; five minutes of 30 calls a second; what recorded and supervised talks and conferences cost; a thousand hours of the storm; ten thousand inputs for
// every way in; an hour of thirty calls at three desks in Chromium, its wallboard against the journal and the people; a month of
// 300,000 calls against the ledgers of its callers and phones; agents at home behind a NAT (as root: it makes network namespaces);
// docs/service.md followed under systemd (as root: UPGRADE_FROM is a built checkout of the version to upgrade from). Goes on after a
// failure, and ends with a table.
// --only outages,frozen,kills,states,freezes,busy,load,cel,talks,storm,inputs,shift,ledger,nat,service: some of it. --times 3: so many outages of
// each kind. --small: each part starts and reports, in minutes: two short outages, one kill, one hour, twenty inputs.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build, checkout, installDependencies } from './ready.mjs';
import { main, SetupFailed } from './steps.mjs';

const whole = {
  outages: 'kill:5,freeze:5,freeze:15,kill:20,freeze:20,freeze:40,kill:60,freeze:60',
  times: '10',
  frozenFor: '15000',
  frozenAt: 'running,opening,claiming,comparing',
  kills: '50',
  freezes: 'freeze:5,freeze:20,freeze:3+3,freeze:12+12,freeze:2+2+2',
  busyFor: '1800',
  loadFor: '300',
  calls: '1000',
  talkFor: '20',
  hours: '1000',
  runs: '10000',
  shiftCalls: '30',
  days: '30',
};
const small = {
  outages: 'kill:5,freeze:5',
  times: '1',
  frozenFor: '5000',
  frozenAt: 'running',
  kills: '1',
  freezes: 'freeze:2+2',
  busyFor: '15',
  loadFor: '10',
  calls: '9',
  talkFor: '2',
  hours: '1',
  runs: '20',
  shiftCalls: '5',
  days: '1',
};

await main(async () => {
  const { values } = parseArgs({
    options: {
      only: { type: 'string' },
      times: { type: 'string' },
      seed: { type: 'string' },
      small: { type: 'boolean', default: false },
    },
  });
  const counts = values.small ? small : whole;
  const { times = counts.times, seed = String(Math.floor(Date.now() / 86_400_000)) } = values;
  const reports = mkdtempSync(join(tmpdir(), 'cordboard-nightly-'));
  const figures = join(reports, 'outages.jsonl');
  const celFigures = join(reports, 'cel.jsonl');
  const talkFigures = join(reports, 'talks.jsonl');
  const shiftFigures = join(reports, 'shift.jsonl');
  const stateFigures = join(reports, 'states.jsonl');
  const vitest = join(checkout, 'node_modules', '.bin', 'vitest');
  const real = { CORDBOARD_ASTERISK_ROOT: join(checkout, '.cache', 'asterisk-root') };
  const works = {
    outages: {
      title: `${times} outages of each kind`,
      command: [vitest, 'run', 'test/asterisk/outage-mix.test.ts'],
      environment: { ...real, OUTAGES: counts.outages, OUTAGE_TIMES: times, OUTAGE_FIGURES: figures },
    },
    frozen: {
      title: `frozen for ${counts.frozenFor / 1000} s, and for good: ${counts.frozenAt}`,
      command: [vitest, 'run', 'test/asterisk/frozen.test.ts'],
      environment: { ...real, FROZEN_FOR: counts.frozenFor, FROZEN_STAGES: counts.frozenAt },
    },
    kills: {
      title: `${counts.kills} kills under the same calls`,
      command: [vitest, 'run', 'test/asterisk/kill.test.ts'],
      environment: { ...real, KILL_TIMES: counts.kills },
    },
    busy: {
      title: `a busy floor for ${counts.busyFor} s, and its replay`,
      command: [vitest, 'run', 'test/asterisk/busy-floor.test.ts'],
      environment: { ...real, BUSY_FOR: counts.busyFor, BUSY_SEED: seed },
    },
    load: {
      title: `30 calls a second for ${counts.loadFor} s`,
      command: [vitest, 'run', 'test/asterisk/load.test.ts'],
      environment: { ...real, LOAD_FOR: counts.loadFor },
    },
    states: {
      title: `${counts.kills} kills with a call in each state`,
      command: [vitest, 'run', 'test/asterisk/engine-killed.test.ts'],
      environment: {
        ...real,
        KILLED_HOW: 'kill',
        KILLED_TIMES: counts.kills,
        KILLED_FIGURES: stateFigures,
      },
    },
    freezes: {
      title: `${times} freezes with a call in each state: ${counts.freezes}`,
      command: [vitest, 'run', 'test/asterisk/engine-killed.test.ts'],
      environment: {
        ...real,
        KILLED_HOW: counts.freezes,
        KILLED_TIMES: times,
        KILLED_FIGURES: stateFigures,
      },
    },
    cel: {
      title: `${counts.calls} mixed calls against Asterisk's CEL`,
      command: [vitest, 'run', 'test/asterisk/cel.test.ts'],
      environment: { ...real, CEL_CALLS: counts.calls, CEL_FIGURES: celFigures },
    },
    talks: {
      title: `what talks cost Asterisk, ${counts.talkFor} s each`,
      command: [vitest, 'run', 'test/asterisk/conference-of-five.test.ts'],
      environment: {
        ...real,
        TALKS_SECONDS: counts.talkFor,
        TALKS_AT_ONCE: '4',
        TALKS_FIGURES: talkFigures,
      },
    },
    storm: {
      title: `${counts.hours} hours of the storm, seed ${seed}`,
      command: [
        process.execPath,
        join(checkout, 'setup', 'storm.mjs'),
        '--hours',
        counts.hours,
        '--seed',
        seed,
      ],
      environment: {},
    },
    inputs: {
      title: `${counts.runs} inputs for every way in`,
      command: [process.execPath, join(checkout, 'setup', 'fuzz.mjs'), '--runs', counts.runs],
      environment: {},
    },
    shift: {
      title: `a shift of ${counts.shiftCalls} calls at three desks, its wallboard against the journal and the people, seed ${seed}`,
      command: [vitest, 'run', 'test/browser/shift.test.ts'],
      environment: { SHIFT_CALLS: counts.shiftCalls, SHIFT_SEED: seed, SHIFT_FIGURES: shiftFigures },
    },
    ledger: {
      title: `${counts.days} days of 10,000 calls against the ledgers, seed ${seed}`,
      command: [vitest, 'run', 'test/random/ledger.test.ts'],
      environment: { LEDGER_DAYS: counts.days, LEDGER_SEED: seed },
    },
  };
  works.nat = {
    title: 'agents at home behind a NAT: direct, and over TURN by UDP, TCP and TLS',
    command: ['bash', join(checkout, 'test', 'nat', 'machine.sh'), vitest, 'run', 'test/nat'],
    environment: real,
  };
  works.service = {
    title: 'a service under systemd: restarted, killed, upgraded, rolled back',
    command: [
      'bash',
      join(checkout, 'test', 'service', 'machine.sh'),
      'env',
      'SERVICE_MACHINE=yes',
      vitest,
      'run',
      '--root',
      checkout,
      'test/service/service.test.ts',
    ],
    environment: real,
  };
  const chosen = values.only === undefined ? Object.keys(works) : values.only.split(',');
  const unknown = chosen.find((name) => works[name] === undefined);
  if (unknown !== undefined)
    throw new SetupFailed(`--only knows ${Object.keys(works).join(', ')}, but not ${unknown}`);
  await installDependencies();
  await build();
  const rows = [];
  for (const name of chosen) {
    const { title, command, environment } = works[name];
    console.log(`\n=== ${title}`);
    const begin = performance.now();
    const [program, ...parameters] = command;
    const { status } = spawnSync(program, parameters, {
      cwd: checkout,
      stdio: 'inherit',
      env: { ...environment, ...process.env, ...own(environment) },
    });
    rows.push([
      title,
      status === 0 ? 'passed' : 'FAILED',
      `${Math.round((performance.now() - begin) / 1000)} s`,
    ]);
  }
  if (existsSync(figures))
    table(
      [
        'outage',
        'rounds',
        'callers',
        'dropped',
        'longest silence of a newcomer',
        'in the talk',
        'newcomer served after (median, longest; bound: 60 s of waiting)',
        'wrap-up, pause, order kept',
      ],
      byKind(figures),
    );
  if (existsSync(stateFigures))
    table(
      [
        'outage',
        'calls',
        'dropped',
        'longest silence of the caller',
        'longest stall of the test itself',
        'wrong numbers or recordings',
      ],
      byState(stateFigures),
    );
  if (existsSync(celFigures))
    table(['times of a leg', 'legs', 'off by (median)', 'off by (most)'], offBy(celFigures));
  if (existsSync(talkFigures))
    table(
      ['talk', 'at once', "Asterisk's CPU for each, of one core"],
      linesOf(talkFigures).map(({ kind, talks, percent }) => [
        kind,
        String(talks),
        `${percent.toFixed(2)} %`,
      ]),
    );
  if (existsSync(shiftFigures))
    table(
      [
        'shift',
        'answered, abandoned, passed on',
        'comparisons',
        'numbers compared',
        'most waiting, talking, paused',
      ],
      linesOf(shiftFigures).map((shift) => [
        `${shift.calls} calls in ${Math.round(shift.minutes)} min`,
        `${shift.answered}, ${shift.abandoned}, ${shift.passedOn}`,
        String(shift.comparisons),
        String(shift.numbers),
        `${shift.waiting}, ${shift.talking}, ${shift.paused}`,
      ]),
    );
  table(['what', 'outcome', 'took'], rows);
  rmSync(reports, { recursive: true, force: true });
  if (rows.some(([, outcome]) => outcome !== 'passed')) throw new SetupFailed('the night was not quiet');
});

/** The root of Asterisk may be chosen from outside; what makes this the long run may not. */
function own({ CORDBOARD_ASTERISK_ROOT: _, ...environment }) {
  return environment;
}

function linesOf(file) {
  return readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

function byState(file) {
  const states = new Map();
  for (const line of linesOf(file)) {
    const kind = `${line.how}, ${line.state}`;
    states.set(kind, [...(states.get(kind) ?? []), line]);
  }
  return [...states].map(([state, calls]) => [
    state,
    String(calls.length),
    String(calls.reduce((sum, { dropped }) => sum + dropped, 0)),
    `${Math.max(...calls.map(({ silenceMs }) => silenceMs))} ms`,
    `${Math.max(...calls.map(({ stalledMs }) => stalledMs))} ms`,
    String(calls.filter(({ misfits }) => misfits.length > 0).length),
  ]);
}

/** Of Asterisk's own time stamps from its CEL; and of what the engine counts from those time stamps. */
function offBy(file) {
  const lines = linesOf(file);
  const kinds = {
    roomOff: 'talk and hold together',
    talkOff: 'talk',
    holdOff: 'hold, which CEL knows by its music',
    ourTalkOff: "the engine's own talk",
  };
  return Object.entries(kinds).map(([field, title]) => {
    const off = lines.flatMap((line) => (line[field] === undefined ? [] : [Math.abs(line[field])]));
    off.sort((a, b) => a - b);
    const ms = (value = 0) => `${value.toFixed(1)} ms`;
    return [title, String(off.length), ms(off[off.length >> 1]), ms(off.at(-1))];
  });
}

function byKind(file) {
  const kinds = new Map();
  for (const line of readFileSync(file, 'utf8').trim().split('\n')) {
    const round = JSON.parse(line);
    const kind = `${round.how} ${round.seconds} s`;
    kinds.set(kind, [...(kinds.get(kind) ?? []), round]);
  }
  const inSeconds = (ms) => `${(ms / 1000).toFixed(1)} s`;
  return [...kinds].map(([kind, rounds]) => {
    const sum = (field) => String(rounds.reduce((total, round) => total + round[field], 0));
    const longest = (field) => inSeconds(Math.max(...rounds.map((round) => round[field])));
    const waits = rounds.map(({ newcomerAfterMs }) => newcomerAfterMs).toSorted((a, b) => a - b);
    const kept = (field) => rounds.filter((round) => round[field]).length;
    return [
      kind,
      String(rounds.length),
      sum('callers'),
      sum('dropped'),
      longest('newcomerSilentMs'),
      longest('talkSilentMs'),
      `${inSeconds(waits[waits.length >> 1])}, ${longest('newcomerAfterMs')}`,
      ['wrapUpKept', 'pauseKept', 'orderKept'].map((field) => `${kept(field)}`).join(', '),
    ];
  });
}

function table(head, rows) {
  const widths = head.map((_title, column) => Math.max(...[head, ...rows].map((row) => row[column].length)));
  const line = (row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]))
      .join('  ')
      .trimEnd();
  console.log(['', line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n'));
}
