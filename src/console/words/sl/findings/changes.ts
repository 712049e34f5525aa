/** Slovenian. Not read by a native speaker. */
import type { ChangeTexts } from '../../findings.ts';

export const changes: ChangeTexts = {
  thing_new: 'Novo: {thing}',
  thing_new_with: 'Novo: {thing} ({about})',
  thing_removed: 'Odstranjeno: {thing}',
  thing_removed_in_state: 'Odstranjeno: {thing} ({state})',
  thing_replaced: '{thing}: {before} → {after}',
  thing_is_now: '{thing}: {now}',
  part_changed: '{thing}: spremenjeno {part}',
  part_replaced: '{thing}: {part} {before} → {after}',
  part_added: '{thing}: dodano {part}',
  part_removed: '{thing}: odstranjeno {part}',
  order_changed: '{thing}: novi vrstni red {names}',
  key_added: '{thing}: nova tipka {key}',
  key_removed: '{thing}: tipka {key} odstranjena',
  word_added: '{thing}: dodana beseda »{word}«',
  word_removed: '{thing}: odstranjena beseda »{word}«',
  spoken_text_changed: '{thing}: spremenjeno govorjeno besedilo',
  first_language_replaced: 'Prvi jezik {before} → {after}',
};
