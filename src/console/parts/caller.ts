import type { CallerView } from '../../contract/call.ts';
import { t } from '../words/words.ts';

/** The name if there is one, else the number. */
export const callerTitle = ({ name, number }: CallerView): string => name ?? number ?? t().board.withheld;
