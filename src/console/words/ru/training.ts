import type { training as source } from '../en/training.ts';
import type { Like } from '../like.ts';

// No native speaker has read this yet.
export const training: Like<typeof source> = {
  intro: 'Звонки для обучения. Разберите случай и потренируйте лучший ответ.',
  title: 'Название',
  queue: 'Очередь',
  tags: 'Метки',
  marked: 'Отмечено',
  none: 'Случаев нет.',
  noneYet: 'Случаев пока нет. Откройте звонок и отметьте его.',
  back: 'Все случаи',
  replayHint: 'Прочитайте, что произошло. Имена и номера заменены.',
  replayed: 'Прочитано',
  recording: 'Запись случая',
  bestAnswer: 'Какой ответ был бы лучшим?',
  save: 'Сохранить',
  trainer: 'Для тренера',
  openCall: 'Открыть звонок',
  showAnswers: 'Показать ответы',
  noAnswers: 'Об этом случае ещё никто не писал.',
  remove: 'Удалить',
  removeAll: 'Удалить случай со всеми ответами?',
  mark: 'Отметить как случай',
  about: 'История звонка сохраняется без имён и номеров. Не пишите имён в названии и вопросах.',
  questions: 'Вопросы для разбора, по одному в строке',
  task: 'Что потренировать',
  tagsField: 'Метки через запятую',
  withSound: 'Запись можно слушать (звонивший должен был согласиться на запись; голос нельзя обезличить)',
  stages: { replay: 'Просмотр', analyse: 'Разбор', practise: 'Практика' },
  caseNumber: (id) => `Случай ${id}`,
  doneAt: (when) => `готово ${when}`,
};
