import type { callbacks as source } from '../en/callbacks.ts';
import type { Like } from '../like.ts';

export const callbacks: Like<typeof source> = {
  label: 'Offene Rückrufe, am längsten wartende zuerst',
  caller: 'Anrufer',
  number: 'Nummer',
  queue: 'Warteschlange',
  since: 'Wartet seit',
  attempts: 'Versuche',
  state: 'Zustand',
  promised: (agent, result) => `Zugesagt von ${agent} (${result})`,
  tries: (a, b) => `${a} von ${b}`,
  callNow: 'Jetzt anrufen',
  callNowOne: (a) => `${a} jetzt anrufen`,
  ringing: (a) =>
    `Ihr Telefon klingelt; nehmen Sie ab, um ${a} anzurufen. Der Rückruf ist von der Liste genommen.`,
  cancel: 'Rückruf absagen',
  cancelOne: (a) => `Rückruf von ${a} absagen`,
  cancelSure: 'Der Anrufer wird nicht zurückgerufen.',
  none: 'Es gibt keine offenen Rückrufe.',
};
