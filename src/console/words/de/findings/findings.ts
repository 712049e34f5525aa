/** German. Not read by a native speaker. */
import type { FindingTexts } from '../../findings.ts';

export const findings: FindingTexts = {
  in_section_twice: '„{name}“ steht zweimal in {section}',
  include_in_include: 'Eine eingebundene Datei bindet andere ein',
  include_without_files: 'include: geht hier nicht',
  sound_file_unusable: 'Die Klangdatei {file} {because}',
  too_many_files: 'Es werden {count} Dateien eingebunden',
  included_already: '{file} ist schon eingebunden',
  file_cannot_be_read: '{file} kann nicht gelesen werden: {because}',
  file_too_long: 'Zeichen in der Datei: {count}',
  file_empty: 'Die Datei ist leer',
  second_document: 'Hier beginnt ein zweites Dokument',
  yaml_tag: 'YAML-Tags gibt es in einem Plan nicht',
  file_not_a_mapping: 'Die Datei ordnet nicht Schlüsseln Werte zu',
  yaml_alias: 'YAML-Anker und -Aliase gibt es in einem Plan nicht',
  file_too_deep: 'Die Datei ist zu tief verschachtelt',
  file_with_too_many_keys: 'Die Datei hat zu viele Schlüssel',
  tab_as_indent: 'Hier ist mit einem Tabulator eingerückt',
  two_keys_on_a_line: 'Zwei Schlüssel stehen in einer Zeile',
  star_begins_alias: 'Hier beginnt „*“ einen YAML-Alias',
  not_valid_yaml: 'Das ist kein gültiges YAML: {reason}',
  value_faulty: '{value}: {fault}',
  not_what_belongs_here: '„{text}“ passt nicht; erwartet wird {expected}',
  two_in_one_step: '„{first}“ und „{second}“ stehen in einem Schritt',
  no_such_key: '{whole} hat keinen Schlüssel „{key}“',
  key_missing: '{whole}: „{key}“ fehlt',
  not_quoted: '{value} steht nicht in Anführungszeichen',
  not_a_key: 'Ein Schlüssel fehlt oder ist kein Wort',
  written_twice: '{what} steht zweimal da',
  value_is_not: '{value} ist nicht {expected}',
  list_empty: '{value} ist eine leere Liste',
  value_empty: '{value} ist leer',
  value_wrong: '{value} ist {found}; erwartet wird {expected}',
  control_characters: '{value} enthält Steuerzeichen',
  too_long: 'Zeichen in {value}: {count}',
  out_of_range: '{value} ist {found}',
  steps_empty: '{value} ist eine leere Liste von Schritten',
  lookup_secret_not_set:
    'Der Lookup {lookup} fragt niemanden: Die Umgebungsvariable {variable} mit seinem Geheimnis ist nicht gesetzt',
  plan_has_no: 'Im Plan fehlt „{key}“',
  menu_without_keys: 'Das Menü „{menu}“ hat keine Tasten',
  result_has_no_detail: 'Das Ergebnis „{result}“ hat keine Einzelheit „{detail}“',
  no_agent_is_called: 'Kein Agent heißt „{name}“',
  alarm_calls_empty: 'alarms: call: ist leer',
  queue_alarm_without_limit: 'Der Alarm der Warteschlange „{queue}“ hat keine Grenze',
  caller_page_without_numbers: 'Die Anruferseite hat keine Nummer',
  codecs_empty: '{whose} hat eine leere Liste von Codecs',
  code_kept_by_asterisk:
    'Der Code „{code}“ bewirkt nichts: Asterisk behält {code} für sich, und Telefone, die ihn wählen, bekommen 403',
  code_is_also_a_number: 'Der Code „{code}“ ist auch eine Nummer (Zeile {line})',
  rota_shares_its_name: 'Der Bereitschaftsplan „{rota}“ heißt wie ein Agent oder ein Team (Zeile {line})',
  team_shares_its_name: 'Das Team „{team}“ heißt wie ein Agent (Zeile {line})',
  agents_share_a_number: 'Der Agent „{agent}“ hat dieselbe Nummer wie der Agent „{other}“',
  sip_user_taken: '{whose} hat denselben SIP-Benutzernamen „{user}“ wie {other}',
  agent_with_phone_and_phones: 'Der Agent „{agent}“ hat „phone“ und „phones“',
  agent_named_like_browser_phone:
    'Der Agent „{agent}“ hat kein Telefon: Sein Name würde das Browser-Telefon bedeuten',
  agent_phones_empty: 'Der Agent „{agent}“ hat eine leere Liste von Telefonen',
  agent_with_two_browser_phones: 'Der Agent „{agent}“ hat „browser“ zweimal',
  shared_phone_named_browser: 'Ein gemeinsames Telefon kann nicht „{name}“ heißen',
  crm_link_without_https: 'Der Link zum CRM hat kein https',
  directory_empty: 'Das Verzeichnis ist leer',
  no_agent_team_or_topic_is_called: 'Kein Agent, Team oder Thema heißt „{name}“',
  too_many_steps: 'Schritte in {flow}: {count}',
  strategy_without_a_team: 'strategy: hat keine Wirkung, weil „{name}“ kein Team ist',
  not_an_outside_number: '„{name}“ ist keine Nummer draußen',
  no_agent_team_or_rota_is_called: 'Kein Agent, Team oder Bereitschaftsplan heißt „{name}“',
  answer_must_press_1:
    'Wer unter {number} abnimmt, muss die 1 drücken, um den Anruf anzunehmen, weil noch ein Schritt folgt',
  language_and_languages: 'Der Plan hat „language“ und „languages“',
  languages_empty: '„languages“ ist leer',
  no_built_in_prompts: 'Auf „{language}“ gibt es keine eingebauten Ansagen',
  lookup_without_source: 'Der Lookup „{lookup}“ braucht entweder url: oder contacts:',
  lookup_key_without_url: 'Der Lookup „{lookup}“ hat {key}: ohne url:',
  lookup_not_signed: 'Dem Lookup „{lookup}“ fehlt signed with:',
  lookup_without_encryption: 'Der Lookup „{lookup}“ sendet unverschlüsselt, was Anrufer eingeben',
  no_agent_has_the_skill: 'Kein Agent hat die Fähigkeit „{skill}“',
  rota_without_people: 'In „{rota}“ hat nie jemand Bereitschaft',
  rota_without_first_week: '„{rota}“ sagt nicht, in welcher Woche die erste Person Bereitschaft hat',
  no_trunk_to_outside: 'Es gibt keinen Trunk, um eine Nummer draußen anzurufen',
  several_trunks_possible: '{number} könnte über mehrere Trunks gehen',
  parking_slot_taken: 'Der Parkplatz „{slot}“ ist auch {other}',
  key_in_talk_without_section: 'Die Taste „{key}“ im Gespräch bewirkt nichts: Der Plan hat kein „{section}“',
  pause_reason_unknown: 'Der Code „{code}“ macht Pause mit dem Grund „{reason}“, der nicht in „pauses“ steht',
  not_a_language_of_this_plan: '„{name}“ ist keine Sprache dieses Plans',
  text_missing: 'Der Text auf „{language}“ fehlt',
  no_text_in: 'Es gibt keinen Text auf {language}',
  prompt_in_prompt: 'Eine benannte Ansage verweist auf eine andere benannte Ansage',
  key_books_and_leaves:
    'Die Taste „{key}“ der Warteschlange „{queue}“ bucht einen Rückruf und verlässt auch die Warteschlange',
  queue_has_one_without_the_other: 'Die Warteschlange „{queue}“ hat „{has}“, aber nicht „{lacks}“',
  widening_out_of_order:
    'Die Warteschlange „{queue}“ erweitert nach {after}, steht aber unter der Erweiterung nach {before}',
  widening_before_from_wait:
    'Die Warteschlange „{queue}“ erweitert ohnehin nach {after}, bevor eine Wartezeit von {wait} zu erwarten ist',
  step_widens_nothing: 'Ein Schritt der Warteschlange „{queue}“ erweitert nichts',
  consent_key_without_words: 'Eine Regel mit „consent key“ fragt den Anrufer und kann nicht still bleiben',
  report_without_row: 'Der Bericht {report} hat keine Zeile „{row}“',
  result_with_too_many_details: 'Einzelheiten des Ergebnisses „{result}“: {count}',
  result_without_details: 'Das Ergebnis „{result}“ verlangt eine Einzelheit und hat keine',
  queue_with_too_many_results: 'Ergebnisse der Warteschlange „{queue}“: {count}',
  queue_without_results: 'Die Warteschlange „{queue}“ verlangt ein Ergebnis und hat keine',
  result_without_callback:
    'Warteschlange „{queue}“: Ergebnis „{result}“ bucht einen Rückruf, und die Warteschlange hat keine Rückrufe',
  result_within_without_effect: 'Warteschlange „{queue}“: „result within“ hat keine Wirkung',
  no_public_holidays: 'Von „{place}“ sind keine Feiertage bekannt',
  schedule_keys_share_a_day: '„{key}“ und „{other}“ haben einen Tag gemeinsam',
  not_a_condition: '„{text}“ ist keine Bedingung',
  encryption_without_effect:
    'Der Agent „{agent}“ hat nur ein Browser-Telefon, darum hat „encryption“ keine Wirkung',
  survey_without_question: 'Die Umfrage „{survey}“ hat keine Frage „{question}“',
  question_without_text:
    'Umfrage „{survey}“: Die Frage „{question}“ hat keinen Text, den eine E-Mail zeigen kann',
  survey_without_questions: 'Die Umfrage „{survey}“ hat keine Fragen',
  survey_with_too_many_questions: 'Fragen der Umfrage „{survey}“: {count}',
  question_name_reserved: 'Eine Frage kann nicht „{name}“ heißen',
  survey_opens_no_follow_up: 'Die Umfrage „{survey}“ löst kein Nachfassen aus, weil low 0 ist',
  survey_only_by_phone: 'Die Umfrage „{survey}“ hat e-mail:, fragt aber nur am Telefon',
  topic_never_gets_further: 'Das Thema „{topic}“ kommt nie zu who else: Der Anruf verlässt who: nie',
  trunk_without_password: 'Der Trunk „{trunk}“ hat einen Benutzer, aber kein Passwort',
  trunk_without_user: 'Der Trunk „{trunk}“ hat keinen Benutzer',
  phones_at_trunk_address: 'Der Trunk „{trunk}“ hat {address}: Telefone dort können sich nicht anmelden',
  trunk_without_certificate: 'Der Trunk „{trunk}“ hat kein Zertifikat zu prüfen: Er benutzt kein TLS',
  trunk_sends_keys_openly:
    'Der Trunk „{trunk}“ sendet die Schlüssel seiner Verschlüsselung über {transport}, wo andere sie lesen können',
  voicemails_share_a_number:
    'Die Voicemail „{voicemail}“ hat dieselbe Nummer {number} wie die Voicemail „{other}“',
  voicemail_attaches_to_nothing: 'Die Voicemail „{voicemail}“ hängt den Ton an keine E-Mail',
  callbacks_without_trunk: 'Rückrufe sind unmöglich: Es gibt weder Trunk noch Leitung',
  callbacks_not_allowed: 'Rückrufe sind unmöglich: Der Plan erlaubt keine Anrufe nach draußen',
  key_books_already: 'Die Taste {key} bucht schon einen Rückruf',
  trunk_password_not_set:
    'Der Trunk {trunk} führt keine Anrufe: Die Umgebungsvariable {variable} mit seinem Passwort ist nicht gesetzt',
  trunk_password_not_set_alone:
    'Der Trunk {trunk} führt keine Anrufe: Die Umgebungsvariable {variable} mit seinem Passwort ist nicht gesetzt; nichts anderes erreicht {names}',
  thing_unused: '{kind} „{name}“ ist {how}',
  not_a_tag_agent_or_number: '„{text}“ ist weder Tag noch Agent noch Nummer draußen',
  not_a_tag_agent_or_number_because: '„{text}“ ist weder Tag noch Agent noch Nummer draußen: {because}',
  listed_twice: '{kind} „{name}“ ist zweimal aufgeführt',
  does_not_exist: '{kind} „{name}“ gibt es nicht',
  week_begins_on_another_day:
    '{day} ist ein {weekday}, die Wochen dieses Bereitschaftsplans beginnen aber am {rota_weekday}',
  caller_number_never_shown:
    'Die Rufnummer {number} des Agenten {agent} wird nie angezeigt: Kein Trunk erlaubt sie',
  page_can_call_outside:
    'Besucher, die „{number}“ aus dem Browser anrufen, können einen Anruf nach draußen auslösen: {way}',
  directory_reaches_no_one:
    '{flow}: Anrufer, die im Verzeichnis nichts finden oder die 0 drücken, erreichen niemanden',
  no_trunk_for_emergencies: 'Kein Trunk führt Notrufe: Anrufe von Agenten zu {numbers} werden abgewiesen',
  emergency_without_caller_id:
    'Notrufe über den Trunk {trunk} zeigen keine Rufnummer: Die Leitstelle kann weder zurückrufen noch den Ort bestimmen',
  emergency_number_used: '{number} ist eine Notrufnummer, der Plan benutzt sie aber für etwas anderes',
  same_number: '{number} und {other} sind dieselbe Nummer',
  no_one_on_call_outside_weeks:
    'In „{rota}“ hat vor {first} und nach der Woche ab {last} niemand Bereitschaft',
  on_call_without_number:
    '„{agent}“ hat in „{rota}“ Bereitschaft ohne Nummer draußen: Es klingelt nur, solange der Agent an einem Telefon angemeldet ist',
  emergency_number_not_carried:
    '{number} ist eine Notrufnummer, der Plan erlaubt dem Trunk {trunk} aber nicht, sie zu führen',
  number_not_called: '{number} wird nicht angerufen: {because}',
  number_not_reached: '{number} kann nicht erreicht werden: {because}',
  agents_cannot_call_outside: 'Agenten können keine Nummern draußen anrufen: {because}',
  no_outside_number_allowed: 'Agenten dürfen nach draußen anrufen, aber keine Nummer ist erlaubt',
  pattern_not_allowed: 'Agenten dürfen {pattern} anrufen, outside calls erlaubt aber keine dieser Nummern',
  outside_calls_without_limit:
    'Agenten rufen ohne Grenze nach draußen an: Ein gestohlenes Telefonpasswort kann viel kosten',
  flow_without_steps: '{flow} hat keine Schritte',
  ends_without_a_person: '{flow} kann ohne einen Menschen enden: Auf „{step}“ folgt kein Schritt',
  step_never_reached: '{flow} kommt nie zu diesem Schritt: Nach „{step}“ geht der Anruf nie weiter',
  agent_gets_no_calls: 'Der Agent „{agent}“ bekommt keine Anrufe: in keiner Warteschlange und nie gerufen',
  menu_leads_to_no_one: 'Das Menü „{menu}“ führt weder zu einem Menschen noch zu einer Voicemail',
  topic_leads_to_no_one: 'Das Thema „{topic}“ führt weder zu einem Menschen noch zu einer Voicemail',
  team_lacks_skills: 'Anrufer brauchen hier Fähigkeiten, die kein Agent im Team „{team}“ hat: {skills}',
  queue_without_agents: 'Die Warteschlange „{queue}“ hat keine Agenten',
  queue_lacks_skills: 'Kein Agent der Warteschlange „{queue}“ hat {skills}',
  team_without_agents: 'Das Team „{team}“ hat keine Agenten',
  leaves_before_ring_ends:
    '{flow} verlässt die Warteschlange „{queue}“ nach {after}, bevor die Klingelzeit eines Agenten um ist',
  survey_comes_second:
    'Die Umfrage „{survey}“ wird nie gestellt: „{first}“ kommt bei denselben Anrufen zuerst',
  survey_agents_without_queues:
    'Die Umfrage „{survey}“ wird nie gestellt: Keiner ihrer Agenten nimmt Anrufe ihrer Warteschlangen an',
  voicemail_of_no_one:
    'Die Voicemail „{voicemail}“ gehört zu keinem Agenten und keiner Warteschlange: Kein Agent sieht ihre Nachrichten',
  code_records_no_greeting: 'Der Code „{code}“ nimmt keine Ansage auf: Keine Voicemail hat einen Agenten',
  greeting_of_no_one:
    'Der Code „{code}“ nimmt keine Ansage auf: Die Voicemail „{voicemail}“ gehört zu keinem Agenten und keiner Warteschlange',
  voicemails_share_a_greeting:
    'Die Voicemails „{other}“ und „{voicemail}“ teilen eine aufgenommene Ansage: Ihre Namen unterscheiden sich nur in der Großschreibung',
  wait_for_ever:
    'Anrufer können in der Warteschlange „{queue}“ endlos warten: Vielleicht ist kein Agent angemeldet',
  same_number_as_provider_sends:
    '„{number}“ und „{other}“ sind dieselbe Nummer: Der Anbieter entscheidet, welche Form er sendet',
  menu_with_many_options: 'Möglichkeiten im Menü „{menu}“: {count}. Anrufer merken sich höchstens {most}',
  option_heard_late:
    'Menü „{menu}“ auf „{language}“: Die Taste {key} ist erst nach etwa {after} zu hören, später als {most}',
  music_missing:
    'Die Musik „{sound}“ der Warteschlange {queue} fehlt in der Klangbibliothek: Anrufer hören die übliche Musik',
  topic_only_for_receptionists:
    'Kein Anruf kommt durch den Plan zum Thema „{topic}“: Nur der Empfang findet es',
  no_one_on_call_in_weeks: 'In „{rota}“ hat in der Woche ab {weeks} niemand Bereitschaft',
  no_one_on_call_in_more_weeks:
    'In „{rota}“ hat in der Woche ab {weeks} niemand Bereitschaft, und in {more} weiteren',
  number_without_trunk:
    '{number} kann nicht angerufen werden: Der Trunk {trunk} führt keine ausgehenden Anrufe',
  number_without_trunks:
    '{number} kann nicht angerufen werden: Die Trunks {trunks} führen keine ausgehenden Anrufe',
  no_trunk_for_callbacks:
    'Wer in der Warteschlange {queue} wartet, kann nicht zurückgerufen werden: Über den Trunk {trunks} gehen keine Anrufe hinaus',
  no_call_reaches: 'Kein Anruf erreicht je {kind} „{name}“',
  call_loops: 'Ein Anruf dreht sich endlos im Kreis: {path}',
  call_loops_in_silence: 'Ein Anruf dreht sich endlos und stumm im Kreis: {path}',
  wait_without_end:
    'Anrufer kommen hier zur Warteschlange „{queue}“ und warten endlos: Keiner der gerufenen Agenten hat die Fähigkeiten {skills}',
  never_served:
    'Anrufer kommen hier zur Warteschlange „{queue}“ und werden nie bedient: Keiner der gerufenen Agenten hat die Fähigkeiten {skills}',
  not_served_by_then:
    'Anrufer kommen hier zur Warteschlange „{queue}“ und werden nie bedient: Keiner der bis dahin gerufenen Agenten hat die Fähigkeiten {skills}',
  wait_for_nothing:
    'Anrufer kommen hier zur Warteschlange „{queue}“ und warten {wait} umsonst: Keiner der bis dahin gerufenen Agenten hat die Fähigkeiten {skills}',
  side_door: '„{door}“ mit der geschützten Nummer {numbers} ist auch über {flow} erreichbar',
  side_door_by_queue:
    '„{door}“ mit der geschützten Nummer {numbers} ist auch über {flow} erreichbar (Warteschlange {queue})',
  side_door_by_widening:
    '„{door}“ mit der geschützten Nummer {numbers} ist auch über {flow} erreichbar (Warteschlange {queue}, durch Erweiterung)',
  number_deep: 'Nummer {number}: Menüs vor einem Menschen: {count}, mehr als {most}',
  condition_always_true: '„{asked}“ ist hier immer wahr: „{before}“ wurde schon geprüft',
  condition_always_false: '„{asked}“ ist hier immer falsch: „{before}“ wurde schon geprüft',
  unstaffed:
    'Anrufer können zur Warteschlange „{queue}“ kommen, wenn kein arbeitender Agent ihre Anrufe annehmen darf',
  unstaffed_at:
    'Anrufer können zur Warteschlange „{queue}“ kommen, wenn kein arbeitender Agent ihre Anrufe annehmen darf (zum Beispiel {moment})',
  unstaffed_with_needs:
    'Anrufer, die {skills} brauchen, können zur Warteschlange „{queue}“ kommen, wenn kein arbeitender Agent ihre Anrufe annehmen darf',
  unstaffed_with_needs_at:
    'Anrufer, die {skills} brauchen, können zur Warteschlange „{queue}“ kommen, wenn kein arbeitender Agent ihre Anrufe annehmen darf (zum Beispiel {moment})',
};
