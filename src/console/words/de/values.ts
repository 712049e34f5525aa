import type * as source from '../en/values.ts';
import type { Like } from '../like.ts';

export const agentState: Like<typeof source.agentState> = {
  talking: 'Im Gespräch',
  ringing: 'Klingelt',
  calling: 'Ruft an',
  hanging_up: 'Legt auf',
  wrapping_up: 'Nacharbeit',
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
  spelling: 'Buchstabiert einen Namen',
  consenting: 'Nach Aufzeichnung gefragt',
  logging_in: 'Meldet sich an',
  waiting: 'Wartet',
  ringing: 'Es klingelt',
  awaiting_callback: 'Wartet auf Rückruf',
  calling_back: 'Wird zurückgerufen',
  talking: 'Im Gespräch',
  leaving_message: 'Spricht auf die Voicemail',
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
