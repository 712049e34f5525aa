import type * as source from '../en/values.ts';
import type { Like } from '../like.ts';

export const agentState: Like<typeof source.agentState> = {
  talking: 'V pogovoru',
  ringing: 'Zvoni',
  calling: 'Kliče',
  hanging_up: 'Odlaga',
  wrapping_up: 'Zaključevanje',
  logged_out: 'Odjavljen',
  paused: 'Odmor',
  unreachable: 'Nedosegljiv',
  phone_busy: 'Telefon zaseden',
  free: 'Prost',
};

export const phase: Like<typeof source.phase> = {
  arriving: 'Prihaja',
  listening: 'Posluša sporočilo',
  choosing: 'V meniju',
  asking: 'Vnaša številko',
  spelling: 'Črkuje ime',
  consenting: 'Vprašan o snemanju',
  logging_in: 'Se prijavlja',
  hearing_messages: 'Posluša sporočila',
  hearing_alarm: 'Posluša alarm',
  recording_sound: 'Snema zvok',
  waiting: 'Čaka',
  ringing: 'Zvoni',
  awaiting_callback: 'Čaka na povratni klic',
  calling_back: 'Povratni klic',
  talking: 'Pogovor',
  leaving_message: 'Pušča sporočilo',
  answering_survey: 'Anketa po pogovoru',
  saying_goodbye: 'Slovo',
  ended: 'Končan',
};

export const outcome: Like<typeof source.outcome> = {
  answered: 'Sprejet',
  abandoned: 'Odložil med čakanjem',
  left_early: 'Zgodaj odložil',
  voicemail: 'Glasovna pošta',
  callback_booked: 'Povratni klic dogovorjen',
  callback_not_reached: 'Povratni klic: ni dosežen',
  callback_expired: 'Povratni klic: potekel',
  callback_cancelled: 'Povratni klic: preklican',
  goodbye: 'Slovo',
  number_not_in_use: 'Številka ni v uporabi',
  blocked: 'Blokiran',
  overload: 'Zavrnjen: dosežena meja',
  served: 'Postrežen s kodo',
  joined: 'Združen z drugim klicem',
  not_reached: 'Ni dosežen',
  ended_by_operator: 'Končal nadzornik',
  exchange_restarted: 'Asterisk znova zagnan',
  failed: 'Neuspešen',
};

export const offerOutcome: Like<typeof source.offerOutcome> = {
  answered: 'Sprejeto',
  declined: 'Zavrnjeno',
  no_answer: 'Ni odgovora',
  busy: 'Zasedeno',
  unreachable: 'Nedosegljiv',
  refused: 'Ni dovoljeno',
  withdrawn: 'Umaknjeno',
  failed: 'Neuspešno',
};

export const exclusion: Like<typeof source.exclusion> = {
  logged_out: 'odjavljen',
  paused: 'na odmoru',
  phone_unreachable: 'telefon ni registriran',
  phone_busy: 'telefon zaseden',
  offered_another_call: 'zvoni za drug klic',
  rings_for_this_call: 'zvoni za ta klic',
  talking: 'v drugem pogovoru',
  calling: 'kliče',
  hanging_up: 'telefon še odlaga',
  wrapping_up: 'v zaključevanju',
  skill_too_low: 'prenizka veščina',
  skills_missing: 'manjkajo veščine',
  asked_before: 'pravkar vprašan',
  out_of_queue: 'izvzet iz vrste',
  kept_for_another: 'prihranjen za priljubljenega',
  team_at_its_limit: 'ekipa na meji',
  is_the_caller: 'je klicatelj',
};

export const rankedBy: Like<typeof source.rankedBy> = {
  'longest idle': 'najdlje prost',
  ordered: 'vrstni red v načrtu',
  'least calls': 'najmanj klicev',
  'least talk time': 'najmanj časa v pogovoru',
  'most skilled': 'najvišje veščine',
  'round robin': 'izmenično',
  random: 'naključno',
  weighted: 'naključno z utežmi',
  'ring all': 'zvoni vsem',
  progressive: 'postopoma vse več',
  preferred: 'prednostni agent',
};
