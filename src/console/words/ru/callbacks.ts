import type { callbacks as source } from '../en/callbacks.ts';
import type { Like } from '../like.ts';

export const callbacks: Like<typeof source> = {
  label: 'Открытые обратные звонки, сначала ждущие дольше всех',
  caller: 'Звонивший',
  number: 'Номер',
  queue: 'Очередь',
  since: 'Ждёт с',
  attempts: 'Попытки',
  state: 'Состояние',
  promised: (agent, result) => `Обещал ${agent} (${result})`,
  tries: (a, b) => `${a} из ${b}`,
  callNow: 'Позвонить сейчас',
  callNowOne: (a) => `Позвонить сейчас: ${a}`,
  ringing: (a) => `Ваш телефон звонит; ответьте, чтобы позвонить: ${a}. Обратный звонок снят со списка.`,
  cancel: 'Отменить обратный звонок',
  cancelOne: (a) => `Отменить обратный звонок: ${a}`,
  cancelSure: 'Звонившему не перезвонят.',
  none: 'Открытых обратных звонков нет.',
};
