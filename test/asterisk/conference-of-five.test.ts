/**
 * A caller and four agents in one talk hear each other. And what talks cost Asterisk while they last: as they are, recorded,
 * supervised, and as a conference of five; in per cent of one core for each talk, of Asterisk alone. The phones are in this
 * process, with real sound, and so is the engine. `npm run nightly -- --only talks` measures for long enough to tell.
 *
 * TALKS_SECONDS: how long each kind is measured; TALKS_AT_ONCE: how many of a kind; TALKS_FIGURES: a file to which a line for
 * each kind is added.
 */
import { appendFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { asteriskFolders } from '../../src/asterisk/host/folders.ts';
import type { CallId } from '../../src/shared/ids.ts';
import type { DeskPhone } from '../support/asterisk/desk-phone.ts';
import type { LineCaller } from '../support/asterisk/line-caller.ts';
import { sharedFloor } from '../support/asterisk/shared-floor.ts';
import { type AsteriskFloor, asteriskFloor } from '../support/asterisk-floor.ts';

const seconds = Number(process.env['TALKS_SECONDS'] ?? 0);
const figuresIn = process.env['TALKS_FIGURES'];
const atOnce = Array.from({ length: Number(process.env['TALKS_AT_ONCE'] ?? 1) }, (_, nth) => nth + 1);

const all = (letter: string): readonly string[] => atOnce.map((nth) => `${letter}${nth}`);
const queues = ['plain', 'recorded', 'mixed'];
const plan = `
company: Talks
country: DE
time zone: Europe/Berlin
language: en
numbers: { ${queues.flatMap((queue, kind) => atOnce.map((nth) => `"${kind}${nth}": { queue: ${queue}${nth} }`)).join(', ')} }
queues: { ${queues.flatMap((queue) => atOnce.map((nth) => `${queue}${nth}: { agents: [a${nth}], wrap-up: 0s }`)).join(', ')} }
agents: { ${['a', 'b', 'c', 'd']
  .flatMap(all)
  .map((name) => `${name}: {}`)
  .join(', ')} }
lines: [${all('line').join(', ')}]
recording:
  recorded: { queues: [${all('recorded').join(', ')}], announce: false }
  mixed: { queues: [${all('mixed').join(', ')}], announce: false, sides: mixed }
supervision: { agents: [${all('b').join(', ')}], tell callers: false, tell agents: true }
`;

let floor: AsteriskFloor;
let home: string;
const homes: string[] = [];
// After the floor is closed: hooks run from the last to the first.
afterAll(async () => {
  for (const each of homes) await rm(each, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
});
sharedFloor(async () => {
  home = await mkdtemp(join(tmpdir(), 'cordboard-talks-'));
  homes.push(home);
  return (floor = await asteriskFloor({ plan, home }));
});

interface Talk {
  readonly call: CallId;
  readonly nth: number;
  readonly caller: LineCaller;
  readonly agent: DeskPhone;
}

/** By the place of its queue in `queues`; and what more happens. */
const kinds: Readonly<
  Record<string, { readonly queue: number; readonly more?: (talk: Talk) => Promise<void> }>
> = {
  'caller and agent': { queue: 0 },
  recorded: { queue: 1 },
  'recorded on one channel': { queue: 2 },
  supervised: { queue: 0, more: supervise },
  'conference of five': { queue: 0, more: confer },
};

/** The agent hears a tone, and the caller nothing of it. */
async function supervise({ call, nth, caller, agent }: Talk): Promise<void> {
  for (const { audio } of [caller.call, agent.call]) audio.mouth.tone = undefined;
  await floor.passes(300);
  const supervisor = await floor.agent(`b${nth}`);
  const asked = { what: { call }, who: supervisor.name, mode: 'listen' } as const;
  expect(await floor.operations.supervise(asked, 'test')).toEqual({ done: true });
  await supervisor.answers();
  caller.call.audio.ear.beginsToListen(performance.now());
  const since = performance.now();
  await agent.call.audio.hearsSomething();
  await floor.passes(500);
  // All that time silence.
  const now = performance.now();
  expect(caller.call.audio.ear.longestSilence(now)).toBeGreaterThan(now - since - 50);
  [caller.call.audio.mouth.tone, agent.call.audio.mouth.tone] = [caller.voice, agent.voice];
  await supervisor.call.audio.hearsSomething();
}

async function confer({ call, nth, caller, agent }: Talk): Promise<void> {
  const everybody: (LineCaller | DeskPhone)[] = [caller, agent];
  for (const letter of ['b', 'c', 'd']) {
    const next = await floor.agent(`${letter}${nth}`);
    const action = { do: 'join', to: next.name, onAnswer: 'join' } as const;
    expect(await floor.operations.inTalk(call, action, 'test')).toMatchObject({ done: true });
    await next.answers();
    everybody.push(next);
  }
  // One at a time, or nobody stands out.
  for (const speaker of everybody) {
    for (const each of everybody) each.call.audio.mouth.tone = each === speaker ? each.voice : undefined;
    for (const ear of everybody) if (ear !== speaker) await ear.call.audio.hearsTone(speaker.voice);
  }
}

for (const [kind, { queue, more }] of Object.entries(kinds)) {
  test(`${kind}, ${atOnce.length} at once`, { timeout: 60_000 + seconds * 1000 }, async () => {
    for (const nth of atOnce) {
      const agent = await floor.agent(`a${nth}`);
      const caller = floor.caller(`Caller ${nth}`, { line: `line${nth}` });
      const call = (await caller.dials(`${queue}${nth}`)) as CallId;
      await agent.answers();
      await caller.talksWith(agent);
      [caller.call.audio.mouth.tone, agent.call.audio.mouth.tone] = [caller.voice, agent.voice];
      await more?.({ call, nth, caller, agent });
    }
    const pid = Number(await readFile(join(asteriskFolders(home).run, 'asterisk.pid'), 'utf8'));
    const [before, since] = [await cpuOf(pid), performance.now()];
    await floor.passes(seconds * 1000);
    const percent = (((await cpuOf(pid)) - before) / (performance.now() - since) / atOnce.length) * 100;
    if (figuresIn !== undefined && seconds > 0)
      appendFileSync(figuresIn, `${JSON.stringify({ kind, talks: atOnce.length, percent })}\n`);
    expect(floor.operations.calls()).toHaveLength(atOnce.length);
  });
}

/** What it has used, in milliseconds: Linux counts in hundredths of a second. */
async function cpuOf(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}
