/** Chinese in traditional letters. Not read by a native speaker. */
import type { ChangeTexts } from '../../findings.ts';

export const changes: ChangeTexts = {
  thing_new: '新增：{thing}',
  thing_new_with: '新增：{thing}（{about}）',
  thing_removed: '移除：{thing}',
  thing_removed_in_state: '移除：{thing}（{state}）',
  thing_replaced: '{thing}：{before} → {after}',
  thing_is_now: '{thing}：{now}',
  part_changed: '{thing}：{part} 已變更',
  part_replaced: '{thing}：{part} {before} → {after}',
  part_added: '{thing}：加入 {part}',
  part_removed: '{thing}：移除 {part}',
  order_changed: '{thing}：新順序 {names}',
  key_added: '{thing}：新增按鍵 {key}',
  key_removed: '{thing}：移除按鍵 {key}',
  word_added: '{thing}：加入詞語「{word}」',
  word_removed: '{thing}：移除詞語「{word}」',
  spoken_text_changed: '{thing}：語音內容已變更',
  first_language_replaced: '第一語言 {before} → {after}',
};
