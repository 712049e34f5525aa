/** Codecs as written into codecs as offered. */
import { phrase, type SaidWord } from '../../shared/findings/said.ts';
import type { Codec } from '../model.ts';
import type { Place } from '../source/position.ts';
import type { Report } from '../source/report.ts';

export function codecsOf(
  whose: SaidWord,
  written: readonly Codec[] | undefined,
  at: Place,
  to: Report,
): { readonly codecs?: readonly Codec[] } {
  if (written === undefined) return {};
  if (written.length === 0) to.error(at, phrase('codecs_empty', { whose }), phrase('list_a_codec'));
  return { codecs: [...new Set(written)] };
}
