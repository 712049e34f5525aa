import { beforeEach, describe, expect, test } from 'vitest';
import { parseEvent } from '../../../src/asterisk/ari/ari-event.ts';
import { AsteriskIds } from '../../../src/asterisk/ids.ts';
import { Legs } from '../../../src/asterisk/legs.ts';
import { Translation } from '../../../src/asterisk/translation.ts';
import type { TelephonyEvent } from '../../../src/call/kept/events.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';

const caller = '1795291893.12';
const offer = 'cb-k3f-1042-o1';

let told: TelephonyEvent[];
let legs: Legs;
let translation: Translation;
let inFile: number | undefined;
let clock: VirtualClock;

beforeEach(() => {
  told = [];
  inFile = undefined;
  clock = new VirtualClock();
  legs = new Legs(() => undefined);
  translation = new Translation({
    ids: new AsteriskIds('k3f'),
    legs,
    clock,
    tell: (event) => told.push(event),
    lengthOf: () => inFile,
  });
});

const summary = () => told.map(({ at: _, ...event }) => event);

function hear(type: string, more: object = {}): void {
  const event = parseEvent(JSON.stringify({ type, timestamp: '2026-11-21T20:11:33.968+0000', ...more }));
  if (event === undefined) throw new Error(`${type} is not understood`);
  translation.hear(event);
}

function channel(id: string, state = 'Up', name = 'PJSIP/line1-0000002a', context = 'from-line') {
  return {
    channel: {
      id,
      name,
      state,
      caller: { name: 'Otto', number: '030' },
      dialplan: { context, exten: '100', priority: 1, app_name: 'Stasis', app_data: 'cordboard' },
    },
  };
}

describe('a caller', () => {
  test('arrives, presses keys, and ends once', () => {
    hear('StasisStart', channel(caller, 'Ring'));
    hear('StasisStart', channel(caller, 'Ring'));
    hear('ChannelDtmfReceived', { ...channel(caller), digit: '5', duration_ms: 100 });
    hear('StasisEnd', channel(caller));
    hear('ChannelDestroyed', { ...channel(caller), cause: 16, cause_txt: 'Normal Clearing' });
    hear('ChannelDtmfReceived', { ...channel(caller), digit: '6', duration_ms: 100 });
    expect(summary()).toEqual([
      {
        type: 'callArrived',
        leg: caller,
        via: { kind: 'line', name: 'line1' },
        dialled: '100',
        callerNumber: '030',
        callerName: 'Otto',
      },
      { type: 'digitPressed', leg: caller, digit: '5' },
      { type: 'legEnded', leg: caller, cause: 'hung_up' },
    ]);
  });

  test.each([
    ['PJSIP/anna-0000002a', 'from-phone', { kind: 'phone', name: 'anna' }],
    ['PJSIP/my-trunk-1-0000002a', 'from-trunk', { kind: 'trunk', name: 'my-trunk-1' }],
    ['PJSIP/line1-0000002a', 'of-the-operator', { kind: 'line', name: 'line1' }],
  ])('on %s in %s', (name, context, via) => {
    hear('StasisStart', channel(caller, 'Ring', name, context));
    expect(told).toMatchObject([{ via }]);
  });

  test('who is cut off because Asterisk is told to stop has not hung up', () => {
    hear('StasisStart', channel(caller));
    hear('ChannelHangupRequest', { ...channel(caller), soft: true, cause: 4 });
    hear('StasisEnd', channel(caller));
    expect(summary().at(-1)).toEqual({ type: 'legEnded', leg: caller, cause: 'exchange_restarted' });
  });

  test('who hangs up while listening has ended before the prompt has', () => {
    hear('StasisStart', channel(caller));
    legs.get(caller)?.playbacks.add('cb-k3f-1042-p1');
    hear('ChannelHangupRequest', channel(caller));
    hear('PlaybackFinished', { playback: { id: 'cb-k3f-1042-p1', state: 'failed' } });
    hear('StasisEnd', channel(caller));
    expect(summary().slice(1)).toEqual([
      { type: 'legEnded', leg: caller, cause: 'hung_up' },
      { type: 'promptEnded', playback: '1042-p1', played: false },
    ]);
  });

  test('is told once when a prompt ends', () => {
    hear('StasisStart', channel(caller));
    legs.get(caller)?.playbacks.add('cb-k3f-1042-p1');
    hear('PlaybackFinished', { playback: { id: 'cb-k3f-1042-p1', state: 'done' } });
    hear('PlaybackFinished', { playback: { id: 'cb-k3f-1042-p1', state: 'done' } });
    hear('PlaybackFinished', { playback: { id: 'somebody-elses', state: 'done' } });
    expect(summary().slice(1)).toEqual([{ type: 'promptEnded', playback: '1042-p1', played: true }]);
  });
});

