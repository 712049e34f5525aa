/** German. Not read by a native speaker. */
import type { RemedyWords } from '../failures.ts';

const nothing = 'Nichts: Das gehört zur gewöhnlichen Vermittlung.';
const later = 'Versuchen Sie es gleich noch einmal.';

export const remedies: RemedyWords = {
  wrong_log_in:
    'Versuchen Sie es noch einmal. Ein Administrator kann einen Link zu einem neuen Passwort senden: `cordboard people reset-password`.',
  code_needed: 'Geben Sie die sechs Ziffern aus der App ein; ein Programm sendet sie als `code`.',
  log_in_locked: 'Warten Sie so lange, wie die Meldung sagt, und versuchen Sie es dann noch einmal.',
  too_many_log_ins: 'Versuchen Sie es in einigen Sekunden noch einmal.',
  wrong_origin:
    'Öffnen Sie die Konsole unter der Adresse, die die Anlage anbietet. Ein Proxy muss den Header Host beibehalten.',
  link_not_valid:
    'Bitten Sie einen Administrator um einen neuen Link. Der erste Link wird bei jedem Start ausgegeben, bis es einen Admin gibt.',
  password_too_weak:
    'Nehmen Sie mindestens 10 Zeichen. Einige Wörter, die nicht zusammengehören, merkt man sich leicht.',
  second_factor_needed:
    'Richten Sie zuerst in Ihrem Konto eine Authenticator-App ein: PUT /v1/me/second-factor.',
  no_such_person: 'GET /v1/people nennt alle.',
  no_such_team: 'Nehmen Sie eines der Teams des Plans.',
  no_such_queue: 'GET /v1/queues nennt alle.',
  not_in_queue:
    'GET /v1/agents nennt die Warteschlangen jedes Agenten. Für eine weitere ändern Sie den Plan.',
  last_in_queue:
    'Holen Sie zuerst einen anderen Agenten in die Warteschlange. Wenn Sie es trotzdem wollen, bestätigen Sie: `anyway` in der Anfrage, `--anyway` auf der Kommandozeile.',
  person_exists: 'Nehmen Sie einen anderen Namen, oder ändern Sie die Person, die ihn hat.',
  agent_taken: 'Ein Agent gehört zu einer Person. Nehmen Sie den Agenten zuerst der anderen Person weg.',
  last_admin: 'Geben Sie zuerst einer anderen Person die Rolle Admin.',
  abandoned:
    'Vergleichen Sie Wartezeiten und Besetzung der Warteschlange: `cordboard queues`, und `cordboard why` für diesen Anruf.',
  left_early: 'Wenn das oft vorkommt, kürzen Sie die Begrüßung oder das Menü.',
  callback_not_reached:
    'Rufen Sie später noch einmal an; erhöhen Sie `attempts` unter `callback` im Plan, wenn das oft vorkommt.',
  callback_expired:
    'Rufen Sie die Person selbst an; erhöhen Sie `give up after` oder die Besetzung der Warteschlange.',
  callback_cancelled:
    'Nichts zu tun: Der Anrufer wurde bedient, oder der Rückruf wurde absichtlich abgesagt.',
  number_not_in_use: 'Fügen Sie die Nummer im Plan unter `numbers` hinzu, wenn sie beantwortet werden soll.',
  caller_blocked: 'Entfernen Sie den Tag `blocked` vom Kontakt, um ihn wieder durchzulassen.',
  overload:
    '`cordboard why` nennt die Grenze. Erhöhen Sie sie im Plan, oder geben Sie der Maschine mehr Prozessoren.',
  ended_by_operator:
    'Nichts zu tun: Es war Absicht. `cordboard why` zeigt, wer es war, und den angegebenen Grund.',
  exchange_restarted:
    'Rufen Sie den Anrufer zurück. Finden Sie heraus, warum Asterisk stehen blieb: sein Log, und `cordboard doctor`.',
  call_failed: 'Der Alarm im Journal des Anrufs sagt, was gescheitert ist; melden Sie es mit diesem Eintrag.',
  command_gone: 'Nichts zu tun: Anrufe können jederzeit enden.',
  command_refused: 'Der Alarm zeigt den Befehl und die Antwort. `cordboard doctor` findet fehlende Module.',
  command_unanswered:
    'Cordboard vergleicht seine Anrufe selbst mit Asterisk. Wenn es sich wiederholt, prüfen Sie die Last der Maschine.',
  ended_with_exchange: 'Finden Sie heraus, warum Asterisk stehen blieb: sein Log, und `cordboard doctor`.',
  page_closed:
    'Nichts: Der nächste Agent wird gerufen. Wer geht, macht Pause oder meldet sich ab, bevor er die Seite schließt.',
  phone_busy:
    'Warten Sie, bis das Gespräch dort beendet ist, oder erlauben Sie nur Anrufe, die über Cordboard kommen.',
  phone_declined:
    'Wenn der Agent nicht auf „Ablehnen“ gedrückt hat, schalten Sie Rufabweisung und Sperrlisten im Telefon aus.',
  phone_unavailable:
    'Schalten Sie „Nicht stören“ im Telefon aus. Agenten machen Pause mit ihrem Pausencode oder `cordboard agents pause`.',
  phone_forwards_calls:
    'Schalten Sie die Weiterleitung im Telefon aus. Um den Agenten anderswo zu erreichen, nehmen Sie `outside:` im Plan.',
  no_common_codec:
    'Schalten Sie im Telefon PCMA oder PCMU (G.711) ein, und vergleichen Sie seine Verschlüsselung mit dem Plan.',
  phone_wants_log_in: 'Vergleichen Sie Benutzername und Passwort des Trunks oder Telefons auf beiden Seiten.',
  no_such_number: 'Prüfen Sie die Nummer im Plan, und im Telefon den Benutzernamen, auf den es hört.',
  phone_not_reachable:
    'Prüfen Sie, ob das Telefon eingeschaltet und registriert ist: `cordboard agents`, dann `cordboard doctor`.',
  phone_gave_up: 'Wenn das früh geschieht, erhöhen Sie die Klingelzeit des Telefons oder des Anbieters.',
  call_loop: 'Suchen Sie einen Trunk oder eine Weiterleitung, die zu Cordboard zurückführt.',
  network_failure: 'Prüfen Sie den Trunk mit `cordboard doctor`; fragen Sie den Anbieter, wenn es anhält.',
  refused_by_far_end:
    'Das Log zeigt die Antwort der Gegenstelle; schlagen Sie sie im Handbuch des Telefons oder Anbieters nach.',
  no_sign_of_life: 'Prüfen Sie Netz und Strom des Telefons: `cordboard doctor`.',
  ring_time_over: 'Wenn der Agent da war, erhöhen Sie die Klingelzeit im Plan.',
  trunk_silent:
    'Fragen Sie den Anbieter. Wenn seine Nummern spät klingeln, erhöhen Sie `next after` des Trunks im Plan.',
  no_key_pressed:
    'Bitten Sie die Person, die 1 zu drücken, oder verkürzen Sie die Klingelzeit, damit die Mailbox nicht abnimmt.',
  hung_up_without_key: 'Bitten Sie die Person, die 1 zu drücken, um den Anruf anzunehmen.',
  key_not_asked_for: '`cordboard check` und `cordboard doctor` finden fehlende Ansagen.',
  hung_up_before_answer:
    'Wenn das oft geschieht, sehen Sie sich die SIP-Nachrichten des Telefons an: `pjsip set logger on`.',
  hung_up_at_once:
    'Wenn das oft an einem Telefon geschieht, prüfen Sie sein Netz, und ob es von selbst abnimmt.',
  ring_not_confirmed: 'Prüfen Sie die Last der Maschine und den Zustand von Asterisk: `cordboard doctor`.',
  ring_rejected:
    'Der Alarm im Journal zeigt die Antwort von Asterisk; prüfen Sie Telefon und Trunk mit `cordboard doctor`.',
  wrong_password: 'Geben Sie das Passwort aus credentials.json noch einmal in das Telefon ein.',
  unknown_user:
    'Nehmen Sie die Benutzernamen des Plans: `cordboard agents` nennt sie. Unbekannte Adressen können Angreifer sein.',
  address_blocked:
    'Berichtigen Sie das Passwort im Telefon, und warten Sie, bis die Sperre endet; der Alarm sagt, wie lange sie dauert.',
  address_of_trunk:
    'Nennen Sie unter `addresses` des Trunks nur Adressen des Anbieters, oder geben Sie den Telefonen eine andere Adresse. Eine Telefonanlage an derselben Adresse kann statt eines Trunks eine Leitung sein.',
  unknown_agent_number: 'Prüfen Sie `number` des Agenten im Plan.',
  wrong_pin: 'Setzen Sie mit `cordboard agents pin` eine neue PIN, wenn der Agent sie vergessen hat.',
  no_pin: 'Setzen Sie eine mit `cordboard agents pin`.',
  pin_locked: 'Warten Sie, bis die Sperre endet. Eine richtige PIN danach setzt den Zähler zurück.',
  nothing_keyed_in: 'Geben Sie Nummer und PIN ein, jeweils gefolgt von #.',
  pin_not_checked:
    'Prüfen Sie die Datenbank mit `cordboard doctor`; das Log sagt, warum sie nicht geantwortet hat.',
  number_not_whole:
    'Geben Sie die ganze Nummer an, mit Vorwahl oder Landesvorwahl. Draußen würde eine Nebenstelle Fremde erreichen.',
  number_costs_extra:
    'Setzen Sie `premium: true` unter `outside calls` im Plan, wenn solche Nummern angerufen werden sollen.',
  number_not_usual: 'Bitten Sie den Anrufer um eine andere Nummer.',
  number_is_ours: 'Bitten Sie den Anrufer um eine andere Nummer.',
  number_withheld: 'Bitten Sie den Anrufer um eine Nummer, und notieren Sie sie im Ticket.',
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
    'Fügen Sie die Nummer oder ihr Land unter `outside calls` im Plan hinzu, wenn sie angerufen werden soll.',
  outside_limit_reached:
    'Erhöhen Sie `each trunk` oder `each agent` unter `outside calls` im Plan, wenn die Anrufe gewollt waren.',
  trunk_limit_reached:
    'Erhöhen Sie `outgoing` des Trunks im Plan, oder nennen Sie einen weiteren Trunk, der danach versucht wird.',
  no_phone_may_ring: 'Der Eintrag davor in `cordboard why` nennt jede abgelehnte Nummer und den Grund.',
  bad_request: 'Die Meldung nennt den Wert. GET /openapi.json beschreibt, was angenommen wird.',
  unauthorized:
    'Senden Sie `Authorization: Bearer TOKEN`; das Token ist `api.token` in credentials.json im Zustandsordner.',
  forbidden: 'Bitten Sie einen Administrator um das Recht, das die Meldung nennt.',
  out_of_scope:
    'GET /v1/me zeigt Ihre Warteschlangen und Teams. Bitten Sie einen Administrator, sie zu erweitern.',
  not_found: 'GET /openapi.json nennt jede Adresse.',
  no_such_agent: 'GET /v1/agents nennt alle.',
  no_such_phone: 'Nehmen Sie eines der Telefone des Plans.',
  no_browser_phone:
    'Schreiben Sie beim Agenten im Plan `phone: browser`; wer das Token benutzt, nennt den Agenten.',
  not_merged: 'Nur die letzte Zusammenführung eines Kontakts kann rückgängig gemacht werden, und nur einmal.',
  no_such_voicemail: 'GET /v1/voicemail-boxes nennt alle.',
  no_such_rota: '`cordboard on-call` nennt die Bereitschaftspläne.',
  no_such_schedule: 'GET /v1/schedules nennt alle.',
  no_such_place: 'GET /v1/queues nennt die Warteschlangen; Nummern sind Schlüssel von `numbers` im Plan.',
  not_audible:
    'Prüfen Sie den Befehl für die Sprachausgabe (`cordboard doctor`) oder den Namen des Klangs (`cordboard sounds`).',
  no_such_sound:
    'GET /v1/sounds nennt alle. Laden Sie ihn auf der Seite Ansagen hoch, oder mit `cordboard sounds add`.',
  sound_not_usable:
    'Die Meldung sagt, warum. Eine WAVE-Datei mit PCM-Ton von höchstens 10 Minuten geht immer.',
  sound_in_use: 'Nehmen Sie ihn zuerst aus dem Plan; die Meldung nennt die Stellen.',
  no_such_call: 'GET /v1/calls nennt die letzten.',
  no_such_target:
    'Nennen Sie einen Agenten, eine Warteschlange, eine Nummer des Plans oder eine Nummer draußen, die der Plan erlaubt.',
  not_dialled_at_phone:
    'Nennen Sie einen Kollegen mit Namen oder Nummer, eine Nummer des Plans oder eine Nummer draußen, die `outside calls: by agents` erlaubt.',
  agent_busy: 'Versuchen Sie es noch einmal, wenn der Agent frei ist: GET /v1/agents zeigt seinen Zustand.',
  agent_without_phone:
    'Prüfen Sie, ob das Telefon eingeschaltet und registriert ist: `cordboard agents`, dann `cordboard doctor`.',
  phone_not_rung:
    'Die Meldung enthält die Antwort von Asterisk. Prüfen Sie das Telefon mit `cordboard doctor`.',
  no_talk: 'Nur ein Anruf in der Phase `talking` kann verbunden werden; GET /v1/calls/{id} zeigt die Phase.',
  not_recorded: '`cordboard why` für den Anruf zeigt, welche Regel ihn aufnimmt, oder warum keine es tut.',
  no_consultation:
    'Beginnen Sie zuerst eine Rückfrage: POST /v1/calls/{id}/consult. Warten Sie, bis die andere Person abgenommen hat.',
  has_second_call: 'Beenden Sie zuerst das zweite Gespräch: verbinden, zusammenlegen oder abbrechen.',
  held_by_phone: 'Der Agent setzt das Gespräch an seinem Telefon fort.',
  no_such_party: 'GET /v1/calls?state=live nennt, wer in jedem Anruf ist.',
  last_to_serve: 'Verbinden Sie den Anrufer, oder beenden Sie den Anruf: POST /v1/calls/{id}/hangup.',
  no_such_callback: 'GET /v1/callbacks nennt die wartenden.',
  no_such_contact: 'GET /v1/contacts findet Kontakte nach einem Teil des Namens oder der Nummer.',
  caller_has_number: 'Löschen Sie den Kontakt über die Nummer: POST /v1/contacts/{number}/erase.',
  contact_in_call:
    'Löschen Sie noch einmal, wenn der Anruf beendet ist. Sagen Sie einen wartenden Rückruf zuerst ab.',
  no_such_plan: 'GET /v1/plan/history nennt alle.',
  no_such_recording: 'GET /v1/voicemails und GET /v1/recordings nennen, was es gibt.',
  supervision_not_allowed: 'Nennen Sie den Agenten unter `supervision` im Plan.',
  caller_not_told:
    'Hören Sie bei einem späteren Anruf mit: Anrufer hören den Hinweis, bevor sie verbunden werden.',
  supervisor_busy:
    'Warten Sie, bis der Supervisor frei ist, und prüfen Sie, ob sein Telefon registriert ist.',
  recording_not_ready: 'Versuchen Sie es einige Sekunden nach dem Ende des Anrufs noch einmal.',
  no_such_part: 'Fragen Sie nach Bytes unterhalb der Länge, die der Header Content-Range nennt.',
  recording_key_missing:
    'Starten Sie die Anlage mit dem Schlüssel, dessen Fingerabdruck die Meldung nennt (CORDBOARD_RECORDING_KEY).',
  no_such_webhook: 'GET /v1/webhooks nennt alle.',
  webhook_exists: 'Ändern Sie ihn mit PATCH /v1/webhooks/{name}, oder nehmen Sie einen anderen Namen.',
  too_many_webhooks: 'Entfernen Sie einen, den Sie nicht mehr brauchen.',
  target_not_allowed:
    'Nehmen Sie eine öffentliche Adresse mit https://. Um einen Host in Ihrem Netz zu erlauben, nennen Sie ihn in CORDBOARD_INTERNAL_TARGETS, und starten Sie neu.',
  no_such_delivery: 'GET /v1/deliveries nennt die im Protokoll (Vorgabe: 14 Tage).',
  delivery_not_kept:
    'Aufgegebene Zustellungen können noch einmal gesendet werden, und Webhooks von Ereignissen, solange das Ereignis im Journal steht.',
  mail_not_set_up:
    'Setzen Sie CORDBOARD_SMTP_HOST und CORDBOARD_SMTP_FROM, und starten Sie neu: docs/mail.md.',
  helpdesk_not_set_up:
    'Setzen Sie CORDBOARD_HELPDESK_URL, _TOKEN, _GROUP und _SECRET, und starten Sie neu: docs/tickets.md.',
  recording_on_hold: 'Heben Sie zuerst die Aufbewahrung auf: `cordboard recordings release ID`.',
  method_not_allowed: 'GET /openapi.json nennt jede Adresse mit ihren Methoden.',
  request_timed_out: 'Senden Sie sie noch einmal, vollständig.',
  conflict: 'Lesen Sie den jetzigen Zustand, und versuchen Sie es dann noch einmal.',
  no_such_ticket: '`cordboard tickets` nennt sie.',
  no_such_row: 'Ohne `only` hat der Bericht alle Zeilen.',
  no_such_article: '`cordboard articles` nennt sie.',
  article_changed_meanwhile:
    'Lesen Sie den Artikel noch einmal, wiederholen Sie Ihre Änderung, und speichern Sie sie mit der neuen Version.',
  no_such_scorecard: '`cordboard reviews scorecards` nennt sie.',
  no_such_review: '`cordboard reviews` nennt sie.',
  no_such_case: '`cordboard cases` nennt sie.',
  case_without_sound:
    'Es braucht eine Aufnahme, die es noch gibt, deren Anrufer zugestimmt hat, und einen Fall, der sie enthält.',
  no_such_result: 'GET /v1/results nennt die Ergebnisse jeder Warteschlange mit ihren Einzelheiten.',
  not_served: 'Nennen Sie einen Agenten, der gesprochen hat; GET /v1/calls/{id} zeigt sie.',
  result_required:
    'Geben Sie das Ergebnis an: `cordboard results set CALL RESULT`. Ein Supervisor kann die Nachbearbeitung ohne es beenden.',
  no_such_pause: 'Nehmen Sie einen Grund aus `pauses` im Plan; die Meldung nennt sie.',
  not_in_wrap_up: 'Verlängern Sie eine Nachbearbeitung, solange sie dauert.',
  plan_changed_meanwhile:
    'Lesen Sie den Plan noch einmal, wiederholen Sie Ihre Änderung, und wenden Sie sie mit der neuen Version an.',
  backup_running: later,
  import_running: later,
  engine_replaced: 'Senden Sie die Anfrage an die Anlage, die jetzt läuft.',
  too_large: 'Senden Sie weniger auf einmal.',
  unsupported_media_type: 'Senden Sie `application/json`, oder `text/csv` für einen Import.',
  plan_needs_yes:
    'Setzen Sie die Umgebungsvariable, und starten Sie die Anlage neu, oder wenden Sie den Plan mit `withoutPasswords: true` an (CLI: `--yes`).',
  plan_refused: 'Berichtigen Sie, was beanstandet ist; `cordboard check` zeigt dasselbe.',
  no_caller_page: 'Nennen Sie die Nummern unter `caller page` im Plan (docs/console.md).',
  not_on_caller_page: 'Rufen Sie eine der Nummern auf der Seite an. Der Plan nennt sie unter `caller page`.',
  caller_page_busy:
    'Versuchen Sie es in einigen Minuten noch einmal. Der Plan hat die Grenzen unter `caller page`.',
  caller_page_too_often: 'Versuchen Sie es später noch einmal. Der Plan hat die Grenze unter `caller page`.',
  too_many_requests:
    'Warten Sie eine Minute. Um zu verfolgen, was geschieht, nehmen Sie den Live-Strom statt ständiger Abfragen.',
  internal: 'Das Log sagt, warum. Fügen Sie diese Zeilen bei, wenn Sie es melden.',
  not_ready: 'Versuchen Sie es noch einmal, sobald GET /healthz `ready` meldet.',
  unavailable: 'Versuchen Sie es noch einmal. Wenn es sich wiederholt, starten Sie `cordboard doctor`.',
  plan_not_taken:
    'Versuchen Sie es noch einmal, sobald `cordboard status` sagt, dass Anrufe vermittelt werden.',
  invariant_broken:
    'Bewahren Sie die Datenbank und das Log auf, und melden Sie es: Das ist ein Fehler in Cordboard.',
  event_not_handled: 'Melden Sie es mit dem Alarm: Das ist ein Fehler in Cordboard.',
  exchange_differed: 'Wenn das ohne Neustarts oft geschieht, melden Sie es mit dem Journal.',
  exchange_lost:
    'Prüfen Sie, ob Asterisk läuft: `cordboard doctor`. Gespräche gehen weiter, und das Sicherheitsnetz nimmt neue Anrufe an.',
  calls_cut_off:
    'Rufen Sie diese Anrufer zurück: `cordboard calls` nennt sie. Finden Sie heraus, warum Asterisk stehen blieb: siehe sein Log.',
  engine_frozen:
    'Finden Sie heraus, was sie aufhielt: ein angehaltener Prozess, eine hängende Festplatte, kein Speicher. Sehen Sie ins Log der Maschine zu dieser Zeit.',
  phones_unheard: 'Prüfen Sie die AMI-Einstellungen und das Log: `cordboard doctor`.',
  store_failing:
    'Schaffen Sie Platz auf der Festplatte, und prüfen Sie ihren Zustand, bevor Sie die Anlage neu starten.',
  database_restored: 'Nichts zu tun, wenn Sie es absichtlich getan haben.',
  database_damaged:
    'Prüfen Sie die Festplatte. Stellen Sie die letzte Sicherung wieder her, wenn mehr fehlt, als Sie hinnehmen können.',
  log_ins_blocked:
    'Wenn es eines Ihrer Telefone ist, berichtigen Sie sein Passwort. Sonst nichts: Es war ein Angriff.',
  log_ins_not_blocked:
    'Der Alarm sagt, warum. Sperren Sie die Adresse in Ihrer Firewall, oder berichtigen Sie das Telefon dort.',
  prompt_incomplete:
    'Der Alarm nennt die Datei oder den Text. `cordboard check` und `cordboard doctor` finden fehlende Klänge.',
  recording_empty: 'Prüfen Sie den freien Platz, und ob vom Anrufer Ton ankommt (RTP, Firewall).',
  recording_end_unknown: 'Suchen Sie die Nachricht im Ordner der Aufnahmen; prüfen Sie das Log von Asterisk.',
  call_quality_poor:
    'Prüfen Sie das Netz des Telefons (WLAN, Anbindung, Router) oder des Trunks; `cordboard why CALL` hat die Zahlen.',
  recording_failed:
    'Schaffen Sie Platz auf der Festplatte des Zustandsordners; suchen Sie dann Fehler im Log von Asterisk.',
  phone_vanished: 'Prüfen Sie Strom und Netz des Telefons: `cordboard doctor`.',
  recording_lost:
    'Prüfen Sie, ob die Anlage den Spool-Ordner von Asterisk sieht und nichts anderes dort Dateien löscht.',
  recording_not_kept:
    'Schaffen Sie Platz auf der Festplatte des Zustandsordners; der Alarm sagt, was gescheitert ist.',
  pause_too_long: 'Fragen Sie den Agenten, oder beenden Sie die Pause: `cordboard agents resume NAME`.',
  hang_up_not_confirmed: 'Wenn es sich bei einem Telefon wiederholt, prüfen Sie sein Netz.',
  message_may_be_cut:
    'Schaffen Sie jetzt Platz auf der Festplatte; Aufnahmen enden ohne Fehlermeldung, wenn sie voll ist.',
  emergency_call: 'Gehen Sie hin und helfen Sie; der Alarm sagt, welches Telefon es ist.',
  emergency_not_carried:
    'Helfen Sie sofort, mit einem anderen Telefon. Fügen Sie dann dem Plan einen Trunk für Notrufe hinzu.',
  flow_ran_out:
    'Prüfen Sie den Plan mit `cordboard check`, und melden Sie es: Die Prüfung hätte diesen Plan ablehnen müssen.',
  queue_over_limit:
    'Melden Sie mehr Agenten an. `cordboard queues` zeigt, wer wartet; `alarms` im Plan setzt die Grenze.',
  delivery_given_up:
    '`cordboard deliveries --dead` zeigt, warum; `cordboard deliveries replay` sendet sie noch einmal.',
  numbers_do_not_fit: 'Starten Sie `cordboard reconcile DAY`: Es nennt jeden Anruf und Agenten.',
  trunk_unreachable:
    'Prüfen Sie `server` des Trunks im Plan, das Netz und die Firewall; fragen Sie dann den Anbieter.',
  trunk_refused: 'Prüfen Sie Benutzername und Passwort des Trunks.',
  trunk_not_registered:
    'Warten Sie nach einem Start eine Minute. Wenn es anhält, prüfen Sie `server` des Trunks und das Netz.',
  no_trunk:
    'Fügen Sie dem Plan einen Trunk hinzu, oder nennen Sie einen Agenten, eine Warteschlange oder eine Nummer des Plans.',
  trunk_password_missing:
    'Setzen Sie die Umgebungsvariable, die der Plan als `password from` nennt, und starten Sie die Anlage neu.',
};
