/** What is said when the plan has no words of its own for it. */
import type { Language, SystemPrompt } from '../model.ts';

type Texts = Readonly<Record<SystemPrompt | 'voicemail greeting', string>>;

const en: Texts = {
  'wrong key': 'Sorry, that key leads nowhere.',
  goodbye: 'Thank you for calling. Goodbye.',
  'number not in use': 'This number is not in use. Goodbye.',
  'no emergency calls here':
    'Emergency calls are not possible from this phone. Use another phone now, such as a mobile.',
  'emergency call failed':
    'The emergency call could not be connected. Use another phone now, such as a mobile.',
  'logged in': 'You are logged in.',
  'logged out': 'You are logged out.',
  paused: 'You are paused.',
  'pause booked': 'Your pause begins when your call ends.',
  resumed: 'You take calls again.',
  'on call now': 'You are on call for the rest of this week.',
  opened: 'Open from now on.',
  closed: 'Closed from now on.',
  'as planned': 'The usual hours count again.',
  'not an agent phone': 'This phone belongs to no agent.',
  'wrap-up extended': 'You have more time.',
  'result noted': 'Your result is noted.',
  'result wanted': 'Please give the result of your call first.',
  'no such result': 'There is no call that this result fits.',
  'a call from': 'A call from',
  'press 1 to take it': 'Press 1 to take it.',
  'enter your number': 'Please enter your number, then the hash key.',
  'enter your PIN': 'Please enter your PIN, then the hash key.',
  'wrong number or PIN': 'That number or PIN is wrong.',
  'log-in refused': 'You cannot be logged in here. Goodbye.',
  'sorry, something went wrong': 'Sorry, something went wrong. Please call again.',
  'the line was lost': 'We have lost the connection. Please stay on the line, we connect you again.',
  'your place in the queue is': 'Your place in the queue is number',
  'you are next': 'You are next.',
  'the wait is between': 'You will probably wait between',
  and: 'and',
  minutes: 'minutes.',
  'the wait is less than': 'You will probably wait less than',
  'the wait is less than a minute': 'You will probably wait less than a minute.',
  'callback offer': 'We can call you back, and you keep your place. For a callback, press',
  'callback to': 'We will call you back at',
  'callback choice':
    'If that is right, press 1. To give another number, press 2. To go on waiting, press star.',
  'callback number wanted': 'Please enter the number that we shall call, and then the hash key.',
  'callback number impossible': 'We can not call that number.',
  'callback booked': 'Thank you. You keep your place, and we will call you back. Goodbye.',
  'callback booked before': 'We have your callback already, and will call you back. Goodbye.',
  'callback greeting': 'Hello, this is the call back that you asked for. We connect you now.',
  'callback confirm': 'Hello, this is the call back that you asked for. To be connected, press 1.',
  'spell a name':
    'Please spell a name with the letters on your keys. The first letters are enough. Then press the hash key. For a person, press 0.',
  'no such name': 'There is no such name.',
  for: 'For',
  press: 'press',
  'more names': 'For more names, press 9.',
  'spell again': 'To spell again, press star. For a person, press 0.',
  'can not take your call': 'can not take your call now.',
  'colleague not available': 'Your colleague is not available now. Goodbye.',
  'outside call not possible': 'This call is not possible.',
  'outside number busy': 'This number is busy.',
  'outside number does not answer': 'There is no answer.',
  'parked at': 'The call is parked at',
  'no call there': 'There is no call to fetch.',
  'recording notice': 'This call may be recorded.',
  'recording consent': 'We would like to record this call. If you agree, press',
  'supervision notice': 'A colleague of ours may listen to this call.',
  'no messages': 'There are no messages. Goodbye.',
  'you have': 'New messages:',
  'new messages': 'Older messages:',
  'message from': 'Message from',
  'message keys':
    'To hear it again, press 1. For the next, press 2. To delete it, press 3. To call back, press 4. To pass it on, press 5. To end, press the hash key.',
  'message deleted': 'The message is deleted.',
  'message moved': 'The message was passed on.',
  'forward to': 'Please enter the number of the colleague or voicemail, then the hash key.',
  'no such voicemail': 'There is no voicemail with that number.',
  'no more messages': 'There are no more messages. Goodbye.',
  'number withheld': 'a caller without a number.',
  'nobody was reached': 'Nobody was reached.',
  'voicemail greeting': 'Nobody can take your call now. Please leave a message after the tone.',
};

