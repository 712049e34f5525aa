/** Contacts from a file: first what would change, then the import. */
import { useState } from 'preact/hooks';
import type { ImportResult } from '../../contract/contact.ts';
import { api } from '../api/api.ts';
import { type Refused, refusedBy } from '../api/request.ts';
import { Dialog } from '../parts/dialog.tsx';
import { FileField } from '../parts/file-field.tsx';
import { Refusal } from '../parts/refusal.tsx';
import { count } from '../words/figures.ts';
import { t } from '../words/words.ts';

export function ImportContacts({ close }: { close: () => void }) {
  const [file, setFile] = useState<File>();
  const [result, setResult] = useState<ImportResult>();
  const [refused, setRefused] = useState<Refused>();
  const [isBusy, setBusy] = useState(false);
  const words = t().contacts;

  async function take(given: File, dryRun: boolean): Promise<void> {
    setBusy(true);
    const answer = await api.contacts.import(given, dryRun);
    setBusy(false);
    setRefused(refusedBy(answer));
    setResult(answer.ok ? answer.value : undefined);
  }

  return (
    <Dialog title={words.importFile} close={close}>
      <p>{words.importAbout}</p>
      <FileField
        label={words.file}
        accept=".csv,.xlsx,.vcf"
        take={(given) => {
          setFile(given);
          void take(given, true);
        }}
      />
      <Refusal refused={refused} />
      {result && (
        <div role="status" class="contact-form">
          <p>
            {result.dryRun
              ? words.preview(
                  count(result.created),
                  count(result.changed),
                  count(result.same),
                  count(result.rejected.length),
                )
              : words.imported(count(result.imported))}
          </p>
          <ul class="contact-history">
            {result.rejected.map(({ line, message }) => (
              <li key={line}>
                <strong>{words.line(String(line))}</strong> <span lang="en">{message}</span>
              </li>
            ))}
          </ul>
          {result.dryRun && file && (
            <button
              type="button"
              class="button main"
              disabled={isBusy || result.created + result.changed === 0}
              onClick={() => void take(file, false)}
            >
              {words.importNow}
            </button>
          )}
        </div>
      )}
    </Dialog>
  );
}
