import type { audit as source } from '../en/audit.ts';
import type { Like } from '../like.ts';
import { auditActions, auditRoles } from './audit-actions.ts';

export const audit: Like<typeof source> = {
  label: 'Ίχνος ελέγχου, νεότερα πρώτα',
  who: 'Ποιος',
  action: 'Ενέργεια',
  object: 'Αντικείμενο',
  outcome: 'Αποτέλεσμα',
  allowed: 'Επιτράπηκε',
  refused: 'Απορρίφθηκε',
  any: 'Όλα',
  from: 'Από',
  to: 'Έως',
  when: 'Πότε',
  details: 'Λεπτομέρειες',
  asked: 'Ζητήθηκε',
  before: 'Πριν',
  after: 'Μετά',
  erased: 'Διαγράφηκε, γιατί αφορούσε άτομο που διαγράφηκε.',
  session: 'Συνεδρία',
  address: 'Διεύθυνση',
  right: 'Δικαίωμα',
  verify: 'Έλεγχος αλυσίδας',
  intact: (rows, heads) => `Ακέραιη. Γραμμές: ${rows}· ημερήσια σημεία που συγκρίθηκαν: ${heads}.`,
  broken: (row) => `Η γραμμή ${row} δεν είναι όπως ήταν: το ίχνος αλλοιώθηκε.`,
  export: 'Εξαγωγή',
  older: 'Παλαιότερα',
  none: 'Δεν ταιριάζει τίποτα.',
  clear: 'Καθαρισμός φίλτρων',
  actions: auditActions,
  roles: auditRoles,
};
