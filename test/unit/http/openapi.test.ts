import { Readable } from 'node:stream';
/** The description of the API is made a route at a time, so that calls are not held up. */
import { expect, test } from 'vitest';
import { describeApi } from '../../../src/http/openapi/describe.ts';
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

test('the description that the build writes has every route, and is sent as it is', async () => {
  const office = openOffice();
  const live = (await buildApi(apiOf(office))).swagger();
  const written = await describeApi(live.info.version);
  const described = JSON.parse(written);
  expect({ ...described, paths: undefined, components: undefined }).toEqual(
    JSON.parse(JSON.stringify({ ...live, paths: undefined, components: undefined })),
  );
  expect(described.paths).toMatchObject(JSON.parse(JSON.stringify(live.paths)));
  const api = await buildApi(
    apiOf(office, { description: async () => Readable.from([Buffer.from(written)]) }),
  );
  const { body } = await api.inject({
    url: '/openapi.json',
    headers: { authorization: `Bearer ${TOKEN}` },
  });
  expect(body).toBe(written);
});
