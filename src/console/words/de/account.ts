import type { account as source } from '../en/account.ts';
import type { Like } from '../like.ts';

export const account: Like<typeof source> = {
  title: 'Ihr Konto',
  password: 'Passwort ändern',
  old: 'Bisheriges Passwort',
  next: 'Neues Passwort',
  repeat: 'Neues Passwort noch einmal',
  changed: 'Geändert. Alle Ihre anderen Sitzungen sind beendet.',
  save: 'Speichern',
  factor: 'Zweiter Faktor',
  factorOn: 'Beim Anmelden wird ein Code aus Ihrer Authenticator-App verlangt.',
  factorOff: 'Richten Sie eine Authenticator-App ein, damit ein Passwort allein nicht genügt.',
  needed: 'Ihre Rolle verlangt einen zweiten Faktor. Richten Sie ihn ein, um fortzufahren.',
  begin: 'Einrichten',
  scan: 'Scannen Sie dies mit der App oder tippen Sie den Schlüssel ein. Geben Sie dann den angezeigten Code ein.',
  picture: 'QR-Code für die Authenticator-App',
  code: 'Code',
  confirm: 'Bestätigen',
  drop: 'Zweiten Faktor entfernen',
  sessions: 'Sitzungen',
  sessionsHint: 'Beendet alle Ihre Sitzungen, auch diese.',
  logOutAll: 'Überall abmelden',
};
