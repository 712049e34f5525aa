import type { training as source } from '../en/training.ts';
import type { Like } from '../like.ts';

// No native speaker has read this yet.
export const training: Like<typeof source> = {
  intro: '可供學習的通話。重播案例、分析案例，並練習最佳回答。',
  title: '標題',
  queue: '佇列',
  tags: '標籤',
  marked: '標記時間',
  none: '沒有案例。',
  noneYet: '還沒有案例。請開啟一通通話並標記為案例。',
  back: '所有案例',
  replayHint: '閱讀經過。姓名與號碼已被取代。',
  replayed: '我已看完',
  recording: '案例錄音',
  bestAnswer: '最佳回答是什麼？',
  save: '儲存',
  trainer: '給培訓人員',
  openCall: '開啟通話',
  showAnswers: '顯示大家的回答',
  noAnswers: '還沒有人寫過這個案例。',
  remove: '刪除',
  removeAll: '要刪除案例及所有回答嗎？',
  mark: '標記為案例',
  about: '通話經過會去除姓名與號碼後存入。請勿在標題或問題中寫入姓名。',
  questions: '分析用的問題，每行一個',
  task: '要練習什麼',
  tagsField: '標籤，以逗號分隔',
  withSound: '可以聆聽錄音（來電者必須同意錄音；聲音無法匿名）',
  stages: { replay: '重播', analyse: '分析', practise: '練習' },
  caseNumber: (id) => `案例 ${id}`,
  doneAt: (when) => `完成於 ${when}`,
};
