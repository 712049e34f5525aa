import type { account as source } from '../en/account.ts';
import type { Like } from '../like.ts';

export const account: Like<typeof source> = {
  title: '您的帳號',
  password: '變更密碼',
  old: '目前的密碼',
  next: '新密碼',
  repeat: '再次輸入新密碼',
  changed: '已變更。其他工作階段已結束。',
  save: '儲存',
  factor: '雙重驗證',
  factorOn: '登入時會要求驗證器應用程式的代碼。',
  factorOff: '設定驗證器應用程式，讓密碼不足以單獨登入。',
  needed: '您的角色需要雙重驗證。請先設定。',
  begin: '設定',
  scan: '用應用程式掃描，或輸入金鑰，然後輸入顯示的代碼。',
  picture: '驗證器應用程式的 QR 碼',
  code: '代碼',
  confirm: '確認',
  drop: '移除雙重驗證',
  sessions: '工作階段',
  sessionsHint: '結束您的所有工作階段，包括目前這個。',
  logOutAll: '登出所有裝置',
};
