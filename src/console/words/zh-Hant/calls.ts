import type { calls as source } from '../en/calls.ts';
import type { Like } from '../like.ts';

export const calls: Like<typeof source> = {
  label: '通話，由新到舊',
  filters: '篩選條件',
  find: '姓名或號碼',
  state: '狀態',
  live: '進行中',
  ended: '已結束',
  queue: '佇列',
  with: '通話對象',
  dialled: '撥打號碼',
  any: '全部',
  clear: '清除篩選',
  from: '從',
  to: '到',
  none: '目前還沒有通話。',
  noneMatch: '沒有符合條件的通話。',
  more: '顯示更多',
};
