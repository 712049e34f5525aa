import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { EvidenceFile, type EvidenceItem } from '../../../src/evidence/evidence-file.ts';
import { callId, legId } from '../../../src/shared/ids.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cordboard-evidence-'));
  path = join(folder, 'evidence.db');
});
afterEach(() => rmSync(folder, { recursive: true }));

const at = 1_795_966_833_000;
const bounds = { keepFor: 3_600_000, most: 10_000_000 };
const of = (call: number) => ({ call: callId(call), leg: legId(`leg-${call}`) });
const message = (call: number, when = at, text = `of ${call}`): EvidenceItem => ({
  ...of(call),
  kind: 'sip',
  message: { at: when, sent: true, method: 'INVITE', status: 180, reason: 'Ringing', hasSdp: false, text },
});

describe('what is kept', () => {
  test('comes back as it was, by call and leg', () => {
    const file = new EvidenceFile(path, bounds);
    const sound = { at: at + 5000, direction: 'to', loss: 1.5, jitter: 12, roundTrip: 40, mos: 4.1 } as const;
    file.add([message(1042), { ...of(1042), kind: 'sound', sound }, { ...of(1042), kind: 'omitted', at }]);
    file.add([message(1043)]);
    expect(file.ofCall(callId(1042))).toEqual([
      {
        leg: 'leg-1042',
        messages: [expect.objectContaining({ text: 'of 1042', at })],
        sound: [sound],
        omitted: 1,
      },
    ]);
    file.close();
    const again = new EvidenceFile(path, bounds);
    expect(again.ofCall(callId(1043))).toHaveLength(1);
    again.close();
  });

  test('is gone from the file once it is erased, and so is it from the log', () => {
    const file = new EvidenceFile(path, bounds);
    file.add([message(1042, at, '+4930123456'), message(1043)]);
    expect(file.erase([callId(1042), callId(1044)])).toBe(1);
    expect(file.ofCall(callId(1042))).toEqual([]);
    expect(file.ofCall(callId(1043))).toHaveLength(1);
    for (const end of ['', '-wal'])
      expect(readFileSync(path + end, 'latin1').includes('30123456'), end).toBe(false);
    file.close();
  });
});

describe('the bounds', () => {
  test('what is older than its days goes', () => {
    const file = new EvidenceFile(path, bounds);
    file.add([message(1, at), message(2, at + 3_000_000)]);
    expect(file.prune(at + 3_600_001)).toBe(false);
    expect(file.ofCall(callId(1))).toEqual([]);
    expect(file.ofCall(callId(2))).toHaveLength(1);
    file.close();
  });

  test('what is too much goes, the oldest first, until the file is as small as it may be', () => {
    const file = new EvidenceFile(path, { ...bounds, most: 2_000_000 });
    for (let call = 1; call <= 6000; call++) file.add([message(call, at + call, 'x'.repeat(700))]);
    expect(file.size).toBeGreaterThan(2_000_000);
    for (let isMore = true; isMore; ) isMore = file.prune(at + 10_000);
    expect(file.size).toBeLessThanOrEqual(2_000_000);
    expect(file.ofCall(callId(1))).toEqual([]);
    expect(file.ofCall(callId(6000))).toHaveLength(1);
    file.close();
  });
});

test('a file that is damaged, or of another version, is made anew: no call depends on it', () => {
  writeFileSync(path, 'this is no database'.repeat(500));
  const file = new EvidenceFile(path, bounds);
  file.add([message(1)]);
  expect(file.ofCall(callId(1))).toHaveLength(1);
  file.close();
});
