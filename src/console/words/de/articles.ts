import type { articles as source } from '../en/articles.ts';
import type { Like } from '../like.ts';

export const articles: Like<typeof source> = {
  search: 'Artikel suchen',
  searchHint: 'Wörter aus Titel, Schlagwörtern oder Text',
  all: 'Alle',
  by: { tag: 'Schlagwort', language: 'Sprache', topic: 'Thema', queue: 'Warteschlange' },
  add: 'Neuer Artikel',
  importFile: 'Datei einlesen',
  saveCsv: 'Als CSV sichern',
  title: 'Titel',
  tags: 'Schlagwörter',
  changed: 'Geändert',
  more: 'Mehr zeigen',
  none: 'Keine Artikel.',
  back: 'Alle Artikel',
  text: 'Text',
  edit: 'Ändern',
  remove: 'Löschen',
  removeAll: 'Den Artikel mit allen Fassungen löschen?',
  script: (queue) => `Was Agenten von ${queue} zuerst sagen:`,
  versions: 'Fassungen',
  version: (n) => `Fassung ${n}`,
  restore: 'Diese Fassung zurückholen',
  changedBy: (when, who) => `geändert ${when} von ${who}`,
  preview: 'Vorschau',
  markdownHint: 'Markdown: # Überschrift, **fett**, *kursiv*, - Liste, [Text](https://...)',
  tagsHint: 'Durch Kommas getrennt',
  topics: 'Themen des Plans',
  queues: 'Warteschlangen des Plans',
  save: 'Speichern',
  importing: {
    about:
      'CSV mit den Spalten title, text, language, tags, topics, queues; oder eine Markdown-Datei. Sie sehen, was sich ändern würde, bevor etwas geändert wird.',
    file: 'Datei',
    outcome: (created, changed, same, dryRun) =>
      `${dryRun ? 'Es wären: ' : ''}${created} neu, ${changed} geändert, ${same} unverändert.`,
    line: (n) => `Zeile ${n}:`,
    go: 'Einlesen',
  },
  desk: { hint: 'Suchen (/)', suggested: 'Zu diesem Anruf', page: 'Seite öffnen' },
};
