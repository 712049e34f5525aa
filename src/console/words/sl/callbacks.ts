import type { callbacks as source } from '../en/callbacks.ts';
import type { Like } from '../like.ts';

export const callbacks: Like<typeof source> = {
  label: 'Odprti povratni klici, najprej najdlje čakajoči',
  caller: 'Klicatelj',
  number: 'Številka',
  queue: 'Čakalna vrsta',
  since: 'Čaka od',
  attempts: 'Poskusi',
  state: 'Stanje',
  promised: (agent, result) => `Obljubil: ${agent} (${result})`,
  tries: (a, b) => `${a} od ${b}`,
  callNow: 'Pokliči zdaj',
  callNowOne: (a) => `Pokliči zdaj: ${a}`,
  ringing: (a) => `Vaš telefon zvoni; dvignite, da pokličete: ${a}. Povratni klic je umaknjen s seznama.`,
  cancel: 'Prekliči povratni klic',
  cancelOne: (a) => `Prekliči povratni klic: ${a}`,
  cancelSure: 'Klicatelja ne bomo poklicali nazaj.',
  none: 'Ni odprtih povratnih klicev.',
};
