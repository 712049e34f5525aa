/**
 * Searches among 10,000 articles of some 250 words, a third of them Chinese, in a file of the real store. A turn waits for a search:
 * measured is the time that the engine's thread is held.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ArticleFields } from '../../src/articles/article.ts';
import type { ArticleBook } from '../../src/ports/articles.ts';
import { openStore } from '../../src/store/sqlite/sqlite-store.ts';
import { silentLog } from '../../test/support/memory-store.ts';
import { Seeded } from '../../test/support/seeded.ts';
import { type Row, timesRow } from '../report/row.ts';
import { spread } from '../report/statistics.ts';
import type { Bench } from './bench.ts';

const many = 10_000;
const english =
  'invoice payment delivery size return customer contract connection device warranty price discount';
const german =
  'Rechnung Zahlung Lieferung Größe Rückgabe Kunde Vertrag Anschluss Gerät Garantie Preis Rabatt';
const chinese = '付款方式退貨客戶服務信用卡營業時間訂單配送保固取消合約故障價格折扣發票';

/** From rare to as common as a word can be: these are in a third of all articles. */
const asked: readonly string[] = ['invoice17', 'zzz', 'ruck', 'invoice', 'pr di', '付款', '付', 'r'];

export const articles: Bench = {
  name: 'articles',
  about: `searches among ${many} articles in three languages`,
  run: async ({ quick, tell }) => {
    const folder = mkdtempSync(join(tmpdir(), 'cordboard-articles-'));
    const store = await openStore(join(folder, 'articles.db'), silentLog);
    try {
      await fill(store.articles);
      const rows: Row[] = [];
      const measure = async (name: string, search: () => Promise<unknown>): Promise<void> => {
        const times: number[] = [];
        for (let round = 0; round < (quick ? 3 : 50); round++) {
          const began = performance.now();
          await search();
          times.push(performance.now() - began);
        }
        const row = timesRow('articles', name, many, spread(times), { ok: times.length });
        tell(`${row.system}: p50 ${row.p50_ms?.toFixed(1)} ms, p99 ${row.p99_ms?.toFixed(1)} ms`);
        rows.push(row);
      };
      for (const text of asked) await measure(`find ${text}`, () => store.articles.find({ text, limit: 31 }));
      const filtered = { text: 'invoice', tag: 't3', language: 'en', limit: 31 };
      await measure('find invoice by tag', () => store.articles.find(filtered));
      const about = { topics: [], queue: 'q3', language: 'de', limit: 6 };
      await measure('suggest', () => store.articles.suggest(about));
      return rows;
    } finally {
      await store.close();
      rmSync(folder, { recursive: true });
    }
  },
};

async function fill(book: ArticleBook): Promise<void> {
  const chance = new Seeded(1);
  for (let nth = 0; nth < many; nth += 50) {
    const part = Array.from({ length: 50 }, (_, more) => ({ fields: article(nth + more, chance) }));
    await book.take(part, { at: nth, by: 'bench' }, false);
  }
}

function article(nth: number, chance: Seeded): ArticleFields {
  const language = (['en', 'de', 'zh-Hant'] as const)[nth % 3] ?? 'en';
  const letters = Array.from(chinese);
  const words = (language === 'de' ? german : english).split(' ');
  const word = (): string => chance.pick(words) + (chance.chance(0.3) ? String(chance.between(0, 500)) : '');
  const text = (length: number): string =>
    language === 'zh-Hant'
      ? Array.from({ length: length * 2 }, () => chance.pick(letters)).join('')
      : Array.from({ length }, word).join(' ');
  const links = { tags: [`t${nth % 40}`], topics: [], queues: [`q${nth % 20}`] };
  return { title: `${text(3)} ${nth}`, text: text(250), language, ...links };
}
