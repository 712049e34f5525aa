import { expect } from 'vitest';
import { minutes, seconds } from '../../src/shared/time.ts';
import { office, story } from './story.ts';

const elsewhere = '{ say: Elsewhere. }, { voicemail: office }';

story(
  'as many wait as may: the next caller goes elsewhere, those who wait stay',
  office(`most callers: 2, when full: [ ${elsewhere} ]`),
  async ({ floor, told, phase }) => {
    const [first, second, third] = [floor.caller('A'), floor.caller('B'), floor.caller('C')];
    const one = await first.dials('1');
    const two = await second.dials('1');
    const three = await third.dials('1');
    expect([phase(one), phase(two)]).toEqual(['waiting', 'waiting']);
    expect(await told('leftQueue', three)).toMatchObject([
      { queue: 'all', because: '2 callers are already waiting', leadsTo: 'queue all, when full' },
    ]);
    await first.hangsUp();
    await floor.until('there is room', () => phase(one) === undefined);
    const fourth = await floor.caller('D').dials('1');
    expect(phase(fourth)).toBe('waiting');
  },
);

story(
  'closing time: new callers go elsewhere, those who wait are served',
  // The floor's clock begins at ten in Berlin.
  office(
    'open: desk, when closed: [ { say: Closed. }, { voicemail: office } ]',
    'schedules: { desk: { hours: { daily: 9:00-10:05 } } }',
  ),
  async ({ floor, told, phase }) => {
    const early = floor.caller('Early');
    const waiting = await early.dials('1');
    await floor.passes(minutes(6));
    const late = await floor.caller('Late').dials('1');
    expect(await told('leftQueue', late)).toMatchObject([{ because: 'desk is closed by its hours' }]);
    expect(phase(waiting)).toBe('waiting');
    const anna = await floor.agent('anna');
    await anna.answers();
    await early.talksWith(anna);
  },
);

story(
  'a caller who waits leaves by key, also while a phone rings; other keys mean nothing',
  office(`keys: { "1": [ ${elsewhere} ] }`, '  "2": [ { say: Hello. }, { queue: all } ]'),
  async ({ floor, told, phase }) => {
    const max = floor.caller('Max');
    const call = await max.dials('2');
    await floor.until('Max waits', () => phase(call) === 'waiting');
    await max.presses('5');
    await floor.passes(seconds(1));
    expect(phase(call)).toBe('waiting');
    await max.presses('1');
    await floor.until('Max has left', () => phase(call) === 'listening');
    expect(await told('leftQueue', call)).toMatchObject([{ because: 'key 1', leadsTo: 'queue all, key 1' }]);

    const anna = await floor.agent('anna');
    const eva = floor.caller('Eva');
    const ringing = await eva.dials('2');
    await anna.rings();
    await eva.presses('1');
    await anna.stopsRinging();
    expect(await told('offerEnded', ringing)).toMatchObject([
      { outcome: 'withdrawn', code: 'caller_left_queue' },
    ]);
  },
);

story(
  'no agent is logged in: new callers do not wait, and those who wait are sent on when the last one goes',
  office(`when nobody logged in: [ ${elsewhere} ]`),
  async ({ floor, told, phase }) => {
    const by = 'cli';
    const first = await floor.caller('First').dials('1');
    expect(phase(first)).toBe('waiting');
    await floor.engine.change({ type: 'agentLoggedOut', agent: 'anna', by });
    await floor.engine.change({ type: 'agentLoggedOut', agent: 'boris', by });
    expect(phase(first)).toBe('waiting');
    await floor.engine.change({ type: 'agentLoggedOut', agent: 'clara', by });
    expect(await told('leftQueue', first)).toMatchObject([
      { because: 'no agent who may take the call is logged in' },
    ]);
    const second = await floor.caller('Second').dials('1');
    expect(await told('leftQueue', second)).toHaveLength(1);
  },
);

story(
  'no agent is ready: who talks is, who pauses or is missed too often is not',
  office(`wrap-up: 0s, ring for: 5s, try again after: 0s, when nobody ready: [ ${elsewhere} ]`).replace(
    'lines:',
    'misses before pause: 1\nlines:',
  ),
  async ({ floor, told, phase }) => {
    const anna = await floor.agent('anna');
    const first = floor.caller('First');
    await first.dials('1');
    await anna.answers();
    await first.talksWith(anna);
    const second = await floor.caller('Second').dials('1');
    expect(phase(second)).toBe('waiting');
    // Anna is free again, and lets it ring out: that pauses her, and nobody is left.
    await first.hangsUp();
    await anna.rings();
    await floor.passes(seconds(6));
    expect(await told('leftQueue', second)).toMatchObject([
      { because: 'no agent who may take the call is ready: all are logged out, paused or unreachable' },
    ]);
  },
);

