/** What holds on every floor: the tests that the simulated and the real Asterisk share. */
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { TalkAction } from '../../src/call/kept/events.ts';
import type { JournalEntry } from '../../src/call/kept/journal.ts';
import type { CallId } from '../../src/shared/ids.ts';
import { minutes, seconds } from '../../src/shared/time.ts';
import type { Floor } from '../support/floor.ts';

const plan = readFileSync(new URL('../support/plans/contract.yaml', import.meta.url), 'utf8');

/** `done`: after each try of a test. Default: its floor is closed. */
export function theCall<F extends Floor>(
  open: (options: { plan: string }) => Promise<F>,
  done: (floor: F, hasFailed: boolean) => Promise<void> = (floor) => floor.close(),
): void {
  let floor: F;
  beforeEach(async () => {
    floor = await open({ plan });
  });
  afterEach(({ task }) => done(floor, task.result?.state === 'fail'));

  const ended = async (call: string): Promise<Extract<JournalEntry, { type: 'callEnded' }>> => {
    const find = async () =>
      (await floor.store.journal.ofCall(call as CallId)).filter((entry) => entry.type === 'callEnded');
    await floor.until(`call ${call} has ended`, async () => (await find()).length > 0);
    const entries = await find();
    expect(entries).toHaveLength(1);
    return entries[0] as Extract<JournalEntry, { type: 'callEnded' }>;
  };
  const phaseOf = (call: string) => floor.operations.calls().find(({ id }) => id === call)?.phase.name;
  const agent = (name: string) => floor.operations.agents().find((each) => each.name === name);

  describe('the main job', () => {
    test('a caller reaches the free agent, who sees who calls', async () => {
      await floor.store.contacts.set('+4930123456', { name: 'Maria Muster' }, Date.now());
      const anna = await floor.agent('anna');
      const maria = floor.caller('M.', { number: '030123456' });
      const call = await maria.dials('101');
      expect(await anna.rings()).toEqual({ number: '+4930123456', name: 'Maria Muster' });
      await maria.hearsRinging();
      await anna.answers();
      await maria.isAnswered();
      await maria.talksWith(anna);
      await maria.hangsUp();
      await anna.isHungUpOn();
      expect(await ended(call)).toMatchObject({ outcome: 'answered', by: 'caller' });
    });

    test('after the agent has hung up, the caller is asked how it was', async () => {
      const anna = await floor.agent('anna');
      const maria = floor.caller('Maria');
      const call = await maria.dials('103');
      await anna.answers();
      await maria.talksWith(anna);
      await floor.passes(seconds(1.2));
      await anna.hangsUp();
      await floor.until('she is asked', () => phaseOf(call) === 'answering_survey');
      expect(agent('anna')?.activity.kind).not.toBe('talking');
      await maria.presses('4');
      await maria.isHungUpOn();
      expect(await ended(call)).toMatchObject({ outcome: 'answered', by: 'plan' });
      const told = await floor.store.journal.ofCall(call as CallId);
      expect(told.filter(({ type }) => type === 'surveyAnswered')).toMatchObject([
        { question: 'friendly', mark: 4, low: false, agent: 'anna', queue: 'asked' },
      ]);
    });

    test('the agent may end it as well, and wraps up before the next call', async () => {
      const anna = await floor.agent('anna');
      const maria = floor.caller('Maria');
      const call = await maria.dials('101');
      await anna.answers();
      await maria.talksWith(anna);
      await anna.hangsUp();
      await maria.isHungUpOn();
      expect(await ended(call)).toMatchObject({ outcome: 'answered', by: 'agent anna' });
      expect(agent('anna')?.activity.kind).toBe('wrapping_up');
      const next = floor.caller('Next');
      await next.dials('101');
      await anna.rings();
      expect(agent('anna')?.activity.kind).toBe('offered');
      await next.hangsUp();
    });

    test('the menu brings the caller to support', async () => {
      const boris = await floor.agent('boris');
      const maria = floor.caller('Maria');
      const call = await maria.dials('100');
      await maria.isAnswered();
      await maria.presses('2');
      await boris.answers();
      await maria.talksWith(boris);
      await maria.hangsUp();
      expect(await ended(call)).toMatchObject({ outcome: 'answered' });
    });

    test('whoever is busy, declines or does not answer is passed over', async () => {
      const anna = await floor.agent('anna');
      const boris = await floor.agent('boris');
      await anna.isBusy();
      const maria = floor.caller('Maria');
      const call = await maria.dials('101');
      await boris.declines();
      await floor.until('both were asked', async () => {
        const offers = (await floor.store.journal.ofCall(call as CallId)).filter(
          ({ type }) => type === 'offerEnded',
        );
        return offers.length >= 2;
      });
      const outcomes = (await floor.store.journal.ofCall(call as CallId)).flatMap((entry) =>
        entry.type === 'offerEnded' ? [`${entry.to} ${entry.outcome}`] : [],
      );
      expect(outcomes.slice(0, 2).toSorted()).toEqual(['anna busy', 'boris declined']);
      await anna.back();
      await maria.hangsUp();
      expect(await ended(call)).toMatchObject({ outcome: 'abandoned', by: 'caller' });
    });
  });

  describe('while no engine is there', () => {
    test('an agent who picks up stays on the line, and is connected when there is one again', async () => {
      const anna = await floor.agent('anna');
      const maria = floor.caller('Maria');
      const call = await maria.dials('101');
      await anna.rings();
      await floor.engineAway(async () => {
        expect(await anna.picksUp()).toBe(true);
      });
      await maria.talksWith(anna);
      expect(anna.talking).toBe(true);
      await maria.hangsUp();
      await anna.isHungUpOn();
      expect(await ended(call)).toMatchObject({ outcome: 'answered', by: 'caller' });
    });

    test('an agent who declines is passed over, and a phone that rings goes on ringing', async () => {
      const anna = await floor.agent('anna');
      const maria = floor.caller('Maria');
      const call = await maria.dials('101');
      await anna.rings();
      await floor.engineAway(async () => await anna.declines());
      const boris = await floor.agent('boris');
      await boris.rings();
      await floor.engineAway(async () => undefined);
      expect(boris.ringing).toBe(true);
      await boris.answers();
      await maria.talksWith(boris);
      await maria.hangsUp();
      expect(await ended(call)).toMatchObject({ outcome: 'answered' });
    });
  });

  describe('whoever hangs up, whenever: the call ends once', () => {
    test('while the menu speaks', async () => {
      const maria = floor.caller('Maria');
      const call = await maria.dials('100');
      await maria.isAnswered();
      await maria.hangsUp();
      expect(await ended(call)).toMatchObject({ outcome: 'left_early', by: 'caller' });
    });

    test('while waiting for somebody', async () => {
      const maria = floor.caller('Maria');
      const call = await maria.dials('101');
      await floor.until('the call waits', () => phaseOf(call) === 'waiting');
      await maria.hangsUp();
      expect(await ended(call)).toMatchObject({ outcome: 'abandoned', by: 'caller' });
    });

    test('while a phone rings, which stops ringing', async () => {
      const anna = await floor.agent('anna');
      const maria = floor.caller('Maria');
      const call = await maria.dials('101');
      await anna.rings();
      await maria.hangsUp();
      await anna.stopsRinging();
      expect(await ended(call)).toMatchObject({ outcome: 'abandoned', by: 'caller' });
      await floor.until('anna is free', () => agent('anna')?.activity.kind === 'free');
    });

    test('while leaving a message, which is kept', async () => {
      const maria = floor.caller('Maria');
      const call = await maria.dials('102');
      await floor.until(
        'the tone has been heard',
        () => {
          const phase = floor.operations.calls().find(({ id }) => id === call)?.phase;
          return phase?.name === 'leaving_message' && phase.recording !== undefined;
        },
        minutes(3),
      );
      await floor.passes(seconds(3));
      await maria.hangsUp();
      expect(await ended(call)).toMatchObject({ outcome: 'voicemail' });
      const [message] = await floor.store.voicemails.list('accounts', 10);
      expect(message).toMatchObject({ call, voicemail: 'accounts' });
      expect(message?.lasted).toBeGreaterThan(1500);
    });
  });

  test('the agent holds, and resumes: the caller hears music meanwhile, and it is counted', async () => {
    const anna = await floor.agent('anna');
    const maria = floor.caller('Maria');
    const call = await maria.dials('101');
    await anna.answers();
    await maria.talksWith(anna);
    const isHeld = (): boolean => {
      const phase = floor.operations.calls().find(({ id }) => id === call)?.phase;
      return phase?.name === 'talking' && phase.conversation.parties[1].holds?.certain === true;
    };
    await anna.holds();
    await floor.until('the hold is known', isHeld);
    await maria.hearsMusic(anna);
    await anna.resumes();
    await floor.until('its end is known', () => !isHeld());
    await maria.talksWith(anna);
    await maria.hangsUp();
    await ended(call);
    const entries = await floor.store.journal.ofCall(call as never);
    expect(entries.filter(({ type }) => type === 'held' || type === 'resumed')).toMatchObject([
      { type: 'held', who: 'anna' },
      { type: 'resumed', who: 'anna', certain: true, because: 'resumed' },
    ]);
  });

  test('a talk is recorded; paused it is not, and an engine that goes and comes changes nothing', async () => {
    const boris = await floor.agent('boris');
    const maria = floor.caller('Maria');
    const call = await maria.dials('100');
    await maria.isAnswered();
    await maria.presses('2');
    await boris.answers();
    await maria.talksWith(boris);
    const told = async (type: JournalEntry['type']): Promise<number> =>
      (await floor.store.journal.ofCall(call as CallId)).filter((entry) => entry.type === type).length;
    await floor.until('it is recorded', async () => (await told('recordingRuns')) === 1);
    await floor.engineAway(async () => await floor.passes(500));
    await floor.operations.recording(call as CallId, 'pause', 'test');
    await floor.operations.recording(call as CallId, 'pause', 'test');
    await floor.until('nothing is written any more', async () => (await told('recordingClosed')) === 1);
    expect(await told('recordingStarted')).toBe(1);
    await floor.operations.recording(call as CallId, 'resume', 'test');
    await floor.until('it is recorded again', async () => (await told('recordingRuns')) === 2);
    await maria.hangsUp();
    await floor.until('the rest is closed', async () => (await told('recordingClosed')) === 2);
    expect(await told('recordingFailed')).toBe(0);
    expect(await ended(call)).toMatchObject({ outcome: 'answered' });
  });

  test('hold by an operator, a consultation there and back, a conference of three', async () => {
    const anna = await floor.agent('anna');
    const maria = floor.caller('Maria', { number: '+49301234888' });
    const call = await maria.dials('101');
    await anna.answers();
    await maria.talksWith(anna);
    const connected = async (): Promise<number> =>
      (await floor.store.journal.after(0, 100_000)).filter(({ type }) => type === 'connected').length;
    const before = await connected();
    const clara = await floor.agent('clara');
    const ask = async (action: TalkAction): Promise<void> =>
      expect(await floor.operations.inTalk(call as CallId, action, 'test')).toMatchObject({ done: true });
    await ask({ do: 'hold' });
    await maria.hearsMusic(anna);
    await ask({ do: 'unhold' });
    await maria.talksWith(anna);
    await ask({ do: 'consult', to: 'clara' });
    await clara.answers();
    await floor.until('clara is asked', async () => (await connected()) === before + 1);
    await maria.hearsMusic(anna);
    await ask({ do: 'swap' });
    await maria.talksWith(anna);
    await ask({ do: 'merge' });
    await maria.talksWith(clara);
    await maria.talksWith(anna);
    await floor.until('both phones show who is there', () => {
      return anna.shows === 'Maria, Clara' && clara.shows === 'Maria, Anna';
    });
    await anna.hangsUp();
    await maria.talksWith(clara);
    await floor.until('the phone of Clara shows Maria', () => clara.shows === 'Maria');
    await clara.hangsUp();
    await maria.isHungUpOn();
    expect(await ended(call)).toMatchObject({ outcome: 'answered', by: 'agent clara' });
  });

  describe('in the same moment', () => {
    test('the caller hangs up and the agent answers', async () => {
      const anna = await floor.agent('anna');
      const maria = floor.caller('Maria');
      const call = await maria.dials('101');
      await anna.rings();
      await Promise.all([maria.hangsUp(), anna.picksUp()]);
      expect(['answered', 'abandoned']).toContain((await ended(call)).outcome);
      await floor.until('the phone of anna is quiet', () => !anna.ringing && !anna.talking);
    });

    test('the offer is withdrawn and the agent answers', async () => {
      const anna = await floor.agent('anna');
      const boris = await floor.agent('boris');
      const maria = floor.caller('Maria');
      await maria.dials('101');
      await floor.until('a phone rings', () => anna.ringing || boris.ringing);
      const [asked, other] = anna.ringing ? [anna, boris] : [boris, anna];
      await Promise.all([
        floor.operations.change({ type: 'agentPaused', agent: asked.name, reason: 'lunch', by: 'test' }),
        asked.picksUp(),
      ]);
      // A phone that was picked up too late believes for a moment that it talks; the engine knows better.
      const isTalking = (): boolean => floor.operations.calls().some(({ phase }) => phase.name === 'talking');
      await floor.until('somebody has the call', () => other.ringing || isTalking());
      if (other.ringing) {
        await other.answers();
        await maria.talksWith(other);
      } else {
        await maria.talksWith(asked);
      }
      await maria.hangsUp();
      await floor.until('both are quiet', () => !asked.talking && !other.talking);
    });

    test('the agent is taken out of the queue and answers', async () => {
      const anna = await floor.agent('anna');
      const boris = await floor.agent('boris');
      const maria = floor.caller('Maria');
      const call = await maria.dials('101');
      await floor.until('a phone rings', () => anna.ringing || boris.ringing);
      const [asked, other] = anna.ringing ? [anna, boris] : [boris, anna];
      const sets = async (serves: boolean) =>
        await floor.operations.setQueueService({ agent: asked.name, queue: 'sales', serves }, 'test');
      await Promise.all([sets(false), asked.picksUp()]);
      const isTalking = (): boolean => floor.operations.calls().some(({ phase }) => phase.name === 'talking');
      await floor.until('somebody has the call', () => other.ringing || isTalking());
      if (other.ringing) {
        await other.answers();
        await maria.talksWith(other);
      } else {
        await maria.talksWith(asked);
      }
      await maria.hangsUp();
      await floor.until('both are quiet', () => !asked.talking && !other.talking);
      expect(await ended(call)).toMatchObject({ outcome: 'answered' });
      expect(await sets(true)).toEqual({ done: true });
    });

    test('two callers for one agent', async () => {
      const anna = await floor.agent('anna');
      const first = floor.caller('First', { number: '+4930111111' });
      const second = floor.caller('Second', { number: '+4930222222' });
      await Promise.all([first.dials('101'), second.dials('101')]);
      const shown = await anna.rings();
      await anna.answers();
      const [served, waiting] = shown.number === '+4930111111' ? [first, second] : [second, first];
      await served.talksWith(anna);
      await served.hangsUp();
      await anna.isHungUpOn();
      await anna.rings();
      await anna.answers();
      await waiting.talksWith(anna);
      await waiting.hangsUp();
    });

    test('one caller for two agents: only one of them rings', async () => {
      const anna = await floor.agent('anna');
      const boris = await floor.agent('boris');
      const maria = floor.caller('Maria');
      await maria.dials('101');
      await floor.until('a phone rings', () => anna.ringing || boris.ringing);
      await floor.passes(500);
      expect(anna.ringing && boris.ringing).toBe(false);
      await maria.hangsUp();
    });
  });
}
