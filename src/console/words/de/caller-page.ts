/** German; this page was not read by a native speaker. */
import type { callerPage as source } from '../en/caller-page.ts';
import type { Like } from '../like.ts';

export const callerPage: Like<typeof source> = {
  title: 'Rufen Sie uns aus dem Browser an',
  about:
    'Sie brauchen nur ein Mikrofon. Ihr Anruf kommt bei denselben Leuten an wie ein Anruf vom Telefon, aber ohne Rufnummer.',
  call: (title) => `${title} anrufen`,
  starting: 'Der Browser fragt nach Ihrem Mikrofon',
  calling: (title) => `Anruf: ${title}`,
  talking: (title) => `Sie sind verbunden: ${title}`,
  over: 'Der Anruf ist beendet. Sie können wieder anrufen.',
  hangUp: 'Auflegen',
  mute: 'Stumm schalten',
  unmute: 'Wieder sprechen',
  keypad: 'Tasten für Menüs',
  without: {
    insecure_page:
      'Unter dieser Adresse gibt der Browser kein Mikrofon frei. Öffnen Sie die Seite über https oder auf localhost.',
    refused:
      'Der Browser verweigert das Mikrofon. Erlauben Sie es in der Adresszeile und rufen Sie noch einmal an.',
    none_found: 'Kein Mikrofon gefunden. Schließen Sie eines an und rufen Sie noch einmal an.',
    in_use: 'Ein anderes Programm benutzt das Mikrofon.',
  },
  refused: {
    no_caller_page: 'Hier kann man nicht aus dem Browser anrufen.',
    not_on_caller_page: 'Diese Nummer kann man nicht aus dem Browser anrufen.',
    caller_page_busy:
      'Im Moment rufen zu viele aus dem Browser an. Versuchen Sie es in ein paar Minuten noch einmal.',
    caller_page_too_often:
      'Von Ihrer Adresse kamen in einer Stunde zu viele Anrufe. Versuchen Sie es später noch einmal.',
    too_many_requests:
      'Von Ihrer Adresse kamen zu viele Anfragen. Versuchen Sie es in einer Minute noch einmal.',
    not_ready:
      'Im Moment können keine Anrufe angenommen werden. Versuchen Sie es in einer Minute noch einmal.',
    not_answered: 'Der Anruf wurde nicht angenommen.',
    no_connection: 'Die Verbindung ist abgebrochen. Prüfen Sie Ihr Netz und rufen Sie noch einmal an.',
    other: 'Der Anruf ist nicht möglich. Versuchen Sie es später noch einmal.',
  },
};
