import type * as source from '../en/values.ts';
import type { Like } from '../like.ts';

export const agentState: Like<typeof source.agentState> = {
  talking: 'Im Gespräch',
  ringing: 'Klingelt',
  calling: 'Ruft an',
  hanging_up: 'Legt auf',
  wrapping_up: 'Nachbearbeitung',
  logged_out: 'Abgemeldet',
  paused: 'Pause',
  unreachable: 'Nicht erreichbar',
  phone_busy: 'Telefon besetzt',
  free: 'Frei',
};

export const phase: Like<typeof source.phase> = {
  arriving: 'Kommt an',
  listening: 'Hört eine Ansage',
  choosing: 'Im Menü',
  asking: 'Gibt eine Nummer ein',
  spelling: 'Buchstabiert einen Namen',
  consenting: 'Nach Aufzeichnung gefragt',
  logging_in: 'Meldet sich an',
  hearing_messages: 'Hört Nachrichten ab',
  hearing_alarm: 'Hört einen Alarm',
  recording_sound: 'Nimmt eine Ansage auf',
  waiting: 'Wartet',
  ringing: 'Es klingelt',
  awaiting_callback: 'Wartet auf Rückruf',
  calling_back: 'Wird zurückgerufen',
  talking: 'Im Gespräch',
  leaving_message: 'Spricht auf die Voicemail',
  answering_survey: 'Wird nach dem Gespräch befragt',
  saying_goodbye: 'Verabschiedung',
  ended: 'Beendet',
};

export const outcome: Like<typeof source.outcome> = {
  answered: 'Angenommen',
  abandoned: 'Aufgelegt beim Warten',
  left_early: 'Früh aufgelegt',
  voicemail: 'Voicemail',
  callback_booked: 'Rückruf vorgemerkt',
  callback_not_reached: 'Rückruf: nicht erreicht',
  callback_expired: 'Rückruf: abgelaufen',
  callback_cancelled: 'Rückruf: abgesagt',
  goodbye: 'Verabschiedet',
  number_not_in_use: 'Nummer nicht vergeben',
  blocked: 'Gesperrt',
  overload: 'Abgewiesen: Grenze erreicht',
  served: 'Durch einen Code bedient',
  joined: 'Mit anderem Anruf verbunden',
  not_reached: 'Nicht erreicht',
  ended_by_operator: 'Von der Leitung beendet',
  exchange_restarted: 'Asterisk neu gestartet',
  failed: 'Fehlgeschlagen',
};

export const offerOutcome: Like<typeof source.offerOutcome> = {
  answered: 'Angenommen',
  declined: 'Abgelehnt',
  no_answer: 'Nicht abgehoben',
  busy: 'Besetzt',
  unreachable: 'Nicht erreichbar',
  refused: 'Nicht erlaubt',
  withdrawn: 'Zurückgezogen',
  failed: 'Fehlgeschlagen',
};

export const exclusion: Like<typeof source.exclusion> = {
  logged_out: 'abgemeldet',
  paused: 'in Pause',
  phone_unreachable: 'Telefon nicht registriert',
  phone_busy: 'Telefon besetzt',
  offered_another_call: 'klingelt für einen anderen Anruf',
  rings_for_this_call: 'klingelt für diesen Anruf',
  talking: 'in einem anderen Gespräch',
  calling: 'ruft selbst an',
  hanging_up: 'Telefon legt noch auf',
  wrapping_up: 'in der Nachbearbeitung',
  skill_too_low: 'Fähigkeit zu gering',
  skills_missing: 'Fähigkeiten fehlen',
  asked_before: 'wurde eben gefragt',
  out_of_queue: 'aus der Warteschlange herausgenommen',
  kept_for_another: 'für den bevorzugten Agenten aufgehoben',
  team_at_its_limit: 'Team an seiner Grenze',
  is_the_caller: 'ist der Anrufer',
};

export const rankedBy: Like<typeof source.rankedBy> = {
  'longest idle': 'am längsten frei',
  ordered: 'Reihenfolge im Plan',
  'least calls': 'wenigste Anrufe',
  'least talk time': 'kürzeste Gesprächszeit',
  'most skilled': 'höchste Fähigkeiten',
  'round robin': 'reihum',
  random: 'Zufall',
  weighted: 'Zufall mit Gewichten',
  'ring all': 'alle klingeln',
  progressive: 'der Reihe nach immer mehr',
  preferred: 'bevorzugter Agent',
};
