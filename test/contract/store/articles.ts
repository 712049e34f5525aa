import { expect, test } from 'vitest';
import type { ArticleFields } from '../../../src/articles/article.ts';
import type { Store } from '../../../src/ports/store.ts';

const about = (title: string, more: Partial<ArticleFields> = {}): ArticleFields => ({
  title,
  text: '',
  tags: [],
  topics: [],
  queues: [],
  ...more,
});
const by = (at: number, who = 'clara') => ({ at, by: who });
const titles = (found: readonly { readonly title: string }[]) => found.map(({ title }) => title);

export function articlesContract(open: () => Promise<Store>): void {
  test('an article has a version for each change, and none for a change that changes nothing', async () => {
    const { articles } = await open();
    const { id } = await articles.add(about('Returns', { text: 'Within 14 days.', language: 'en' }), by(10));
    expect(await articles.change(id, { title: 'Returns', tags: [] }, by(20))).toMatchObject({ version: 1 });
    expect(await articles.change(id, { text: 'Within 30 days.', language: null }, by(30, 'mara'))).toEqual({
      ...about('Returns', { text: 'Within 30 days.' }),
      id,
      version: 2,
      createdAt: 10,
      createdBy: 'clara',
      changedAt: 30,
      changedBy: 'mara',
    });
    expect(await articles.versions(id)).toMatchObject([
      { version: 2, at: 30, by: 'mara', text: 'Within 30 days.' },
      { version: 1, at: 10, by: 'clara', text: 'Within 14 days.', language: 'en' },
    ]);
  });

  test('who did not see the newest version overwrites nothing', async () => {
    const { articles } = await open();
    const { id } = await articles.add(about('Returns'), by(10));
    await articles.change(id, { text: 'one' }, by(20), 1);
    expect(await articles.change(id, { text: 'two' }, by(30), 1)).toBe('changed_meanwhile');
    expect((await articles.one(id))?.text).toBe('one');
    expect(await articles.change(id + 1, { text: 'two' }, by(30))).toBe('unknown');
  });

  test('found by the beginnings of words, without accents, in the title before in the text', async () => {
    const { articles } = await open();
    await articles.add(about('Opening hours', { text: 'Returns are taken until five.' }), by(10));
    await articles.add(about('Returning goods', { tags: ['shop'] }), by(20));
    await articles.add(about('Rückgabe und Größe', { language: 'de' }), by(30));
    await articles.add(about('Επιστροφές προϊόντων', { language: 'el' }), by(40));
    await articles.add(about('Возврат товара', { language: 'ru' }), by(50));
    const find = async (text: string) => titles(await articles.find({ text, limit: 9 }));
    expect(await find('return')).toEqual(['Returning goods', 'Opening hours']);
    expect(await find('goods ret')).toEqual(['Returning goods']);
    expect(await find('shop')).toEqual(['Returning goods']);
    expect(await find('ruckgabe')).toEqual(['Rückgabe und Größe']);
    expect(await find('GROSSE')).toEqual(['Rückgabe und Größe']);
    expect(await find('επιστροφες')).toEqual(['Επιστροφές προϊόντων']);
    expect(await find('возв')).toEqual(['Возврат товара']);
    expect(await find('" OR *')).toEqual([]);
    expect(await find('?!')).toEqual([]);
    expect(await find('')).toHaveLength(5);
  });

  test('words of languages without spaces are found within a sentence, from one letter on', async () => {
    const { articles } = await open();
    await articles.add(about('付款方式與退貨', { text: '客戶可以用信用卡付款。' }), by(10));
    await articles.add(about('營業時間', { text: '週一至週五' }), by(20));
    await articles.add(about('返品のしかた', { language: 'ja' }), by(30));
    const find = async (text: string) => titles(await articles.find({ text, limit: 9 }));
    expect(await find('付款')).toEqual(['付款方式與退貨']);
    expect(await find('信用卡')).toEqual(['付款方式與退貨']);
    expect(await find('營')).toEqual(['營業時間']);
    expect(await find('間')).toEqual(['營業時間']);
    expect(await find('退貨 信用卡')).toEqual(['付款方式與退貨']);
    expect(await find('返品')).toEqual(['返品のしかた']);
    expect(await find('用款')).toEqual([]);
  });

  test('by tag, language, topic and queue; and a page after the other', async () => {
    const { articles } = await open();
    for (let nth = 1; nth <= 5; nth++)
      await articles.add(about(`Tip ${nth}`, { tags: nth % 2 ? ['odd'] : [], queues: ['sales'] }), by(nth));
    await articles.add(about('Tipp', { language: 'de', topics: ['billing'] }), by(9));
    expect(titles(await articles.find({ tag: 'odd', limit: 9 }))).toEqual(['Tip 5', 'Tip 3', 'Tip 1']);
    expect(titles(await articles.find({ text: 'tip', tag: 'odd', limit: 9 }))).toHaveLength(3);
    expect(titles(await articles.find({ language: 'de', limit: 9 }))).toEqual(['Tipp']);
    expect(titles(await articles.find({ topic: 'billing', limit: 9 }))).toEqual(['Tipp']);
    expect(titles(await articles.find({ queue: 'sales', skip: 1, limit: 2 }))).toEqual(['Tip 4', 'Tip 3']);
    expect(await articles.labels()).toEqual({
      tags: [{ name: 'odd', articles: 3 }],
      languages: [{ name: 'de', articles: 1 }],
    });
    expect(titles(await articles.after(4, 9))).toEqual(['Tip 5', 'Tipp']);
  });

  test('suggested for a call: its topics before its queue, the language of the caller first', async () => {
    const { articles } = await open();
    await articles.add(about('Prices', { queues: ['sales'], language: 'en' }), by(10));
    await articles.add(about('Preise', { queues: ['sales'], language: 'de' }), by(20));
    await articles.add(about('Rechnung', { topics: ['billing'], language: 'de' }), by(30));
    await articles.add(about('Other', { queues: ['support'] }), by(40));
    const suggest = async (more: object) => titles(await articles.suggest({ topics: [], limit: 9, ...more }));
    expect(await suggest({ queue: 'sales', language: 'en' })).toEqual(['Prices', 'Preise']);
    expect(await suggest({ queue: 'sales', language: 'de' })).toEqual(['Preise', 'Prices']);
    expect(await suggest({ queue: 'sales', topics: ['billing'], language: 'en' })).toEqual([
      'Rechnung',
      'Prices',
      'Preise',
    ]);
    expect(await suggest({})).toEqual([]);
  });

  test('from a file: changed by number or by title and language, else added; a dry run does nothing', async () => {
    const { articles } = await open();
    const { id } = await articles.add(about('Returns', { language: 'en', text: 'old' }), by(10));
    const all = [
      { fields: about('Returns', { language: 'en', text: 'new' }) },
      { fields: about('Returns', { language: 'de' }) },
      { fields: about('Returns', { language: 'en', text: 'old' }) },
    ];
    expect(await articles.take(all, by(20), true)).toEqual(['changed', 'created', 'same']);
    expect(await articles.find({ limit: 9 })).toHaveLength(1);
    expect(await articles.take(all.slice(0, 2), by(20), false)).toEqual(['changed', 'created']);
    expect(await articles.take([{ id, fields: about('Sent back') }], by(30), false)).toEqual(['changed']);
    expect(titles(await articles.find({ limit: 9 }))).toEqual(['Sent back', 'Returns']);
    expect(titles(await articles.find({ text: 'new', limit: 9 }))).toEqual([]);
  });

  test('one that is removed is found no more, and its number is not given again', async () => {
    const { articles } = await open();
    const { id } = await articles.add(about('Returns', { tags: ['shop'], queues: ['sales'] }), by(10));
    expect(await articles.remove(id)).toBe(true);
    expect(await articles.remove(id)).toBe(false);
    expect(await articles.find({ text: 'returns', limit: 9 })).toEqual([]);
    expect(await articles.suggest({ topics: [], queue: 'sales', limit: 9 })).toEqual([]);
    expect(await articles.versions(id)).toEqual([]);
    expect((await articles.add(about('Returns'), by(20))).id).toBeGreaterThan(id);
  });
}
