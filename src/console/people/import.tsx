/** Many people from a CSV file; each new one gets a link to a password. */
import { useState } from 'preact/hooks';
import { api } from '../api/api.ts';
import { Dialog } from '../parts/dialog.tsx';
import { download } from '../parts/download.ts';
import { FileField } from '../parts/file-field.tsx';
import { count } from '../words/figures.ts';
import { t } from '../words/words.ts';
import { type SeatRow, seatsIn } from './csv.ts';

interface Result {
  readonly added: readonly { readonly name: string; readonly link: string }[];
  readonly changed: number;
  readonly failed: readonly { readonly row: number; readonly message: string }[];
}

export function ImportDialog({ known, close }: { known: readonly string[]; close: () => void }) {
  const [result, setResult] = useState<Result>();
  const [wrong, setWrong] = useState<string>();
  const words = t().people;

  async function take(file: File): Promise<void> {
    const seats = seatsIn(await file.text());
    setResult(undefined);
    setWrong('unknown' in seats ? words.unknownColumns(seats.unknown.join(', ')) : undefined);
    if ('rows' in seats) setResult(await taken(seats.rows, known));
  }

  return (
    <Dialog title={words.import} close={close}>
      <p>{words.importAbout}</p>
      <code class="import-form">name,display name,roles,agent,queues,teams,language</code>
      <FileField label={words.file} accept=".csv,text/csv" take={(file) => void take(file)} />
      {wrong !== undefined && (
        <p class="note bad" role="alert">
          {wrong}
        </p>
      )}
      {result && (
        <div role="status" class="import-result">
          <p>
            {words.imported(count(result.added.length), count(result.changed), count(result.failed.length))}
          </p>
          <ul>
            {result.failed.map(({ row, message }) => (
              <li key={row}>
                <strong>{words.row(String(row))}</strong> <span lang="en">{message}</span>
              </li>
            ))}
          </ul>
          {result.added.length > 0 && (
            <button type="button" class="button main" onClick={() => download(linksOf(result), 'links.csv')}>
              {words.links}
            </button>
          )}
        </div>
      )}
    </Dialog>
  );
}

const linksOf = ({ added }: Result): string =>
  ['name,link', ...added.map(({ name, link }) => `${name},${link}`)].join('\r\n');

/** One after the other: the engine counts requests, and a house of a thousand is still within its limit. */
async function taken(rows: readonly SeatRow[], known: readonly string[]): Promise<Result> {
  const added: { name: string; link: string }[] = [];
  const failed: { row: number; message: string }[] = [];
  let changed = 0;
  for (const { row, name, fields } of rows) {
    const isKnown = known.includes(name);
    const answer = await (isKnown ? api.people.change(name, fields) : api.people.add({ name, ...fields }));
    if (!answer.ok) {
      failed.push({ row, message: answer.refused.message });
      continue;
    }
    if (isKnown) {
      changed += 1;
      continue;
    }
    const link = await api.people.link(name);
    added.push({ name, link: link.ok ? `${location.origin}${link.value.link}` : '' });
  }
  return { added, changed, failed };
}
