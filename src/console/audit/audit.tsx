/** Who did what: filtered by the engine, with before and after, and proof that no row was changed. */
import { useEffect, useState } from 'preact/hooks';
import { useLocation, useSearch } from 'wouter-preact';
import type { AuditRowView, AuditVerdictView } from '../../contract/audit.ts';
import { detailsInWords, nameInWords } from '../../shared/details-in-words.ts';
import { api } from '../api/api.ts';
import { type Refused, refusedBy } from '../api/request.ts';
import { may } from '../api/session.ts';
import { Cell } from '../parts/cell.tsx';
import { SelectChoice, TextChoice } from '../parts/choice.tsx';
import { ListStatus, ListTable } from '../parts/list-table.tsx';
import { Refusal } from '../parts/refusal.tsx';
import { detailWords, speakOfDetails } from '../words/audit-details.ts';
import { failureInWords } from '../words/failures.ts';
import { count, dated } from '../words/figures.ts';
import { language, t } from '../words/words.ts';
import './audit.css';

const fields = ['actor', 'action', 'object', 'outcome', 'from', 'to'] as const;
type Field = (typeof fields)[number];
type Filter = Readonly<Record<Field, string>>;

/** As the engine takes them: days are those of the person's clock. */
function questionOf(filter: Filter): Record<string, string | undefined> {
  const dayOf = (day: string, more: number): string | undefined => {
    if (day === '') return undefined;
    const start = new Date(`${day}T00:00`);
    start.setDate(start.getDate() + more);
    return start.toISOString();
  };
  return { ...filter, from: dayOf(filter.from, 0), to: dayOf(filter.to, 1) };
}

export function Audit() {
  const search = useSearch();
  const [, navigate] = useLocation();
  const given = new URLSearchParams(search);
  const filter = Object.fromEntries(fields.map((field) => [field, given.get(field) ?? ''])) as Filter;
  const [rows, setRows] = useState<readonly AuditRowView[]>();
  const [next, setNext] = useState<number>();
  const [refused, setRefused] = useState<Refused>();
  const words = t().audit;

  async function read(before?: number): Promise<void> {
    const answer = await api.audit.search({ ...questionOf(filter), before });
    setRefused(refusedBy(answer));
    if (!answer.ok) return;
    const found = answer.value.rows;
    setRows((known) => (before === undefined ? found : [...(known ?? []), ...found]));
    setNext(answer.value.next);
  }
  useEffect(() => {
    const typing = setTimeout(() => void read(), rows === undefined ? 0 : 250);
    return () => clearTimeout(typing);
  }, [search]);

  useEffect(() => void speakOfDetails(language.value), [language.value]);

  const set = (field: Field) => (value: string) => {
    const changed = Object.entries({ ...filter, [field]: value }).filter(([, each]) => each !== '');
    navigate(`/audit${changed.length > 0 ? `?${new URLSearchParams(changed).toString()}` : ''}`, {
      replace: true,
    });
  };
  return (
    <div class="list-page">
      <div class="row spread">
        <h1>{t().shell.pages.audit}</h1>
        <Proof />
      </div>
      <form class="choices" onSubmit={(submitted) => submitted.preventDefault()}>
        <TextChoice label={words.who} value={filter.actor} set={set('actor')} />
        <TextChoice label={words.action} value={filter.action} set={set('action')} />
        <TextChoice label={words.object} value={filter.object} set={set('object')} />
        <SelectChoice label={words.outcome} value={filter.outcome} set={set('outcome')}>
          <option value="">{words.any}</option>
          <option value="allowed">{words.allowed}</option>
          <option value="refused">{words.refused}</option>
        </SelectChoice>
        <TextChoice label={words.from} type="date" value={filter.from} set={set('from')} />
        <TextChoice label={words.to} type="date" value={filter.to} set={set('to')} />
        {search !== '' && (
          <button type="button" class="button plain" onClick={() => navigate('/audit', { replace: true })}>
            {words.clear}
          </button>
        )}
      </form>
      <Refusal refused={refused} />
      {rows && rows.length > 0 && (
        <ListTable
          label={words.label}
          heads={[words.when, words.who, words.action, words.object, words.outcome, words.details]}
          class="audit-table"
        >
          {rows.map((row) => (
            <Row key={row.seq} row={row} />
          ))}
        </ListTable>
      )}
      <ListStatus rows={rows} refused={refused} none={words.none} />
      {next !== undefined && (
        <div>
          <button type="button" class="button" onClick={() => void read(next)}>
            {words.older}
          </button>
        </div>
      )}
    </div>
  );
}

