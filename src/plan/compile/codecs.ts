/** Codecs as written into codecs as offered. */
import type { Codec } from '../model.ts';
import type { Place } from '../source/position.ts';
import type { Report } from '../source/report.ts';

export function codecsOf(
  whose: string,
  written: readonly Codec[] | undefined,
  at: Place,
  to: Report,
): { readonly codecs?: readonly Codec[] } {
  if (written === undefined) return {};
  if (written.length === 0)
    to.error(at, `${whose} has an empty list of codecs`, 'list at least one codec, or remove codecs:');
  return { codecs: [...new Set(written)] };
}
