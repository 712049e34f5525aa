/** More calls than are let in: who comes too many is told so at once, and nobody inside is harmed. */
import { expect } from 'vitest';
import { seconds } from '../../src/shared/time.ts';
import { office, story } from './story.ts';

const limited = (limits: string) => office('ring for: 20s, wrap-up: 0s', `limits: ${limits}\n`);

story(
  'as many as are let in talk; one more hears a 503; when one has gone there is room again',
  limited('{ calls at once: 2 }'),
  async ({ floor, told, outcome }) => {
    const anna = await floor.agent('anna');
    anna.answersByItself(true);
    const first = floor.caller('First');
    await first.dials('1');
    await first.talksWith(anna);
    const second = floor.caller('Second');
    await second.dials('1');
    const third = floor.caller('Third');
    const call = await third.dials('1');
    expect(await third.isHungUpOn()).toEqual({ answered: false, status: 503 });
    expect(await outcome(call)).toBe('overload');
    expect(await told('turnedAway', call)).toMatchObject([{ because: 'there are 2 calls at once in all' }]);
    expect(first.onTheLine && second.onTheLine).toBe(true);
    await second.hangsUp();
    await floor.passes(10);
    const fourth = floor.caller('Fourth');
    await fourth.dials('1');
    await fourth.hearsRinging();
    await first.hangsUp();
    await fourth.talksWith(anna);
    await fourth.hangsUp();
  },
);

story(
  'with words for it, who is turned away hears them',
  limited('{ calls at once: 1, say: Please call later. }'),
  async ({ floor, outcome }) => {
    const first = floor.caller('First');
    await first.dials('1');
    const second = floor.caller('Second');
    const call = await second.dials('1');
    await second.isAnswered();
    expect(await second.isHungUpOn()).toEqual({ answered: true });
    expect(await outcome(call)).toBe('overload');
    await first.hangsUp();
  },
);

story(
  'so many new calls a second on each line, however short they were; a second later there is room',
  limited('{ each line: { new calls a second: 1 } }'),
  async ({ floor, outcome, told }) => {
    const rings = async (name: string, line: string): Promise<string> => {
      const caller = floor.caller(name, { line });
      const call = await caller.dials('1');
      if (caller.onTheLine) await caller.hangsUp();
      return call;
    };
    expect(await outcome(await rings('First', 'line1'))).toBe('abandoned');
    const refused = await rings('Second', 'line1');
    expect(await outcome(refused)).toBe('overload');
    expect(await told('turnedAway', refused)).toMatchObject([
      { because: 'there were 1 new calls within a second on line line1' },
    ]);
    expect(await outcome(await rings('Third', 'line2'))).toBe('abandoned');
    await floor.passes(seconds(1));
    expect(await outcome(await rings('Fourth', 'line1'))).toBe('abandoned');
  },
);

story(
  'an engine that is late lets nobody in, without a word; agents are served all the same',
  limited('{ say: Please call later. }'),
  async ({ floor, outcome }) => {
    const anna = await floor.agent('anna');
    const first = floor.caller('First');
    await first.dials('1');
    floor.isLate(501);
    const second = floor.caller('Second');
    const call = await second.dials('1');
    expect(await second.isHungUpOn()).toEqual({ answered: false, status: 503 });
    expect(await outcome(call)).toBe('overload');
    await anna.answers();
    await first.talksWith(anna);
    await first.hangsUp();
  },
);

story(
  'calls that are there when the engine comes back are inside, whatever the limits',
  limited('{ calls at once: 1, new calls a second: 1 }'),
  async ({ floor, phase }) => {
    const calls = [floor.caller('First'), floor.caller('Second'), floor.caller('Third')];
    const first = await calls[0]?.dials('1');
    await floor.killed(async () => {
      for (const [n, caller] of calls.slice(1).entries())
        floor.asterisk.callFrom({ kind: 'line', name: `line${n + 2}` }, '1', '', caller.name);
    });
    await floor.until('all three wait', () => floor.engine.calls().length === 3);
    expect(phase(first ?? '')).toBe('waiting');
  },
);

story(
  'who is turned away leaves no contact behind',
  limited('{ calls at once: 1 }'),
  async ({ floor, told }) => {
    const first = floor.caller('First');
    await first.dials('1');
    const second = floor.caller('Second', { number: '+4930777777' });
    const call = await second.dials('1');
    expect(await told('callArrived', call)).toMatchObject([{ refused: 'overload', caller: { isNew: true } }]);
    expect((await told('callArrived', call))[0]?.caller.contact).toBeUndefined();
    expect(await floor.store.contacts.find('', 9)).toMatchObject([{ numbers: ['+4930123456'], calls: 1 }]);
    await first.hangsUp();
  },
);
