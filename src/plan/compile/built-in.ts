/** What is said when the plan has no words of its own for it. */
import type { Language, SystemPrompt } from '../model.ts';

type Texts = Readonly<Record<SystemPrompt | 'voicemail greeting', string>>;

const en: Texts = {
  'wrong key': 'Sorry, that key leads nowhere.',
  goodbye: 'Thank you for calling. Goodbye.',
  'number not in use': 'This number is not in use. Goodbye.',
  'logged in': 'You are logged in.',
  'logged out': 'You are logged out.',
  paused: 'You are paused.',
  resumed: 'You take calls again.',
  opened: 'Open from now on.',
  closed: 'Closed from now on.',
  'as planned': 'The usual hours count again.',
  'not an agent phone': 'This phone belongs to no agent.',
  'enter your number': 'Please enter your number, then the hash key.',
  'enter your PIN': 'Please enter your PIN, then the hash key.',
  'wrong number or PIN': 'That number or PIN is wrong.',
  'log-in refused': 'You cannot be logged in here. Goodbye.',
  'sorry, something went wrong': 'Sorry, something went wrong. Please call again.',
  'voicemail greeting': 'Nobody can take your call now. Please leave a message after the tone.',
};

const de: Texts = {
  'wrong key': 'Diese Taste ist leider nicht belegt.',
  goodbye: 'Vielen Dank für Ihren Anruf. Auf Wiederhören.',
  'number not in use': 'Diese Nummer ist nicht vergeben. Auf Wiederhören.',
  'logged in': 'Sie sind angemeldet.',
  'logged out': 'Sie sind abgemeldet.',
  paused: 'Sie sind in Pause.',
  resumed: 'Sie nehmen wieder Anrufe an.',
  opened: 'Ab jetzt geöffnet.',
  closed: 'Ab jetzt geschlossen.',
  'as planned': 'Ab jetzt gelten wieder die üblichen Zeiten.',
  'not an agent phone': 'Dieses Telefon gehört zu keinem Agenten.',
  'enter your number': 'Bitte geben Sie Ihre Nummer ein, dann die Raute-Taste.',
  'enter your PIN': 'Bitte geben Sie Ihre PIN ein, dann die Raute-Taste.',
  'wrong number or PIN': 'Diese Nummer oder PIN ist falsch.',
  'log-in refused': 'Sie können hier nicht angemeldet werden. Auf Wiederhören.',
  'sorry, something went wrong': 'Leider ist etwas schiefgegangen. Bitte rufen Sie noch einmal an.',
  'voicemail greeting':
    'Im Moment kann niemand Ihren Anruf annehmen. Bitte hinterlassen Sie eine Nachricht nach dem Ton.',
};

const all: ReadonlyMap<Language, Texts> = new Map([
  ['en', en],
  ['de', de],
]);

export const systemPrompts = Object.keys(en).filter(
  (name) => name !== 'voicemail greeting',
) as SystemPrompt[];

/** `de-AT` hears `de`; a language without built-in words: undefined. */
export const builtIn = (language: Language): Texts | undefined =>
  all.get(language) ?? all.get(language.split('-')[0] ?? '');
export const inEnglish = en;
