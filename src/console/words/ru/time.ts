import type { Words } from '../words.ts';

export const time: Words['time'] = {
  hint: 'Как было, по записям журнала.',
  dayBefore: 'На день назад',
  dayAfter: 'На день вперёд',
  moment: 'Момент дня',
  link: 'Адрес этой страницы ведёт к этому моменту.',
  noCalls: 'Звонков не было.',
  marks: (n: number) => `Что заметно: ${n}`,
  play: (speed: number) => `Проиграть ${speed}×`,
  mark: { alarm: 'Тревога', plan: 'Версия плана', missed: 'Не ответил' },
};
