import type { Words } from '../words.ts';

export const time: Words['time'] = {
  hint: '依日誌重現當時的狀況。',
  dayBefore: '前一天',
  dayAfter: '後一天',
  moment: '當天時刻',
  link: '本頁網址即為此時刻的連結。',
  noCalls: '當時沒有通話。',
  marks: (n: number) => `值得注意：${n}`,
  play: (speed: number) => `${speed} 倍播放`,
  mark: { alarm: '警報', plan: '計畫版本', missed: '未接聽' },
};
