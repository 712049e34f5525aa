import type { callbacks as source } from '../en/callbacks.ts';
import type { Like } from '../like.ts';

export const callbacks: Like<typeof source> = {
  label: '待回撥，等待最久的在前',
  caller: '來電者',
  number: '號碼',
  queue: '佇列',
  since: '等待自',
  attempts: '嘗試次數',
  state: '狀態',
  promised: (agent, result) => `${agent} 已承諾（${result}）`,
  tries: (a, b) => `${a}／${b}`,
  callNow: '立即撥打',
  callNowOne: (a) => `立即撥打 ${a}`,
  ringing: (a) => `您的電話正在響；接聽即可撥打 ${a}。此回撥已從清單移除。`,
  cancel: '取消回撥',
  cancelOne: (a) => `取消 ${a} 的回撥`,
  cancelSure: '將不會回撥給來電者。',
  none: '沒有待回撥。',
};
