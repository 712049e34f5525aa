import type { callbacks as source } from '../en/callbacks.ts';
import type { Like } from '../like.ts';

export const callbacks: Like<typeof source> = {
  label: 'Ανοιχτές επιστροφές κλήσεων, πρώτα όσες περιμένουν περισσότερο',
  caller: 'Καλών',
  number: 'Αριθμός',
  queue: 'Ουρά',
  since: 'Περιμένει από',
  attempts: 'Προσπάθειες',
  state: 'Κατάσταση',
  tries: (a, b) => `${a} από ${b}`,
  callNow: 'Κλήση τώρα',
  callNowOne: (a) => `Κλήση τώρα: ${a}`,
  ringing: (a) =>
    `Το τηλέφωνό σας χτυπά· απαντήστε για να καλέσετε: ${a}. Η επιστροφή κλήσης αφαιρέθηκε από τη λίστα.`,
  cancel: 'Ακύρωση επιστροφής κλήσης',
  cancelOne: (a) => `Ακύρωση επιστροφής κλήσης: ${a}`,
  cancelSure: 'Ο καλών δεν θα κληθεί πίσω.',
  none: 'Δεν υπάρχουν ανοιχτές επιστροφές κλήσεων.',
};
