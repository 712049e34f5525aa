/** Phones of agents from a CSV file: first what would change, then into the text of the plan. */
import { useState } from 'preact/hooks';
import { FileField } from '../parts/file-field.tsx';
import { count } from '../words/figures.ts';
import { t } from '../words/words.ts';
import { edit } from './draft.ts';
import { type PhoneRows, type PlannedAgent, phonesIn } from './phones-csv.ts';

/** The engine takes a thousand changes at a time, and a row is three at most. */
const rowsAtOnce = 300;

export function Phones({ agents }: { agents: readonly PlannedAgent[] }) {
  const [rows, setRows] = useState<PhoneRows>();
  const [wrong, setWrong] = useState<string>();
  const words = t().plan.phones;
  const take = async (file: File): Promise<void> => {
    const found = phonesIn(await file.text(), agents);
    setWrong('unknown' in found ? t().people.unknownColumns(found.unknown.join(', ')) : undefined);
    setRows('unknown' in found ? undefined : found);
  };
  const write = async ({ changes }: PhoneRows): Promise<void> => {
    setRows(undefined);
    for (let from = 0; from < changes.length; from += rowsAtOnce)
      await edit(changes.slice(from, from + rowsAtOnce).flatMap(({ edits }) => edits));
  };
  return (
    <section class="card daily-card" aria-labelledby="phones">
      <h2 id="phones">{words.title}</h2>
      <p class="soft small">{words.about}</p>
      <code class="import-form">agent,name,phones</code>
      <FileField label={t().people.file} accept=".csv,text/csv" take={(file) => void take(file)} />
      {wrong !== undefined && (
        <p class="note bad" role="alert">
          {wrong}
        </p>
      )}
      {rows && (
        <div role="status">
          <p>{words.found(count(rows.changes.length), count(rows.faults.length))}</p>
          <ul>
            {rows.changes.map(({ agent, from, to }) => (
              <li key={agent}>
                <strong>{agent}</strong> {from.join(', ') || '–'} → {to.join(', ')}
              </li>
            ))}
            {rows.faults.map(({ row, fault, agent }) => (
              <li key={row}>
                <strong>{t().people.row(String(row))}</strong> {words.faults[fault](agent)}
              </li>
            ))}
          </ul>
          {rows.changes.length > 0 && (
            <button type="button" class="button" onClick={() => void write(rows)}>
              {words.write}
            </button>
          )}
        </div>
      )}
    </section>
  );
}
