import type { Words } from '../words.ts';

export const time: Words['time'] = {
  hint: 'Πώς ήταν, από το ημερολόγιο.',
  dayBefore: 'Μία ημέρα πίσω',
  dayAfter: 'Μία ημέρα μπροστά',
  moment: 'Στιγμή της ημέρας',
  link: 'Η διεύθυνση της σελίδας οδηγεί σε αυτή τη στιγμή.',
  noCalls: 'Καμία κλήση σε εξέλιξη.',
  marks: (n: number) => `Τι ξεχώρισε: ${n}`,
  play: (speed: number) => `Αναπαραγωγή ${speed}×`,
  mark: { alarm: 'Συναγερμός', plan: 'Έκδοση σχεδίου', missed: 'Δεν απάντησε' },
};
