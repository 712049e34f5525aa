/** Reminders for agents, of the plan and of a queue. */
import { defined } from '../../shared/defined.ts';
import type { EtiquetteSource } from '../language.ts';
import type { Etiquette, Language } from '../model.ts';
import type { Report } from '../source/report.ts';
import { inEachLanguage } from './by-language.ts';

export function etiquetteOf(
  { etiquette: written }: { readonly etiquette?: EtiquetteSource | undefined },
  languages: readonly Language[],
  to: Report,
): { readonly etiquette?: Etiquette } {
  if (!written) return {};
  const { greeting, 'before hold': beforeHold, 'before transfer': beforeTransfer, closing } = written;
  const of = (reminder: typeof greeting) => inEachLanguage(reminder, languages, to);
  return {
    etiquette: defined({
      greeting: of(greeting),
      beforeHold: of(beforeHold),
      beforeTransfer: of(beforeTransfer),
      closing: of(closing),
    }),
  };
}
