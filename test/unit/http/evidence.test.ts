import { describe, expect, test } from 'vitest';
import type { EvidenceBook } from '../../../src/ports/evidence.ts';
import { callId, legId, offerId } from '../../../src/shared/ids.ts';
import { openOffice } from '../../support/office.ts';
import { askOffice } from './serve.ts';

const at = Date.parse('2026-11-21T09:25:10Z');
const invite = { at, sent: true, method: 'INVITE', hasSdp: true, text: 'INVITE sip:anna@192.0.2.7 SIP/2.0' };
const book: EvidenceBook = {
  keepsMessages: true,
  ofCall: async () => [
    {
      leg: offerId(callId(1040), 1),
      messages: [invite, { ...invite, at: at + 40, sent: false, status: 180, reason: 'Ringing', text: '' }],
      omitted: 0,
      sound: [{ at: at + 5000, direction: 'to', loss: 1.5, jitter: 12, mos: 4.1 }],
    },
    { leg: legId('of nobody known'), messages: [], omitted: 2, sound: [] },
  ],
  erase: async () => 0,
};

describe('the evidence of a call', () => {
  test('says who each leg is, which messages were sent when, and how it sounded; not what they said', async () => {
    const { ask } = await askOffice(openOffice(), { evidence: book });
    const { status, body } = await ask('GET', '/v1/calls/1040/evidence');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      call: '1040',
      keeps: { messages: true, sound: true },
      legs: [
        {
          leg: '1040-o1',
          who: 'anna',
          messages: [
            { at: '2026-11-21T09:25:10.000Z', sent: true, method: 'INVITE', hasSdp: true },
            { sent: false, status: 180, reason: 'Ringing' },
          ],
          sound: [{ direction: 'to', lossPercent: 1.5, jitterMs: 12, mos: 4.1 }],
        },
        { leg: 'of nobody known', omitted: 2 },
      ],
    });
    expect(JSON.stringify(body)).not.toContain('192.0.2.7');
  });

  test('in words of SIP is a request of its own, which the audit trail has', async () => {
    const office = openOffice();
    const { ask } = await askOffice(office, { evidence: book });
    const { body } = await ask('GET', '/v1/calls/1040/messages');
    expect(body.legs[0].messages[0].text).toContain('192.0.2.7');
    expect(await office.store.audit.last(10)).toContainEqual(
      expect.objectContaining({ action: 'read_messages', right: 'read_messages', outcome: 'allowed' }),
    );
  });

  test('of which nothing is kept says so; a call that does not exist is none', async () => {
    const { ask } = await askOffice();
    expect((await ask('GET', '/v1/calls/1040/evidence')).body).toMatchObject({
      keeps: { messages: false, sound: false },
      legs: [],
    });
    expect((await ask('GET', '/v1/calls/9999/evidence')).status).toBe(404);
  });
});
