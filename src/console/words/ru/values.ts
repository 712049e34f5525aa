import type * as source from '../en/values.ts';
import type { Like } from '../like.ts';

export const agentState: Like<typeof source.agentState> = {
  talking: 'Разговор',
  ringing: 'Вызов',
  calling: 'Звонит сам',
  hanging_up: 'Завершает',
  wrapping_up: 'Постобработка',
  logged_out: 'Вышел',
  paused: 'Пауза',
  unreachable: 'Недоступен',
  phone_busy: 'Телефон занят',
  free: 'Свободен',
};

export const phase: Like<typeof source.phase> = {
  arriving: 'Поступает',
  listening: 'Слушает сообщение',
  choosing: 'В меню',
  asking: 'Набирает номер',
  spelling: 'Набирает имя',
  consenting: 'Вопрос о записи',
  logging_in: 'Входит',
  hearing_messages: 'Прослушивает сообщения',
  hearing_alarm: 'Слушает тревогу',
  recording_sound: 'Записывает звук',
  waiting: 'Ожидает',
  ringing: 'Вызов',
  awaiting_callback: 'Ждёт обратного звонка',
  calling_back: 'Ему перезванивают',
  talking: 'Разговор',
  leaving_message: 'Оставляет сообщение',
  answering_survey: 'Опрос после разговора',
  saying_goodbye: 'Прощание',
  ended: 'Завершён',
};

export const outcome: Like<typeof source.outcome> = {
  answered: 'Принят',
  abandoned: 'Не дождался',
  left_early: 'Рано положил трубку',
  voicemail: 'Голосовая почта',
  callback_booked: 'Обратный звонок назначен',
  callback_not_reached: 'Обратный звонок: не дозвонились',
  callback_expired: 'Обратный звонок: срок истёк',
  callback_cancelled: 'Обратный звонок: отменён',
  goodbye: 'Прощание',
  number_not_in_use: 'Номер не используется',
  blocked: 'Заблокирован',
  overload: 'Отклонён: достигнут предел',
  served: 'Обслужен кодом',
  joined: 'Соединён с другим звонком',
  not_reached: 'Не дозвонились',
  ended_by_operator: 'Завершён руководителем',
  exchange_restarted: 'Asterisk перезапущен',
  failed: 'Сбой',
};

export const offerOutcome: Like<typeof source.offerOutcome> = {
  answered: 'Ответил',
  declined: 'Отклонил',
  no_answer: 'Нет ответа',
  busy: 'Занято',
  unreachable: 'Недоступен',
  refused: 'Не разрешено',
  withdrawn: 'Отозван',
  failed: 'Сбой',
};

export const exclusion: Like<typeof source.exclusion> = {
  logged_out: 'не в системе',
  paused: 'на паузе',
  phone_unreachable: 'телефон не зарегистрирован',
  phone_busy: 'телефон занят',
  offered_another_call: 'вызов другого звонка',
  rings_for_this_call: 'уже вызывается',
  talking: 'в другом разговоре',
  calling: 'звонит сам',
  hanging_up: 'телефон ещё завершает',
  wrapping_up: 'постобработка',
  skill_too_low: 'навык недостаточен',
  skills_missing: 'нет навыков',
  asked_before: 'только что спрашивали',
  out_of_queue: 'исключён из очереди',
  kept_for_another: 'ждём предпочтительного агента',
  team_at_its_limit: 'команда на пределе',
  is_the_caller: 'сам звонит',
};

export const rankedBy: Like<typeof source.rankedBy> = {
  'longest idle': 'дольше всех свободен',
  ordered: 'порядок в плане',
  'least calls': 'меньше всех звонков',
  'least talk time': 'меньше всех времени разговоров',
  'most skilled': 'выше навыки',
  'round robin': 'по очереди',
  random: 'случайно',
  weighted: 'случайно с весами',
  'ring all': 'звонят все',
  progressive: 'постепенно всё больше',
  preferred: 'предпочитаемый агент',
};
