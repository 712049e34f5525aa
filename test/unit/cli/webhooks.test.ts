import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CallId } from '../../../src/shared/ids.ts';
import { plainOutward } from '../../support/plain-outward.ts';
import { type Desk, openDesk } from './desk.ts';

const outward = plainOutward(() => Date.UTC(2026, 10, 21, 9, 30));
let desk: Desk;
beforeEach(async () => {
  desk = await openDesk(undefined, { outward });
});
afterEach(() => desk.close());

test('webhooks are added with a secret, changed, tested and removed', async () => {
  expect((await desk.types(['webhooks'])).err).toContain('there are no webhooks');
  const url = 'https://crm.example.com/calls';
  const added = await desk.types([
    'webhooks',
    'add',
    'crm',
    '--url',
    url,
    '--events',
    'screenPop, callEnded',
  ]);
  expect([added.code, added.out]).toEqual([0, expect.stringMatching(/^whsec_[\w+/=]{44}\n$/)]);
  expect((await desk.types(['webhooks'])).out).toMatch(
    /crm +enabled +0 +0 +https:\/\/crm\.example\.com\/calls +screenPop, callEnded/,
  );
  const inside = await desk.types(['webhooks', 'add', 'x', '--url', 'https://10.0.0.1/', '--events', 'all']);
  expect([inside.code, inside.err]).toEqual([1, expect.stringContaining('inside your network')]);
  const wrong = await desk.types(['webhooks', 'change', 'crm', '--events', 'callEnds']);
  expect([wrong.code, wrong.err]).toEqual([2, expect.stringContaining('docs/webhooks.md')]);
  const half = await desk.types(['webhooks', 'add', 'y']);
  expect([half.code, half.err]).toEqual([2, expect.stringContaining('--url')]);
  const changed = await desk.types(['webhooks', 'change', 'crm', '--events', 'all']);
  expect(changed.out).toMatch(/crm +enabled .* all/);
  expect((await desk.types(['webhooks', 'disable', 'crm'])).out).toContain('disabled');
  expect((await desk.types(['webhooks', 'new-secret', 'crm'])).out).toMatch(/^whsec_/);
  expect((await desk.types(['webhooks', 'test', 'crm'])).out).toBe('delivered: 204 after 12 ms\n');
  expect((await desk.types(['webhooks', '--json'])).out).not.toContain('whsec_');
  expect((await desk.types(['webhooks', 'remove', 'crm'])).code).toBe(0);
  expect((await desk.types(['webhooks', 'remove', 'crm'])).err).toContain('no webhook crm');
});

test('a webhook takes a request in the shape of a CRM from a file, and says what is wrong with it', async () => {
  const add = (file: string) =>
    desk.types(
      [
        'webhooks',
        'add',
        'espo',
        '--url',
        'https://espo.example.com',
        '--events',
        'callEnded',
        '--request',
        file,
      ],
      { workingDirectory: desk.home },
    );
  const headers = { 'X-Api-Key': '{{secret WEBHOOK_ESPO_KEY}}' };
  await writeFile(join(desk.home, 'bad.json'), JSON.stringify({ headers, body: { name: '{{nmae}}' } }));
  await writeFile(
    join(desk.home, 'espo.json'),
    JSON.stringify({ path: '/api/v1/Call', headers, body: { name: '{{contact.name}}' } }),
  );
  const bad = await add('bad.json');
  expect([bad.code, bad.err]).toEqual([2, expect.stringContaining('{{nmae}} is not a placeholder')]);
  expect((await add('none.json')).err).toContain('cannot read none.json');
  expect((await add('espo.json')).code).toBe(0);
  expect((await desk.types(['webhooks'])).out).toContain('POST https://espo.example.com/api/v1/Call');
  expect(JSON.parse((await desk.types(['webhooks', '--json'])).out)).toMatchObject({
    webhooks: [{ request: { headers, body: { name: '{{contact.name}}' } } }],
  });
  const groups = await desk.types(['webhooks', 'change', 'espo', '--url', 'https://espo.example.com/?a=1']);
  expect([groups.code, groups.err]).toEqual([expect.any(Number), expect.stringContaining('in the path')]);
  expect(groups.code).not.toBe(0);
  expect((await desk.types(['webhooks', 'change', 'espo', '--request', 'none'])).out).not.toContain('POST');
  await desk.types(['webhooks', 'remove', 'espo']);
});

test('deliveries are listed, looked at and sent again', async () => {
  const { book } = outward;
  const at = Date.UTC(2026, 10, 21, 9, 29);
  const of = {
    channel: 'webhook',
    target: 'crm',
    kind: 'callEnded',
    call: '1041' as CallId,
    seq: 7,
    at,
  } as const;
  await book.add([
    { ...of, id: 'msg_crm_7_a' },
    { ...of, id: 'msg_crm_8_a', seq: 8 },
  ]);
  await book.begin('msg_crm_7_a', at);
  const attempt = { at, lasted: 40, outcome: 'failed', code: 500, reason: 'it answered 500' } as const;
  await book.end('msg_crm_7_a', attempt, { state: 'dead' }, true);
  expect((await desk.types(['deliveries', '--dead'])).out).toMatch(
    /msg_crm_7_a +crm +callEnded +1041 +dead +1 .*may have been received twice/,
  );
  expect((await desk.types(['deliveries', '--waiting', '--webhook', 'crm'])).out).toContain('msg_crm_8_a');
  expect((await desk.types(['deliveries', '--mail'])).err).toContain('no such deliveries');
  const shown = await desk.types(['deliveries', 'show', 'msg_crm_7_a']);
  expect(shown.out).toContain('failed after 40 ms  500: it answered 500');
  expect((await desk.types(['deliveries', 'replay', '--webhook', 'crm'])).err).toContain(
    '1 delivery is sent',
  );
  const waits = await desk.types(['deliveries', 'replay', 'msg_crm_7_a']);
  expect([waits.code, waits.err]).toEqual([1, expect.stringContaining('cannot be sent again')]);
  expect((await desk.types(['deliveries', 'show', 'nothing'])).err).toContain('no delivery nothing');
  expect((await desk.types(['deliveries', 'test-mail', 'a@example.com'])).err).toContain(
    'CORDBOARD_SMTP_HOST',
  );
});
