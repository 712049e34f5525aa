/** Greek. Not read by a native speaker. */
import type { ChangeTexts } from '../../findings.ts';

export const changes: ChangeTexts = {
  thing_new: 'Νέο: {thing}',
  thing_new_with: 'Νέο: {thing} ({about})',
  thing_removed: 'Αφαιρείται: {thing}',
  thing_removed_in_state: 'Αφαιρείται: {thing} ({state})',
  thing_replaced: '{thing}: {before} → {after}',
  thing_is_now: '{thing}: {now}',
  part_changed: '{thing}: αλλάζει το {part}',
  part_replaced: '{thing}: {part} {before} → {after}',
  part_added: '{thing}: προστίθεται {part}',
  part_removed: '{thing}: αφαιρείται {part}',
  order_changed: '{thing}: νέα σειρά {names}',
  key_added: '{thing}: νέο πλήκτρο {key}',
  key_removed: '{thing}: αφαιρείται το πλήκτρο {key}',
  word_added: '{thing}: προστίθεται η λέξη «{word}»',
  word_removed: '{thing}: αφαιρείται η λέξη «{word}»',
  spoken_text_changed: '{thing}: αλλάζει το εκφωνούμενο κείμενο',
  first_language_replaced: 'Πρώτη γλώσσα {before} → {after}',
};
