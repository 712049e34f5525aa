/** What a survey by e-mail says, in the mail and on its page, in the languages of the console. */
export interface SurveyWords {
  readonly subject: (company: string) => string;
  readonly intro: (company: string, day: string) => string;
  /** Of a mark, from 1 to 5. */
  readonly marks: readonly [string, string, string, string, string];
  readonly validUntil: (day: string) => string;
  readonly noMore: string;
  readonly title: string;
  readonly comment: string;
  readonly send: string;
  readonly thanks: string;
  readonly known: string;
  readonly expired: string;
  readonly unknown: string;
  readonly nothingMarked: string;
  readonly stop: string;
  readonly stopped: string;
}

const en: SurveyWords = {
  subject: (company) => `How was your call with ${company}?`,
  intro: (company, day) => `You talked with ${company} on ${day}. How was it?`,
  marks: ['very bad', 'bad', 'fair', 'good', 'very good'],
  validUntil: (day) => `You can answer until ${day}.`,
  noMore: 'No more e-mails like this:',
  title: 'How was your call?',
  comment: 'Anything else? (optional)',
  send: 'Send',
  thanks: 'Thank you. Your answer has been saved.',
  known: 'You have already answered. Thank you.',
  expired: 'This link has expired.',
  unknown: 'This link is not valid.',
  nothingMarked: 'Choose a mark for at least one question.',
  stop: 'Send me no more surveys',
  stopped: 'You will get no more surveys by e-mail.',
};
const de: SurveyWords = {
  subject: (company) => `Wie war Ihr Gespräch mit ${company}?`,
  intro: (company, day) => `Sie haben am ${day} mit ${company} telefoniert. Wie war es?`,
  marks: ['sehr schlecht', 'schlecht', 'mittel', 'gut', 'sehr gut'],
  validUntil: (day) => `Sie können bis ${day} antworten.`,
  noMore: 'Keine solchen E-Mails mehr:',
  title: 'Wie war Ihr Gespräch?',
  comment: 'Möchten Sie noch etwas sagen? (freiwillig)',
  send: 'Absenden',
  thanks: 'Vielen Dank. Ihre Antwort ist gespeichert.',
  known: 'Sie haben bereits geantwortet. Vielen Dank.',
  expired: 'Dieser Link ist abgelaufen.',
  unknown: 'Dieser Link ist nicht gültig.',
  nothingMarked: 'Bitte wählen Sie mindestens eine Note.',
  stop: 'Ich möchte keine Umfragen mehr',
  stopped: 'Sie erhalten keine Umfragen per E-Mail mehr.',
};
const ru: SurveyWords = {
  subject: (company) => `Как прошёл ваш звонок в ${company}?`,
  intro: (company, day) => `${day} вы разговаривали с ${company}. Как всё прошло?`,
  marks: ['очень плохо', 'плохо', 'средне', 'хорошо', 'очень хорошо'],
  validUntil: (day) => `Ответить можно до ${day}.`,
  noMore: 'Больше не присылать такие письма:',
  title: 'Как прошёл ваш звонок?',
  comment: 'Хотите что-нибудь добавить? (необязательно)',
  send: 'Отправить',
  thanks: 'Спасибо. Ваш ответ сохранён.',
  known: 'Вы уже ответили. Спасибо.',
  expired: 'Срок действия этой ссылки истёк.',
  unknown: 'Эта ссылка недействительна.',
  nothingMarked: 'Поставьте оценку хотя бы на один вопрос.',
  stop: 'Больше не присылайте мне опросы',
  stopped: 'Вы больше не будете получать опросы по электронной почте.',
};
const el: SurveyWords = {
  subject: (company) => `Πώς ήταν η κλήση σας με την ${company};`,
  intro: (company, day) => `Μιλήσατε με την ${company} στις ${day}. Πώς ήταν;`,
  marks: ['πολύ κακά', 'κακά', 'μέτρια', 'καλά', 'πολύ καλά'],
  validUntil: (day) => `Μπορείτε να απαντήσετε έως ${day}.`,
  noMore: 'Να μη λαμβάνω άλλα τέτοια μηνύματα:',
  title: 'Πώς ήταν η κλήση σας;',
  comment: 'Θέλετε να προσθέσετε κάτι; (προαιρετικό)',
  send: 'Αποστολή',
  thanks: 'Ευχαριστούμε. Η απάντησή σας αποθηκεύτηκε.',
  known: 'Έχετε ήδη απαντήσει. Ευχαριστούμε.',
  expired: 'Ο σύνδεσμος έχει λήξει.',
  unknown: 'Ο σύνδεσμος δεν είναι έγκυρος.',
  nothingMarked: 'Επιλέξτε βαθμό για μία τουλάχιστον ερώτηση.',
  stop: 'Να μη λαμβάνω άλλες έρευνες',
  stopped: 'Δεν θα λαμβάνετε άλλες έρευνες μέσω e-mail.',
};
const sl: SurveyWords = {
  subject: (company) => `Kakšen je bil vaš klic s podjetjem ${company}?`,
  intro: (company, day) => `${day} ste govorili s podjetjem ${company}. Kako je bilo?`,
  marks: ['zelo slabo', 'slabo', 'srednje', 'dobro', 'zelo dobro'],
  validUntil: (day) => `Odgovorite lahko do ${day}.`,
  noMore: 'Brez nadaljnjih takih sporočil:',
  title: 'Kakšen je bil vaš klic?',
  comment: 'Želite še kaj dodati? (neobvezno)',
  send: 'Pošlji',
  thanks: 'Hvala. Vaš odgovor je shranjen.',
  known: 'Odgovorili ste že. Hvala.',
  expired: 'Ta povezava je potekla.',
  unknown: 'Ta povezava ni veljavna.',
  nothingMarked: 'Izberite oceno pri vsaj enem vprašanju.',
  stop: 'Ne pošiljajte mi več anket',
  stopped: 'Anket po e-pošti ne boste več prejemali.',
};
const zhHant: SurveyWords = {
  subject: (company) => `您與${company}的通話感覺如何？`,
  intro: (company, day) => `您於${day}與${company}通話。感覺如何？`,
  marks: ['非常差', '差', '普通', '好', '非常好'],
  validUntil: (day) => `您可以在${day}前回覆。`,
  noMore: '不再接收此類郵件：',
  title: '您的通話感覺如何？',
  comment: '還有其他意見嗎？（選填）',
  send: '送出',
  thanks: '謝謝，您的回覆已儲存。',
  known: '您已經回覆過了，謝謝。',
  expired: '此連結已過期。',
  unknown: '此連結無效。',
  nothingMarked: '請至少為一個問題評分。',
  stop: '不要再寄問卷給我',
  stopped: '您將不會再收到電子郵件問卷。',
};

const all: Readonly<Record<string, SurveyWords>> = { en, de, ru, el, sl, zh: zhHant };

/** In the language of the contact, or else in English. */
export const surveyWords = (language: string): SurveyWords => all[language.split('-')[0] ?? ''] ?? en;
