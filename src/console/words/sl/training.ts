import type { training as source } from '../en/training.ts';
import type { Like } from '../like.ts';

// No native speaker has read this yet.
export const training: Like<typeof source> = {
  intro: 'Klici za učenje. Oglejte si primer, ga preučite in vadite najboljši odgovor.',
  title: 'Naslov',
  queue: 'Vrsta',
  tags: 'Oznake',
  marked: 'Označeno',
  none: 'Ni primerov.',
  noneYet: 'Primerov še ni. Odprite klic in ga označite.',
  back: 'Vsi primeri',
  replayHint: 'Preberite, kaj se je zgodilo. Imena in številke so zamenjane.',
  replayed: 'Ogledano',
  recording: 'Posnetek primera',
  bestAnswer: 'Kakšen bi bil najboljši odgovor?',
  save: 'Shrani',
  trainer: 'Za trenerja',
  openCall: 'Odpri klic',
  showAnswers: 'Pokaži odgovore',
  noAnswers: 'O tem primeru še nihče ni pisal.',
  remove: 'Izbriši',
  removeAll: 'Izbrišem primer z vsemi odgovori?',
  mark: 'Označi kot primer',
  about: 'Potek klica se shrani brez imen in številk. V naslov ali vprašanja ne pišite imen.',
  questions: 'Vprašanja za preučitev, eno na vrstico',
  task: 'Kaj naj se vadi',
  tagsField: 'Oznake, ločene z vejicami',
  withSound:
    'Posnetek je dovoljeno poslušati (klicatelj mora privoliti v snemanje; glasu ni mogoče anonimizirati)',
  stages: { replay: 'Ogled', analyse: 'Preučitev', practise: 'Vaja' },
  caseNumber: (id) => `Primer ${id}`,
  doneAt: (when) => `opravljeno ${when}`,
};
