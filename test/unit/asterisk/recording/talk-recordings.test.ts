/** Recorded talks on Asterisk: what is asked of it, and when. */
import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { AsteriskIds } from '../../../../src/asterisk/ids.ts';
import { Legs } from '../../../../src/asterisk/legs.ts';
import { TalkRecordings } from '../../../../src/asterisk/recording/talk-recordings.ts';
import type { CommandOf } from '../../../../src/call/kept/commands.ts';
import type { TelephonyEvent } from '../../../../src/call/kept/events.ts';
import { callId, legId, recordingId } from '../../../../src/shared/ids.ts';
import { VirtualClock } from '../../../support/virtual-clock.ts';

const call = callId(1042);
const caller = legId('1795291893.12');
const recording = recordingId(call, 5);
const command: CommandOf<'recordTalk'> = {
  do: 'recordTalk',
  call,
  recording,
  leg: caller,
  legs: [caller],
  sides: 'mixed',
};
const room = 1024 ** 3;

/** @param waits for which the exchange, or the disk, takes until `goOn` */
function talks(waits?: 'free' | 'channels.snoopChannelWithId') {
  const asked: string[] = [];
  const told: TelephonyEvent[] = [];
  let goOn = (): void => undefined;
  const goesOn = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  const legs = new Legs(() => undefined);
  legs.add(caller, false, undefined, true);
  const recordings = new TalkRecordings({
    app: 'cordboard',
    ids: new AsteriskIds('k3f'),
    legs,
    clock: new VirtualClock(),
    tell: (event) => told.push(event),
    lengthOf: () => undefined,
    free: async () => {
      if (waits === 'free') await goesOn;
      return room;
    },
    link: {
      request: async (resource, operation, parameters) => {
        const what = `${resource}.${operation}`;
        asked.push(what);
        if (what === waits) await goesOn;
        if (operation === 'snoopChannelWithId')
          recordings.hear({
            type: 'StasisStart',
            args: [],
            channel: { id: String(parameters['snoopId']) },
          } as unknown as Parameters<TalkRecordings['hear']>[0]);
        return { kind: 'reply', status: operation === 'stop' ? 404 : 204, body: '' };
      },
    },
  });
  return { recordings, asked, told, goOn };
}

test('a talk is recorded by a snoop', async () => {
  const { recordings, asked } = talks();
  expect(await recordings.record(command)).toMatchObject({ outcome: 'done' });
  expect(asked).toEqual(['channels.snoopChannelWithId', 'channels.record']);
});

test.each(['free', 'channels.snoopChannelWithId'] as const)(
  'a recording that is stopped before it has begun (waiting for %s) never begins',
  async (waits) => {
    const { recordings, asked, told, goOn } = talks(waits);
    const recorded = recordings.record(command);
    await setImmediate();
    const stopped = recordings.stop({ recording });
    await setImmediate();
    goOn();
    expect(await stopped).toMatchObject({ outcome: 'done' });
    expect(await recorded).toMatchObject({ outcome: 'gone' });
    expect(asked).not.toContain('channels.record');
    // The snoop, if there is one, is gone with it.
    expect(asked.at(-1)).toBe('channels.hangup');
    expect(told).toMatchObject([{ type: 'segmentEnded', recording, lasted: 0, end: 'asked' }]);
  },
);
