import type { account as source } from '../en/account.ts';
import type { Like } from '../like.ts';

export const account: Like<typeof source> = {
  title: 'Vaš račun',
  password: 'Sprememba gesla',
  old: 'Dosedanje geslo',
  next: 'Novo geslo',
  repeat: 'Novo geslo še enkrat',
  changed: 'Spremenjeno. Vse druge seje so končane.',
  save: 'Shrani',
  factor: 'Drugi faktor',
  factorOn: 'Pri prijavi je zahtevana koda iz aplikacije.',
  factorOff: 'Nastavite aplikacijo za preverjanje, da geslo samo ne zadošča.',
  needed: 'Vaša vloga zahteva drugi faktor. Nastavite ga za nadaljevanje.',
  begin: 'Nastavi',
  scan: 'Skenirajte z aplikacijo ali vtipkajte ključ, nato vnesite prikazano kodo.',
  picture: 'Koda QR za aplikacijo',
  code: 'Koda',
  confirm: 'Potrdi',
  drop: 'Odstrani drugi faktor',
  sessions: 'Seje',
  sessionsHint: 'Konča vse vaše seje, tudi to.',
  logOutAll: 'Odjavi povsod',
};
