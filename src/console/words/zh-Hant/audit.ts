import type { audit as source } from '../en/audit.ts';
import type { Like } from '../like.ts';
import { auditActions, auditRoles } from './audit-actions.ts';

export const audit: Like<typeof source> = {
  label: '稽核紀錄，由新到舊',
  who: '誰',
  action: '動作',
  object: '對象',
  outcome: '結果',
  allowed: '允許',
  refused: '拒絕',
  any: '任何',
  from: '從',
  to: '到',
  when: '時間',
  details: '詳細',
  asked: '請求內容',
  before: '變更前',
  after: '變更後',
  erased: '已清除，因為涉及已被清除的人。',
  session: '工作階段',
  address: '位址',
  right: '權限',
  verify: '驗證鏈結',
  intact: (rows, heads) => `完整：${rows} 列；已比對 ${heads} 個每日標記。`,
  broken: (row) => `第 ${row} 列已被更動：紀錄遭竄改。`,
  export: '匯出',
  older: '顯示較舊的',
  none: '沒有符合的項目。',
  clear: '清除篩選',
  actions: auditActions,
  roles: auditRoles,
};
