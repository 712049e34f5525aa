/** Russian. Not read by a native speaker. */
import type { RemedyWords } from '../failures.ts';

const nothing = 'Ничего: это часть обычной маршрутизации.';
const later = 'Повторите чуть позже.';

export const remedies: RemedyWords = {
  wrong_log_in:
    'Попробуйте ещё раз. Администратор может прислать ссылку для нового пароля: `cordboard people reset-password`.',
  code_needed: 'Введите шесть цифр из приложения; программа передаёт их как `code`.',
  log_in_locked: 'Подождите столько, сколько указано в сообщении, и попробуйте ещё раз.',
  too_many_log_ins: 'Попробуйте ещё раз через несколько секунд.',
  wrong_origin: 'Откройте консоль по адресу, который выдаёт система. Прокси должен сохранять заголовок Host.',
  link_not_valid:
    'Попросите у администратора новую ссылку. Первая ссылка печатается при каждом запуске, пока нет администратора.',
  password_too_weak:
    'Используйте не меньше 10 символов. Несколько не связанных между собой слов легко запомнить.',
  second_factor_needed:
    'Сначала настройте приложение-аутентификатор в своей учётной записи: PUT /v1/me/second-factor.',
  no_such_person: 'GET /v1/people перечисляет всех.',
  no_such_team: 'Возьмите одну из команд плана.',
  no_such_queue: 'GET /v1/queues перечисляет все.',
  not_in_queue:
    'GET /v1/agents показывает очереди каждого агента. Чтобы дать агенту другую очередь, измените план.',
  last_in_queue:
    'Сначала верните в очередь другого агента. Если это всё же нужно, подтвердите: `anyway` в запросе, `--anyway` в командной строке.',
  person_exists: 'Выберите другое имя или измените того, у кого оно есть.',
  agent_taken: 'Один агент принадлежит одному человеку. Сначала заберите агента у другого человека.',
  last_admin: 'Сначала дайте роль администратора другому человеку.',
  abandoned:
    'Сравните ожидание и число агентов очереди: `cordboard queues` и `cordboard why` для этого вызова.',
  left_early: 'Если так бывает часто, сократите приветствие или меню.',
  callback_not_reached:
    'Перезвоните позже; увеличьте `attempts` под `callback` в плане, если так бывает часто.',
  callback_expired: 'Перезвоните сами; увеличьте `give up after` или число агентов очереди.',
  callback_cancelled: 'Ничего не нужно: звонящего обслужили, или обратный звонок отменили намеренно.',
  number_not_in_use: 'Добавьте номер под `numbers` в плане, если на него нужно отвечать.',
  caller_blocked: 'Снимите с контакта метку `blocked`, чтобы снова принимать его вызовы.',
  overload: '`cordboard why` называет предел. Увеличьте его в плане или добавьте машине процессоров.',
  ended_by_operator:
    'Ничего не нужно: это сделано намеренно. `cordboard why` показывает, кем и по какой причине.',
  exchange_restarted:
    'Перезвоните звонящему. Выясните, почему остановился Asterisk: его журнал и `cordboard doctor`.',
  call_failed: 'Тревога в журнале вызова говорит, что не удалось; сообщите о ней с этой записью.',
  command_gone: 'Ничего не нужно: вызов может кончиться в любой момент.',
  command_refused: 'Тревога показывает команду и ответ. `cordboard doctor` находит недостающие модули.',
  command_unanswered:
    'Cordboard сам сверяет свои вызовы с Asterisk. Если это повторяется, проверьте нагрузку машины.',
  ended_with_exchange: 'Выясните, почему остановился Asterisk: его журнал и `cordboard doctor`.',
  page_closed:
    'Ничего: вызывается следующий агент. Уходя, ставьте паузу или выходите, прежде чем закрыть страницу.',
  phone_busy: 'Подождите, пока там кончится разговор, или разрешите только вызовы через Cordboard.',
  phone_declined:
    'Если агент не нажимал «Отклонить», отключите в телефоне отклонение вызовов и чёрные списки.',
  phone_unavailable:
    'Отключите в телефоне «Не беспокоить». Агенты ставят паузу своим кодом или командой `cordboard agents pause`.',
  phone_forwards_calls:
    'Отключите переадресацию в телефоне. Чтобы вызывать агента в другом месте, используйте `outside:` в плане.',
  no_common_codec: 'Включите в телефоне PCMA или PCMU (G.711) и сверьте его шифрование с планом.',
  phone_wants_log_in: 'Сверьте имя пользователя и пароль транка или телефона с обеих сторон.',
  no_such_number: 'Проверьте номер в плане, а в телефоне — имя пользователя, на которое он отвечает.',
  phone_not_reachable:
    'Проверьте, что телефон включён и зарегистрирован: `cordboard agents`, затем `cordboard doctor`.',
  phone_gave_up: 'Если это происходит рано, увеличьте время звонка в телефоне или у провайдера.',
  call_loop: 'Найдите транк или переадресацию, которая ведёт обратно в Cordboard.',
  network_failure: 'Проверьте транк командой `cordboard doctor`; если не проходит, спросите провайдера.',
  refused_by_far_end:
    'В журнале есть ответ другой стороны; найдите его в руководстве телефона или провайдера.',
  no_sign_of_life: 'Проверьте сеть и питание телефона: `cordboard doctor`.',
  ring_time_over: 'Если агент был на месте, увеличьте время звонка в плане.',
  trunk_silent: 'Спросите провайдера. Если его номера звонят поздно, увеличьте `next after` транка в плане.',
  no_key_pressed: 'Попросите нажимать 1 или сократите время звонка, чтобы не отвечал автоответчик.',
  hung_up_without_key: 'Попросите нажимать 1, чтобы принять вызов.',
  key_not_asked_for: '`cordboard check` и `cordboard doctor` находят недостающие звуки.',
  hung_up_before_answer: 'Если так бывает часто, посмотрите сообщения SIP телефона: `pjsip set logger on`.',
  hung_up_at_once: 'Если так часто бывает на одном телефоне, проверьте его сеть и не отвечает ли он сам.',
  ring_not_confirmed: 'Проверьте нагрузку машины и состояние Asterisk: `cordboard doctor`.',
  ring_rejected:
    'Тревога в журнале показывает ответ Asterisk; проверьте телефон и транк командой `cordboard doctor`.',
  wrong_password: 'Введите в телефон пароль из credentials.json ещё раз.',
  unknown_user:
    'Используйте имена пользователей из плана: их перечисляет `cordboard agents`. Неизвестные адреса могут быть атакой.',
  address_blocked:
    'Исправьте пароль в телефоне и дождитесь конца блокировки; её длительность указана в тревоге.',
  address_of_trunk:
    'Укажите в `addresses` транка только адреса провайдера или дайте телефонам другой адрес. АТС по тому же адресу может быть линией, а не транком.',
  unknown_agent_number: 'Проверьте `number` агента в плане.',
  wrong_pin: 'Задайте новый PIN командой `cordboard agents pin`, если агент его забыл.',
  no_pin: 'Задайте его командой `cordboard agents pin`.',
  pin_locked: 'Дождитесь конца блокировки. Правильный PIN после неё обнуляет счётчик.',
  nothing_keyed_in: 'Наберите номер и PIN, после каждого — #.',
  pin_not_checked:
    'Проверьте базу данных командой `cordboard doctor`; в журнале указано, почему она не ответила.',
  number_not_whole:
    'Укажите номер полностью, с кодом города или страны. Снаружи внутренний номер попал бы к чужому.',
  number_costs_extra:
    'Задайте `premium: true` под `outside calls` в плане, если на такие номера нужно звонить.',
  number_not_usual: 'Попросите у звонящего другой номер.',
  number_is_ours: 'Попросите у звонящего другой номер.',
  number_withheld: 'Попросите у звонящего номер и запишите его в заявку.',
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
  outside_not_allowed: 'Добавьте номер или его страну в `outside calls` в плане, если на него нужно звонить.',
  outside_limit_reached:
    'Увеличьте `each trunk` или `each agent` под `outside calls` в плане, если вызовы были нужны.',
  trunk_limit_reached:
    'Увеличьте `outgoing` транка в плане или назовите другой транк, который пробуется после.',
  no_phone_may_ring: 'Запись перед этой в `cordboard why` называет каждый отклонённый номер и причину.',
  bad_request: 'Сообщение называет значение. GET /openapi.json описывает, что принимается.',
  unauthorized:
    'Передавайте `Authorization: Bearer TOKEN`; токен — `api.token` в credentials.json в папке состояния.',
  forbidden: 'Попросите у администратора право, названное в сообщении.',
  out_of_scope: 'GET /v1/me показывает ваши очереди и команды. Попросите администратора расширить их.',
  not_found: 'GET /openapi.json перечисляет все адреса.',
  no_such_agent: 'GET /v1/agents перечисляет всех.',
  no_such_phone: 'Возьмите один из телефонов плана.',
  no_browser_phone: 'Напишите агенту в плане `phone: browser`; тот, кто использует токен, называет агента.',
  not_merged: 'Отменить можно только последнее объединение контакта, и только один раз.',
  no_such_voicemail: 'GET /v1/voicemail-boxes перечисляет все.',
  no_such_rota: '`cordboard on-call` перечисляет графики.',
  no_such_schedule: 'GET /v1/schedules перечисляет все.',
  no_such_place: 'GET /v1/queues перечисляет очереди; номера — ключи `numbers` в плане.',
  not_audible: 'Проверьте команду синтеза речи (`cordboard doctor`) или имя звука (`cordboard sounds`).',
  no_such_sound:
    'GET /v1/sounds перечисляет все. Загрузите его на странице сообщений или командой `cordboard sounds add`.',
  sound_not_usable: 'Сообщение говорит, почему. WAVE с PCM до 10 минут подходит всегда.',
  sound_in_use: 'Сначала уберите его из плана; сообщение называет места.',
  no_such_call: 'GET /v1/calls перечисляет последние.',
  no_such_target: 'Назовите агента, очередь, номер плана или внешний номер, который разрешает план.',
  not_dialled_at_phone:
    'Назовите коллегу по имени или номеру, номер плана или внешний номер, который разрешает `outside calls: by agents`.',
  agent_busy: 'Попробуйте, когда агент освободится: GET /v1/agents показывает его состояние.',
  agent_without_phone:
    'Проверьте, что телефон включён и зарегистрирован: `cordboard agents`, затем `cordboard doctor`.',
  phone_not_rung: 'В сообщении есть ответ Asterisk. Проверьте телефон командой `cordboard doctor`.',
  no_talk: 'Перевести можно только вызов в фазе `talking`; GET /v1/calls/{id} показывает фазу.',
  not_recorded: '`cordboard why` для вызова показывает, какое правило его записывает или почему никакое.',
  no_consultation:
    'Сначала начните консультацию: POST /v1/calls/{id}/consult. Дождитесь ответа другого человека.',
  has_second_call: 'Сначала завершите, объедините или отмените второй разговор.',
  held_by_phone: 'Агент продолжает разговор на своём телефоне.',
  no_such_party: 'GET /v1/calls?state=live показывает, кто участвует в каждом вызове.',
  last_to_serve: 'Переведите звонящего или завершите вызов: POST /v1/calls/{id}/hangup.',
  no_such_callback: 'GET /v1/callbacks перечисляет ожидающие.',
  no_such_contact: 'GET /v1/contacts находит контакты по части имени или номера.',
  caller_has_number: 'Удалите контакт по номеру: POST /v1/contacts/{number}/erase.',
  contact_in_call: 'Удалите ещё раз, когда вызов кончится. Сначала отмените ожидающий обратный звонок.',
  no_such_plan: 'GET /v1/plan/history перечисляет все.',
  no_such_recording: 'GET /v1/voicemails и GET /v1/recordings перечисляют то, что есть.',
  supervision_not_allowed: 'Назовите агента под `supervision` в плане.',
  caller_not_told: 'Слушайте более поздний вызов: предупреждение звучит до соединения.',
  supervisor_busy: 'Подождите, пока супервизор освободится, и проверьте, что его телефон зарегистрирован.',
  recording_not_ready: 'Попробуйте через несколько секунд после конца вызова.',
  no_such_part: 'Запросите байты в пределах длины, указанной в заголовке Content-Range.',
  recording_key_missing:
    'Запустите систему с ключом, отпечаток которого назван в сообщении (CORDBOARD_RECORDING_KEY).',
  no_such_webhook: 'GET /v1/webhooks перечисляет все.',
  webhook_exists: 'Измените его запросом PATCH /v1/webhooks/{name} или выберите другое имя.',
  too_many_webhooks: 'Удалите тот, который больше не нужен.',
  target_not_allowed:
    'Используйте общедоступный адрес с https://. Чтобы разрешить хост внутри вашей сети, назовите его в CORDBOARD_INTERNAL_TARGETS и перезапустите.',
  no_such_delivery: 'GET /v1/deliveries перечисляет отправки из журнала (по умолчанию 14 дней).',
  delivery_not_kept:
    'Повторить можно отправки, от которых отказались, и вебхуки событий, пока событие есть в журнале.',
  mail_not_set_up: 'Задайте CORDBOARD_SMTP_HOST и CORDBOARD_SMTP_FROM и перезапустите: docs/mail.md.',
  helpdesk_not_set_up:
    'Задайте CORDBOARD_HELPDESK_URL, _TOKEN, _GROUP и _SECRET и перезапустите: docs/tickets.md.',
  recording_on_hold: 'Сначала снимите требование хранить: `cordboard recordings release ID`.',
  method_not_allowed: 'GET /openapi.json перечисляет все адреса с их методами.',
  request_timed_out: 'Отправьте его ещё раз, целиком.',
  conflict: 'Прочитайте текущее состояние и попробуйте ещё раз.',
  no_such_ticket: '`cordboard tickets` перечисляет их.',
  no_such_row: 'Без `only` в отчёте есть все строки.',
  no_such_article: '`cordboard articles` перечисляет их.',
  article_changed_meanwhile: 'Прочитайте статью заново, повторите изменение и сохраните его с новой версией.',
  no_such_scorecard: '`cordboard reviews scorecards` перечисляет их.',
  no_such_review: '`cordboard reviews` перечисляет их.',
  no_such_case: '`cordboard cases` перечисляет их.',
  case_without_sound:
    'Нужна запись, которая ещё есть, согласие звонящего на неё и случай, в который она входит.',
  no_such_result: 'GET /v1/results перечисляет результаты каждой очереди с уточнениями.',
  not_served: 'Назовите агента, который говорил; GET /v1/calls/{id} показывает их.',
  result_required:
    'Укажите результат: `cordboard results set CALL RESULT`. Супервизор может закончить обработку без него.',
  no_such_pause: 'Возьмите причину из `pauses` в плане; сообщение их перечисляет.',
  not_in_wrap_up: 'Продлевайте постобработку, пока она идёт.',
  plan_changed_meanwhile: 'Прочитайте план заново, повторите изменение и примените его с новой версией.',
  backup_running: later,
  import_running: later,
  engine_replaced: 'Отправьте запрос системе, которая работает сейчас.',
  too_large: 'Отправляйте меньше за один раз.',
  unsupported_media_type: 'Отправляйте `application/json`, а для импорта — `text/csv`.',
  plan_needs_yes:
    'Задайте переменную окружения и перезапустите систему или примените план с `withoutPasswords: true` (CLI: `--yes`).',
  plan_refused: 'Исправьте названное в замечаниях; `cordboard check` показывает то же.',
  no_caller_page: 'Назовите номера под `caller page` в плане (docs/console.md).',
  not_on_caller_page: 'Позвоните на один из номеров страницы. План перечисляет их под `caller page`.',
  caller_page_busy: 'Попробуйте через несколько минут. Пределы заданы под `caller page` в плане.',
  caller_page_too_often: 'Попробуйте позже. Предел задан под `caller page` в плане.',
  too_many_requests: 'Подождите минуту. Чтобы следить за событиями, используйте живой поток вместо опроса.',
  internal: 'В журнале указано, почему. Приложите эти строки, когда сообщаете об ошибке.',
  not_ready: 'Попробуйте, когда GET /healthz ответит `ready`.',
  unavailable: 'Попробуйте ещё раз. Если повторяется, запустите `cordboard doctor`.',
  plan_not_taken: 'Попробуйте, когда `cordboard status` скажет, что вызовы маршрутизируются.',
  invariant_broken: 'Сохраните базу данных и журнал и сообщите: это ошибка в Cordboard.',
  event_not_handled: 'Сообщите об этом вместе с тревогой: это ошибка в Cordboard.',
  exchange_differed: 'Если так бывает часто и без перезапусков, сообщите с журналом.',
  exchange_lost:
    'Проверьте, что Asterisk работает: `cordboard doctor`. Разговоры продолжаются, новые вызовы принимает страховка.',
  calls_cut_off:
    'Перезвоните этим людям: их перечисляет `cordboard calls`. Выясните по журналу Asterisk, почему он остановился.',
  engine_frozen:
    'Выясните, что её задержало: остановленный процесс, зависший диск, нехватка памяти. Смотрите журнал машины за то время.',
  phones_unheard: 'Проверьте настройки AMI и журнал: `cordboard doctor`.',
  store_failing: 'Освободите место на диске и проверьте его состояние, прежде чем перезапускать систему.',
  database_restored: 'Ничего не нужно, если вы сделали это намеренно.',
  database_damaged:
    'Проверьте диск. Восстановите последнюю резервную копию, если потеряно больше, чем допустимо.',
  log_ins_blocked: 'Если это ваш телефон, исправьте его пароль. Иначе ничего: это была атака.',
  log_ins_not_blocked:
    'В тревоге указано, почему. Заблокируйте адрес в межсетевом экране или исправьте телефон там.',
  prompt_incomplete:
    'Тревога называет файл или текст. `cordboard check` и `cordboard doctor` находят недостающие звуки.',
  recording_empty: 'Проверьте свободное место и приходит ли звук от звонящего (RTP, межсетевой экран).',
  recording_end_unknown: 'Найдите сообщение в папке записей; проверьте журнал Asterisk.',
  call_quality_poor:
    'Проверьте сеть телефона (Wi-Fi, канал, маршрутизатор) или транка; цифры есть в `cordboard why CALL`.',
  recording_failed: 'Освободите место на диске папки состояния; затем поищите ошибки в журнале Asterisk.',
  phone_vanished: 'Проверьте питание и сеть телефона: `cordboard doctor`.',
  recording_lost:
    'Проверьте, что система видит папку spool Asterisk и что никто другой не удаляет там файлы.',
  recording_not_kept: 'Освободите место на диске папки состояния; в тревоге указано, что не удалось.',
  pause_too_long: 'Спросите агента или закончите паузу: `cordboard agents resume NAME`.',
  hang_up_not_confirmed: 'Если это повторяется на одном телефоне, проверьте его сеть.',
  message_may_be_cut: 'Освободите место на диске сейчас; на полном диске записи обрываются без ошибки.',
  emergency_call: 'Идите и помогите; в тревоге указан телефон.',
  emergency_not_carried:
    'Помогите немедленно с другого телефона. Затем добавьте в план транк для экстренных вызовов.',
  flow_ran_out: 'Проверьте план командой `cordboard check` и сообщите: проверка должна была его отклонить.',
  queue_over_limit:
    'Пусть войдут ещё агенты. `cordboard queues` показывает, кто ждёт; предел задан под `alarms` в плане.',
  delivery_given_up:
    '`cordboard deliveries --dead` показывает причину; `cordboard deliveries replay` отправляет ещё раз.',
  numbers_do_not_fit: 'Запустите `cordboard reconcile DAY`: он называет каждый вызов и агента.',
  trunk_unreachable: 'Проверьте `server` транка в плане, сеть и межсетевой экран; затем спросите провайдера.',
  trunk_refused: 'Проверьте имя пользователя и пароль транка.',
  trunk_not_registered: 'Подождите минуту после запуска. Если не проходит, проверьте `server` транка и сеть.',
  no_trunk: 'Добавьте в план транк или назовите агента, очередь или номер плана.',
  trunk_password_missing:
    'Задайте переменную окружения, названную в плане как `password from`, и перезапустите систему.',
};
