import { setImmediate } from 'node:timers/promises';
import { beforeEach, describe, expect, test } from 'vitest';
import { AsteriskIds } from '../../../src/asterisk/ids.ts';
import { Legs } from '../../../src/asterisk/legs.ts';
import { done, type Reply } from '../../../src/asterisk/outcomes.ts';
import { Performer } from '../../../src/asterisk/performer.ts';
import { Translation } from '../../../src/asterisk/translation.ts';
import type { CommandOf } from '../../../src/call/kept/commands.ts';
import type { TelephonyEvent } from '../../../src/call/kept/events.ts';
import { bridgeId, callId, legId, offerId, playbackId, recordingId } from '../../../src/shared/ids.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';

const call = callId(1042);
const caller = legId('1795291893.12');
const offer = offerId(call, 1);
const ring: CommandOf<'ring'> = {
  do: 'ring',
  call,
  offer,
  target: { kind: 'phone', phone: 'anna' },
  showNumber: '030',
  showName: 'Otto',
  atMost: 20_500,
};

let asked: { what: string; with: Record<string, unknown> }[];
let replies: Record<string, Reply>;
/** What these replies wait for. */
let held: Record<string, Promise<void>>;
let told: TelephonyEvent[];
let silent: string[];
let legs: Legs;
let clock: VirtualClock;
let performer: Performer;
/** When Asterisk brings a leg that it makes into our application. */
let enters: 'at once' | 'later' | 'never';

beforeEach(() => {
  asked = [];
  replies = {};
  held = {};
  told = [];
  silent = [];
  enters = 'at once';
  clock = new VirtualClock();
  legs = new Legs(() => undefined);
  const ids = new AsteriskIds('k3f');
  const tell = (event: TelephonyEvent) => told.push(event);
  const translation = new Translation({
    ids,
    legs,
    clock,
    tell,
    lengthOf: () => undefined,
  });
  performer = new Performer({
    app: 'cordboard',
    ids,
    legs,
    translation,
    clock,
    supervisors: { ring: async () => done, place: async () => done, end: async () => done },
    talks: { record: async () => done, stop: async () => done },
    silent: (phone) => silent.push(phone),
    link: {
      request: async (resource, operation, parameters, body) => {
        const what = `${resource}.${operation}`;
        asked.push({ what, with: { ...parameters, ...(body as object) } });
        const leg = legs.get(String(parameters['channelId']));
        const reply = replies[what];
        const isMade = what === 'channels.create' && (reply?.kind !== 'reply' || reply.status < 300);
        const book = legs;
        if (leg && isMade && enters === 'at once') legs.enter(leg);
        if (leg && isMade && enters === 'later') void setImmediate().then(() => book.enter(leg));
        const tooEarly = what === 'channels.dial' && leg?.entered === false;
        await held[what];
        return reply ?? answers(tooEarly ? 409 : 204);
      },
    },
  });
  legs.add(caller, false, undefined, true);
});

const answers = (status: number, body = ''): Reply => ({ kind: 'reply', status, body });
const none: Reply = { kind: 'none', reason: 'late' };
const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await setImmediate();
};
const summary = () => told.map(({ at: _, ...event }) => event);