const de: Texts = {
  'wrong key': 'Diese Taste ist leider nicht belegt.',
  goodbye: 'Vielen Dank für Ihren Anruf. Auf Wiederhören.',
  'number not in use': 'Diese Nummer ist nicht vergeben. Auf Wiederhören.',
  'no emergency calls here':
    'Von diesem Telefon sind keine Notrufe möglich. Nehmen Sie jetzt ein anderes Telefon, zum Beispiel ein Handy.',
  'emergency call failed':
    'Der Notruf konnte nicht verbunden werden. Nehmen Sie jetzt ein anderes Telefon, zum Beispiel ein Handy.',
  'logged in': 'Sie sind angemeldet.',
  'logged out': 'Sie sind abgemeldet.',
  paused: 'Sie sind in Pause.',
  'pause booked': 'Ihre Pause beginnt, wenn Ihr Gespräch endet.',
  resumed: 'Sie nehmen wieder Anrufe an.',
  'on call now': 'Sie haben für den Rest dieser Woche Bereitschaft.',
  opened: 'Ab jetzt geöffnet.',
  closed: 'Ab jetzt geschlossen.',
  'as planned': 'Ab jetzt gelten wieder die üblichen Zeiten.',
  'not an agent phone': 'Dieses Telefon gehört zu keinem Agenten.',
  'wrap-up extended': 'Sie haben mehr Zeit.',
  'result noted': 'Ihr Ergebnis ist notiert.',
  'result wanted': 'Bitte geben Sie zuerst das Ergebnis Ihres Gesprächs an.',
  'no such result': 'Zu diesem Ergebnis passt kein Gespräch.',
  'a call from': 'Ein Anruf von',
  'press 1 to take it': 'Drücken Sie die 1, um ihn anzunehmen.',
  'enter your number': 'Bitte geben Sie Ihre Nummer ein, dann die Raute-Taste.',
  'enter your PIN': 'Bitte geben Sie Ihre PIN ein, dann die Raute-Taste.',
  'wrong number or PIN': 'Diese Nummer oder PIN ist falsch.',
  'log-in refused': 'Sie können hier nicht angemeldet werden. Auf Wiederhören.',
  'sorry, something went wrong': 'Leider ist etwas schiefgegangen. Bitte rufen Sie noch einmal an.',
  'the line was lost':
    'Die Verbindung ist abgerissen. Bitte bleiben Sie am Apparat, wir verbinden Sie wieder.',
  'your place in the queue is': 'Sie sind in der Warteschlange auf Platz',
  'you are next': 'Sie sind als Nächstes an der Reihe.',
  'the wait is between': 'Sie warten voraussichtlich zwischen',
  and: 'und',
  minutes: 'Minuten.',
  'the wait is less than': 'Sie warten voraussichtlich weniger als',
  'the wait is less than a minute': 'Sie warten voraussichtlich weniger als eine Minute.',
  'callback offer':
    'Wir rufen Sie gern zurück, und Sie behalten Ihren Platz. Für einen Rückruf drücken Sie die',
  'callback to': 'Wir rufen Sie zurück unter',
  'callback choice':
    'Wenn das richtig ist, drücken Sie die 1. Für eine andere Nummer die 2. Zum Weiterwarten den Stern.',
  'callback number wanted':
    'Bitte geben Sie die Nummer ein, die wir anrufen sollen, und dann die Rautetaste.',
  'callback number impossible': 'Diese Nummer können wir nicht anrufen.',
  'callback booked': 'Vielen Dank. Sie behalten Ihren Platz, und wir rufen Sie zurück. Auf Wiederhören.',
  'callback booked before': 'Ihr Rückruf ist schon vorgemerkt. Wir rufen Sie zurück. Auf Wiederhören.',
  'callback greeting': 'Guten Tag, hier ist der Rückruf, den Sie gewünscht haben. Wir verbinden Sie.',
  'callback confirm':
    'Guten Tag, hier ist der Rückruf, den Sie gewünscht haben. Um verbunden zu werden, drücken Sie die 1.',
  'spell a name':
    'Bitte buchstabieren Sie einen Namen mit den Buchstaben auf Ihren Tasten. Die ersten Buchstaben genügen. Drücken Sie dann die Raute-Taste. Möchten Sie mit jemandem sprechen, drücken Sie die 0.',
  'no such name': 'Diesen Namen gibt es hier nicht.',
  for: 'Für',
  press: 'drücken Sie die',
  'more names': 'Für weitere Namen drücken Sie die 9.',
  'spell again': 'Um neu zu buchstabieren, drücken Sie den Stern. Möchten Sie mit jemandem sprechen, die 0.',
  'can not take your call': 'kann Ihren Anruf im Moment nicht annehmen.',
  'no messages': 'Es gibt keine Nachrichten. Auf Wiederhören.',
  'you have': 'Neue Nachrichten:',
  'new messages': 'Ältere Nachrichten:',
  'message from': 'Nachricht von',
  'message keys':
    'Zum Wiederholen drücken Sie die 1. Für die nächste die 2. Zum Löschen die 3. Zum Zurückrufen die 4. Zum Weiterleiten die 5. Zum Beenden die Raute-Taste.',
  'message deleted': 'Die Nachricht ist gelöscht.',
  'message moved': 'Die Nachricht ist weitergeleitet.',
  'forward to': 'Bitte geben Sie die Nummer des Kollegen oder der Mailbox ein, und dann die Raute-Taste.',
  'no such voicemail': 'Mit dieser Nummer gibt es keine Mailbox.',
  'no more messages': 'Es gibt keine weiteren Nachrichten. Auf Wiederhören.',
  'number withheld': 'einem Anrufer ohne Nummer.',
  'nobody was reached': 'Es wurde niemand erreicht.',
  'colleague not available': 'Die gewünschte Person ist im Moment nicht erreichbar. Auf Wiederhören.',
  'outside call not possible': 'Dieser Anruf ist nicht möglich.',
  'outside number busy': 'Dort ist besetzt.',
  'outside number does not answer': 'Dort nimmt niemand ab.',
  'parked at': 'Das Gespräch ist geparkt auf',
  'no call there': 'Dort wartet kein Gespräch.',
  'recording notice': 'Dieser Anruf kann aufgezeichnet werden.',
  'recording consent': 'Wir möchten diesen Anruf aufzeichnen. Wenn Sie einverstanden sind, drücken Sie die',
  'supervision notice': 'Bei diesem Anruf kann jemand aus unserem Haus mithören.',
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
