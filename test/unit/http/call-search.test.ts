/** Calls are searched by the engine, however far back they are, a page at a time. */
import { expect, test } from 'vitest';
import { callId } from '../../../src/shared/ids.ts';
import { type Office, openOffice } from '../../support/office.ts';
import { askOffice } from './serve.ts';

const start = Date.parse('2026-11-01T08:00:00Z');

/** 60 calls an hour apart: every third for support, every fourth abandoned. */
function withCalls(office: Office): Office {
  for (let i = 0; i < 60; i++) {
    const call = callId(2000 + i);
    const at = start + i * 3_600_000;
    const queue = i % 3 === 0 ? 'support' : 'sales';
    office.happens({
      type: 'callArrived',
      at,
      call,
      leg: `leg-${i}` as never,
      via: { kind: 'line', name: 'line1' },
      dialled: '100',
      caller: {
        number: `+493055500${String(i).padStart(2, '0')}`,
        name: `Caller ${i}`,
        isNew: false,
        tags: [],
      },
      planVersion: 1,
    });
    office.happens({
      type: 'leftQueue',
      at: at + 1000,
      call,
      queue,
      because: 'tired',
      leadsTo: 'goodbye',
    } as never);
    office.happens({
      type: 'callEnded',
      at: at + 2000,
      call,
      outcome: i % 4 === 0 ? 'abandoned' : 'goodbye',
      by: 'caller',
      lasted: 2000,
      talked: 0,
    } as never);
  }
  return office;
}

test('by outcome, name, number and time; pages follow one another without gaps', async () => {
  const { ask } = await askOffice(withCalls(openOffice()));
  const search = async (query: string) =>
    (await ask('GET', `/v1/calls?state=ended&${query}`)).body as { calls: { id: string }[]; next?: string };
  const ids = ({ calls }: { calls: { id: string }[] }) => calls.map(({ id }) => Number(id) - 2000);
  const first = await search('outcome=abandoned&find=caller&limit=4');
  expect(ids(first)).toEqual([56, 52, 48, 44]);
  const second = await search(`outcome=abandoned&find=caller&limit=100&before=${first.next}`);
  expect(ids(second)).toEqual([40, 36, 32, 28, 24, 20, 16, 12, 8, 4, 0]);
  expect(second.next).toBeUndefined();
  expect(ids(await search('find=030 555 0017'))).toEqual([17]);
  expect(ids(await search('find=caller 5&limit=500'))).toEqual([59, 58, 57, 56, 55, 54, 53, 52, 51, 50, 5]);
  const day = 'from=2026-11-02T08:00:00Z&to=2026-11-02T11:00:00Z';
  expect(ids(await search(day))).toEqual([26, 25, 24]);
  expect((await search(day)).next).toBeUndefined();
  expect((await ask('GET', '/v1/calls?from=noon')).status).toBe(400);
  expect((await ask('GET', '/v1/calls?before=x')).status).toBe(400);
});