describe('ring', () => {
  test('makes a leg, with an id that is known before its events come, and dials it', async () => {
    const result = performer.perform(ring, []);
    expect(legs.on('anna')).toBe(true);
    expect((await result).outcome).toBe('done');
    expect(asked).toEqual([
      {
        what: 'channels.create',
        with: {
          channelId: 'cb-k3f-1042-o1',
          endpoint: 'PJSIP/anna',
          app: 'cordboard',
          variables: { 'CONNECTEDLINE(all,i)': '"Otto" <030>' },
        },
      },
      { what: 'channels.dial', with: { channelId: 'cb-k3f-1042-o1', timeout: 21 } },
    ]);
  });

  test('dials once more, where the leg has not come to us as soon as it was made', async () => {
    enters = 'later';
    expect((await performer.perform(ring, [])).outcome).toBe('done');
    expect(asked.map(({ what }) => what)).toEqual(['channels.create', 'channels.dial', 'channels.dial']);
  });

  test.each([
    [{ kind: 'outside', number: '+49 (30) 12', trunk: 'berlin' }, 'PJSIP/+493012@berlin'],
    [{ kind: 'echo' }, 'Local/s@cordboard-echo/n'],
  ] as const)('%j', async (target, endpoint) => {
    await performer.perform({ ...ring, target }, []);
    expect(asked[0]?.with['endpoint']).toBe(endpoint);
  });

  test.each([
    { kind: 'phone', phone: 'anna&PJSIP/boris' },
    { kind: 'phone', phone: '' },
    { kind: 'outside', number: '', trunk: 'berlin' },
    { kind: 'outside', number: '030', trunk: 'a/b' },
  ] as const)('%j is refused, and nothing is asked', async (target) => {
    expect((await performer.perform({ ...ring, target }, [])).outcome).toBe('refused');
    expect(asked).toEqual([]);
  });

  test('a phone that is nowhere is an offer that ends, not a command that fails', async () => {
    replies['channels.create'] = answers(500, '{"error":"Allocation failed"}');
    expect((await performer.perform(ring, [])).outcome).toBe('done');
    expect(summary()).toEqual([{ type: 'legEnded', leg: offer, cause: 'unreachable' }]);
  });

  test('Asterisk says 409 for that too, once it has said it before: we look', async () => {
    replies['channels.create'] = answers(409);
    replies['channels.get'] = answers(404);
    expect((await performer.perform(ring, [])).outcome).toBe('done');
    expect(summary()).toEqual([{ type: 'legEnded', leg: offer, cause: 'unreachable' }]);
  });

  test('given again for an offer that rings is done, and dials no second time', async () => {
    replies['channels.create'] = answers(409);
    replies['channels.get'] = answers(200);
    expect((await performer.perform(ring, [])).outcome).toBe('done');
    expect(told).toEqual([]);
    expect(asked.map(({ what }) => what)).not.toContain('channels.dial');
  });

  test('withdrawn before its leg has come to us is done, and nothing is dialled', async () => {
    enters = 'never';
    const ringing = performer.perform(ring, []);
    await until(() => asked.length === 1);
    legs.remove('cb-k3f-1042-o1');
    expect((await ringing).outcome).toBe('done');
    expect(asked).toHaveLength(1);
  });

  test('withdrawn while its phone is being dialled is done, though Asterisk refuses to dial it', async () => {
    replies['channels.dial'] = answers(500, '{"error":"Allocation failed"}');
    let refuse = () => {};
    held['channels.dial'] = new Promise((resolve) => (refuse = resolve));
    const ringing = performer.perform(ring, []);
    await until(() => asked.length === 2);
    const ended = performer.perform({ do: 'hangUp', call, leg: offer, cause: 'answered_elsewhere' }, []);
    refuse();
    expect([(await ringing).outcome, (await ended).outcome]).toEqual(['done', 'done']);
    expect(told).toEqual([]);
  });

  test('whose leg does not come to us is unknown', async () => {
    enters = 'never';
    const ringing = performer.perform(ring, []);
    await until(() => asked.length === 1);
    await setImmediate();
    while (clock.tick(clock.now() + 6000));
    expect((await ringing).outcome).toBe('unknown');
    expect(legs.on('anna')).toBe(true);
  });

  test('of a leg that has ended meanwhile is done: its end is told', async () => {
    replies['channels.dial'] = answers(404);
    expect((await performer.perform(ring, [])).outcome).toBe('done');
    expect(told).toEqual([]);
  });

  test('asks a phone to pick up by itself', async () => {
    await performer.perform({ ...ring, autoAnswer: true }, []);
    expect(asked[0]?.with['variables']).toMatchObject({
      'PJSIP_HEADER(add,Call-Info)': '<sip:cordboard>;answer-after=0',
    });
  });

  test('without a reply the offer stays known, because it may ring', async () => {
    replies['channels.create'] = none;
    enters = 'never';
    const result = performer.perform(ring, []);
    await until(() => clock.next !== undefined);
    clock.tick(clock.now() + 5000);
    expect((await result).outcome).toBe('unknown');
    expect(legs.on('anna')).toBe(true);
  });

  test('without a reply the phone is dialled all the same, once its leg has come to us', async () => {
    replies['channels.create'] = none;
    expect((await performer.perform(ring, [])).outcome).toBe('done');
    expect(asked.map(({ what }) => what)).toEqual(['channels.create', 'channels.dial']);
  });

  test('a phone without a sign of life is given up', async () => {
    await performer.perform(ring, []);
    while (clock.tick(clock.now() + 7000));
    expect(silent).toEqual(['anna']);
    expect(asked.at(-1)?.what).toBe('channels.hangup');
  });

  test('a phone that rings is left to ring', async () => {
    await performer.perform(ring, []);
    const live = legs.get('cb-k3f-1042-o1');
    if (live) live.ringing = true;
    while (clock.tick(clock.now() + 60_000));
    expect(silent).toEqual([]);
  });
});

describe('play', () => {
  const play: CommandOf<'play'> = {
    do: 'play',
    call,
    leg: caller,
    playback: playbackId(call, 1),
    prompt: {},
    language: 'de',
  };

  test('is one request for all media, after ringing has been stopped', async () => {
    await performer.perform({ do: 'indicateRinging', call, leg: caller }, []);
    await performer.perform(play, [
      { kind: 'file', path: '/a,b.wav' },
      { kind: 'number', number: 3 },
    ]);
    expect(asked.map(({ what }) => what)).toEqual([
      'channels.ring',
      'channels.ringStop',
      'channels.playWithId',
    ]);
    expect(asked.at(-1)?.with).toMatchObject({ media: ['sound:/a,b', 'number:3'], lang: 'de' });
  });

  test('of nothing, or refused, ends the prompt', async () => {
    await performer.perform(play, []);
    replies['channels.playWithId'] = answers(400);
    await performer.perform({ ...play, playback: playbackId(call, 2) }, [{ kind: 'sound', name: 'x' }]);
    expect(summary()).toEqual([
      { type: 'promptEnded', playback: '1042-p1', played: false },
      { type: 'promptEnded', playback: '1042-p2', played: false },
    ]);
  });
});

