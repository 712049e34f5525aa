/** Russian. Not read by a native speaker. */
import type { ChangeTexts } from '../../findings.ts';

export const changes: ChangeTexts = {
  thing_new: 'Добавлено: {thing}',
  thing_new_with: 'Добавлено: {thing} ({about})',
  thing_removed: 'Удалено: {thing}',
  thing_removed_in_state: 'Удалено: {thing} ({state})',
  thing_replaced: '{thing}: {before} → {after}',
  thing_is_now: '{thing}: {now}',
  part_changed: '{thing}: изменено {part}',
  part_replaced: '{thing}: {part} {before} → {after}',
  part_added: '{thing}: добавлено {part}',
  part_removed: '{thing}: удалено {part}',
  order_changed: '{thing}: новый порядок {names}',
  key_added: '{thing}: новая клавиша {key}',
  key_removed: '{thing}: клавиша {key} удалена',
  word_added: '{thing}: добавлено слово «{word}»',
  word_removed: '{thing}: удалено слово «{word}»',
  spoken_text_changed: '{thing}: изменён произносимый текст',
  first_language_replaced: 'Первый язык {before} → {after}',
};
