import type * as source from '../en/values.ts';
import type { Like } from '../like.ts';

export const agentState: Like<typeof source.agentState> = {
  talking: 'Συνομιλία',
  ringing: 'Κουδουνίζει',
  calling: 'Καλεί',
  hanging_up: 'Κλείνει',
  wrapping_up: 'Ολοκλήρωση',
  logged_out: 'Αποσυνδεδεμένος',
  paused: 'Σε παύση',
  unreachable: 'Μη διαθέσιμος',
  phone_busy: 'Κατειλημμένο',
  free: 'Ελεύθερος',
};

export const phase: Like<typeof source.phase> = {
  arriving: 'Φτάνει',
  listening: 'Ακούει μήνυμα',
  choosing: 'Σε μενού',
  asking: 'Πληκτρολογεί αριθμό',
  spelling: 'Συλλαβίζει όνομα',
  consenting: 'Ερώτηση ηχογράφησης',
  logging_in: 'Συνδέεται',
  hearing_messages: 'Ακούει μηνύματα',
  hearing_alarm: 'Ακούει συναγερμό',
  recording_sound: 'Ηχογραφεί ήχο',
  waiting: 'Περιμένει',
  ringing: 'Κουδουνίζει',
  awaiting_callback: 'Περιμένει επανάκληση',
  calling_back: 'Γίνεται επανάκληση',
  talking: 'Συνομιλία',
  leaving_message: 'Αφήνει μήνυμα',
  answering_survey: 'Έρευνα μετά τη συνομιλία',
  saying_goodbye: 'Αποχαιρετισμός',
  ended: 'Τελείωσε',
};

export const outcome: Like<typeof source.outcome> = {
  answered: 'Απαντήθηκε',
  abandoned: 'Εγκαταλείφθηκε',
  left_early: 'Έκλεισε νωρίς',
  voicemail: 'Τηλεφωνητής',
  callback_booked: 'Κλείστηκε επανάκληση',
  callback_not_reached: 'Επανάκληση: χωρίς απάντηση',
  callback_expired: 'Επανάκληση: έληξε',
  callback_cancelled: 'Επανάκληση: ακυρώθηκε',
  goodbye: 'Αποχαιρετισμός',
  number_not_in_use: 'Ανενεργός αριθμός',
  blocked: 'Αποκλείστηκε',
  overload: 'Απορρίφθηκε: όριο',
  served: 'Εξυπηρετήθηκε με κωδικό',
  joined: 'Ενώθηκε με άλλη κλήση',
  not_reached: 'Χωρίς απάντηση',
  ended_by_operator: 'Τερματίστηκε από υπεύθυνο',
  exchange_restarted: 'Επανεκκίνηση Asterisk',
  failed: 'Απέτυχε',
};

export const offerOutcome: Like<typeof source.offerOutcome> = {
  answered: 'Απαντήθηκε',
  declined: 'Απορρίφθηκε',
  no_answer: 'Χωρίς απάντηση',
  busy: 'Κατειλημμένο',
  unreachable: 'Μη διαθέσιμος',
  refused: 'Δεν επιτρέπεται',
  withdrawn: 'Ανακλήθηκε',
  failed: 'Απέτυχε',
};

export const exclusion: Like<typeof source.exclusion> = {
  logged_out: 'αποσυνδεδεμένος',
  paused: 'σε παύση',
  phone_unreachable: 'τηλέφωνο μη εγγεγραμμένο',
  phone_busy: 'τηλέφωνο κατειλημμένο',
  offered_another_call: 'κουδουνίζει για άλλη κλήση',
  rings_for_this_call: 'κουδουνίζει για αυτή την κλήση',
  talking: 'σε άλλη συνομιλία',
  calling: 'καλεί',
  hanging_up: 'το τηλέφωνο κλείνει ακόμη',
  wrapping_up: 'σε ολοκλήρωση',
  skill_too_low: 'χαμηλή δεξιότητα',
  skills_missing: 'λείπουν δεξιότητες',
  asked_before: 'ρωτήθηκε μόλις πριν',
  out_of_queue: 'εκτός ουράς',
  kept_for_another: 'κρατείται για τον προτιμώμενο',
  team_at_its_limit: 'η ομάδα στο όριό της',
  is_the_caller: 'είναι ο καλών',
};

export const rankedBy: Like<typeof source.rankedBy> = {
  'longest idle': 'περισσότερη ώρα ελεύθερος',
  ordered: 'σειρά του σχεδίου',
  'least calls': 'λιγότερες κλήσεις',
  'least talk time': 'λιγότερος χρόνος ομιλίας',
  'most skilled': 'υψηλότερες δεξιότητες',
  'round robin': 'εκ περιτροπής',
  random: 'τυχαία',
  weighted: 'τυχαία με βάρη',
  'ring all': 'χτυπούν όλοι',
  progressive: 'σταδιακά όλο και περισσότεροι',
  preferred: 'προτιμώμενος εκπρόσωπος',
};
