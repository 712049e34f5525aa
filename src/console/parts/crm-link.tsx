/** Opens the page of the company's CRM in another tab. */
import type { ComponentChildren, RefObject } from 'preact';
import type { CrmPageView } from '../../contract/crm.ts';
import { t } from '../words/words.ts';

interface CrmLinkProps {
  /** Undefined: nothing is shown. */
  readonly crm: CrmPageView | undefined;
  readonly anchor?: RefObject<HTMLAnchorElement>;
  /** The key that opens it. */
  readonly letter?: string;
  /** After its text. */
  readonly children?: ComponentChildren;
}

export const CrmLink = ({ crm, anchor, letter, children }: CrmLinkProps) =>
  crm ? (
    <p>
      <a
        class="button"
        href={crm.url}
        target="_blank"
        rel="noopener noreferrer"
        {...(anchor && { ref: anchor })}
        {...(letter !== undefined && { 'aria-keyshortcuts': letter.toUpperCase() })}
      >
        <span>{crm.label ?? t().shell.openInCrm}</span>
        {children}
      </a>
    </p>
  ) : null;