describe('connect', () => {
  const connect: CommandOf<'connect'> = {
    do: 'connect',
    call,
    bridge: bridgeId(call, 1),
    legs: [caller, offer],
  };

  test('is two requests', async () => {
    await performer.perform(connect, []);
    expect(asked.map(({ what }) => what)).toEqual(['bridges.createWithId', 'bridges.addChannel']);
    expect(asked[1]?.with['channel']).toBe('1795291893.12,cb-k3f-1042-o1');
  });

  test("sets the music of a hold on the caller's channel, only if asked to", async () => {
    await performer.perform({ ...connect, holdMusic: { leg: caller, music: 'harp' } }, []);
    expect(asked.map(({ what }) => what)).toContain('channels.setChannelVar');
    expect(asked.find(({ what }) => what === 'channels.setChannelVar')?.with).toEqual({
      channelId: '1795291893.12',
      variable: 'CHANNEL(musicclass)',
      value: 'harp',
    });
  });

  test('does not mind a bridge that is there already', async () => {
    replies['bridges.createWithId'] = answers(409);
    expect((await performer.perform(connect, [])).outcome).toBe('done');
  });

  test('without a bridge is not done', async () => {
    replies['bridges.createWithId'] = answers(500);
    replies['bridges.addChannel'] = answers(404);
    expect((await performer.perform(connect, [])).outcome).toBe('refused');
  });

  test.each([
    [400, '{"message":"Channel not found"}'],
    [422, '{"message":"Channel not in Stasis application"}'],
  ])('of a leg that is no more is gone (%i)', async (status, message) => {
    replies['bridges.addChannel'] = answers(status, message);
    expect((await performer.perform(connect, [])).outcome).toBe('gone');
  });

  test('of three of whom one is no more adds the others one by one; of two nobody sits alone', async () => {
    replies['bridges.addChannel'] = answers(400, '{"message":"Channel not found"}');
    const third = offerId(call, 2);
    expect((await performer.perform({ ...connect, legs: [caller, offer, third] }, [])).outcome).toBe('gone');
    const added = () =>
      asked.filter(({ what }) => what === 'bridges.addChannel').map((each) => each.with['channel']);
    expect(added().slice(1)).toEqual(['1795291893.12', 'cb-k3f-1042-o1', 'cb-k3f-1042-o2']);
    asked.length = 0;
    await performer.perform(connect, []);
    expect(added()).toHaveLength(1);
  });
});

describe('hang up', () => {
  test('of a leg that Asterisk knows no more is done, and its end is told if it never was', async () => {
    replies['channels.hangup'] = answers(404);
    expect((await performer.perform({ do: 'hangUp', call, leg: caller, cause: 'normal' }, [])).outcome).toBe(
      'done',
    );
    await performer.perform({ do: 'hangUp', call, leg: caller, cause: 'normal' }, []);
    expect(summary()).toEqual([{ type: 'legEnded', leg: caller, cause: 'hung_up' }]);
  });
});

test('a recording that is refused has kept nothing', async () => {
  replies['channels.record'] = answers(500);
  const recording = recordingId(call, 1);
  await performer.perform({ do: 'record', call, leg: caller, recording, atMost: 60_000 }, []);
  expect(summary()).toEqual([{ type: 'recordingEnded', recording, lasted: 0 }]);
});

test.each(['stopPlaying', 'stopMusic', 'removeBridge', 'stopRecording'] as const)(
  '%s of what is no more is done',
  async (what) => {
    replies = Object.fromEntries(
      ['playbacks.stop', 'channels.stopMoh', 'bridges.destroy', 'recordings.stop'].map((each) => [
        each,
        answers(404),
      ]),
    );
    const ids = {
      playback: playbackId(call, 1),
      leg: caller,
      bridge: bridgeId(call, 1),
      recording: recordingId(call, 1),
    };
    expect((await performer.perform({ do: what, call, ...ids }, [])).outcome).toBe('done');
  },
);

test('two who come in again are added once more, one by one, and their phones are told nothing', async () => {
  const [bridge, legs] = [bridgeId(call, 1), [caller, offer]];
  replies['bridges.addChannel'] = answers(400, '{"message":"Channel not found"}');
  const outcome = await performer.perform({ do: 'reenterBridge', call, bridge, legs, absorb: [offer] }, []);
  // One who has just gone needs nothing.
  expect(outcome.outcome).toBe('done');
  expect(asked).toMatchObject([
    { what: 'bridges.addChannel', with: { channel: '1795291893.12', inhibitConnectedLineUpdates: true } },
    { what: 'bridges.addChannel', with: { channel: 'cb-k3f-1042-o1', absorbDTMF: true } },
  ]);
});
