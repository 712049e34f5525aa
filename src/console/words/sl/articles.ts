import type { articles as source } from '../en/articles.ts';
import type { Like } from '../like.ts';

// No native speaker has read this yet.
export const articles: Like<typeof source> = {
  search: 'Iskanje člankov',
  searchHint: 'Besede iz naslova, oznak ali besedila',
  all: 'Vsi',
  by: { tag: 'Oznaka', language: 'Jezik', topic: 'Tema', queue: 'Vrsta' },
  add: 'Nov članek',
  importFile: 'Uvozi datoteko',
  saveCsv: 'Shrani kot CSV',
  title: 'Naslov',
  tags: 'Oznake',
  changed: 'Spremenjeno',
  more: 'Pokaži več',
  none: 'Ni člankov.',
  back: 'Vsi članki',
  text: 'Besedilo',
  edit: 'Spremeni',
  remove: 'Izbriši',
  removeAll: 'Izbrišem članek z vsemi različicami?',
  script: (queue) => `Kaj agenti vrste ${queue} povedo najprej:`,
  versions: 'Različice',
  version: (n) => `Različica ${n}`,
  restore: 'Obnovi to različico',
  changedBy: (when, who) => `spremenjeno ${when}, ${who}`,
  preview: 'Predogled',
  markdownHint: 'Markdown: # naslov, **krepko**, *ležeče*, - seznam, [besedilo](https://...)',
  tagsHint: 'Ločene z vejicami',
  topics: 'Teme načrta',
  queues: 'Vrste načrta',
  save: 'Shrani',
  importing: {
    about:
      'CSV s stolpci title, text, language, tags, topics, queues ali datoteka Markdown. Najprej vidite, kaj bi se spremenilo.',
    file: 'Datoteka',
    outcome: (created, changed, same, dryRun) =>
      `${dryRun ? 'Bilo bi: ' : ''}novih: ${created}, spremenjenih: ${changed}, nespremenjenih: ${same}.`,
    line: (n) => `Vrstica ${n}:`,
    go: 'Uvozi',
  },
  desk: { hint: 'Iskanje (/)', suggested: 'Za ta klic', page: 'Odpri stran' },
};
