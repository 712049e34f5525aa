import type { calls as source } from '../en/calls.ts';
import type { Like } from '../like.ts';

export const calls: Like<typeof source> = {
  label: 'Klici, najprej najnovejši',
  filters: 'Filtri',
  find: 'Ime ali številka',
  state: 'Stanje',
  live: 'V teku',
  ended: 'Končan',
  queue: 'Vrsta',
  with: 'S kom',
  dialled: 'Klicano',
  any: 'Vse',
  clear: 'Počisti filtre',
  from: 'Od',
  to: 'Do',
  none: 'Klicev še ni.',
  noneMatch: 'Noben klic ne ustreza filtrom.',
  more: 'Pokaži več',
};
