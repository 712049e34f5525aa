import { expect, test } from 'vitest';
import { arrivalOf } from '../../../src/asterisk/arrival.ts';
import { ClickedCalls } from '../../../src/asterisk/click-to-call.ts';
import type { TelephonyEvent } from '../../../src/call/kept/events.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';

function calls(status = 200) {
  const asked: (readonly unknown[])[] = [];
  const told: TelephonyEvent[] = [];
  const clicked = new ClickedCalls({
    app: 'cordboard',
    instance: 'k3f',
    link: {
      request: async (...request: unknown[]) => {
        asked.push(request);
        return { kind: 'reply' as const, status, body: '{}' };
      },
    },
    clock: new VirtualClock(1_764_417_000_123),
    tell: (event) => told.push(event),
  });
  return { clicked, asked, told };
}
const id = 'cb-k3f-click-1764417000123-1';
const ended = (more: object) =>
  ({ type: 'ChannelDestroyed', timestamp: '', channel: { id }, ...more }) as never;

test('the phone is rung, and dials in its own context; its end is heard of', async () => {
  const { clicked, asked } = calls();
  expect(await clicked.dial('anna', '+4930123456')).toEqual({ outcome: 'done', reason: '', leg: id });
  expect(asked).toEqual([
    [
      'channels',
      'originateWithId',
      {
        channelId: id,
        endpoint: 'PJSIP/anna',
        extension: '+4930123456',
        context: 'from-phone',
        priority: 1,
        timeout: 30,
      },
      { variables: { 'CONNECTEDLINE(all,i)': '<+4930123456>', 'CALLERID(num)': 'anna' } },
      id,
    ],
    [
      'applications',
      'subscribe',
      { applicationName: 'cordboard', eventSource: `channel:${id}` },
      undefined,
      id,
    ],
  ]);
});

test('a call made from a ticket says so by the name of its channel', async () => {
  const { clicked } = calls();
  expect(await clicked.dial('anna', '2', { ticket: 12 })).toMatchObject({ leg: `${id}-t12` });
});

test.each([
  ['declined', { cause: 21, tech_cause: 603 }, 'declined', 'phone_declined'],
  ['busy', { cause: 17, tech_cause: 486 }, 'busy', 'phone_busy'],
  ['not there', { cause: 20, tech_cause: 408 }, 'unreachable', undefined],
  ['given up after its time', { cause: 16 }, 'no_answer', undefined],
])('%s', async (_, causes, cause, why) => {
  const { clicked, told } = calls();
  await clicked.dial('anna', '2');
  expect(clicked.hear(ended(causes))).toBe(true);
  expect(told).toMatchObject([{ type: 'ownPhoneNotAnswered', leg: id, phone: 'anna', dialled: '2', cause }]);
  if (why !== undefined) expect(told[0]).toMatchObject({ why });
  // Once.
  expect(clicked.hear(ended(causes))).toBe(false);
});

test('one that was answered arrives, and says since when it rang; its end is that of any call', async () => {
  const { clicked, told } = calls();
  await clicked.dial('anna', '2');
  clicked.hear({ type: 'StasisStart', channel: { id } } as never);
  expect(clicked.hear(ended({ cause: 16 }))).toBe(false);
  expect(told).toEqual([]);
  const channel = { id, name: 'PJSIP/anna-0000002a', caller: { number: '', name: '' } };
  const dialplan = { context: 'from-phone', exten: '2' };
  expect(arrivalOf({ ...channel, dialplan })).toMatchObject({ dialled: '2', clickedAt: 1_764_417_000_123 });
  expect(arrivalOf({ ...channel, dialplan })).not.toHaveProperty('ticket');
  expect(arrivalOf({ ...channel, id: `${id}-t12`, dialplan })).toMatchObject({
    clickedAt: 1_764_417_000_123,
    ticket: 12,
  });
  expect(arrivalOf({ ...channel, id: '1764417000.7', dialplan })).not.toHaveProperty('clickedAt');
});

test('what Asterisk does not ring is not waited for', async () => {
  const { clicked, told } = calls(500);
  expect(await clicked.dial('anna', '2')).not.toHaveProperty('leg');
  expect(clicked.hear(ended({ cause: 20 }))).toBe(false);
  expect(told).toEqual([]);
});

test.each([
  ['anna', '2,1'],
  ['anna', '${EXTEN}'],
  ['anna', ''],
  ['anna', 'a b'],
  ['anna/x', '2'],
  ['anna&PJSIP/boris', '2'],
])('%s dials %j: nothing is asked of Asterisk', async (phone, to) => {
  const { clicked, asked } = calls();
  expect((await clicked.dial(phone, to)).outcome).toBe('refused');
  expect(asked).toEqual([]);
});
