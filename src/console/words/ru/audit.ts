import type { audit as source } from '../en/audit.ts';
import type { Like } from '../like.ts';
import { auditActions, auditRoles } from './audit-actions.ts';

export const audit: Like<typeof source> = {
  label: 'Журнал аудита, сначала новое',
  who: 'Кто',
  action: 'Действие',
  object: 'О чём',
  outcome: 'Результат',
  allowed: 'Разрешено',
  refused: 'Отказано',
  any: 'Любой',
  from: 'С',
  to: 'По',
  when: 'Когда',
  details: 'Подробности',
  asked: 'Запрошено',
  before: 'До',
  after: 'После',
  erased: 'Стёрто: касалось стёртого человека.',
  session: 'Сеанс',
  address: 'Адрес',
  right: 'Право',
  verify: 'Проверить цепочку',
  intact: (rows, heads) => `Цела: строк ${rows}; сверено дневных отметок: ${heads}.`,
  broken: (row) => `Строка ${row} изменена: журнал подделан.`,
  export: 'Экспорт',
  older: 'Показать старше',
  none: 'Ничего не найдено.',
  clear: 'Сбросить фильтры',
  actions: auditActions,
  roles: auditRoles,
};
