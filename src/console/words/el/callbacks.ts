import type { callbacks as source } from '../en/callbacks.ts';
import type { Like } from '../like.ts';

export const callbacks: Like<typeof source> = {
  label: 'Ανοιχτές επανακλήσεις, πρώτα όσες περιμένουν περισσότερο',
  caller: 'Καλών',
  number: 'Αριθμός',
  queue: 'Ουρά',
  since: 'Περιμένει από',
  attempts: 'Προσπάθειες',
  state: 'Κατάσταση',
  promised: (agent, result) => `Υποσχέθηκε: ${agent} (${result})`,
  tries: (a, b) => `${a} από ${b}`,
  callNow: 'Κλήση τώρα',
  callNowOne: (a) => `Κλήση τώρα: ${a}`,
  ringing: (a) =>
    `Το τηλέφωνό σας χτυπά· απαντήστε για να καλέσετε: ${a}. Η επανάκληση αφαιρέθηκε από τη λίστα.`,
  cancel: 'Ακύρωση επανάκλησης',
  cancelOne: (a) => `Ακύρωση επανάκλησης: ${a}`,
  cancelSure: 'Ο καλών δεν θα κληθεί πίσω.',
  none: 'Δεν υπάρχουν ανοιχτές επανακλήσεις.',
};
