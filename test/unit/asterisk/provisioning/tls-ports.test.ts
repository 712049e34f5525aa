import { expect, test } from 'vitest';
import { pjsipFile } from '../../../../src/asterisk/provisioning/plan-files.ts';
import { tlsPorts } from '../../../../src/asterisk/provisioning/tls-ports.ts';
import { planOf } from './plan-of.ts';

const trunk = (name: string, isTls: boolean) => ({
  name,
  server: `${name}.example`,
  addresses: [],
  trusted: false,
  ...(isTls ? { transport: { verify: true } } : {}),
});

test('each trunk over TLS has a port of its own, and keeps it', async () => {
  const before = planOf({ trunks: [trunk('a', true), trunk('b', false)] });
  const first = await tlsPorts(before, '');
  expect([...first.keys()]).toEqual(['a']);
  const { text } = pjsipFile(before, [], () => undefined, { tlsPorts: first });
  const more = planOf({ trunks: [trunk('c', true), trunk('a', true)] });
  const second = await tlsPorts(more, text);
  expect(second.get('a')).toBe(first.get('a'));
  expect(second.get('c')).not.toBe(first.get('a'));
  expect(second.get('c')).toBeGreaterThan(1023);
  expect(await tlsPorts(planOf({}), text)).toEqual(new Map());
});
