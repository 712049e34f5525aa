/** German. Not read by a native speaker. */
import type { ChangeTexts } from '../../findings.ts';

export const changes: ChangeTexts = {
  thing_new: 'Neu: {thing}',
  thing_new_with: 'Neu: {thing} ({about})',
  thing_removed: 'Entfernt: {thing}',
  thing_removed_in_state: 'Entfernt: {thing} ({state})',
  thing_replaced: '{thing}: {before} → {after}',
  thing_is_now: '{thing}: {now}',
  part_changed: '{thing}: {part} geändert',
  part_replaced: '{thing}: {part} {before} → {after}',
  part_added: '{thing}: {part} kommt dazu',
  part_removed: '{thing}: {part} entfällt',
  order_changed: '{thing}: neue Reihenfolge {names}',
  key_added: '{thing}: Taste {key} kommt dazu',
  key_removed: '{thing}: Taste {key} entfällt',
  word_added: '{thing}: das Wort „{word}“ kommt dazu',
  word_removed: '{thing}: das Wort „{word}“ entfällt',
  spoken_text_changed: '{thing}: der gesprochene Text ist geändert',
  first_language_replaced: 'Erste Sprache {before} → {after}',
};
