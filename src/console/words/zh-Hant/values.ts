import type * as source from '../en/values.ts';
import type { Like } from '../like.ts';

export const agentState: Like<typeof source.agentState> = {
  talking: '通話中',
  ringing: '響鈴中',
  calling: '撥打中',
  hanging_up: '掛斷中',
  wrapping_up: '話後處理',
  logged_out: '已登出',
  paused: '暫停',
  unreachable: '無法連絡',
  phone_busy: '話機忙線',
  free: '空閒',
};

export const phase: Like<typeof source.phase> = {
  arriving: '來電中',
  listening: '聽取語音',
  choosing: '選單中',
  asking: '輸入號碼',
  spelling: '拼寫姓名',
  consenting: '詢問錄音同意',
  logging_in: '登入中',
  hearing_messages: '正在聽取留言',
  hearing_alarm: '正在聽取警報',
  recording_sound: '正在錄製聲音',
  waiting: '等候中',
  ringing: '響鈴中',
  awaiting_callback: '等候回電',
  calling_back: '回電中',
  talking: '通話中',
  leaving_message: '留言中',
  answering_survey: '通話後問卷',
  saying_goodbye: '結束語',
  ended: '已結束',
};

export const outcome: Like<typeof source.outcome> = {
  answered: '已接聽',
  abandoned: '等候時掛斷',
  left_early: '提早掛斷',
  voicemail: '語音留言',
  callback_booked: '已預約回電',
  callback_not_reached: '回電：未接通',
  callback_expired: '回電：已逾時',
  callback_cancelled: '回電：已取消',
  goodbye: '結束語',
  number_not_in_use: '空號',
  blocked: '已封鎖',
  overload: '已達上限而拒絕',
  served: '由代碼處理',
  joined: '併入其他通話',
  not_reached: '未接通',
  ended_by_operator: '由管理者結束',
  exchange_restarted: 'Asterisk 重新啟動',
  failed: '失敗',
};

export const offerOutcome: Like<typeof source.offerOutcome> = {
  answered: '已接聽',
  declined: '已拒接',
  no_answer: '無人接聽',
  busy: '忙線',
  unreachable: '無法連絡',
  refused: '不允許',
  withdrawn: '已撤回',
  failed: '失敗',
};

export const exclusion: Like<typeof source.exclusion> = {
  logged_out: '已登出',
  paused: '暫停中',
  phone_unreachable: '話機未註冊',
  phone_busy: '話機忙線',
  offered_another_call: '正為其他來電響鈴',
  rings_for_this_call: '正為此來電響鈴',
  talking: '正在其他通話中',
  calling: '正在撥打',
  hanging_up: '話機掛斷中',
  wrapping_up: '話後處理中',
  skill_too_low: '技能不足',
  skills_missing: '缺少技能',
  asked_before: '剛詢問過',
  out_of_queue: '已移出佇列',
  kept_for_another: '保留給偏好人員',
  team_at_its_limit: '團隊已達上限',
  is_the_caller: '即為來電者',
};

export const rankedBy: Like<typeof source.rankedBy> = {
  'longest idle': '閒置最久',
  ordered: '計畫中的順序',
  'least calls': '通話數最少',
  'least talk time': '通話時間最短',
  'most skilled': '技能最高',
  'round robin': '輪流',
  random: '隨機',
  weighted: '加權隨機',
  'ring all': '全部響鈴',
  progressive: '逐一加入響鈴',
  preferred: '偏好的客服人員',
};
