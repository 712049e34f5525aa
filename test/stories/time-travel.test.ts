/** The floor as the journal says that it was is the floor as it was. */

import { expect, test } from 'vitest';
import { queuesOutOf, stateNow } from '../../src/agents/board.ts';
import { type FloorAt, FloorThen } from '../../src/reports/floor-then.ts';
import { atOnce } from '../../src/shared/slices.ts';
import { seconds } from '../../src/shared/time.ts';
import { simulatedFloor } from '../support/simulated-floor.ts';

const plan = `
company: Then
country: DE
time zone: Europe/Berlin
language: en
numbers: { "101": { queue: sales } }
queues: { sales: { title: Sales, agents: [anna, boris], wrap-up: 20s, ring for: 15s } }
agents: { anna: { name: Anna }, boris: { name: Boris } }
lines: [line1, line2, line3]
`;
/** What both say of a moment, in the words of the engine. */
const said = { wrap_up: 'wrapping_up', hold: 'talking', consulting: 'talking', away: 'unreachable' } as const;
const wordsOf = ({ agents, calls }: Pick<FloorAt, 'agents' | 'calls'>) => ({
  agents: agents
    .map(({ name, state, outOf = [] }) =>
      [name, said[state as keyof typeof said] ?? state, ...outOf].join(' '),
    )
    .toSorted(),
  calls: calls.map(({ id, phase, with: to }) => `${id} ${phase} ${to ?? ''}`.trim()).toSorted(),
});

test('at each moment of a shift, agents and calls are what they were', async () => {
  const floor = await simulatedFloor({ plan });
  const { engine, store, clock } = floor;
  const [anna, boris] = [await floor.agent('anna'), await floor.agent('boris')];
  const seen: { at: number; agents: string[]; calls: string[] }[] = [];
  const look = async (): Promise<void> => {
    await floor.passes(seconds(1));
    seen.push({
      at: clock.now(),
      agents: engine
        .agents()
        .map((agent) => [agent.name, stateNow(agent), ...queuesOutOf(agent)].join(' '))
        .toSorted(),
      calls: engine
        .calls()
        .map(({ id, phase, offers }) => {
          const rung = offers.at(-1)?.to;
          const talks = phase.name === 'talking' ? phase.conversation.parties[1].who : rung;
          return `${id} ${phase.name} ${talks?.kind === 'agent' ? talks.agent : ''}`.trim();
        })
        .toSorted(),
    });
    await floor.passes(seconds(1));
  };
  await look();
  await engine.change({ type: 'agentPaused', agent: 'boris', by: 'boris', reason: 'lunch' });
  await look();
  const first = floor.caller('First');
  await first.dials('101');
  await anna.rings();
  await look();
  await anna.answers();
  await look();
  const second = floor.caller('Second');
  await second.dials('101');
  await look();
  await anna.holds();
  await look();
  await first.hangsUp();
  await look();
  await engine.change({ type: 'agentResumed', agent: 'boris', by: 'boris' });
  await boris.answers();
  await look();
  for (const agent of ['anna', 'boris']) {
    await engine.setQueueService({ agent, queue: 'sales', serves: false, anyway: true }, 'paula');
    await look();
  }
  await engine.setQueueService({ agent: 'boris', queue: 'sales', serves: true }, 'paula');
  await look();
  await engine.change({ type: 'agentLoggedOut', agent: 'anna', by: 'anna' });
  await look();
  await second.hangsUp();
  await look();
  const fold = new FloorThen(
    seen.map(({ at }) => at),
    undefined,
    [],
  );
  for (const entry of await store.journal.after(0, 10_000)) fold.add(entry);
  const { floors, marks } = atOnce(fold.over());
  expect(floors.map((then) => ({ at: then.at, ...wordsOf(then) }))).toEqual(
    // A caller who waits shows who was rung for them last; the engine forgets that.
    seen.map(({ at, agents, calls }) => ({ at, agents, calls })),
  );
  expect(floors.at(2)?.calls[0]).toMatchObject({ queue: 'sales', phase: 'ringing' });
  expect(marks).toContainEqual(expect.objectContaining({ kind: 'plan' }));
  await floor.close();
});
