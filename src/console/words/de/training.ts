import type { training as source } from '../en/training.ts';
import type { Like } from '../like.ts';

export const training: Like<typeof source> = {
  intro:
    'Anrufe, aus denen man lernt. Spielen Sie einen Fall durch, untersuchen Sie ihn und üben Sie die beste Antwort.',
  title: 'Titel',
  queue: 'Warteschlange',
  tags: 'Schlagwörter',
  marked: 'Markiert',
  none: 'Keine Fälle.',
  noneYet: 'Noch keine Fälle. Öffnen Sie einen Anruf und markieren Sie ihn als Fall.',
  back: 'Alle Fälle',
  replayHint: 'Lesen Sie, was geschah. Namen und Nummern sind ersetzt.',
  replayed: 'Ich habe ihn durchgespielt',
  recording: 'Aufnahme des Falls',
  bestAnswer: 'Was wäre die beste Antwort?',
  save: 'Speichern',
  trainer: 'Für den Trainer',
  openCall: 'Anruf öffnen',
  showAnswers: 'Antworten zeigen',
  noAnswers: 'Noch hat niemand etwas zu diesem Fall geschrieben.',
  remove: 'Löschen',
  removeAll: 'Den Fall mit allen Antworten löschen?',
  mark: 'Als Fall markieren',
  about:
    'Der Verlauf des Anrufs wird ohne Namen und Nummern übernommen. Schreiben Sie keine Namen in Titel oder Fragen.',
  questions: 'Fragen zur Untersuchung, eine je Zeile',
  task: 'Was geübt werden soll',
  tagsField: 'Schlagwörter, durch Kommas getrennt',
  withSound:
    'Die Aufnahme darf gehört werden (der Anrufer muss der Aufnahme zugestimmt haben; eine Stimme lässt sich nicht anonymisieren)',
  stages: { replay: 'Durchspielen', analyse: 'Untersuchen', practise: 'Üben' },
  caseNumber: (id) => `Fall ${id}`,
  doneAt: (when) => `erledigt ${when}`,
};
