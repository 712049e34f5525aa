/** A field of a row. On a narrow screen the heads of the columns are gone, and each has its name before it. */
import type { ComponentChildren } from 'preact';
import './list-page.css';

export const Cell = ({ name, children }: { name: string; children: ComponentChildren }) => (
  <td>
    {children && (
      <>
        <span class="list-name" aria-hidden="true">
          {name}
        </span>
        {children}
      </>
    )}
  </td>
);
