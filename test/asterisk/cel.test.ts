/**
 * Talk and hold times against Asterisk's own event log. The journal keeps, at the end of each call, what each leg spent by
 * the time stamps of the events that Asterisk sends us; CEL is another way of Asterisk's to say the same.
 *
 * CEL_CALLS: how many calls, of each kind in turn; CEL_FIGURES: a file to which a line for each leg is added.
 */
import { appendFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { expect, test } from 'vitest';
import { callRecord } from '../../src/reports/call-record.ts';
import { type Cel, switchOnCel } from '../support/asterisk/cel.ts';
import type { DeskPhone } from '../support/asterisk/desk-phone.ts';
import type { LineCaller } from '../support/asterisk/line-caller.ts';
import { sharedFloor } from '../support/asterisk/shared-floor.ts';
import { type AsteriskFloor, asteriskFloor } from '../support/asterisk-floor.ts';

const calls = Number(process.env['CEL_CALLS'] ?? 27);
const figuresIn = process.env['CEL_FIGURES'];
const lanes = [1, 2, 3];

const plan = `
company: Cel
country: DE
time zone: Europe/Berlin
language: en
numbers: { ${lanes.map((nth) => `"10${nth}": { queue: q${nth} }`).join(', ')} }
queues: { ${lanes.map((nth) => `q${nth}: { agents: [a${nth}], wrap-up: 0s }`).join(', ')} }
agents: { ${lanes.flatMap((nth) => [`a${nth}: {}`, `b${nth}: {}`]).join(', ')} }
lines: [${lanes.map((nth) => `line${nth}`).join(', ')}]
misses before pause: 0
`;

const stalls = monitorEventLoopDelay({ resolution: 10 });

let floor: AsteriskFloor;
let cel: Cel;
sharedFloor(
  async () => (floor = await asteriskFloor({ plan })),
  async ({ cordboard }) => {
    stalls.enable();
    cel = await switchOnCel(cordboard.etc, async (command) => await cordboard.cli(command));
  },
);

interface Talk {
  readonly call: string;
  readonly caller: LineCaller;
  readonly agent: DeskPhone;
  readonly other: DeskPhone;
  readonly ask: (action: Parameters<AsteriskFloor['operations']['inTalk']>[1]) => Promise<void>;
  readonly passes: () => Promise<void>;
}

/** What happens in a call, from talking with the agent to its end. */
const kinds: Readonly<Record<string, (talk: Talk) => Promise<void>>> = {
  'talk, the caller hangs up': async ({ caller }) => await caller.hangsUp(),
  'talk, the agent hangs up': async ({ agent }) => await agent.hangsUp(),
  'held twice by the button': async ({ caller, agent, passes }) => {
    for (let times = 0; times < 2; times++) {
      await agent.holds();
      await passes();
      await agent.resumes();
      await passes();
    }
    await caller.hangsUp();
  },
  'ended on hold': async ({ agent, caller, passes }) => {
    await agent.holds();
    await passes();
    await caller.hangsUp();
  },
  'held by the API': async ({ caller, ask, passes }) => {
    await ask({ do: 'hold' });
    await passes();
    await ask({ do: 'unhold' });
    await passes();
    await caller.hangsUp();
  },
  'consulted, completed': async ({ caller, other, ask, passes, call }) => {
    await ask({ do: 'consult', to: other.name });
    await other.answers();
    await passes();
    await ask({ do: 'complete' });
    await floor.until('they talk', () => servedBy(call) === other.name);
    await passes();
    await caller.hangsUp();
  },
  'consulted, back again': async ({ agent, other, ask, passes }) => {
    await ask({ do: 'consult', to: other.name });
    await other.answers();
    await passes();
    await ask({ do: 'swap' });
    await passes();
    await ask({ do: 'cancel' });
    await passes();
    await agent.hangsUp();
  },
  'transferred by the phone': async ({ caller, agent, other, passes }) => {
    await agent.transfersTo(other.name);
    await other.answers();
    await passes();
    await caller.hangsUp();
  },
  'three together': async ({ caller, agent, other, ask, passes }) => {
    await ask({ do: 'join', to: other.name, onAnswer: 'join' });
    await other.answers();
    await passes();
    await agent.hangsUp();
    await passes();
    await caller.hangsUp();
  },
};

function servedBy(call: string): string | undefined {
  const phase = floor.operations.calls().find(({ id }) => id === call)?.phase;
  const who = phase?.name === 'talking' ? phase.conversation.parties[1].who : undefined;
  return who?.kind === 'agent' ? who.agent : undefined;
}

test(`${calls} mixed calls: each leg's talk and hold are within 5 ms of CEL`, {
  timeout: 60_000 + calls * 4000,
}, async () => {
  const names = Object.keys(kinds);
  const done: { call: string; kind: string }[] = [];
  let next = 0;
  const lane = async (nth: number): Promise<void> => {
    const caller = floor.caller(`Caller ${nth}`, { line: `line${nth}` });
    const [agent, other] = [await floor.agent(`a${nth}`), await floor.agent(`b${nth}`)];
    while (next < calls) {
      const mine = next++;
      const kind = names[mine % names.length] ?? '';
      const isFree = (): boolean =>
        floor.operations
          .agents()
          .every(
            ({ name, activity, phone }) =>
              !name.endsWith(`${nth}`) || (activity.kind === 'free' && !phone.busy),
          );
      await floor.until('both are free', isFree);
      const call = await caller.dials(`10${nth}`);
      await agent.answers();
      await floor.until('they talk', () => servedBy(call) === agent.name);
      const passes = async (): Promise<void> => await floor.passes(150 + ((mine * 67) % 400));
      await passes();
      const ask: Talk['ask'] = async (action) =>
        expect(await floor.operations.inTalk(call as never, action, 'test')).toMatchObject({ done: true });
      await kinds[kind]?.({ call, caller, agent, other, ask, passes });
      await floor.until(
        'it is over',
        () => !caller.onTheLine && floor.operations.calls().every(({ id }) => id !== call),
      );
      done.push({ call, kind });
    }
  };
  await Promise.all(lanes.map(lane));
  await floor.passes(300);
  const misfits: string[] = [];
  for (const { call, kind } of done) misfits.push(...(await compared(call, kind)));
  expect(misfits).toEqual([]);
});

async function compared(call: string, kind: string): Promise<readonly string[]> {
  const entries = await floor.store.journal.ofCall(call as never);
  const end = entries.find((entry) => entry.type === 'callEnded');
  const arrival = entries.find((entry) => entry.type === 'callArrived');
  const exchange = end?.type === 'callEnded' ? end.exchange : undefined;
  const caller = arrival?.type === 'callArrived' ? arrival.leg : undefined;
  if (exchange === undefined || caller === undefined)
    return [`call ${call} (${kind}): Asterisk's times are missing`];
  const times = await cel.times(caller);
  const record = callRecord(entries, end?.at ?? 0);
  return Object.entries(exchange).flatMap(([leg, [talked = 0, held = 0]]) => {
    const channel = [...times.keys()].find((each) => each === leg || each.endsWith(`-${leg}`));
    const byCel = times.get(channel ?? '');
    if (!byCel) return [`call ${call} (${kind}): CEL does not know ${leg}`];
    const [talkOff, holdOff] = [talked - byCel.talked, held - byCel.held];
    // How far our own clock, which runs from turn to turn, is from Asterisk's.
    const ours = leg === caller && record ? { ourTalkOff: record.talked - talked } : {};
    if (figuresIn !== undefined)
      appendFileSync(
        figuresIn,
        `${JSON.stringify({ kind, leg, talkOff, holdOff, roomOff: talkOff + holdOff, ...ours })}\n`,
      );
    // CEL knows of a hold by the button only by its music, which begins and ends in a thread of its own: it comes late when
    // the machine has no time, as this process then does. All that a leg spends in a room is exact.
    const holds = entries.filter(({ type }) => type === 'held').length;
    const most = Math.max(5, holds * (5 + stalls.max / 1e6));
    const isOff = Math.abs(talkOff + holdOff) > 5 || Math.abs(talkOff) > most || Math.abs(holdOff) > most;
    return isOff ? [`call ${call} (${kind}), ${leg}: talk ${talkOff} ms off, hold ${holdOff} ms`] : [];
  });
}
