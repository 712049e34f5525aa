import type { articles as source } from '../en/articles.ts';
import type { Like } from '../like.ts';

// No native speaker has read this yet.
export const articles: Like<typeof source> = {
  search: '搜尋文章',
  searchHint: '標題、標籤或內文中的字詞',
  all: '全部',
  by: { tag: '標籤', language: '語言', topic: '主題', queue: '佇列' },
  add: '新增文章',
  importFile: '匯入檔案',
  saveCsv: '存為 CSV',
  title: '標題',
  tags: '標籤',
  changed: '變更時間',
  more: '顯示更多',
  none: '沒有文章。',
  back: '所有文章',
  text: '內文',
  edit: '變更',
  remove: '刪除',
  removeAll: '要刪除這篇文章及其所有版本嗎？',
  script: (queue) => `${queue} 的客服人員先說：`,
  versions: '版本',
  version: (n) => `版本 ${n}`,
  restore: '還原此版本',
  changedBy: (when, who) => `${who} 於 ${when} 變更`,
  preview: '預覽',
  markdownHint: 'Markdown：# 標題、**粗體**、*斜體*、- 清單、[文字](https://...)',
  tagsHint: '以逗號分隔',
  topics: '計畫的主題',
  queues: '計畫的佇列',
  save: '儲存',
  importing: {
    about:
      'CSV，欄位為 title、text、language、tags、topics、queues；或 Markdown 檔案。變更之前會先顯示結果。',
    file: '檔案',
    outcome: (created, changed, same, dryRun) =>
      `${dryRun ? '預計：' : ''}新增 ${created}，變更 ${changed}，不變 ${same}。`,
    line: (n) => `第 ${n} 行：`,
    go: '匯入',
  },
  desk: { hint: '搜尋 (/)', suggested: '與此通話相關', page: '開啟頁面' },
};
