/** The description of the API is made a route at a time, so that calls are not held up. */
import { expect, test } from 'vitest';
import { buildApi } from '../../../src/http/server.ts';
import { openOffice } from '../../support/office.ts';
import { apiOf, TOKEN } from './serve.ts';

test('the description that is made a route at a time is that which is made in one go', async () => {
  const [inParts, atOnce] = [await buildApi(apiOf(openOffice())), await buildApi(apiOf(openOffice()))];
  let turns = 0;
  const ticking = setInterval(() => (turns += 1), 1);
  const { body } = await inParts.inject({
    url: '/openapi.json',
    headers: { authorization: `Bearer ${TOKEN}` },
  });
  clearInterval(ticking);
  expect(body).toBe(JSON.stringify(atOnce.swagger()));
  expect(turns, 'others have their turn in between').toBeGreaterThan(10);
});