describe('a recording', () => {
  const recording = { name: 'cb-k3f-1042-r1', format: 'wav', state: 'done', target_uri: '' };

  beforeEach(() => {
    hear('StasisStart', channel(caller));
    legs.get(caller)?.recordings.set(recording.name, undefined);
    hear('RecordingStarted', { recording, timestamp: '2026-11-21T20:11:33.000+0000' });
  });

  test('lasts as long as the times say, in milliseconds, where Asterisk would say 0 s', () => {
    hear('RecordingFinished', {
      recording: { ...recording, duration: 0 },
      timestamp: '2026-11-21T20:11:33.900+0000',
    });
    expect(summary().slice(1)).toEqual([{ type: 'recordingEnded', recording: '1042-r1', lasted: 900 }]);
  });

  test('lasts as long as its file says, where that can be seen', () => {
    inFile = 700;
    hear('RecordingFinished', { recording, timestamp: '2026-11-21T20:11:33.900+0000' });
    expect(told.at(-1)).toMatchObject({ lasted: 700 });
  });

  test('that failed kept nothing', () => {
    hear('RecordingFailed', { recording });
    expect(told.at(-1)).toMatchObject({ type: 'recordingEnded', lasted: 0 });
  });

  test('ends before its leg, also when its end was not told', () => {
    hear('StasisEnd', channel(caller));
    expect(told.map((event) => event.type)).toEqual(['callArrived', 'recordingEnded', 'legEnded']);
  });
});

describe('an offer', () => {
  beforeEach(() => {
    legs.add(offer, true, 'anna', false);
  });

  test('rings and is answered once each', () => {
    hear('ChannelStateChange', channel(offer, 'Ringing'));
    hear('ChannelStateChange', channel(offer, 'Ringing'));
    hear('ChannelStateChange', channel(offer, 'Up'));
    hear('ChannelStateChange', channel(offer, 'Up'));
    hear('StasisEnd', channel(offer));
    hear('ChannelDestroyed', { ...channel(offer), cause: 16, cause_txt: '' });
    expect(summary()).toEqual([
      { type: 'legRinging', leg: '1042-o1' },
      { type: 'legAnswered', leg: '1042-o1' },
      { type: 'legEnded', leg: '1042-o1', cause: 'hung_up' },
    ]);
  });

  test('comes to our application before its phone is dialled', async () => {
    const leg = legs.get(offer);
    if (leg === undefined) throw new Error('it is there');
    const entered = legs.entered(leg);
    hear('StasisStart', channel(offer, 'Down'));
    expect(await entered).toBe(true);
    expect(await legs.entered(leg)).toBe(true);
    expect(told).toEqual([]);
  });

  test('that an older Cordboard made comes to our application when it is answered', () => {
    hear('StasisStart', channel(offer));
    hear('StasisStart', channel(offer));
    expect(summary()).toEqual([{ type: 'legAnswered', leg: '1042-o1' }]);
  });

  test('that nobody answers has ended when the reason is known', () => {
    hear('StasisStart', channel(offer, 'Down'));
    hear('ChannelStateChange', channel(offer, 'Ringing'));
    hear('StasisEnd', channel(offer, 'Ringing'));
    expect(legs.get(offer)).toBeDefined();
    hear('ChannelDestroyed', { ...channel(offer, 'Ringing'), cause: 19, tech_cause: 480 });
    expect(told.at(-1)).toMatchObject({ type: 'legEnded', cause: 'no_answer' });
  });

  test('over a trunk rings when early media comes', () => {
    hear('Dial', { peer: channel(offer).channel, dialstatus: 'PROGRESS', dialstring: '', forward: '' });
    expect(summary()).toEqual([{ type: 'legRinging', leg: '1042-o1' }]);
  });

  test('ends for the reason that came first, with what came later', () => {
    hear('ChannelHangupRequest', { ...channel(offer, 'Down'), cause: 17, tech_cause: 486 });
    hear('ChannelDestroyed', { ...channel(offer, 'Down'), cause: 16, cause_txt: '' });
    expect(summary()).toEqual([{ type: 'legEnded', leg: '1042-o1', cause: 'busy', why: 'phone_busy' }]);
  });

  test.each([
    [488, 'failed', 'no_common_codec'],
    [302, 'failed', 'phone_forwards_calls'],
    [480, 'no_answer', 'phone_unavailable'],
    [404, 'unreachable', 'no_such_number'],
    [503, 'unreachable', 'network_failure'],
  ] as const)('N6: ends for what the phone replied: %i is %s, %s', (status, cause, why) => {
    hear('ChannelHangupRequest', { ...channel(offer, 'Down'), tech_cause: status });
    hear('ChannelDestroyed', { ...channel(offer, 'Down'), cause: 127, cause_txt: '' });
    expect(summary()).toEqual([{ type: 'legEnded', leg: '1042-o1', cause, why }]);
  });

  test('that we had given up, and that is answered all the same, is told: somebody has to end it', () => {
    legs.remove(offer);
    hear('ChannelStateChange', channel(offer, 'Up', 'PJSIP/anna-0000002b'));
    expect(summary()).toEqual([{ type: 'legAnswered', leg: '1042-o1' }]);
    expect(legs.on('anna')).toBe(true);
  });

  test('for which somebody picks up while it rings (INVITE with Replaces) is told, and has ended', () => {
    const picker = channel('1795.9', 'Up', 'PJSIP/clara-0000002c', 'from-phone').channel;
    hear('ChannelStateChange', channel(offer, 'Ringing', 'PJSIP/anna-0000002b'));
    hear('StasisStart', { channel: picker, replace_channel: channel(offer).channel });
    hear('StasisEnd', channel(offer));
    expect(summary()).toEqual([
      { type: 'legRinging', leg: '1042-o1' },
      { type: 'legReplaced', leg: '1042-o1', by: '1795.9' },
      { type: 'legEnded', leg: '1042-o1', cause: 'hung_up' },
    ]);
  });

  test('to the echo has a far end that is nobody', () => {
    hear('StasisStart', channel('cb-k3f-1042-o1-far'));
    expect(told).toEqual([]);
  });
});