story(
  'the last phone vanishes while callers wait: they are sent on',
  office(`when nobody ready: [ ${elsewhere} ]`),
  async ({ floor, told }) => {
    const anna = await floor.agent('anna');
    const first = floor.caller('First');
    await first.dials('1');
    await anna.answers();
    await first.talksWith(anna);
    const second = await floor.caller('Second').dials('1');
    await anna.leaves();
    await floor.until('the second is sent on', async () => (await told('leftQueue', second)).length === 1);
    await first.talksWith(anna);
  },
);

const withLead = (queue: string): string =>
  office(queue, '  "2": { queue: all, needs: german >= 3 }\n')
    .replace('agents: [anna, boris, clara]', 'agents: [anna, boris]')
    .replace('{ name: Anna }', '{ name: Anna, skills: { german: 8 } }');

story(
  'nobody of the queue is there, but somebody comes by widening: callers wait for them, and leave when they go, too',
  withLead(`wrap-up: 0s, widen: [ { after: 30s, agents: [clara] } ], when nobody ready: [ ${elsewhere} ]`),
  async ({ floor, told, phase }) => {
    const by = 'cli';
    await floor.engine.change({ type: 'agentLoggedOut', agent: 'anna', by });
    await floor.engine.change({ type: 'agentLoggedOut', agent: 'boris', by });
    const clara = await floor.agent('clara');
    const first = floor.caller('First');
    await first.dials('1');
    await floor.passes(seconds(31));
    await clara.answers();
    await first.talksWith(clara);
    const second = await floor.caller('Second', { number: '+49302' }).dials('1');
    expect(phase(second)).toBe('waiting');
    await floor.engine.change({ type: 'agentLoggedOut', agent: 'clara', by });
    expect(await told('leftQueue', second)).toHaveLength(1);
    await first.hangsUp();
  },
);

story(
  'no agent is ready who can do what the call needs: it is sent on, others wait',
  withLead(`when nobody ready: [ ${elsewhere} ]`),
  async ({ floor, told, phase }) => {
    const anna = await floor.agent('anna');
    const first = floor.caller('First');
    await first.dials('1');
    await anna.answers();
    await first.talksWith(anna);
    await floor.agent('boris');
    const german = await floor.caller('German').dials('2');
    expect(phase(german)).toBe('waiting');
    await floor.engine.change({ type: 'agentPaused', agent: 'anna', reason: 'lunch', by: 'cli' });
    expect(await told('leftQueue', german)).toMatchObject([
      { because: 'no agent who may take the call is ready: all are logged out, paused or unreachable' },
    ]);
    const next = await floor.caller('Next').dials('2');
    expect(await told('leftQueue', next)).toHaveLength(1);
    await first.hangsUp();
  },
);

story(
  'nobody rings for ever: after two minutes a waiting caller is picked up, and hears music',
  office('announce: { first after: 20s, every: 60s }, callback: { offer after: 60s }').replace(
    'lines:',
    'outside calls: { countries: [DE] }\nlines:',
  ),
  async ({ floor, told, phase }) => {
    const maria = floor.caller('Maria');
    const call = await maria.dials('1');
    await floor.passes(seconds(119));
    expect(await told('callerAnswered', call)).toEqual([]);
    await floor.passes(seconds(2));
    expect(await told('callerAnswered', call)).toHaveLength(1);
    expect(phase(call)).toBe('waiting');
    // From then on they are told what they are told who have been picked up from the start.
    await floor.passes(seconds(1));
    expect(await told('announced', call)).toMatchObject([{ placeSaid: true, callbackOffered: true }]);
    const anna = await floor.agent('anna');
    await anna.answers();
    await maria.talksWith(anna);
    expect(await told('callerAnswered', call)).toHaveLength(1);
    await maria.hangsUp();
  },
);

story(
  'while a phone rings for them a caller is picked up, too; the plan says when',
  office('ring for: 60s').replace('lines:', 'pick up after: 30s\nlines:'),
  async ({ floor, told }) => {
    const anna = await floor.agent('anna');
    const maria = floor.caller('Maria');
    const call = await maria.dials('1');
    await anna.rings();
    await floor.passes(seconds(31));
    expect(floor.engine.calls()).toMatchObject([{ phase: { name: 'ringing' }, hears: 'music' }]);
    expect(await told('callerAnswered', call)).toHaveLength(1);
    await anna.answers();
    await maria.talksWith(anna);
    await maria.hangsUp();
  },
);
