/** How the numbers of other systems go wrong, by their users' reports, and what ours say of the same calls. */
import { expect } from 'vitest';
import { seconds } from '../../src/shared/time.ts';
import { figuresOf, mustFit } from '../support/figures.ts';
import { office, type Scene, story, talk } from './story.ts';

const entriesOf = ({ floor }: Scene) => floor.store.journal.after(0, 100_000);

story(
  'asterisk #1736, double counting: a caller whom three phones rang for is offered and answered once',
  office('strategy: ordered, ring for: 5s, wrap-up: 0s'),
  async (scene) => {
    const { floor } = scene;
    const phones = [await floor.agent('anna'), await floor.agent('boris'), await floor.agent('clara')];
    const maria = floor.caller('Maria');
    await maria.dials('1');
    await phones[2]?.answers();
    await floor.passes(seconds(9));
    await maria.hangsUp();
    await floor.passes(seconds(1));
    const entries = await entriesOf(scene);
    expect(figuresOf(entries, 'queues').get('all')).toMatchObject({
      offered: 1,
      answered: 1,
      abandoned: 0,
      offers: 3,
      ringNoAnswer: 2,
    });
    const agents = figuresOf(entries, 'agents');
    expect(['anna', 'boris', 'clara'].map((name) => agents.get(name)?.['answered'])).toEqual([0, 0, 1]);
    mustFit(entries);
  },
);

story(
  'asterisk #1736 again: an answer that was gone at once is no answer, and the caller no second visit',
  office('strategy: ordered, ring for: 5s, wrap-up: 0s'),
  async (scene) => {
    const { floor } = scene;
    const anna = await floor.agent('anna');
    const boris = await floor.agent('boris');
    const maria = floor.caller('Maria');
    await maria.dials('1');
    await anna.answers();
    await anna.goesAtOnce();
    await boris.answers();
    await maria.talksWith(boris);
    await floor.passes(seconds(9));
    await maria.hangsUp();
    await floor.passes(seconds(1));
    const entries = await entriesOf(scene);
    expect(figuresOf(entries, 'queues').get('all')).toMatchObject({
      offered: 1,
      answered: 1,
      ringNoAnswer: 1,
    });
    const agents = figuresOf(entries, 'agents');
    expect([agents.get('anna')?.['answered'], agents.get('boris')?.['answered']]).toEqual([0, 1]);
    mustFit(entries);
  },
);

story(
  'asterisk #759 and FreePBX #124, transfers missing from the log; and agents credited with the talk of others',
  office('strategy: ordered, wrap-up: 0s'),
  async (scene) => {
    const { floor } = scene;
    const { anna, boris, maria } = await talk(scene);
    await floor.passes(seconds(10));
    await anna.transfersTo('boris');
    await boris.answers();
    await maria.talksWith(boris);
    await floor.passes(seconds(20));
    await maria.hangsUp();
    await floor.passes(seconds(1));
    const entries = await entriesOf(scene);
    expect(figuresOf(entries, 'queues').get('all')).toMatchObject({
      offered: 1,
      answered: 1,
      transfersOut: 1,
    });
    expect(figuresOf(entries, 'calls').get('outside')).toMatchObject({
      offered: 1,
      answered: 1,
      transfers: 1,
    });
    const agents = figuresOf(entries, 'agents');
    expect(agents.get('anna')).toMatchObject({ transfersOut: 1, transfersIn: 0 });
    expect(agents.get('boris')).toMatchObject({ transfersOut: 0, transfersIn: 1 });
    const [first, second] = ['anna', 'boris'].map((name) => Number(agents.get(name)?.['talkedMs']));
    expect(Math.round((first ?? 0) / 1000)).toBe(12);
    expect(Math.round((second ?? 0) / 1000)).toBe(20);
    // The caller has talked as long as the two of them.
    expect(figuresOf(entries, 'calls').get('outside')?.['talkedMs']).toBe((first ?? 0) + (second ?? 0));
    mustFit(entries);
  },
);

story(
  'asterisk #1255, #607 and #1006, wrap-up: a plan applied meanwhile does not cut it short, and it counts once',
  office('strategy: ordered, wrap-up: 30s'),
  async (scene) => {
    const { floor } = scene;
    const { maria } = await talk(scene);
    await maria.hangsUp();
    await floor.passes(seconds(10));
    await floor.operations.applyPlan(office('strategy: ordered, wrap-up: 5s'), 'test');
    await floor.passes(seconds(40));
    const entries = await entriesOf(scene);
    expect(figuresOf(entries, 'agents').get('anna')?.['wrappedUpMs']).toBe(30_000);
    expect(figuresOf(entries, 'queues').get('all')).toMatchObject({ handled: 1, wrappedUpMs: 30_000 });
    mustFit(entries);
  },
);

story(
  'Kazoo PR 2464, ghost calls: after a kill no call is left in progress, and each has one outcome',
  office('strategy: ordered, wrap-up: 0s'),
  async (scene) => {
    const { floor, outcome } = scene;
    const anna = await floor.agent('anna');
    const waiting = floor.caller('Waits');
    const call = await waiting.dials('1');
    await anna.rings();
    await floor.killed(async () => {
      await waiting.hangsUp();
      await floor.passes(seconds(3));
    });
    expect(await outcome(call)).toBe('abandoned');
    const entries = await entriesOf(scene);
    expect(figuresOf(entries, 'queues').get('all')).toMatchObject({
      offered: 1,
      abandoned: 1,
      inProgress: 0,
    });
    expect(figuresOf(entries, 'calls').get('outside')).toMatchObject({ offered: 1, inProgress: 0 });
    mustFit(entries);
  },
);
