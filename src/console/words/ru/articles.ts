import type { articles as source } from '../en/articles.ts';
import type { Like } from '../like.ts';

// No native speaker has read this yet.
export const articles: Like<typeof source> = {
  search: 'Поиск статей',
  searchHint: 'Слова из заголовка, меток или текста',
  all: 'Все',
  by: { tag: 'Метка', language: 'Язык', topic: 'Тема', queue: 'Очередь' },
  add: 'Новая статья',
  importFile: 'Загрузить файл',
  saveCsv: 'Сохранить как CSV',
  title: 'Заголовок',
  tags: 'Метки',
  changed: 'Изменено',
  more: 'Показать ещё',
  none: 'Статей нет.',
  back: 'Все статьи',
  text: 'Текст',
  edit: 'Изменить',
  remove: 'Удалить',
  removeAll: 'Удалить статью со всеми версиями?',
  script: (queue) => `Что агенты очереди ${queue} говорят сначала:`,
  versions: 'Версии',
  version: (n) => `Версия ${n}`,
  restore: 'Вернуть эту версию',
  changedBy: (when, who) => `изменено ${when}, ${who}`,
  preview: 'Просмотр',
  markdownHint: 'Markdown: # заголовок, **жирный**, *курсив*, - список, [текст](https://...)',
  tagsHint: 'Через запятую',
  topics: 'Темы плана',
  queues: 'Очереди плана',
  save: 'Сохранить',
  importing: {
    about:
      'CSV со столбцами title, text, language, tags, topics, queues или файл Markdown. Сначала видно, что изменится.',
    file: 'Файл',
    outcome: (created, changed, same, dryRun) =>
      `${dryRun ? 'Было бы так. ' : ''}Новых: ${created}, изменено: ${changed}, без изменений: ${same}.`,
    line: (n) => `Строка ${n}:`,
    go: 'Загрузить',
  },
  desk: { hint: 'Поиск (/)', suggested: 'К этому звонку', page: 'Открыть страницу' },
};
