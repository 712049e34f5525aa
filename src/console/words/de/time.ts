import type { Words } from '../words.ts';

export const time: Words['time'] = {
  hint: 'Wie es war, aus dem Journal zusammengesetzt.',
  dayBefore: 'Einen Tag zurück',
  dayAfter: 'Einen Tag vor',
  moment: 'Zeitpunkt des Tages',
  link: 'Die Adresse dieser Seite führt zu diesem Zeitpunkt.',
  noCalls: 'Kein Anruf war im Gang.',
  marks: (n: number) => `Was auffiel: ${n}`,
  play: (speed: number) => `${speed}× abspielen`,
  mark: { alarm: 'Alarm', plan: 'Planversion', missed: 'Nicht angenommen von' },
};
