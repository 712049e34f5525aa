/** A table of a page, and the line below it that says why it is empty. */
import type { ComponentChildren } from 'preact';
import type { Refused } from '../api/request.ts';
import { t } from '../words/words.ts';
import './list-page.css';

interface ListTableProps {
  /** Its name; or the id of the heading that names it. */
  readonly label?: string;
  readonly labelledBy?: string;
  readonly heads: readonly string[];
  /** Each row ends with a cell of buttons (`of-action`). */
  readonly hasActions?: boolean;
  readonly class?: string;
  /** Rows, with a `Cell` for each field. */
  readonly children: ComponentChildren;
}

export const ListTable = ({
  label,
  labelledBy,
  heads,
  hasActions,
  class: more,
  children,
}: ListTableProps) => (
  <div class="card">
    <table class={more ? `list-table ${more}` : 'list-table'} aria-label={label} aria-labelledby={labelledBy}>
      <thead>
        <tr>
          {heads.map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
          {hasActions && <td class="of-action" />}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  </div>
);

interface ListStatusProps {
  /** Undefined: not read yet. */
  readonly rows: readonly unknown[] | undefined;
  readonly refused: Refused | undefined;
  /** Shown if there is no row. */
  readonly none: string;
  /** What was just done; shown before all else. */
  readonly said?: string;
}

export const ListStatus = ({ rows, refused, none, said = '' }: ListStatusProps) => (
  <p class="soft" role="status">
    {said || (rows === undefined ? !refused && t().shell.loading : rows.length === 0 && none)}
  </p>
);
