import type { Words } from '../words.ts';

export const time: Words['time'] = {
  hint: 'Kako je bilo, sestavljeno iz dnevnika.',
  dayBefore: 'En dan nazaj',
  dayAfter: 'En dan naprej',
  moment: 'Trenutek dneva',
  link: 'Naslov te strani vodi do tega trenutka.',
  noCalls: 'Noben klic ni potekal.',
  marks: (n: number) => `Kaj je izstopalo: ${n}`,
  play: (speed: number) => `Predvajaj ${speed}×`,
  mark: { alarm: 'Alarm', plan: 'Različica načrta', missed: 'Ni odgovoril' },
};
