/** The time beside a free agent on the wallboard is the time since they became free, and not since their last call. */
import { expect, test } from 'vitest';
import { agentViews } from '../../src/http/agents/view.ts';
import { seconds } from '../../src/shared/time.ts';
import { simulatedFloor } from '../support/simulated-floor.ts';

test('free since wrap-up or a pause is over', async () => {
  const floor = await simulatedFloor();
  const { engine, clock } = floor;
  const phone = await floor.agent('anna');
  const sinceMs = (): number => {
    const anna = agentViews(engine.plan().plan, engine.agents(), engine.calls()).find(
      ({ name }) => name === 'anna',
    );
    expect(anna?.state).toBe('free');
    return clock.now() - Date.parse(anna?.since ?? '');
  };
  const caller = floor.caller('Maria');
  await caller.dials('101');
  await phone.answers();
  await caller.talksWith(phone);
  await floor.passes(seconds(10));
  await caller.hangsUp();
  await floor.until('wrap-up is over', () => engine.agent('anna')?.activity.kind === 'free');
  await floor.passes(seconds(7));
  expect(sinceMs()).toBe(seconds(7));
  await engine.change({ type: 'agentPaused', agent: 'anna', reason: 'lunch', by: 'anna' });
  await floor.passes(seconds(30));
  await engine.change({ type: 'agentResumed', agent: 'anna', by: 'anna' });
  await floor.passes(seconds(3));
  expect(sinceMs()).toBe(seconds(3));
  await floor.close();
});
