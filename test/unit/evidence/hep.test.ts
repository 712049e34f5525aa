import { describe, expect, test } from 'vitest';
import { readHep } from '../../../src/evidence/hep.ts';
import { hepCopy } from '../../support/hep-copy.ts';

const copy = { at: 1_795_966_833_123, source: '192.0.2.7:5060', destination: '127.0.0.1:15060', text: 'BYE' };

describe('a HEPv3 packet', () => {
  test('says when what was sent from where to where', () => {
    const read = readHep(hepCopy({ ...copy, password: 'open sesame' }));
    expect(read).toMatchObject({
      at: copy.at,
      source: copy.source,
      destination: copy.destination,
      password: 'open sesame',
    });
    expect(read?.payload.toString()).toBe('BYE');
  });

  test('as Asterisk 22 wrote one', () => {
    // The beginning and the end of a packet of res_hep 22.10.1: a response to a phone on loopback.
    const hex =
      '48455033006f' +
      '00000001000702000000020007110000000700083efb' +
      '000000080008c2a500000009000a6b0c46f00000000a000a000d2348' +
      '0000000b0007010000000c000a000000070000' +
      '0003000a7f00000100000004000a7f0000010000000e0009666f6f0000000f0009425945';
    expect(readHep(Buffer.from(hex, 'hex'))).toMatchObject({
      source: '127.0.0.1:16123',
      destination: '127.0.0.1:49829',
      password: 'foo',
      at: 0x6b0c46f0 * 1000 + 861,
    });
  });

  test('of which a part is missing, which says that it is longer, or which is none, is not read', () => {
    const whole = hepCopy(copy);
    for (let length = 0; length < whole.length; length++)
      expect(readHep(whole.subarray(0, length)), String(length)).toBeUndefined();
    const longer = Buffer.from(whole);
    longer.writeUInt16BE(60_000, 10);
    expect(readHep(longer)).toBeUndefined();
    expect(readHep(Buffer.from('GET / HTTP/1.1\r\n\r\n'))).toBeUndefined();
  });

  test('that carries something else than SIP is not read', () => {
    expect(readHep(hepCopy({ ...copy, protocol: 5 }))).toBeUndefined();
  });

  test('of any bytes, throws nothing', () => {
    let seed = 7;
    const random = (): number => (seed = (seed * 1_103_515_245 + 12_345) & 0x7f_ff_ff_ff);
    for (let times = 0; times < 2000; times++) {
      const bytes = hepCopy(copy);
      for (let n = 0; n < 6; n++) bytes[4 + (random() % (bytes.length - 4))] = random() & 0xff;
      expect(() => readHep(bytes)).not.toThrow();
    }
  });
});
