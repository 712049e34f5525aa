/** The knowledge base by API: what is written is found, and each change is in the audit trail. */
import { expect, test } from 'vitest';
import { askOffice } from './serve.ts';

async function desk() {
  const { ask: plainly, api, office } = await askOffice();
  const ask = async (
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    url: string,
    body?: object | string,
    headers = {},
  ) => (await plainly(method, url, body, headers)).body;
  const patch = async (url: string, payload: object) =>
    api.inject({
      method: 'PATCH',
      url,
      payload,
      headers: { authorization: 'Bearer the-token-of-the-office' },
    });
  return { ask, patch, office };
}

test('written, changed, restored, removed', async () => {
  const { ask, patch, office } = await desk();
  const added = await ask('POST', '/v1/articles', {
    title: 'Returns',
    text: 'Within **14** days.',
    language: 'en',
    tags: ['shop', 'shop '],
    queues: ['sales'],
  });
  expect(added).toMatchObject({ id: 1, version: 1, tags: ['shop'], createdBy: 'api' });
  expect((await patch('/v1/articles/1', { text: 'Within 30 days.', ifVersion: 1 })).statusCode).toBe(200);
  const late = await patch('/v1/articles/1', { text: 'Never.', ifVersion: 1 });
  expect([late.statusCode, late.json().error.code]).toEqual([409, 'article_changed_meanwhile']);
  expect((await ask('GET', '/v1/articles?q=days')).articles).toMatchObject([
    { title: 'Returns', excerpt: 'Within 30 days.' },
  ]);
  expect(await ask('POST', '/v1/articles/1/restore', { version: 1 })).toMatchObject({
    version: 3,
    text: 'Within **14** days.',
  });
  expect((await ask('GET', '/v1/articles/1/versions')).versions).toHaveLength(3);
  expect((await ask('POST', '/v1/articles/1/restore', { version: 9 })).error.code).toBe('no_such_article');
  expect(await ask('DELETE', '/v1/articles/1')).toEqual({ article: 1, removed: true });
  expect((await ask('GET', '/v1/articles/1')).error.code).toBe('no_such_article');
  const audited = (await office.store.audit.last(20)).map(({ action, object, code }) => [
    action,
    object,
    code,
  ]);
  expect(audited).toEqual([
    ['change_article', undefined, undefined],
    ['change_article', '1', undefined],
    ['change_article', '1', 'article_changed_meanwhile'],
    ['change_article', '1', undefined],
    ['remove_article', '1', undefined],
  ]);
});

test('links to what the plan does not have are refused, and say so', async () => {
  const { ask } = await desk();
  const { error } = await ask('POST', '/v1/articles', { title: 'x', queues: ['nowhere'] });
  expect([error.code, error.message]).toEqual(['bad_request', 'the plan has no queue nowhere']);
  expect((await ask('GET', '/v1/articles/labels')).queues).toContainEqual({ name: 'sales', title: 'Sales' });
});

test('a call gets the articles of its topic and queue, whether the topic is named or shown', async () => {
  const { ask, office } = await desk();
  const [topic] = Object.values(office.operations.plan().plan.topics ?? {});
  if (!topic) throw new Error('the office has no topic');
  await ask('POST', '/v1/articles', { title: 'Of the queue', queues: ['sales'] });
  await ask('POST', '/v1/articles', { title: 'Of the topic', topics: [topic.name] });
  const suggested = async (query: string) =>
    (await ask('GET', `/v1/articles/suggested?${query}`)).articles.map(
      ({ title }: { title: string }) => title,
    );
  expect(await suggested(`queue=sales&topics=${topic.name}`)).toEqual(['Of the topic', 'Of the queue']);
  const [title = ''] = Object.values(topic.title);
  expect(await suggested(`topics=${encodeURIComponent(title)},anna`)).toEqual(['Of the topic']);
  expect(await suggested('queue=support')).toEqual([]);
});

test('imported and exported; a dry run changes nothing', async () => {
  const { ask } = await desk();
  const csv = 'title,language,tags,queues,text\nHours,en,shop;hours,sales,Nine to five.\n,en,,,none\n';
  const send = (query: string) =>
    ask('POST', `/v1/articles/import${query}`, csv, { 'content-type': 'text/csv; charset=utf-8' });
  expect(await send('?dryRun=true')).toMatchObject({ dryRun: true, created: 1 });
  expect((await ask('GET', '/v1/articles')).articles).toEqual([]);
  expect(await send('')).toEqual({
    dryRun: false,
    created: 1,
    changed: 0,
    same: 0,
    rejected: [{ line: 3, message: 'it has no title' }],
  });
  expect(await send('')).toMatchObject({ created: 0, same: 1 });
  expect(await ask('GET', '/v1/articles/export?format=markdown')).toBe(
    '---\ntitle: Hours\nlanguage: en\ntags: [ shop, hours ]\nqueues: [ sales ]\nid: 1\n---\n\nNine to five.\n\n',
  );
  expect(await ask('GET', '/v1/articles/export')).toContain('1,Hours,en,shop;hours,,sales,Nine to five.');
  const wrong = await ask('POST', '/v1/articles/import', {}, {});
  expect(wrong.error.code).toMatch(/unsupported_media_type|bad_request/);
});
