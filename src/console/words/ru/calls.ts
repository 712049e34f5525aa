import type { calls as source } from '../en/calls.ts';
import type { Like } from '../like.ts';

export const calls: Like<typeof source> = {
  label: 'Звонки, сначала новые',
  filters: 'Фильтры',
  find: 'Имя или номер',
  state: 'Состояние',
  live: 'Идёт сейчас',
  ended: 'Завершён',
  queue: 'Очередь',
  with: 'С кем',
  dialled: 'Набран',
  any: 'Все',
  clear: 'Сбросить фильтры',
  from: 'С',
  to: 'По',
  none: 'Звонков пока нет.',
  noneMatch: 'Нет звонков, подходящих под фильтры.',
  more: 'Показать ещё',
};
