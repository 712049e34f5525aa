/** Recordings over the API: listed, downloaded whole and in parts, held; each access is recorded. */
import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { readRange } from '../../../src/http/recordings/range.ts';
import { keepRecording, keptSound } from '../../support/kept-recording.ts';
import { openOffice } from '../../support/office.ts';
import type { PlainRecordings } from '../../support/plain-recordings.ts';
import { askOffice, TOKEN } from './serve.ts';

test('parts of a file, as RFC 9110 has them', () => {
  expect(readRange(undefined, 100)).toBe('whole');
  expect(readRange('bytes=0-9', 100)).toEqual({ from: 0, to: 10 });
  expect(readRange('bytes=90-', 100)).toEqual({ from: 90, to: 100 });
  expect(readRange('bytes=-10', 100)).toEqual({ from: 90, to: 100 });
  expect(readRange('bytes=-1000', 100)).toEqual({ from: 0, to: 100 });
  expect(readRange('bytes=50-1000', 100)).toEqual({ from: 50, to: 100 });
  expect(readRange('bytes=100-', 100)).toBe('none');
  expect(readRange('bytes=-0', 100)).toBe('none');
  for (const odd of ['bytes=9-1', 'bytes=0-1,5-6', 'lines=1-2', 'bytes=a-b', 'bytes=-'])
    expect(readRange(odd, 100)).toBe('whole');
});

async function recorded() {
  const office = openOffice();
  await keepRecording(office.store.recordings as PlainRecordings, office.operations.now());
  const recordingSound = async (_row: unknown, from: number, to: number) =>
    Readable.from([keptSound.subarray(from, to)]);
  return await askOffice(office, { recordingSound });
}

describe('recordings', () => {
  test('are listed by queue and found by call; the sound comes whole or in part', async () => {
    const { ask, api } = await recorded();
    expect((await ask('GET', '/v1/recordings?queue=sales')).body.recordings).toMatchObject([
      { id: '1040', state: 'kept', rule: 'sales', with: 'dora', lastedMs: 120_000, bytes: keptSound.length },
    ]);
    expect((await ask('GET', '/v1/recordings?queue=support')).body.recordings).toEqual([]);
    expect((await ask('GET', '/v1/recordings/1040')).body).toMatchObject({ sha256: 'ab'.repeat(32) });
    expect((await ask('GET', '/v1/recordings/1039')).status).toBe(404);
    const sound = async (range?: string) =>
      await api.inject({
        url: '/v1/recordings/1040/audio',
        headers: { authorization: `Bearer ${TOKEN}`, ...(range !== undefined && { range }) },
      });
    expect((await sound()).rawPayload.equals(keptSound)).toBe(true);
    const part = await sound('bytes=4-7');
    expect([part.statusCode, part.body]).toEqual([206, '....']);
    expect((await sound(`bytes=${keptSound.length}-`)).statusCode).toBe(416);
  });

  test('a legal hold has a reason, and ends; what is not recorded cannot be held', async () => {
    const { ask } = await recorded();
    expect((await ask('PUT', '/v1/recordings/1040/hold', { reason: 'case 7' })).body.hold).toMatchObject({
      reason: 'case 7',
    });
    expect((await ask('PUT', '/v1/recordings/1040/hold', { reason: '' })).status).toBe(400);
    expect((await ask('PUT', '/v1/recordings/1040/hold', { reason: null })).body.hold).toBeUndefined();
    expect((await ask('PUT', '/v1/recordings/1039/hold', { reason: 'case 8' })).status).toBe(404);
  });

  test('of a call in progress, recording is paused and resumed, or there is none', async () => {
    const { ask } = await recorded();
    const asks = async (call: number, to: string) => await ask('POST', `/v1/calls/${call}/recording`, { to });
    expect((await asks(1043, 'pause')).body).toEqual({ call: '1043', recording: 'paused' });
    expect((await asks(1043, 'resume')).body).toEqual({ call: '1043', recording: 'resumed' });
    expect((await asks(1042, 'pause')).status).toBe(409);
    expect((await asks(1043, 'stop')).status).toBe(400);
  });
});

test('supervision: of a call, an agent or a queue, for who may', async () => {
  const { ask } = await askOffice();
  const body = { by: 'dora', mode: 'whisper' };
  for (const path of ['calls/1043', 'agents/anna', 'queues/sales'])
    expect((await ask('POST', `/v1/${path}/supervise`, body)).body).toEqual(body);
  const refused = await ask('POST', '/v1/calls/1043/supervise', { by: 'anna', mode: 'listen' });
  expect([refused.status, refused.body.error.code]).toEqual([403, 'supervision_not_allowed']);
  expect((await ask('POST', '/v1/calls/1042/supervise', body)).status).toBe(404);
  expect((await ask('POST', '/v1/calls/1043/supervise', { ...body, mode: 'spy' })).status).toBe(400);
});
