import { describe, expect, test } from 'vitest';
import { Dialogs } from '../../../src/evidence/dialogs.ts';
import { readHep } from '../../../src/evidence/hep.ts';
import type { SipMessageKept } from '../../../src/ports/evidence.ts';
import { callId, legId } from '../../../src/shared/ids.ts';
import { hepCopy, sipText } from '../../support/hep-copy.ts';

const at = 1_795_966_833_000;
const [phone, asterisk] = ['192.0.2.7:5060', '192.0.2.1:15060'];
const leg = {
  dialog: 'abc@192.0.2.7',
  call: callId(1042),
  leg: legId('k3f-1795966833.0'),
  madeByUs: false,
  withheld: false,
};

function watched() {
  const kept: (SipMessageKept | 'omitted')[] = [];
  const dialogs = new Dialogs((_, message) => kept.push(message));
  const hear = (start: string, method: string, sent: boolean, more: object = {}, later = 0): void => {
    const text = sipText(start, {
      From: '"Karin" <sip:+4930123456@berg.example>;tag=a1',
      'Call-ID': leg.dialog,
      CSeq: `1 ${method}`,
      ...more,
    });
    const [source, destination] = sent ? [asterisk, phone] : [phone, asterisk];
    const packet = readHep(hepCopy({ at: at + later, source, destination, text }));
    if (packet) dialogs.hear(packet);
  };
  return { kept, dialogs, hear };
}

describe('messages of a leg', () => {
  test('that came before it was known of which call it is are kept once it is, in order and with their directions', () => {
    const { kept, dialogs, hear } = watched();
    hear('INVITE sip:101@192.0.2.1 SIP/2.0', 'INVITE', false);
    hear('SIP/2.0 180 Ringing', 'INVITE', true, {}, 20);
    expect(kept).toEqual([]);
    dialogs.belongs(leg, at);
    hear('BYE sip:101@192.0.2.1 SIP/2.0', 'BYE', false, {}, 900);
    expect(kept).toMatchObject([
      { method: 'INVITE', sent: false, at },
      { method: 'INVITE', status: 180, reason: 'Ringing', sent: true, at: at + 20 },
      { method: 'BYE', sent: false },
    ]);
  });

  test('of a leg that we made are sent by us', () => {
    const { kept, dialogs, hear } = watched();
    dialogs.belongs({ ...leg, madeByUs: true }, at);
    hear('INVITE sip:anna@192.0.2.7 SIP/2.0', 'INVITE', true);
    hear('SIP/2.0 200 OK', 'INVITE', false);
    expect(kept).toMatchObject([{ sent: true }, { sent: false, status: 200 }]);
  });

  test('of a caller who withholds their number do not say it', () => {
    const { kept, dialogs, hear } = watched();
    dialogs.belongs({ ...leg, withheld: true }, at);
    hear('INVITE sip:101@192.0.2.1 SIP/2.0', 'INVITE', false);
    expect(JSON.stringify(kept)).not.toMatch(/30123456|Karin/);
    expect(kept).toMatchObject([{ method: 'INVITE' }]);
  });

  test('without their INVITE, of such a caller, are kept without their text', () => {
    const { kept, dialogs, hear } = watched();
    dialogs.belongs({ ...leg, withheld: true }, at);
    hear('SIP/2.0 200 OK', 'BYE', true);
    expect(kept).toMatchObject([{ status: 200, text: '' }]);
  });

  test('beyond the two hundredth are counted only', () => {
    const { kept, dialogs, hear } = watched();
    dialogs.belongs(leg, at);
    for (let nth = 0; nth < 203; nth++) hear('INFO sip:101@192.0.2.1 SIP/2.0', 'INFO', false);
    expect(kept.filter((message) => message === 'omitted')).toHaveLength(3);
  });
});

describe('what is of no call', () => {
  test('is forgotten: a log-in at once, an unknown dialog after half a minute', () => {
    const { kept, dialogs, hear } = watched();
    hear('REGISTER sip:192.0.2.1 SIP/2.0', 'REGISTER', false);
    expect(dialogs.sizes.waiting).toBe(0);
    hear('INVITE sip:101@192.0.2.1 SIP/2.0', 'INVITE', false);
    dialogs.tidy(at + 20_000);
    expect(dialogs.sizes.waiting).toBe(1);
    dialogs.tidy(at + 31_000);
    expect(dialogs.sizes.waiting).toBe(0);
    expect(kept).toEqual([]);
  });

  test('never takes more memory than it may, however many strangers call', () => {
    const { dialogs, hear } = watched();
    for (let nth = 0; nth < 2500; nth++)
      hear('INVITE sip:101@192.0.2.1 SIP/2.0', 'INVITE', false, {
        'Call-ID': `stranger ${nth}`.replace(' ', ''),
      });
    expect(dialogs.sizes.waiting).toBe(2000);
  });
});

test('a leg that is over is forgotten once its last answers have come', () => {
  const { kept, dialogs, hear } = watched();
  dialogs.belongs(leg, at);
  dialogs.over(leg.dialog, at);
  dialogs.tidy(at + 30_000);
  hear('SIP/2.0 200 OK', 'BYE', false);
  expect(kept).toHaveLength(1);
  dialogs.tidy(at + 41_000);
  expect(dialogs.sizes.known).toBe(0);
});
