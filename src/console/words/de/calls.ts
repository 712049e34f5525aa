import type { calls as source } from '../en/calls.ts';
import type { Like } from '../like.ts';

export const calls: Like<typeof source> = {
  label: 'Anrufe, neueste zuerst',
  filters: 'Filter',
  find: 'Name oder Nummer',
  state: 'Zustand',
  live: 'Läuft',
  ended: 'Beendet',
  queue: 'Warteschlange',
  with: 'Mit',
  dialled: 'Gewählt',
  any: 'Alle',
  clear: 'Filter zurücksetzen',
  from: 'Von',
  to: 'Bis',
  none: 'Noch keine Anrufe.',
  noneMatch: 'Kein Anruf passt zu diesen Filtern.',
  more: 'Mehr anzeigen',
};
