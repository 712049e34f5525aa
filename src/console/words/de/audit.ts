import type { audit as source } from '../en/audit.ts';
import type { Like } from '../like.ts';
import { auditActions, auditRoles } from './audit-actions.ts';

export const audit: Like<typeof source> = {
  label: 'Audit-Trail, neueste zuerst',
  who: 'Wer',
  action: 'Aktion',
  object: 'Worum es ging',
  outcome: 'Ergebnis',
  allowed: 'Erlaubt',
  refused: 'Abgelehnt',
  any: 'Alle',
  from: 'Von',
  to: 'Bis',
  when: 'Wann',
  details: 'Einzelheiten',
  asked: 'Verlangt',
  before: 'Vorher',
  after: 'Nachher',
  erased: 'Gelöscht, weil es eine gelöschte Person betraf.',
  session: 'Sitzung',
  address: 'Adresse',
  right: 'Recht',
  verify: 'Kette prüfen',
  intact: (rows, heads) => `Unversehrt. Zeilen: ${rows}; verglichene Tagesköpfe: ${heads}.`,
  broken: (row) => `Zeile ${row} ist nicht mehr, was sie war: der Trail wurde verändert.`,
  export: 'Exportieren',
  older: 'Ältere zeigen',
  none: 'Nichts passt.',
  clear: 'Filter löschen',
  actions: auditActions,
  roles: auditRoles,
};
