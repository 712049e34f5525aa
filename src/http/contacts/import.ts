/** Takes contacts over as they are read from a file: a few at a time, so that calls go on meanwhile. */
import type { ImportPart, ReadContact } from '../../contacts/import/file.ts';
import type { ImportResult } from '../../contract/contact.ts';
import type { Contact, ContactBook, ContactChange } from '../../ports/store.ts';
import { exhausted } from '../../shared/exhausted.ts';
import { inSlices } from '../../shared/slices.ts';
import type { Instant } from '../../shared/time.ts';
import { Refusal } from '../errors.ts';

/** Changes that a dry run shows. */
const mostShown = 1000;

export async function importContacts(
  parts: AsyncIterable<ImportPart>,
  book: Pick<ContactBook, 'setAll'>,
  at: Instant,
  dryRun: boolean,
): Promise<ImportResult> {
  const counts = { created: 0, changed: 0, same: 0 };
  const rejected: ImportResult['rejected'] = [];
  const changes: ImportResult['changes'] = [];
  let warnings: readonly string[] = [];
  for await (const part of parts) {
    switch (part.kind) {
      case 'unreadable':
        throw new Refusal('bad_request', part.message, part.hint);
      case 'warnings':
        ({ warnings } = part);
        break;
      case 'rejected':
        rejected.push(...part.rejected);
        break;
      case 'contacts':
        await inSlices(part.contacts, (slice) => take(slice));
        break;
      default:
        exhausted(part);
    }
  }
  const imported = counts.created + counts.changed + counts.same;
  return { dryRun, imported, ...counts, rejected, warnings: [...warnings], changes };

  async function take(slice: readonly ReadContact[]): Promise<void> {
    const outcomes = await book.setAll(slice, at, dryRun);
    outcomes.forEach((outcome, nth) => {
      counts[outcome.kind] += 1;
      const read = slice[nth];
      if (!dryRun || !read || outcome.kind === 'same' || changes.length >= mostShown) return;
      const { line, number, change } = read;
      const before = outcome.kind === 'changed' ? outcome.before : undefined;
      changes.push({ line, number, kind: outcome.kind, changes: differences(before, change) });
    });
  }
}

const fields = ['name', 'language', 'tags', 'notes', 'email', 'preferredAgent', 'numbers'] as const;

function differences(before: Contact | undefined, change: ContactChange) {
  const text = (value: ContactChange[(typeof fields)[number]]): string =>
    Array.isArray(value) ? value.join(', ') : String(value ?? '');
  return fields.flatMap((field) => {
    const [old, now] = [text(before?.[field]), text(change[field])];
    return change[field] === undefined || old === now ? [] : [{ field, before: old, after: now }];
  });
}
