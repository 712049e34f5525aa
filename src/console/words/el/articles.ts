import type { articles as source } from '../en/articles.ts';
import type { Like } from '../like.ts';

// No native speaker has read this yet.
export const articles: Like<typeof source> = {
  search: 'Αναζήτηση άρθρων',
  searchHint: 'Λέξεις από τίτλο, ετικέτες ή κείμενο',
  all: 'Όλα',
  by: { tag: 'Ετικέτα', language: 'Γλώσσα', topic: 'Θέμα', queue: 'Ουρά' },
  add: 'Νέο άρθρο',
  importFile: 'Εισαγωγή αρχείου',
  saveCsv: 'Αποθήκευση ως CSV',
  title: 'Τίτλος',
  tags: 'Ετικέτες',
  changed: 'Αλλαγή',
  more: 'Περισσότερα',
  none: 'Δεν υπάρχουν άρθρα.',
  back: 'Όλα τα άρθρα',
  text: 'Κείμενο',
  edit: 'Αλλαγή',
  remove: 'Διαγραφή',
  removeAll: 'Διαγραφή του άρθρου με όλες τις εκδόσεις;',
  script: (queue) => `Τι λένε πρώτα οι εκπρόσωποι της ουράς ${queue}:`,
  versions: 'Εκδόσεις',
  version: (n) => `Έκδοση ${n}`,
  restore: 'Επαναφορά αυτής της έκδοσης',
  changedBy: (when, who) => `άλλαξε ${when} από ${who}`,
  preview: 'Προεπισκόπηση',
  markdownHint: 'Markdown: # επικεφαλίδα, **έντονα**, *πλάγια*, - λίστα, [κείμενο](https://...)',
  tagsHint: 'Χωρισμένες με κόμμα',
  topics: 'Θέματα του σχεδίου',
  queues: 'Ουρές του σχεδίου',
  save: 'Αποθήκευση',
  importing: {
    about:
      'CSV με στήλες title, text, language, tags, topics, queues ή αρχείο Markdown. Βλέπετε πρώτα τι θα άλλαζε.',
    file: 'Αρχείο',
    outcome: (created, changed, same, dryRun) =>
      `${dryRun ? 'Θα ήταν: ' : ''}νέα: ${created}, άλλαξαν: ${changed}, ίδια: ${same}.`,
    line: (n) => `Γραμμή ${n}:`,
    go: 'Εισαγωγή',
  },
  desk: { hint: 'Αναζήτηση (/)', suggested: 'Για αυτή την κλήση', page: 'Άνοιγμα σελίδας' },
};
