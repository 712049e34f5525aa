import type { audit as source } from '../en/audit.ts';
import type { Like } from '../like.ts';
import { auditActions, auditRoles } from './audit-actions.ts';

export const audit: Like<typeof source> = {
  label: 'Revizijska sled, najnovejše najprej',
  who: 'Kdo',
  action: 'Dejanje',
  object: 'Predmet',
  outcome: 'Izid',
  allowed: 'Dovoljeno',
  refused: 'Zavrnjeno',
  any: 'Vse',
  from: 'Od',
  to: 'Do',
  when: 'Kdaj',
  details: 'Podrobnosti',
  asked: 'Zahtevano',
  before: 'Prej',
  after: 'Potem',
  erased: 'Izbrisano, ker je zadevalo izbrisano osebo.',
  session: 'Seja',
  address: 'Naslov',
  right: 'Pravica',
  verify: 'Preveri verigo',
  intact: (rows, heads) => `Nepoškodovana. Vrstic: ${rows}; primerjanih dnevnih glav: ${heads}.`,
  broken: (row) => `Vrstica ${row} ni več, kar je bila: sled je bila spremenjena.`,
  export: 'Izvozi',
  older: 'Pokaži starejše',
  none: 'Nič ne ustreza.',
  clear: 'Počisti filtre',
  actions: auditActions,
  roles: auditRoles,
};
