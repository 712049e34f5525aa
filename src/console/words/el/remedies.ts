/** Greek. Not read by a native speaker. */
import type { RemedyWords } from '../failures.ts';

const nothing = 'Τίποτα: είναι μέρος της κανονικής δρομολόγησης.';
const later = 'Δοκιμάστε ξανά σε λίγο.';

export const remedies: RemedyWords = {
  wrong_log_in:
    'Δοκιμάστε ξανά. Ένας διαχειριστής μπορεί να στείλει σύνδεσμο για νέο κωδικό: `cordboard people reset-password`.',
  code_needed: 'Δώστε τα έξι ψηφία που δείχνει η εφαρμογή· ένα πρόγραμμα τα στέλνει ως `code`.',
  log_in_locked: 'Περιμένετε όσο λέει το μήνυμα και δοκιμάστε ξανά.',
  too_many_log_ins: 'Δοκιμάστε ξανά σε λίγα δευτερόλεπτα.',
  wrong_origin:
    'Ανοίξτε την κονσόλα στη διεύθυνση που δίνει το σύστημα. Ένας proxy πρέπει να κρατά την κεφαλίδα Host.',
  link_not_valid:
    'Ζητήστε νέο σύνδεσμο από διαχειριστή. Ο πρώτος σύνδεσμος τυπώνεται σε κάθε εκκίνηση, ώσπου να υπάρξει διαχειριστής.',
  password_too_weak: 'Χρησιμοποιήστε τουλάχιστον 10 χαρακτήρες. Μερικές άσχετες λέξεις θυμούνται εύκολα.',
  second_factor_needed:
    'Ρυθμίστε πρώτα μια εφαρμογή ελέγχου ταυτότητας στον λογαριασμό σας: PUT /v1/me/second-factor.',
  no_such_person: 'Το GET /v1/people τους δείχνει όλους.',
  no_such_team: 'Χρησιμοποιήστε μία από τις ομάδες του σχεδίου.',
  no_such_queue: 'Το GET /v1/queues τις δείχνει όλες.',
  not_in_queue: 'Το GET /v1/agents δείχνει τις ουρές κάθε εκπροσώπου. Για άλλη ουρά, αλλάξτε το σχέδιο.',
  last_in_queue:
    'Βάλτε πρώτα άλλον εκπρόσωπο στην ουρά. Αν το θέλετε παρ’ όλα αυτά, επιβεβαιώστε: `anyway` στο αίτημα, `--anyway` στη γραμμή εντολών.',
  person_exists: 'Διαλέξτε άλλο όνομα ή αλλάξτε το πρόσωπο που το έχει.',
  agent_taken: 'Ένας εκπρόσωπος ανήκει σε ένα πρόσωπο. Αφαιρέστε τον πρώτα από το άλλο πρόσωπο.',
  last_admin: 'Δώστε πρώτα σε άλλο πρόσωπο τον ρόλο του διαχειριστή.',
  abandoned:
    'Συγκρίνετε αναμονή και στελέχωση της ουράς: `cordboard queues`, και `cordboard why` για αυτή την κλήση.',
  left_early: 'Αν συμβαίνει συχνά, συντομέψτε τον χαιρετισμό ή το μενού.',
  callback_not_reached:
    'Καλέστε ξανά αργότερα· αυξήστε το `attempts` κάτω από `callback` στο σχέδιο, αν συμβαίνει συχνά.',
  callback_expired: 'Καλέστε εσείς· αυξήστε το `give up after` ή τη στελέχωση της ουράς.',
  callback_cancelled: 'Τίποτα: ο καλών εξυπηρετήθηκε ή η επανάκληση ακυρώθηκε σκόπιμα.',
  number_not_in_use: 'Προσθέστε τον αριθμό στο `numbers` του σχεδίου, αν πρέπει να απαντιέται.',
  caller_blocked: 'Αφαιρέστε την ετικέτα `blocked` από την επαφή για να γίνεται πάλι δεκτή.',
  overload:
    'Το `cordboard why` λέει το όριο. Αυξήστε το στο σχέδιο ή δώστε στο μηχάνημα περισσότερους επεξεργαστές.',
  ended_by_operator: 'Τίποτα: έγινε σκόπιμα. Το `cordboard why` δείχνει ποιος και γιατί.',
  exchange_restarted:
    'Καλέστε πίσω τον καλούντα. Βρείτε γιατί σταμάτησε το Asterisk: το αρχείο καταγραφής του και `cordboard doctor`.',
  call_failed: 'Ο συναγερμός στο ημερολόγιο της κλήσης λέει τι απέτυχε· αναφέρετέ το με αυτή την εγγραφή.',
  command_gone: 'Τίποτα: οι κλήσεις μπορεί να τελειώσουν ανά πάσα στιγμή.',
  command_refused:
    'Ο συναγερμός δείχνει την εντολή και την απάντηση. Το `cordboard doctor` βρίσκει τις μονάδες που λείπουν.',
  command_unanswered:
    'Το Cordboard συγκρίνει μόνο του τις κλήσεις με το Asterisk. Αν επαναληφθεί, ελέγξτε το φορτίο του μηχανήματος.',
  ended_with_exchange: 'Βρείτε γιατί σταμάτησε το Asterisk: το αρχείο καταγραφής του και `cordboard doctor`.',
  page_closed:
    'Τίποτα: καλείται ο επόμενος εκπρόσωπος. Όποιος φεύγει κάνει διάλειμμα ή αποσυνδέεται πριν κλείσει τη σελίδα.',
  phone_busy: 'Περιμένετε να τελειώσει εκεί η συνομιλία ή επιτρέψτε μόνο κλήσεις μέσω Cordboard.',
  phone_declined:
    'Αν ο εκπρόσωπος δεν πάτησε «Απόρριψη», κλείστε την απόρριψη κλήσεων και τις λίστες αποκλεισμού στο τηλέφωνο.',
  phone_unavailable:
    'Κλείστε το «Μην ενοχλείτε» στο τηλέφωνο. Οι εκπρόσωποι κάνουν διάλειμμα με τον κωδικό τους ή με `cordboard agents pause`.',
  phone_forwards_calls:
    'Κλείστε την προώθηση στο τηλέφωνο. Για να χτυπά ο εκπρόσωπος αλλού, χρησιμοποιήστε `outside:` στο σχέδιο.',
  no_common_codec:
    'Ενεργοποιήστε PCMA ή PCMU (G.711) στο τηλέφωνο και συγκρίνετε την κρυπτογράφησή του με το σχέδιο.',
  phone_wants_log_in: 'Συγκρίνετε όνομα χρήστη και κωδικό του trunk ή του τηλεφώνου στις δύο πλευρές.',
  no_such_number: 'Ελέγξτε τον αριθμό στο σχέδιο, και στο τηλέφωνο το όνομα χρήστη στο οποίο απαντά.',
  phone_not_reachable:
    'Ελέγξτε ότι το τηλέφωνο είναι ανοιχτό και συνδεδεμένο: `cordboard agents`, μετά `cordboard doctor`.',
  phone_gave_up: 'Αν συμβαίνει νωρίς, αυξήστε τον χρόνο κουδουνίσματος του τηλεφώνου ή του παρόχου.',
  call_loop: 'Βρείτε ένα trunk ή μια προώθηση που οδηγεί πίσω στο Cordboard.',
  network_failure: 'Ελέγξτε το trunk με `cordboard doctor`· ρωτήστε τον πάροχο αν συνεχίζεται.',
  refused_by_far_end:
    'Το αρχείο καταγραφής δείχνει την απάντηση της άλλης πλευράς· δείτε τη στο εγχειρίδιο του τηλεφώνου ή του παρόχου.',
  no_sign_of_life: 'Ελέγξτε δίκτυο και ρεύμα του τηλεφώνου: `cordboard doctor`.',
  ring_time_over: 'Αν ο εκπρόσωπος ήταν εκεί, αυξήστε τον χρόνο κουδουνίσματος στο σχέδιο.',
  trunk_silent:
    'Ρωτήστε τον πάροχο. Αν οι αριθμοί του χτυπούν αργά, αυξήστε το `next after` του trunk στο σχέδιο.',
  no_key_pressed:
    'Ζητήστε από το πρόσωπο να πατά 1 ή μειώστε τον χρόνο κουδουνίσματος ώστε να μην απαντά ο τηλεφωνητής.',
  hung_up_without_key: 'Ζητήστε από το πρόσωπο να πατά 1 για να δεχτεί την κλήση.',
  key_not_asked_for: 'Το `cordboard check` και το `cordboard doctor` βρίσκουν ήχους που λείπουν.',
  hung_up_before_answer: 'Αν συμβαίνει συχνά, δείτε τα μηνύματα SIP του τηλεφώνου: `pjsip set logger on`.',
  hung_up_at_once: 'Αν συμβαίνει συχνά σε ένα τηλέφωνο, ελέγξτε το δίκτυό του και μήπως απαντά μόνο του.',
  ring_not_confirmed: 'Ελέγξτε το φορτίο του μηχανήματος και την κατάσταση του Asterisk: `cordboard doctor`.',
  ring_rejected:
    'Ο συναγερμός στο ημερολόγιο δείχνει την απάντηση του Asterisk· ελέγξτε τηλέφωνο και trunk με `cordboard doctor`.',
  wrong_password: 'Πληκτρολογήστε ξανά στο τηλέφωνο τον κωδικό από το credentials.json.',
  unknown_user:
    'Χρησιμοποιήστε τα ονόματα χρήστη του σχεδίου: τα δείχνει το `cordboard agents`. Άγνωστες διευθύνσεις μπορεί να είναι επιθέσεις.',
  address_blocked:
    'Διορθώστε τον κωδικό στο τηλέφωνο και περιμένετε να λήξει ο αποκλεισμός· ο συναγερμός λέει πόσο διαρκεί.',
  address_of_trunk:
    'Βάλτε στο `addresses` του trunk μόνο διευθύνσεις του παρόχου ή δώστε στα τηλέφωνα άλλη διεύθυνση. Ένα τηλεφωνικό κέντρο στην ίδια διεύθυνση μπορεί να είναι γραμμή αντί για trunk.',
  unknown_agent_number: 'Ελέγξτε το `number` του εκπροσώπου στο σχέδιο.',
  wrong_pin: 'Ορίστε νέο PIN με `cordboard agents pin`, αν ο εκπρόσωπος το ξέχασε.',
  no_pin: 'Ορίστε ένα με `cordboard agents pin`.',
  pin_locked: 'Περιμένετε να λήξει το κλείδωμα. Ένα σωστό PIN μετά μηδενίζει τον μετρητή.',
  nothing_keyed_in: 'Πληκτρολογήστε αριθμό και PIN, με # μετά το καθένα.',
  pin_not_checked:
    'Ελέγξτε τη βάση δεδομένων με `cordboard doctor`· το αρχείο καταγραφής λέει γιατί δεν απάντησε.',
  number_not_whole:
    'Δώστε ολόκληρο τον αριθμό, με κωδικό περιοχής ή χώρας. Έξω, ένα εσωτερικό θα έφτανε σε άγνωστο.',
  number_costs_extra:
    'Ορίστε `premium: true` κάτω από `outside calls` στο σχέδιο, αν πρέπει να καλούνται τέτοιοι αριθμοί.',
  number_not_usual: 'Ζητήστε από τον καλούντα άλλον αριθμό.',
  number_is_ours: 'Ζητήστε από τον καλούντα άλλον αριθμό.',
  number_withheld: 'Ζητήστε από τον καλούντα έναν αριθμό και γράψτε τον στο δελτίο.',
  answered_elsewhere: nothing,
  caller_hung_up: nothing,
  caller_left_queue: nothing,
  caller_not_reached: nothing,
  caller_calls_again: nothing,
  call_ended: nothing,
  step_time_over: nothing,
  agent_paused: nothing,
  agent_taken_out: nothing,
  agent_logged_out: nothing,
  agent_changed_phone: nothing,
  pick_up_undone: nothing,
  outside_not_allowed:
    'Προσθέστε τον αριθμό ή τη χώρα του στο `outside calls` του σχεδίου, αν πρέπει να καλείται.',
  outside_limit_reached:
    'Αυξήστε το `each trunk` ή το `each agent` κάτω από `outside calls` στο σχέδιο, αν οι κλήσεις ήταν επιθυμητές.',
  trunk_limit_reached: 'Αυξήστε το `outgoing` του trunk στο σχέδιο ή ορίστε άλλο trunk που δοκιμάζεται μετά.',
  no_phone_may_ring:
    'Η προηγούμενη εγγραφή στο `cordboard why` λέει κάθε αριθμό που απορρίφθηκε και τον λόγο.',
  bad_request: 'Το μήνυμα λέει την τιμή. Το GET /openapi.json περιγράφει τι γίνεται δεκτό.',
  unauthorized:
    'Στείλτε `Authorization: Bearer TOKEN`· το token είναι το `api.token` στο credentials.json του φακέλου κατάστασης.',
  forbidden: 'Ζητήστε από διαχειριστή το δικαίωμα που λέει το μήνυμα.',
  out_of_scope:
    'Το GET /v1/me δείχνει τις ουρές και τις ομάδες σας. Ζητήστε από διαχειριστή να τις διευρύνει.',
  not_found: 'Το GET /openapi.json δείχνει κάθε διεύθυνση.',
  no_such_agent: 'Το GET /v1/agents τους δείχνει όλους.',
  no_such_phone: 'Χρησιμοποιήστε ένα από τα τηλέφωνα του σχεδίου.',
  no_browser_phone:
    'Γράψτε `phone: browser` για τον εκπρόσωπο στο σχέδιο· όποιος χρησιμοποιεί το token ονομάζει τον εκπρόσωπο.',
  not_merged: 'Αναιρείται μόνο η τελευταία συγχώνευση μιας επαφής, και μόνο μία φορά.',
  no_such_voicemail: 'Το GET /v1/voicemail-boxes τους δείχνει όλους.',
  no_such_rota: 'Το `cordboard on-call` δείχνει τα προγράμματα.',
  no_such_schedule: 'Το GET /v1/schedules τα δείχνει όλα.',
  no_such_place: 'Το GET /v1/queues δείχνει τις ουρές· οι αριθμοί είναι κλειδιά του `numbers` στο σχέδιο.',
  not_audible:
    'Ελέγξτε την εντολή σύνθεσης ομιλίας (`cordboard doctor`) ή το όνομα του ήχου (`cordboard sounds`).',
  no_such_sound:
    'Το GET /v1/sounds τους δείχνει όλους. Ανεβάστε τον στη σελίδα των μηνυμάτων ή με `cordboard sounds add`.',
  sound_not_usable: 'Το μήνυμα λέει γιατί. Ένα αρχείο WAVE με PCM έως 10 λεπτά δουλεύει πάντα.',
  sound_in_use: 'Βγάλτε τον πρώτα από το σχέδιο· το μήνυμα λέει τα σημεία.',
  no_such_call: 'Το GET /v1/calls δείχνει τις τελευταίες.',
  no_such_target: 'Δώστε εκπρόσωπο, ουρά, αριθμό του σχεδίου ή εξωτερικό αριθμό που επιτρέπει το σχέδιο.',
  not_dialled_at_phone:
    'Δώστε συνάδελφο με όνομα ή αριθμό, αριθμό του σχεδίου ή εξωτερικό αριθμό που επιτρέπει το `outside calls: by agents`.',
  agent_busy: 'Δοκιμάστε ξανά όταν ο εκπρόσωπος είναι ελεύθερος: το GET /v1/agents δείχνει την κατάσταση.',
  agent_without_phone:
    'Ελέγξτε ότι το τηλέφωνο είναι ανοιχτό και συνδεδεμένο: `cordboard agents`, μετά `cordboard doctor`.',
  phone_not_rung: 'Το μήνυμα έχει την απάντηση του Asterisk. Ελέγξτε το τηλέφωνο με `cordboard doctor`.',
  no_talk: 'Μεταφέρεται μόνο κλήση στη φάση `talking`· το GET /v1/calls/{id} δείχνει τη φάση.',
  not_recorded: 'Το `cordboard why` της κλήσης δείχνει ποιος κανόνας την ηχογραφεί ή γιατί κανένας.',
  no_consultation:
    'Αρχίστε πρώτα μια διαβούλευση: POST /v1/calls/{id}/consult. Περιμένετε να απαντήσει το άλλο πρόσωπο.',
  has_second_call: 'Ολοκληρώστε, συγχωνεύστε ή ακυρώστε πρώτα τη δεύτερη κλήση.',
  held_by_phone: 'Ο εκπρόσωπος συνεχίζει την κλήση στο τηλέφωνό του.',
  no_such_party: 'Το GET /v1/calls?state=live δείχνει ποιοι είναι σε κάθε κλήση.',
  last_to_serve: 'Μεταφέρετε τον καλούντα ή τερματίστε την κλήση: POST /v1/calls/{id}/hangup.',
  no_such_callback: 'Το GET /v1/callbacks δείχνει όσες περιμένουν.',
  no_such_contact: 'Το GET /v1/contacts βρίσκει επαφές με μέρος του ονόματος ή του αριθμού.',
  caller_has_number: 'Διαγράψτε την επαφή με τον αριθμό: POST /v1/contacts/{number}/erase.',
  contact_in_call: 'Διαγράψτε ξανά όταν τελειώσει η κλήση. Ακυρώστε πρώτα μια επανάκληση που περιμένει.',
  no_such_plan: 'Το GET /v1/plan/history τις δείχνει όλες.',
  no_such_recording: 'Τα GET /v1/voicemails και GET /v1/recordings δείχνουν τι υπάρχει.',
  supervision_not_allowed: 'Ορίστε τον εκπρόσωπο κάτω από `supervision` στο σχέδιο.',
  caller_not_told: 'Επιβλέψτε μια επόμενη κλήση: οι καλούντες ακούν την ειδοποίηση πριν συνδεθούν.',
  supervisor_busy: 'Περιμένετε να ελευθερωθεί ο επόπτης και ελέγξτε ότι το τηλέφωνό του είναι συνδεδεμένο.',
  recording_not_ready: 'Δοκιμάστε ξανά λίγα δευτερόλεπτα μετά το τέλος της κλήσης.',
  no_such_part: 'Ζητήστε bytes κάτω από το μήκος που λέει η κεφαλίδα Content-Range.',
  recording_key_missing:
    'Εκκινήστε το σύστημα με το κλειδί που έχει το αποτύπωμα του μηνύματος (CORDBOARD_RECORDING_KEY).',
  no_such_webhook: 'Το GET /v1/webhooks τα δείχνει όλα.',
  webhook_exists: 'Αλλάξτε το με PATCH /v1/webhooks/{name} ή διαλέξτε άλλο όνομα.',
  too_many_webhooks: 'Αφαιρέστε ένα που δεν χρειάζεστε πια.',
  target_not_allowed:
    'Χρησιμοποιήστε δημόσια διεύθυνση με https://. Για υπολογιστή στο δίκτυό σας, βάλτε τον στο CORDBOARD_INTERNAL_TARGETS και επανεκκινήστε.',
  no_such_delivery: 'Το GET /v1/deliveries δείχνει τις αποστολές του αρχείου (προεπιλογή: 14 ημέρες).',
  delivery_not_kept:
    'Στέλνονται ξανά οι αποστολές που εγκαταλείφθηκαν, και τα webhook συμβάντων όσο το συμβάν είναι στο ημερολόγιο.',
  mail_not_set_up: 'Ορίστε CORDBOARD_SMTP_HOST και CORDBOARD_SMTP_FROM και επανεκκινήστε: docs/mail.md.',
  helpdesk_not_set_up:
    'Ορίστε CORDBOARD_HELPDESK_URL, _TOKEN, _GROUP και _SECRET και επανεκκινήστε: docs/tickets.md.',
  recording_on_hold: 'Άρετε πρώτα τη διατήρηση: `cordboard recordings release ID`.',
  method_not_allowed: 'Το GET /openapi.json δείχνει κάθε διεύθυνση με τις μεθόδους της.',
  request_timed_out: 'Στείλτε το ξανά, ολόκληρο.',
  conflict: 'Διαβάστε την τρέχουσα κατάσταση και δοκιμάστε ξανά.',
  no_such_ticket: 'Το `cordboard tickets` τα δείχνει.',
  no_such_row: 'Χωρίς `only`, η αναφορά έχει όλες τις γραμμές.',
  no_such_article: 'Το `cordboard articles` τα δείχνει.',
  article_changed_meanwhile:
    'Διαβάστε ξανά το άρθρο, επαναλάβετε την αλλαγή και αποθηκεύστε την με τη νέα έκδοση.',
  no_such_scorecard: 'Το `cordboard reviews scorecards` τα δείχνει.',
  no_such_review: 'Το `cordboard reviews` τις δείχνει.',
  no_such_case: 'Το `cordboard cases` τις δείχνει.',
  case_without_sound:
    'Χρειάζεται ηχογράφηση που υπάρχει ακόμη, με τη συγκατάθεση του καλούντα, και περίπτωση που την περιέχει.',
  no_such_result: 'Το GET /v1/results δείχνει τα αποτελέσματα κάθε ουράς με τις λεπτομέρειές τους.',
  not_served: 'Δώστε εκπρόσωπο που μίλησε· το GET /v1/calls/{id} τους δείχνει.',
  result_required:
    'Δώστε το αποτέλεσμα: `cordboard results set CALL RESULT`. Ένας επόπτης μπορεί να τελειώσει την ολοκλήρωση χωρίς αυτό.',
  no_such_pause: 'Χρησιμοποιήστε λόγο από το `pauses` του σχεδίου· το μήνυμα τους λέει.',
  not_in_wrap_up: 'Παρατείνετε μια ολοκλήρωση όσο διαρκεί.',
  plan_changed_meanwhile:
    'Διαβάστε ξανά το σχέδιο, επαναλάβετε την αλλαγή και εφαρμόστε την με τη νέα έκδοση.',
  backup_running: later,
  import_running: later,
  engine_replaced: 'Στείλτε το αίτημα στο σύστημα που τρέχει τώρα.',
  too_large: 'Στείλτε λιγότερα κάθε φορά.',
  unsupported_media_type: 'Στείλτε `application/json`, ή `text/csv` για εισαγωγή.',
  plan_needs_yes:
    'Ορίστε τη μεταβλητή περιβάλλοντος και επανεκκινήστε το σύστημα, ή εφαρμόστε το σχέδιο με `withoutPasswords: true` (CLI: `--yes`).',
  plan_refused: 'Διορθώστε όσα λένε οι παρατηρήσεις· το `cordboard check` δείχνει τα ίδια.',
  no_caller_page: 'Ορίστε τους αριθμούς κάτω από `caller page` στο σχέδιο (docs/console.md).',
  not_on_caller_page:
    'Καλέστε έναν από τους αριθμούς της σελίδας. Το σχέδιο τους έχει κάτω από `caller page`.',
  caller_page_busy: 'Δοκιμάστε ξανά σε λίγα λεπτά. Το σχέδιο έχει τα όρια κάτω από `caller page`.',
  caller_page_too_often: 'Δοκιμάστε ξανά αργότερα. Το σχέδιο έχει το όριο κάτω από `caller page`.',
  too_many_requests:
    'Περιμένετε ένα λεπτό. Για να παρακολουθείτε τι συμβαίνει, χρησιμοποιήστε τη ζωντανή ροή.',
  internal: 'Το αρχείο καταγραφής λέει γιατί. Προσθέστε εκείνες τις γραμμές όταν το αναφέρετε.',
  not_ready: 'Δοκιμάστε ξανά μόλις το GET /healthz πει `ready`.',
  unavailable: 'Δοκιμάστε ξανά. Αν επαναληφθεί, τρέξτε `cordboard doctor`.',
  plan_not_taken: 'Δοκιμάστε ξανά μόλις το `cordboard status` πει ότι δρομολογούνται κλήσεις.',
  invariant_broken:
    'Κρατήστε τη βάση δεδομένων και το αρχείο καταγραφής και αναφέρετέ το: είναι σφάλμα του Cordboard.',
  event_not_handled: 'Αναφέρετέ το με τον συναγερμό: είναι σφάλμα του Cordboard.',
  exchange_differed: 'Αν συμβαίνει συχνά χωρίς επανεκκινήσεις, αναφέρετέ το με το ημερολόγιο.',
  exchange_lost:
    'Ελέγξτε ότι το Asterisk τρέχει: `cordboard doctor`. Οι κλήσεις συνεχίζονται και το δίχτυ ασφαλείας απαντά στις νέες.',
  calls_cut_off:
    'Καλέστε πίσω αυτούς τους καλούντες: τους δείχνει το `cordboard calls`. Βρείτε στο αρχείο καταγραφής γιατί σταμάτησε το Asterisk.',
  engine_frozen:
    'Βρείτε τι το κράτησε: μια σταματημένη διεργασία, έναν δίσκο που κόλλησε, έλλειψη μνήμης. Δείτε το αρχείο καταγραφής του μηχανήματος εκείνης της ώρας.',
  phones_unheard: 'Ελέγξτε τις ρυθμίσεις AMI και το αρχείο καταγραφής: `cordboard doctor`.',
  store_failing: 'Ελευθερώστε χώρο στον δίσκο και ελέγξτε την κατάστασή του πριν επανεκκινήσετε το σύστημα.',
  database_restored: 'Τίποτα, αν το κάνατε σκόπιμα.',
  database_damaged:
    'Ελέγξτε τον δίσκο. Επαναφέρετε το τελευταίο αντίγραφο, αν λείπουν περισσότερα από όσα δέχεστε.',
  log_ins_blocked: 'Αν είναι δικό σας τηλέφωνο, διορθώστε τον κωδικό του. Αλλιώς τίποτα: ήταν επίθεση.',
  log_ins_not_blocked:
    'Ο συναγερμός λέει γιατί. Αποκλείστε τη διεύθυνση στο τείχος προστασίας ή διορθώστε το τηλέφωνο εκεί.',
  prompt_incomplete:
    'Ο συναγερμός λέει το αρχείο ή το κείμενο. Τα `cordboard check` και `cordboard doctor` βρίσκουν ήχους που λείπουν.',
  recording_empty: 'Ελέγξτε τον ελεύθερο χώρο και αν φτάνει ήχος από τον καλούντα (RTP, τείχος προστασίας).',
  recording_end_unknown:
    'Ψάξτε το μήνυμα στον φάκελο ηχογραφήσεων· ελέγξτε το αρχείο καταγραφής του Asterisk.',
  call_quality_poor:
    'Ελέγξτε το δίκτυο του τηλεφώνου (Wi-Fi, σύνδεση, δρομολογητής) ή του trunk· το `cordboard why CALL` έχει τα νούμερα.',
  recording_failed:
    'Ελευθερώστε χώρο στον δίσκο του φακέλου κατάστασης· μετά ψάξτε σφάλματα στο αρχείο καταγραφής του Asterisk.',
  phone_vanished: 'Ελέγξτε ρεύμα και δίκτυο του τηλεφώνου: `cordboard doctor`.',
  recording_lost:
    'Ελέγξτε ότι το σύστημα βλέπει τον φάκελο spool του Asterisk και ότι κανείς άλλος δεν διαγράφει εκεί αρχεία.',
  recording_not_kept: 'Ελευθερώστε χώρο στον δίσκο του φακέλου κατάστασης· ο συναγερμός λέει τι απέτυχε.',
  pause_too_long: 'Ρωτήστε τον εκπρόσωπο ή τερματίστε την παύση: `cordboard agents resume NAME`.',
  hang_up_not_confirmed: 'Αν επαναλαμβάνεται σε ένα τηλέφωνο, ελέγξτε το δίκτυό του.',
  message_may_be_cut:
    'Ελευθερώστε χώρο στον δίσκο τώρα· όταν γεμίσει, οι ηχογραφήσεις τελειώνουν χωρίς σφάλμα.',
  emergency_call: 'Πηγαίνετε να βοηθήσετε· ο συναγερμός λέει ποιο τηλέφωνο είναι.',
  emergency_not_carried:
    'Βοηθήστε αμέσως, από άλλο τηλέφωνο. Μετά προσθέστε στο σχέδιο trunk για κλήσεις έκτακτης ανάγκης.',
  flow_ran_out:
    'Ελέγξτε το σχέδιο με `cordboard check` και αναφέρετέ το: ο έλεγχος έπρεπε να το είχε απορρίψει.',
  queue_over_limit:
    'Συνδέστε περισσότερους εκπροσώπους. Το `cordboard queues` δείχνει ποιοι περιμένουν· το `alarms` του σχεδίου ορίζει το όριο.',
  delivery_given_up:
    'Το `cordboard deliveries --dead` δείχνει γιατί· το `cordboard deliveries replay` τα στέλνει ξανά.',
  numbers_do_not_fit: 'Τρέξτε `cordboard reconcile DAY`: λέει κάθε κλήση και εκπρόσωπο.',
  trunk_unreachable:
    'Ελέγξτε το `server` του trunk στο σχέδιο, το δίκτυο και το τείχος προστασίας· μετά ρωτήστε τον πάροχο.',
  trunk_refused: 'Ελέγξτε όνομα χρήστη και κωδικό του trunk.',
  trunk_not_registered:
    'Περιμένετε ένα λεπτό μετά την εκκίνηση. Αν συνεχίζεται, ελέγξτε το `server` του trunk και το δίκτυο.',
  no_trunk: 'Προσθέστε trunk στο σχέδιο ή δώστε εκπρόσωπο, ουρά ή αριθμό του σχεδίου.',
  trunk_password_missing:
    'Ορίστε τη μεταβλητή περιβάλλοντος που το σχέδιο λέει `password from` και επανεκκινήστε το σύστημα.',
};
