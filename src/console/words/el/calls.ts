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
  searched: (n) => `Έγινε αναζήτηση στις ${n} νεότερες ολοκληρωμένες κλήσεις και σε όσες είναι σε εξέλιξη.`,
  none: 'Δεν υπάρχουν ακόμη κλήσεις.',
  noneMatch: 'Καμία κλήση δεν ταιριάζει με τα φίλτρα.',
  more: 'Περισσότερα',
  most: (n) => `Αυτές είναι οι ${n} νεότερες ολοκληρωμένες κλήσεις· η λίστα δεν φτάνει πιο πίσω.`,
};
