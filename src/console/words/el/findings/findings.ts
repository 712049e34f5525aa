/** Greek. Not read by a native speaker. */
import type { FindingTexts } from '../../findings.ts';

export const findings: FindingTexts = {
  in_section_twice: 'Το «{name}» υπάρχει δύο φορές στο {section}',
  include_in_include: 'Ένα αρχείο που περιλαμβάνεται περιλαμβάνει άλλα',
  include_without_files: 'Το include: δεν λειτουργεί εδώ',
  sound_file_unusable: 'Αρχείο ήχου {file}: {because}',
  too_many_files: 'Αρχεία που περιλαμβάνονται: {count}',
  included_already: 'Το {file} περιλαμβάνεται ήδη',
  file_cannot_be_read: 'Το {file} δεν διαβάζεται: {because}',
  file_too_long: 'Χαρακτήρες στο αρχείο: {count}',
  file_empty: 'Το αρχείο είναι κενό',
  second_document: 'Εδώ αρχίζει δεύτερο έγγραφο',
  yaml_tag: 'Οι ετικέτες YAML δεν υποστηρίζονται σε σχέδιο',
  file_not_a_mapping: 'Το αρχείο δεν αντιστοιχίζει κλειδιά με τιμές',
  yaml_alias: 'Οι άγκυρες και τα ψευδώνυμα YAML δεν υποστηρίζονται σε σχέδιο',
  file_too_deep: 'Το αρχείο έχει πολύ βαθιά ένθεση',
  file_with_too_many_keys: 'Το αρχείο έχει πάρα πολλά κλειδιά',
  tab_as_indent: 'Η εσοχή έγινε με στηλοθέτη',
  two_keys_on_a_line: 'Δύο κλειδιά βρίσκονται στην ίδια γραμμή',
  star_begins_alias: 'Το «*» αρχίζει εδώ ένα ψευδώνυμο YAML',
  not_valid_yaml: 'Αυτό δεν είναι έγκυρο YAML: {reason}',
  value_faulty: '{value}: {fault}',
  not_what_belongs_here: 'Το «{text}» δεν ταιριάζει· αναμένεται: {expected}',
  two_in_one_step: 'Τα «{first}» και «{second}» βρίσκονται σε ένα βήμα',
  no_such_key: '{whole}: δεν υπάρχει κλειδί «{key}»',
  key_missing: '{whole}: λείπει το «{key}»',
  not_quoted: '{value}: δεν είναι σε εισαγωγικά',
  not_a_key: 'Λείπει κλειδί ή δεν είναι λέξη',
  written_twice: '{what}: γράφτηκε δύο φορές',
  value_is_not: '{value}: δεν ταιριάζει· αναμένεται: {expected}',
  list_empty: '{value}: κενή λίστα',
  value_empty: '{value}: κενό',
  value_wrong: '{value}: είναι {found}· αναμένεται: {expected}',
  control_characters: '{value}: περιέχει χαρακτήρες ελέγχου',
  too_long: '{value}: χαρακτήρες: {count}',
  out_of_range: '{value}: είναι {found}',
  steps_empty: '{value}: κενή λίστα βημάτων',
  lookup_secret_not_set:
    'Η αναζήτηση {lookup} δεν ρωτά κανέναν: η μεταβλητή περιβάλλοντος {variable} με το μυστικό της δεν έχει οριστεί',
  plan_has_no: 'Από το σχέδιο λείπει το «{key}»',
  menu_without_keys: 'Το μενού «{menu}» δεν έχει πλήκτρα',
  result_has_no_detail: 'Το αποτέλεσμα «{result}» δεν έχει λεπτομέρεια «{detail}»',
  no_agent_is_called: 'Κανένας εκπρόσωπος δεν λέγεται «{name}»',
  alarm_calls_empty: 'alarms: call: είναι κενό',
  queue_alarm_without_limit: 'Ο συναγερμός της ουράς «{queue}» δεν έχει όριο',
  caller_page_without_numbers: 'Η σελίδα καλούντων δεν έχει αριθμό',
  codecs_empty: '{whose}: κενή λίστα κωδικοποιητών',
  code_kept_by_asterisk:
    'Ο κωδικός «{code}» δεν κάνει τίποτα: το Asterisk κρατά το {code} για τον εαυτό του και τα τηλέφωνα που τον καλούν παίρνουν 403',
  code_is_also_a_number: 'Ο κωδικός «{code}» είναι και αριθμός (γραμμή {line})',
  rota_shares_its_name:
    'Το πρόγραμμα εφημερίας «{rota}» έχει το όνομα ενός εκπροσώπου ή μιας ομάδας (γραμμή {line})',
  team_shares_its_name: 'Η ομάδα «{team}» έχει το όνομα ενός εκπροσώπου (γραμμή {line})',
  agents_share_a_number: 'Ο εκπρόσωπος «{agent}» έχει τον ίδιο αριθμό με τον εκπρόσωπο «{other}»',
  sip_user_taken: '{whose}: ίδιο όνομα χρήστη SIP «{user}» με: {other}',
  agent_with_phone_and_phones: 'Ο εκπρόσωπος «{agent}» έχει και «phone» και «phones»',
  agent_named_like_browser_phone:
    'Ο εκπρόσωπος «{agent}» δεν έχει τηλέφωνο: το όνομά του θα σήμαινε το τηλέφωνο στον περιηγητή',
  agent_phones_empty: 'Ο εκπρόσωπος «{agent}» έχει κενή λίστα τηλεφώνων',
  agent_with_two_browser_phones: 'Ο εκπρόσωπος «{agent}» έχει δύο φορές «browser»',
  shared_phone_named_browser: 'Ένα κοινό τηλέφωνο δεν μπορεί να λέγεται «{name}»',
  crm_link_without_https: 'Ο σύνδεσμος στο CRM δεν έχει https',
  directory_empty: 'Ο κατάλογος είναι κενός',
  no_agent_team_or_topic_is_called: 'Κανένας εκπρόσωπος, ομάδα ή θέμα δεν λέγεται «{name}»',
  too_many_steps: '{flow}: βήματα: {count}',
  strategy_without_a_team: 'Το strategy: δεν έχει αποτέλεσμα, γιατί το «{name}» δεν είναι ομάδα',
  not_an_outside_number: 'Το «{name}» δεν είναι εξωτερικός αριθμός',
  no_agent_team_or_rota_is_called: 'Κανένας εκπρόσωπος, ομάδα ή πρόγραμμα εφημερίας δεν λέγεται «{name}»',
  answer_must_press_1:
    'Όποιος απαντά στο {number} πρέπει να πατήσει 1 για να πάρει την κλήση, γιατί ακολουθεί βήμα',
  language_and_languages: 'Το σχέδιο έχει και «language» και «languages»',
  languages_empty: 'Το «languages» είναι κενό',
  no_built_in_prompts: 'Δεν υπάρχουν ενσωματωμένα μηνύματα στη γλώσσα «{language}»',
  lookup_without_source: 'Η αναζήτηση «{lookup}» χρειάζεται url: ή contacts:',
  lookup_key_without_url: 'Η αναζήτηση «{lookup}» έχει {key}: χωρίς url:',
  lookup_not_signed: 'Η αναζήτηση «{lookup}» δεν έχει signed with:',
  lookup_without_encryption:
    'Η αναζήτηση «{lookup}» στέλνει χωρίς κρυπτογράφηση ό,τι πληκτρολογούν οι καλούντες',
  no_agent_has_the_skill: 'Κανένας εκπρόσωπος δεν έχει τη δεξιότητα «{skill}»',
  rota_without_people: 'Στο «{rota}» δεν εφημερεύει ποτέ κανείς',
  rota_without_first_week: 'Το «{rota}» δεν λέει ποια εβδομάδα εφημερεύει ο πρώτος',
  no_trunk_to_outside: 'Δεν υπάρχει trunk για κλήση σε εξωτερικό αριθμό',
  several_trunks_possible: 'Το {number} μπορεί να περάσει από πολλά trunk',
  parking_slot_taken: 'Η θέση στάθμευσης «{slot}» είναι και: {other}',
  key_in_talk_without_section:
    'Το πλήκτρο «{key}» στη συνομιλία δεν κάνει τίποτα: το σχέδιο δεν έχει «{section}»',
  pause_reason_unknown: 'Ο κωδικός «{code}» κάνει παύση με λόγο «{reason}», που δεν υπάρχει στο «pauses»',
  not_a_language_of_this_plan: 'Το «{name}» δεν είναι γλώσσα αυτού του σχεδίου',
  text_missing: 'Λείπει το κείμενο στη γλώσσα «{language}»',
  no_text_in: 'Δεν υπάρχει κείμενο στη γλώσσα {language}',
  prompt_in_prompt: 'Ένα μήνυμα με όνομα παραπέμπει σε άλλο μήνυμα με όνομα',
  key_books_and_leaves:
    'Το πλήκτρο «{key}» της ουράς «{queue}» και κλείνει επανάκληση και βγάζει από την ουρά',
  queue_has_one_without_the_other: 'Η ουρά «{queue}» έχει «{has}» αλλά όχι «{lacks}»',
  widening_out_of_order:
    'Η ουρά «{queue}» διευρύνεται μετά από {after}, αλλά αυτό γράφεται κάτω από {before}',
  widening_before_from_wait:
    'Η ουρά «{queue}» διευρύνεται ούτως ή άλλως μετά από {after}, πριν να αναμένεται αναμονή {wait}',
  step_widens_nothing: 'Ένα βήμα της ουράς «{queue}» δεν διευρύνει τίποτα',
  consent_key_without_words: 'Ένας κανόνας με «consent key» ρωτά τον καλούντα και δεν μπορεί να σιωπά',
  report_without_row: 'Η αναφορά {report} δεν έχει γραμμή «{row}»',
  result_with_too_many_details: 'Λεπτομέρειες του αποτελέσματος «{result}»: {count}',
  result_without_details: 'Το αποτέλεσμα «{result}» θέλει λεπτομέρεια και δεν έχει καμία',
  queue_with_too_many_results: 'Αποτελέσματα της ουράς «{queue}»: {count}',
  queue_without_results: 'Η ουρά «{queue}» απαιτεί αποτέλεσμα και δεν έχει κανένα',
  result_without_callback:
    'Ουρά «{queue}»: το αποτέλεσμα «{result}» κλείνει επανάκληση, αλλά η ουρά δεν έχει επανακλήσεις',
  result_within_without_effect: 'Ουρά «{queue}»: το «result within» δεν έχει αποτέλεσμα',
  no_public_holidays: 'Δεν υπάρχει χώρα ή περιοχή «{place}» με γνωστές αργίες',
  schedule_keys_share_a_day: 'Τα «{key}» και «{other}» έχουν κοινή ημέρα',
  not_a_condition: 'Το «{text}» δεν είναι συνθήκη',
  encryption_without_effect:
    'Ο εκπρόσωπος «{agent}» έχει μόνο τηλέφωνο στον περιηγητή, οπότε το «encryption» δεν έχει αποτέλεσμα',
  survey_without_question: 'Η έρευνα «{survey}» δεν έχει ερώτηση «{question}»',
  question_without_text:
    'Έρευνα «{survey}»: η ερώτηση «{question}» δεν έχει κείμενο που να δείχνεται σε e-mail',
  survey_without_questions: 'Η έρευνα «{survey}» δεν έχει ερωτήσεις',
  survey_with_too_many_questions: 'Ερωτήσεις της έρευνας «{survey}»: {count}',
  question_name_reserved: 'Μια ερώτηση δεν μπορεί να λέγεται «{name}»',
  survey_opens_no_follow_up: 'Η έρευνα «{survey}» δεν ανοίγει επακόλουθη ενέργεια, γιατί το low είναι 0',
  survey_only_by_phone: 'Η έρευνα «{survey}» έχει e-mail: αλλά ρωτά μόνο από το τηλέφωνο',
  topic_never_gets_further: 'Το θέμα «{topic}» δεν φτάνει ποτέ στο who else: η κλήση δεν φεύγει από το who:',
  trunk_without_password: 'Το trunk «{trunk}» έχει χρήστη αλλά όχι κωδικό',
  trunk_without_user: 'Το trunk «{trunk}» δεν έχει χρήστη',
  phones_at_trunk_address: 'Το trunk «{trunk}» έχει {address}: τα τηλέφωνα εκεί δεν μπορούν να συνδεθούν',
  trunk_without_certificate: 'Το trunk «{trunk}» δεν έχει πιστοποιητικό για έλεγχο: δεν χρησιμοποιεί TLS',
  trunk_sends_keys_openly:
    'Το trunk «{trunk}» στέλνει τα κλειδιά της κρυπτογράφησής του μέσω {transport}, όπου μπορούν να τα διαβάσουν άλλοι',
  voicemails_share_a_number:
    'Ο τηλεφωνητής «{voicemail}» έχει τον ίδιο αριθμό {number} με τον τηλεφωνητή «{other}»',
  voicemail_attaches_to_nothing: 'Ο τηλεφωνητής «{voicemail}» δεν επισυνάπτει τον ήχο σε κανένα e-mail',
  callbacks_without_trunk: 'Οι επανακλήσεις είναι αδύνατες: δεν υπάρχει ούτε trunk ούτε γραμμή',
  callbacks_not_allowed: 'Οι επανακλήσεις είναι αδύνατες: το σχέδιο δεν επιτρέπει εξωτερικές κλήσεις',
  key_books_already: 'Το πλήκτρο {key} κλείνει ήδη επανάκληση',
  trunk_password_not_set:
    'Το trunk {trunk} δεν περνά κλήσεις: η μεταβλητή περιβάλλοντος {variable} με τον κωδικό του δεν έχει οριστεί',
  trunk_password_not_set_alone:
    'Το trunk {trunk} δεν περνά κλήσεις: η μεταβλητή περιβάλλοντος {variable} με τον κωδικό του δεν έχει οριστεί· δεν υπάρχει άλλος δρόμος προς: {names}',
  thing_unused: '{kind} «{name}»: {how}',
  not_a_tag_agent_or_number: 'Το «{text}» δεν είναι ετικέτα, εκπρόσωπος ή εξωτερικός αριθμός',
  not_a_tag_agent_or_number_because:
    'Το «{text}» δεν είναι ετικέτα, εκπρόσωπος ή εξωτερικός αριθμός: {because}',
  listed_twice: '{kind} «{name}»: αναφέρεται δύο φορές',
  does_not_exist: 'Δεν υπάρχει: {kind} «{name}»',
  week_begins_on_another_day:
    'Η {day} είναι {weekday}, ενώ οι εβδομάδες αυτού του προγράμματος αρχίζουν {rota_weekday}',
  caller_number_never_shown:
    'Ο αριθμός {number} του εκπροσώπου {agent} δεν εμφανίζεται ποτέ: κανένα trunk δεν τον επιτρέπει',
  page_can_call_outside:
    'Οι επισκέπτες που καλούν το «{number}» από τον περιηγητή μπορούν να προκαλέσουν εξωτερική κλήση: {way}',
  directory_reaches_no_one:
    '{flow}: οι καλούντες που δεν βρίσκουν κάτι στον κατάλογο ή πατούν 0 δεν φτάνουν σε κανέναν',
  no_trunk_for_emergencies:
    'Κανένα trunk δεν περνά κλήσεις έκτακτης ανάγκης: οι κλήσεις εκπροσώπων στα {numbers} απορρίπτονται',
  emergency_without_caller_id:
    'Οι κλήσεις έκτακτης ανάγκης μέσω του trunk {trunk} δεν δείχνουν αριθμό: οι υπηρεσίες δεν μπορούν ούτε να καλέσουν πίσω ούτε να εντοπίσουν',
  emergency_number_used: 'Το {number} είναι αριθμός έκτακτης ανάγκης, αλλά το σχέδιο τον χρησιμοποιεί αλλιώς',
  same_number: 'Τα {number} και {other} είναι ο ίδιος αριθμός',
  no_one_on_call_outside_weeks:
    'Στο «{rota}» δεν εφημερεύει κανείς πριν από {first} και μετά την εβδομάδα από {last}',
  on_call_without_number:
    'Ο «{agent}» εφημερεύει στο «{rota}» χωρίς εξωτερικό αριθμό: χτυπά μόνο όσο είναι συνδεδεμένος σε τηλέφωνο',
  emergency_number_not_carried:
    'Το {number} είναι αριθμός έκτακτης ανάγκης, αλλά το σχέδιο δεν επιτρέπει στο trunk {trunk} να τον περνά',
  number_not_called: 'Το {number} δεν θα κληθεί: {because}',
  number_not_reached: 'Το {number} δεν μπορεί να κληθεί: {because}',
  agents_cannot_call_outside: 'Οι εκπρόσωποι δεν μπορούν να καλέσουν εξωτερικούς αριθμούς: {because}',
  no_outside_number_allowed: 'Οι εκπρόσωποι μπορούν να καλούν έξω, αλλά κανένας αριθμός δεν επιτρέπεται',
  pattern_not_allowed:
    'Οι εκπρόσωποι μπορούν να καλούν {pattern}, αλλά το outside calls δεν επιτρέπει αυτούς τους αριθμούς',
  outside_calls_without_limit:
    'Οι εκπρόσωποι καλούν έξω χωρίς όριο: ένας κλεμμένος κωδικός τηλεφώνου μπορεί να κοστίσει πολύ',
  flow_without_steps: '{flow}: δεν έχει βήματα',
  ends_without_a_person: '{flow}: μπορεί να τελειώσει χωρίς άνθρωπο· μετά το «{step}» δεν υπάρχει βήμα',
  step_never_reached: '{flow}: δεν φτάνει ποτέ σε αυτό το βήμα· μετά το «{step}» η κλήση δεν συνεχίζει',
  agent_gets_no_calls: 'Ο εκπρόσωπος «{agent}» δεν παίρνει κλήσεις: σε καμία ουρά και δεν χτυπά ποτέ',
  menu_leads_to_no_one: 'Το μενού «{menu}» δεν οδηγεί ούτε σε άνθρωπο ούτε σε τηλεφωνητή',
  topic_leads_to_no_one: 'Το θέμα «{topic}» δεν οδηγεί ούτε σε άνθρωπο ούτε σε τηλεφωνητή',
  team_lacks_skills:
    'Εδώ χρειάζονται δεξιότητες που δεν έχει κανένας εκπρόσωπος της ομάδας «{team}»: {skills}',
  queue_without_agents: 'Η ουρά «{queue}» δεν έχει εκπροσώπους',
  queue_lacks_skills: 'Κανένας εκπρόσωπος της ουράς «{queue}» δεν έχει {skills}',
  team_without_agents: 'Η ομάδα «{team}» δεν έχει εκπροσώπους',
  leaves_before_ring_ends:
    '{flow}: φεύγει από την ουρά «{queue}» μετά από {after}, πριν τελειώσει ο χρόνος κουδουνίσματος ενός εκπροσώπου',
  survey_comes_second: 'Η έρευνα «{survey}» δεν γίνεται ποτέ: για τις ίδιες κλήσεις προηγείται η «{first}»',
  survey_agents_without_queues:
    'Η έρευνα «{survey}» δεν γίνεται ποτέ: κανένας εκπρόσωπός της δεν παίρνει κλήσεις των ουρών της',
  voicemail_of_no_one:
    'Ο τηλεφωνητής «{voicemail}» δεν ανήκει σε εκπρόσωπο ή ουρά: κανένας εκπρόσωπος δεν βλέπει τα μηνύματά του',
  code_records_no_greeting:
    'Ο κωδικός «{code}» δεν ηχογραφεί χαιρετισμό: κανένας τηλεφωνητής δεν έχει εκπρόσωπο',
  greeting_of_no_one:
    'Ο κωδικός «{code}» δεν ηχογραφεί χαιρετισμό: ο τηλεφωνητής «{voicemail}» δεν ανήκει σε εκπρόσωπο ή ουρά',
  voicemails_share_a_greeting:
    'Οι τηλεφωνητές «{other}» και «{voicemail}» μοιράζονται έναν ηχογραφημένο χαιρετισμό: τα ονόματα διαφέρουν μόνο στα κεφαλαία',
  wait_for_ever:
    'Οι καλούντες μπορεί να περιμένουν για πάντα στην ουρά «{queue}»: ίσως δεν είναι συνδεδεμένος κανένας εκπρόσωπος',
  same_number_as_provider_sends:
    'Τα «{number}» και «{other}» είναι ο ίδιος αριθμός: ο πάροχος αποφασίζει ποια μορφή στέλνει',
  menu_with_many_options: 'Επιλογές του μενού «{menu}»: {count}. Οι καλούντες θυμούνται έως {most}',
  option_heard_late:
    'Μενού «{menu}» στη γλώσσα «{language}»: το πλήκτρο {key} ακούγεται μετά από περίπου {after}, αργότερα από {most}',
  music_missing:
    'Η μουσική «{sound}» της ουράς {queue} δεν υπάρχει στη βιβλιοθήκη ήχων: ακούγεται η συνηθισμένη μουσική',
  topic_only_for_receptionists:
    'Καμία κλήση δεν φτάνει με το σχέδιο στο θέμα «{topic}»: το βρίσκει μόνο η υποδοχή',
  no_one_on_call_in_weeks: 'Στο «{rota}» δεν εφημερεύει κανείς την εβδομάδα από {weeks}',
  no_one_on_call_in_more_weeks:
    'Στο «{rota}» δεν εφημερεύει κανείς την εβδομάδα από {weeks}· επιπλέον εβδομάδες: {more}',
  number_without_trunk: 'Το {number} δεν μπορεί να κληθεί: το trunk {trunk} δεν περνά εξερχόμενες κλήσεις',
  number_without_trunks:
    'Το {number} δεν μπορεί να κληθεί: τα trunk {trunks} δεν περνούν εξερχόμενες κλήσεις',
  no_trunk_for_callbacks:
    'Όποιος περιμένει στην ουρά {queue} δεν μπορεί να κληθεί πίσω: από το trunk {trunks} δεν βγαίνουν κλήσεις',
  no_call_reaches: 'Καμία κλήση δεν φτάνει ποτέ εδώ: {kind} «{name}»',
  call_loops: 'Μια κλήση γυρίζει για πάντα σε κύκλο: {path}',
  call_loops_in_silence: 'Μια κλήση γυρίζει για πάντα σε κύκλο, σιωπηλά: {path}',
  wait_without_end:
    'Οι καλούντες φτάνουν εδώ στην ουρά «{queue}» και περιμένουν για πάντα: κανένας εκπρόσωπος που καλείται δεν έχει τις δεξιότητες {skills}',
  never_served:
    'Οι καλούντες φτάνουν εδώ στην ουρά «{queue}» και δεν εξυπηρετούνται ποτέ: κανένας εκπρόσωπος που καλείται δεν έχει τις δεξιότητες {skills}',
  not_served_by_then:
    'Οι καλούντες φτάνουν εδώ στην ουρά «{queue}» και δεν εξυπηρετούνται ποτέ: κανένας εκπρόσωπος που καλείται ως τότε δεν έχει τις δεξιότητες {skills}',
  wait_for_nothing:
    'Οι καλούντες φτάνουν εδώ στην ουρά «{queue}» και περιμένουν {wait} άδικα: κανένας εκπρόσωπος που καλείται ως τότε δεν έχει τις δεξιότητες {skills}',
  side_door: 'Ο «{door}», με προστατευμένο αριθμό {numbers}, είναι προσιτός και έτσι: {flow}',
  side_door_by_queue:
    'Ο «{door}», με προστατευμένο αριθμό {numbers}, είναι προσιτός και έτσι: {flow} (ουρά {queue})',
  side_door_by_widening:
    'Ο «{door}», με προστατευμένο αριθμό {numbers}, είναι προσιτός και έτσι: {flow} (ουρά {queue}, με διεύρυνση)',
  number_deep: 'Αριθμός {number}: μενού πριν από άνθρωπο: {count}, περισσότερα από {most}',
  condition_always_true: 'Το «{asked}» ισχύει εδώ πάντα: ελέγχθηκε πριν το «{before}»',
  condition_always_false: 'Το «{asked}» δεν ισχύει εδώ ποτέ: ελέγχθηκε πριν το «{before}»',
  unstaffed:
    'Οι καλούντες μπορεί να φτάσουν στην ουρά «{queue}» όταν κανένας εκπρόσωπος σε βάρδια δεν μπορεί να τους πάρει',
  unstaffed_at:
    'Οι καλούντες μπορεί να φτάσουν στην ουρά «{queue}» όταν κανένας εκπρόσωπος σε βάρδια δεν μπορεί να τους πάρει (για παράδειγμα {moment})',
  unstaffed_with_needs:
    'Οι καλούντες που χρειάζονται {skills} μπορεί να φτάσουν στην ουρά «{queue}» όταν κανένας εκπρόσωπος σε βάρδια δεν μπορεί να τους πάρει',
  unstaffed_with_needs_at:
    'Οι καλούντες που χρειάζονται {skills} μπορεί να φτάσουν στην ουρά «{queue}» όταν κανένας εκπρόσωπος σε βάρδια δεν μπορεί να τους πάρει (για παράδειγμα {moment})',
};