describe('a transfer by the phone', () => {
  const anna = channel('cb-k3f-1001-o1', 'Up', 'PJSIP/anna-00000001', 'from-phone').channel;
  const half = channel('1795.7', 'Up', 'Local/boris@transferred-00000001;1', 'transferred').channel;
  const other = channel('1795.8', 'Ring', 'Local/boris@transferred-00000001;2', 'transferred').channel;

  test('is told before the phone that asked for it is gone, although Asterisk says so after it', () => {
    legs.add(anna.id, true, 'anna', true);
    hear('StasisStart', { channel: half, replace_channel: anna });
    hear('StasisStart', { channel: other });
    hear('StasisEnd', { channel: anna });
    expect(summary()).toEqual([]);
    hear('BridgeBlindTransfer', { channel: anna, exten: 'boris', result: 'Success', replace_channel: half });
    expect(summary()).toEqual([
      { type: 'transferAsked', leg: '1001-o1', to: 'boris', stand: half.id },
      { type: 'legEnded', leg: '1001-o1', cause: 'hung_up' },
    ]);
  });

  test('that Asterisk never says anything of lets the leg end after a moment', () => {
    legs.add(anna.id, true, 'anna', true);
    hear('StasisStart', { channel: half, replace_channel: anna });
    hear('StasisEnd', { channel: anna });
    clock.tick(clock.now() + 2000);
    expect(summary()).toEqual([{ type: 'legEnded', leg: '1001-o1', cause: 'hung_up' }]);
  });
});

describe('times of a talk', () => {
  const at = (second: number) => ({
    timestamp: `2026-11-21T20:11:${String(second).padStart(2, '0')}.000+0000`,
  });
  const stays = (type: string, second: number, id: string) =>
    hear(type, { ...at(second), channel: { id }, bridge: { id: 'cb-k3f-1042-b2' } });
  const times = () => told.flatMap((event) => (event.type === 'legEnded' ? [event.times] : []));

  function talks(): void {
    hear('StasisStart', channel(caller, 'Up'));
    hear('StasisStart', channel(offer, 'Up'));
    stays('ChannelEnteredBridge', 10, caller);
    stays('ChannelEnteredBridge', 11, offer);
  }

  test('are by the time stamps of Asterisk, for both legs: talking, and on hold by the button', () => {
    talks();
    hear('ChannelHold', { ...channel(offer), ...at(20) });
    hear('ChannelUnhold', { ...channel(offer), ...at(25) });
    stays('ChannelLeftBridge', 40, caller);
    hear('StasisEnd', { ...channel(caller), ...at(41) });
    stays('ChannelLeftBridge', 42, offer);
    hear('StasisEnd', { ...channel(offer), ...at(42) });
    const both = { [caller]: [24_000, 5000], '1042-o1': [24_000, 5000] };
    expect(times()).toEqual([both, both]);
  });

  test('of a hold among three there is none: Asterisk goes on mixing', () => {
    talks();
    const third = 'cb-k3f-1042-o2';
    hear('StasisStart', channel(third, 'Up'));
    hear('ChannelHold', { ...channel(offer), ...at(20) });
    stays('ChannelEnteredBridge', 22, third);
    stays('ChannelLeftBridge', 30, caller);
    hear('StasisEnd', { ...channel(caller), ...at(30) });
    expect(times()).toEqual([{ [caller]: [17_000, 2000], '1042-o1': [17_000, 2000], '1042-o2': [8000, 0] }]);
  });

  test('are not told if some of it was missed, or nobody was there', () => {
    talks();
    translation.linkLost();
    hear('StasisEnd', { ...channel(caller), ...at(40) });
    hear('StasisStart', channel('1795291893.13', 'Up'));
    hear('StasisEnd', { ...channel('1795291893.13'), ...at(41) });
    expect(times()).toEqual([undefined, undefined]);
  });
});
