/** The page of the CRM about the caller, by a click or a key. */
import { useRef } from 'preact/hooks';
import type { CrmPageView } from '../../contract/crm.ts';
import { CrmLink } from '../parts/crm-link.tsx';
import { useKey, usesSingleKeys } from './keys.tsx';

const letter = 'o';

export function OpenInCrm({ crm }: { crm: CrmPageView | undefined }) {
  const anchor = useRef<HTMLAnchorElement>(null);
  useKey(letter, () => anchor.current?.click(), crm !== undefined);
  return (
    <CrmLink crm={crm} anchor={anchor} letter={letter}>
      {usesSingleKeys.value && <kbd aria-hidden="true">{letter.toUpperCase()}</kbd>}
    </CrmLink>
  );
}
