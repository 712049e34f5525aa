/** A supervisor who listens at a browser phone, and whose page is gone. */
import { expect, test } from 'vitest';
import { AsteriskIds } from '../../../../src/asterisk/ids.ts';
import { Supervisors } from '../../../../src/asterisk/supervision/supervisors.ts';
import { callId, supervisionId } from '../../../../src/shared/ids.ts';
import { VirtualClock } from '../../../support/virtual-clock.ts';

const ids = new AsteriskIds('test');
const [first, second] = [supervisionId(callId(1001), 1), supervisionId(callId(1002), 1)];

function supervisors() {
  const hungUp: string[] = [];
  const all = new Supervisors({
    app: 'test',
    ids,
    clock: new VirtualClock(),
    tell: () => undefined,
    link: {
      request: async (_resource, operation, parameters) => {
        if (operation === 'hangup') hungUp.push(String(parameters?.['channelId']));
        return { kind: 'reply', status: 204, body: '' };
      },
    },
  });
  return { all, hungUp };
}

test('their leg is hung up, so that they can listen again; nobody else’s is', async () => {
  const { all, hungUp } = supervisors();
  for (const [supervision, phone] of [
    [first, 'clara'],
    [second, 'boris'],
  ] as const)
    await all.ring({ do: 'ringSupervisor', call: callId(1001), supervision, phone, showName: 'call' });
  all.pageGone('clara');
  expect(hungUp).toEqual([ids.supervision(first)]);
});

test('also of one who listened before the engine was started', () => {
  const { all, hungUp } = supervisors();
  const channel = { id: ids.supervision(first), name: 'PJSIP/clara-web-0000002a', state: 'Up' };
  all.survey([channel as never]);
  all.pageGone('clara-web');
  expect(hungUp).toEqual([ids.supervision(first)]);
});
