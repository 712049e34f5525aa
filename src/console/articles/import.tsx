/** Articles from a file: first what would change, then the change. */
import { useState } from 'preact/hooks';
import type { ArticleImported } from '../../contract/article.ts';
import { api } from '../api/api.ts';
import { type Refused, refusedBy } from '../api/request.ts';
import { Dialog } from '../parts/dialog.tsx';
import { FileField } from '../parts/file-field.tsx';
import { Refusal } from '../parts/refusal.tsx';
import { count } from '../words/figures.ts';
import { t } from '../words/words.ts';

export function ImportArticles({ close, imported }: { close: () => void; imported: () => void }) {
  const [file, setFile] = useState<File>();
  const [result, setResult] = useState<ArticleImported>();
  const [isBusy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Refused>();
  const words = t().articles.importing;
  async function send(chosen: File, dryRun: boolean): Promise<void> {
    setBusy(true);
    const answer = await api.articles.import(chosen, dryRun);
    setBusy(false);
    setRefused(refusedBy(answer));
    setResult(answer.ok ? answer.value : undefined);
    if (answer.ok && !dryRun) imported();
  }
  return (
    <Dialog title={t().articles.importFile} close={close}>
      <p class="soft">{words.about}</p>
      <FileField
        label={words.file}
        accept=".csv,.md"
        take={(chosen) => {
          setFile(chosen);
          setResult(undefined);
          void send(chosen, true);
        }}
      />
      <Refusal refused={refused} />
      <p role="status">
        {isBusy
          ? t().shell.loading
          : result &&
            words.outcome(count(result.created), count(result.changed), count(result.same), result.dryRun)}
      </p>
      {result && result.rejected.length > 0 && (
        <ul class="small">
          {result.rejected.slice(0, 50).map(({ line, title, message }) => (
            <li key={line}>
              {words.line(line)} {title !== undefined && `${title}: `}
              {message}
            </li>
          ))}
        </ul>
      )}
      {file && result?.dryRun && (
        <button type="button" class="button main" disabled={isBusy} onClick={() => void send(file, false)}>
          {words.go}
        </button>
      )}
    </Dialog>
  );
}
