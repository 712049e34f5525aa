/** What callers do by themselves: keys, names, lookups, PINs. */
import type { AgentName, Language, LookupName } from '../../../plan/model.ts';
import type { FailureCode } from '../../../shared/failures/table.ts';
import type { QuestionId, RecordingId } from '../../../shared/ids.ts';
import type { Duration } from '../../../shared/time.ts';
import type { LookupOutcome } from '../lookup.ts';

export type SelfServiceEntry =
  /** By a key: the contact hears it the next time too. */
  | { readonly type: 'languageChosen'; readonly contact: string; readonly language: Language }
  /** What the caller keyed in is being checked. The digits themselves are never kept. */
  | {
      readonly type: 'lookupAsked';
      readonly lookup: LookupName;
      readonly question: QuestionId;
      /** How many there were. */
      readonly digits: number;
    }
  /** One try of a lookup is over. If omitted, `question`: nothing was checked. */
  | {
      readonly type: 'lookupAnswered';
      readonly lookup: LookupName;
      readonly attempt: number;
      readonly question?: QuestionId;
      readonly outcome: LookupOutcome;
      readonly because?: string;
      /** What the answer said of the caller, as far as the plan has it. */
      readonly name?: string;
      readonly tags?: readonly string[];
      readonly priority?: number;
      readonly language?: Language;
      /** If omitted: to the next step, or the caller is asked again. */
      readonly leadsTo?: string;
    }
  | {
      readonly type: 'keyPressed';
      readonly menu: string;
      readonly key: string;
      readonly leadsTo: string | null;
    }
  | { readonly type: 'noKeyPressed'; readonly menu: string; readonly attempt: number }
  /** Names that fit what was spelled, as they are read out. */
  | {
      readonly type: 'nameSpelled';
      readonly keys: string;
      readonly names: readonly string[];
      /** So many fit too, and are not read out yet. */
      readonly more: number;
      /** They fit, and this caller is not told of them, because of a guard. */
      readonly unlisted?: readonly { readonly name: string; readonly guards: readonly string[] }[];
    }
  | { readonly type: 'nameChosen'; readonly name: string; readonly leadsTo: string }
  /** The caller found no one in the directory, or asked for a person. */
  | { readonly type: 'leftDirectory'; readonly because: string }
  | {
      readonly type: 'promptFailed';
      /** If omitted: in entries of earlier versions. */
      readonly code?: FailureCode;
    }
  /** A number and PIN were keyed in and refused; the PIN itself is never kept. */
  | {
      readonly type: 'pinRefused';
      readonly phone: string;
      readonly number: string;
      readonly agent?: AgentName;
      /** If omitted: in entries of earlier versions. */
      readonly code?: FailureCode;
      readonly because: string;
    }
  /** At a phone, for the library. Not kept: its file is of no use to anyone. */
  | {
      readonly type: 'soundRecorded';
      readonly sound: string;
      readonly language: Language;
      readonly recording: RecordingId;
      readonly lasted: Duration;
      readonly kept: boolean;
      readonly agent?: AgentName;
    };
