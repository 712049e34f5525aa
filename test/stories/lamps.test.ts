/** Lamps of phones follow what agents do, and which messages nobody has heard; after a kill they are right again. */
import { expect } from 'vitest';
import { LampKeeper } from '../../src/engine/lamps.ts';
import type { BusyLamp, MessageCounts } from '../../src/ports/lamps.ts';
import { seconds } from '../../src/shared/time.ts';
import { silentLog } from '../support/memory-store.ts';
import type { SimulatedFloor } from '../support/simulated-floor.ts';
import { office, story } from './story.ts';

const plan = office('wrap-up: 10s', '  "2": { voicemail: office }')
  .replace('voicemails:\n', 'busy lamps: true\nvoicemails:\n')
  .replace(/office: \{/, 'office: { lamp: [anna, boris], ');

/** Phones that show what they are told. */
class Panel {
  readonly agents = new Map<string, BusyLamp>();
  readonly messages = new Map<string, MessageCounts>();
  /** How often something was sent. */
  sent = 0;

  showAgent(agent: string, lamp: BusyLamp): void {
    this.sent++;
    this.agents.set(agent, lamp);
  }

  showMessages(phone: string, counts: MessageCounts): void {
    this.sent++;
    this.messages.set(phone, counts);
  }

  /** As `main.ts` ties them together. */
  follow({ engine, store, clock }: SimulatedFloor): void {
    const keeper = new LampKeeper({
      world: engine.world,
      lamps: this,
      voicemails: store.voicemails,
      clock,
      log: silentLog,
    });
    engine.follow((entry) => keeper.happened(entry));
    engine.watch(({ agents }) => keeper.changed(agents));
    keeper.start();
  }
}

story('a lamp for each state of an agent, sent when it changes', plan, async ({ floor }) => {
  const panel = new Panel();
  panel.follow(floor);
  expect(panel.agents.get('anna')).toBe('away');
  const anna = await floor.agent('anna');
  expect(panel.agents.get('anna')).toBe('free');
  const maria = floor.caller('Maria');
  await maria.dials('1');
  await anna.rings();
  expect(panel.agents.get('anna')).toBe('ringing');
  await anna.answers();
  await maria.talksWith(anna);
  expect(panel.agents.get('anna')).toBe('in_call');
  await floor.passes(seconds(1));
  const { sent } = panel;
  await floor.passes(seconds(5));
  expect(panel.sent).toBe(sent);
  await maria.hangsUp();
  await floor.until('Anna wraps up', () => panel.agents.get('anna') === 'busy');
  await floor.until('Anna is free', () => panel.agents.get('anna') === 'free');
  await floor.engine.change({ type: 'agentLoggedOut', agent: 'anna', by: 'story' });
  expect(panel.agents.get('anna')).toBe('away');
});

story(
  'a message lights the lamps of those whom the plan names, and a new plan puts them out',
  plan,
  async ({ floor }) => {
    const panel = new Panel();
    panel.follow(floor);
    const maria = floor.caller('Maria');
    await maria.dials('2');
    await floor.passes(seconds(8));
    await maria.hangsUp();
    await floor.until('the lamps are on', () => panel.messages.get('anna')?.unheard === 1);
    expect(panel.messages.get('boris')).toEqual({ unheard: 1, heard: 0 });
    expect(panel.messages.get('clara')).toBeUndefined();
    await floor.engine.applyPlan(plan.replace('lamp: [anna, boris], ', 'lamp: [boris], '), 'story');
    await floor.until("Anna's lamp is out", () => panel.messages.get('anna')?.unheard === 0);
    expect(panel.messages.get('boris')).toEqual({ unheard: 1, heard: 0 });
    await floor.engine.applyPlan(plan.replace('busy lamps: true\n', ''), 'story');
    await floor.until('nobody is watched', () => panel.agents.get('anna') === 'away');
  },
);

story(
  'an engine that was killed leaves lamps behind; the next one puts them right',
  plan,
  async ({ floor }) => {
    const panel = new Panel();
    panel.follow(floor);
    const anna = await floor.agent('anna');
    const maria = floor.caller('Maria');
    await maria.dials('1');
    await anna.answers();
    await maria.talksWith(anna);
    await floor.killed(async () => {
      await maria.hangsUp();
    });
    expect(panel.agents.get('anna')).toBe('in_call');
    panel.follow(floor);
    await floor.until('Anna is free', () => panel.agents.get('anna') === 'free');
  },
);
