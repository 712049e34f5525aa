/** A phone that loses its power or its network while people talk: the caller must not sit in silence. */
import { expect } from 'vitest';
import { callRecord } from '../../src/reports/call-record.ts';
import type { CallId } from '../../src/shared/ids.ts';
import { minutes, seconds } from '../../src/shared/time.ts';
import { office, story } from './story.ts';

const lost = (text: string): boolean => text.includes('lost the connection');

story(
  'the caller hears that the line was lost, goes first in line, and has the next agent; the silence is nobody’s talk',
  office('strategy: ordered, wrap-up: 30s'),
  async ({ floor, told, doing, outcome }) => {
    const anna = await floor.agent('anna');
    const maria = floor.caller('Maria');
    const call = await maria.dials('1');
    await anna.answers();
    await maria.talksWith(anna);
    await floor.passes(minutes(3));
    const later = floor.caller('Later', { number: '+4930000002' });
    await later.dials('1');
    floor.asterisk.vanish('anna');
    await floor.until('it is noticed', async () => (await told('phoneVanished', call)).length > 0);
    expect(floor.asterisk.spoken.some(lost)).toBe(true);
    await floor.until('Anna is let go', () => doing('anna') === 'free');
    const state = floor.engine.agents().find(({ name }) => name === 'anna');
    expect(state?.phone.reachable).toBe(false);
    expect(state?.talkedFor).toBeLessThan(minutes(3) + seconds(2));
    expect(await told('wrapUpStarted')).toEqual([]);
    expect(await told('alarmRaised')).toMatchObject([
      { what: 'the phone of anna was lost during a call', call },
    ]);
    const boris = await floor.agent('boris');
    await boris.answers();
    await maria.talksWith(boris);
    await floor.passes(seconds(60));
    await maria.hangsUp();
    expect(await outcome(call)).toBe('answered');
    const record = callRecord(await floor.store.journal.ofCall(call as CallId), floor.clock.now());
    expect(record?.inVain).toBe(seconds(20));
    expect(record?.talked).toBeLessThan(minutes(4) + seconds(3));
    await later.hangsUp();
  },
);

story(
  'an agent who is free is rung at once, and the words go on while their phone rings',
  office('strategy: ordered'),
  async ({ floor, told, phase }) => {
    const anna = await floor.agent('anna');
    const boris = await floor.agent('boris');
    const maria = floor.caller('Maria');
    const call = await maria.dials('1');
    await anna.answers();
    await maria.talksWith(anna);
    await floor.passes(minutes(1));
    floor.asterisk.vanish('anna');
    await boris.rings();
    expect(await told('phoneVanished', call)).toMatchObject([{ to: 'anna', silentFor: seconds(20) }]);
    expect(phase(call)).toBe('ringing');
    await boris.answers();
    await maria.talksWith(boris);
    await maria.hangsUp();
  },
);

story(
  'of a ring step with nobody else, the next step is taken',
  office('ring for: 5s', '  "2": [{ ring: anna }, { voicemail: office }]\n'),
  async ({ floor, phase }) => {
    const anna = await floor.agent('anna');
    const maria = floor.caller('Maria');
    const call = await maria.dials('2');
    await anna.answers();
    await maria.talksWith(anna);
    await floor.passes(minutes(1));
    floor.asterisk.vanish('anna');
    await floor.until('she leaves a message', () => phase(call)?.startsWith('leaving') === true);
    await maria.hangsUp();
  },
);

story(
  'a queue with a limit of time keeps what was left of it',
  office('strategy: ordered', '  "2": [{ queue: all, for: 1m }, { voicemail: office }]\n'),
  async ({ floor, phase, told }) => {
    const anna = await floor.agent('anna');
    const maria = floor.caller('Maria');
    const call = await maria.dials('2');
    await anna.answers();
    await maria.talksWith(anna);
    await floor.passes(minutes(5));
    floor.asterisk.vanish('anna');
    await floor.until('it is noticed', async () => (await told('phoneVanished', call)).length > 0);
    await floor.passes(seconds(50));
    expect(phase(call)).toBe('waiting');
    await floor.until('she leaves a message', () => phase(call)?.startsWith('leaving') === true);
    await maria.hangsUp();
  },
);
