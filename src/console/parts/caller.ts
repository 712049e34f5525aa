import type { CallerView } from '../../contract/call.ts';
import { fromBrowser } from '../../shared/from-browser.ts';
import { t } from '../words/words.ts';

/** The name if there is one, else the number. */
export const callerTitle = ({ name, number }: CallerView): string =>
  name === fromBrowser && number === undefined
    ? t().board.fromBrowser
    : (name ?? number ?? t().board.withheld);
