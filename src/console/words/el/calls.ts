import type { calls as source } from '../en/calls.ts';
import type { Like } from '../like.ts';

export const calls: Like<typeof source> = {
  label: 'Κλήσεις, πρώτα οι νεότερες',
  filters: 'Φίλτρα',
  find: 'Όνομα ή αριθμός',
  state: 'Κατάσταση',
  live: 'Σε εξέλιξη',
  ended: 'Ολοκληρωμένη',
  queue: 'Ουρά',
  with: 'Με',
  dialled: 'Κλήθηκε',
  any: 'Όλα',
  clear: 'Καθαρισμός φίλτρων',
  from: 'Από',
  to: 'Έως',
  none: 'Δεν υπάρχουν ακόμη κλήσεις.',
  noneMatch: 'Καμία κλήση δεν ταιριάζει με τα φίλτρα.',
  more: 'Περισσότερα',
};
