/** Announcements in front of numbers and queues, over the API and at the command line. */
import { expect, test } from 'vitest';
import { HALF_PAST_TEN, openOffice } from '../../support/office.ts';
import { openDesk } from '../cli/desk.ts';
import { askOffice } from './serve.ts';

test('one is put in front of a queue, listed, and taken away', async () => {
  const { ask } = await askOffice();
  const set = await ask('PUT', '/v1/announcements/queue/sales', { text: 'We are closed.' });
  expect(set).toMatchObject({
    status: 200,
    body: {
      kind: 'queue',
      name: 'sales',
      words: { en: 'We are closed.' },
      until: new Date(HALF_PAST_TEN + 4 * 3600_000).toISOString(),
    },
  });
  expect((await ask('GET', '/v1/announcements')).body).toMatchObject({ announcements: [{ name: 'sales' }] });
  expect((await ask('DELETE', '/v1/announcements/queue/sales')).body).toMatchObject({ ended: true });
  expect((await ask('GET', '/v1/announcements')).body).toEqual({ announcements: [] });
});

test('a sound of the library, with words where it is missing', async () => {
  const { ask } = await askOffice();
  const set = await ask('PUT', '/v1/announcements/number/100', { sound: 'flood', text: 'We are closed.' });
  expect(set.body).toMatchObject({
    kind: 'number',
    name: '100',
    sound: 'flood',
    words: { en: 'We are closed.' },
  });
});

test('refused, with what is wrong', async () => {
  const { ask } = await askOffice();
  const message = async (url: string, body: object): Promise<string> => {
    const answer = await ask('PUT', `/v1/announcements/${url}`, body);
    return `${answer.status} ${(answer.body as { error: { message: string } }).error.message}`;
  };
  expect(await message('queue/none', { text: 'x' })).toBe('404 the plan has no queue none');
  expect(await message('queue/sales', {})).toContain('expected a text, or the name of a sound');
  expect(await message('queue/sales', { text: { fr: 'x' } })).toContain("'fr' is not a language of the plan");
  expect(await message('queue/sales', { text: 'x', until: 'soon' })).toContain("'soon' is not a time");
  expect(await message('queue/sales', { text: 'x', until: '2030-01-01T00:00:00Z' })).toContain(
    'within 31 days',
  );
  expect(await message('team/sales', { text: 'x' })).toMatch(/^400/);
});

test('at the command line', async () => {
  const desk = await openDesk(openOffice());
  const types = (...line: string[]) => desk.types(['announce', ...line]);
  expect((await types()).err).toContain('no announcements');
  expect(await types('on', 'queue', 'sales', 'We are closed.', '--for', '30m')).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^callers of queue sales hear it until .*11:00/),
  });
  expect((await types()).out).toMatch(/queue sales .*We are closed\./);
  expect(await types('on', 'queue', 'sales')).toMatchObject({ code: 2 });
  expect(await types('on', 'queue', 'sales', 'x', '--for', 'long')).toMatchObject({ code: 2 });
  expect(await types('on', 'queue', 'sales', 'x', '--until', 'long')).toMatchObject({ code: 2 });
  expect(await types('off', 'queue')).toMatchObject({ code: 2 });
  expect((await types('off', 'queue', 'sales')).out).toBe('no announcement in front of queue sales\n');
  await desk.close();
});