/** Rows of earlier versions may have others. */
const actionInWords = (action: string): string => wordIn(t().audit.actions, action) ?? nameInWords(action);

const codeInWords = (code: string): string => failureInWords(code) ?? nameInWords(code);

/** Several of a person are joined by `+`. */
function roleInWords(role: string): string {
  const all = { ...t().audit.roles, ...t().shell.roles };
  return role
    .split('+')
    .map((each) => wordIn(all, each) ?? each)
    .join(', ');
}

const wordIn = (all: Readonly<Record<string, string>>, name: string): string | undefined =>
  Object.hasOwn(all, name) ? all[name] : undefined;

function Row({ row }: { row: AuditRowView }) {
  const { seq, at, actor, action, object, outcome, code } = row;
  const words = t().audit;
  return (
    <tr>
      <td class="figure">
        <time dateTime={new Date(at).toISOString()}>{dated(at)}</time>
      </td>
      <Cell name={words.who}>
        {actor.name} <span class="soft small">{actor.label ?? roleInWords(actor.role)}</span>
      </Cell>
      <Cell name={words.action}>{actionInWords(action)}</Cell>
      <Cell name={words.object}>{object}</Cell>
      <Cell name={words.outcome}>
        {outcome === 'refused' ? <strong class="audit-refused">{words.refused}</strong> : words.allowed}
        {code !== undefined && <span class="soft small"> {codeInWords(code)}</span>}
      </Cell>
      <td>
        <details>
          <summary aria-label={`${words.details} ${seq}`}>{words.details}</summary>
          <Details row={row} />
        </details>
      </td>
    </tr>
  );
}

function Details({ row: { seq, actor, action, right, details } }: { row: AuditRowView }) {
  const words = t().audit;
  const parts: [string, unknown][] =
    details === 'erased' || details === undefined
      ? []
      : [
          [words.asked, details.asked],
          [words.before, details.before],
          [words.after, details.after],
        ];
  return (
    <dl class="audit-details">
      <Item name="#">{String(seq)}</Item>
      <Item name={words.right}>{actionInWords(right)}</Item>
      {actor.address !== undefined && <Item name={words.address}>{actor.address}</Item>}
      {actor.session !== undefined && <Item name={words.session}>{actor.session}</Item>}
      {details === 'erased' && <Item name={words.asked}>{words.erased}</Item>}
      {parts
        .filter(([, value]) => value !== undefined)
        .map(([name, value]) => (
          <Item key={name} name={name}>
            {detailsInWords(value, detailWords(action))}
          </Item>
        ))}
    </dl>
  );
}

const Item = ({ name, children }: { name: string; children: string }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

/** The chain, as far as the engine can tell: someone who can write the database can rebuild it, but not the noted heads. */
function Proof() {
  const [verdict, setVerdict] = useState<AuditVerdictView>();
  const [refused, setRefused] = useState<Refused>();
  const [isBusy, setBusy] = useState(false);
  const words = t().audit;
  const verify = async (): Promise<void> => {
    setBusy(true);
    const answer = await api.audit.verify();
    setBusy(false);
    setVerdict(answer.ok ? answer.value : undefined);
    setRefused(refusedBy(answer));
  };
  return (
    <div class="row">
      <Refusal refused={refused} />
      <p role="status" class={verdict?.fault ? 'audit-refused' : 'audit-intact'}>
        {verdict &&
          (verdict.fault
            ? words.broken(String(verdict.fault.seq))
            : words.intact(count(verdict.rows), count(verdict.headsChecked)))}
      </p>
      <button type="button" class="button" disabled={isBusy} onClick={() => void verify()}>
        {words.verify}
      </button>
      {may('export_audit') && (
        <a class="button" href="/v1/audit/export" download="audit.ndjson">
          {words.export}
        </a>
      )}
    </div>
  );
}
