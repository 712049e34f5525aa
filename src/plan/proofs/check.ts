/**
 * What is proven of a plan before it is used:
 *  - every path of a caller ends with a person, a voicemail or a spoken goodbye (`check/paths.ts`);
 *  - no path goes round for ever while the caller does nothing (`check/rounds.ts`);
 *  - everything that is written can be reached (`check/reach.ts`);
 *  - every queue and every team that is rung has somebody who may take the call (`check/staffing.ts`);
 *  - no one comes to a queue or a team with needs that no one there can ever meet (`check/served.ts`);
 *  - who finds no one in a directory comes to somebody all the same (`check/directories.ts`);
 *  - no outside number is rung that we would refuse to call (`check/outside.ts`);
 *  - what agents may dial outside leads out over a trunk (`check/outside.ts`);
 *  - no call from the caller page can cause a call outside (`check/caller-page.ts`);
 *  - agents reach the emergency services (`check/emergency.ts`);
 *  - the number that an agent is to show can be shown (`check/caller-numbers.ts`);
 *  - every minute somebody is on call who can be rung wherever they are (`check/on-call.ts`);
 *  - every survey is asked after some calls (`check/surveys.ts`);
 *  - messages in a voicemail come to the notice of somebody (`check/voicemails.ts`);
 *  - each code that records a greeting finds a voicemail (`check/voicemails.ts`);
 *  - no number stands there in two forms (`check/numbers.ts`).
 *
 * A proof looks at the compiled plan only; `about` names a thing of it, as `compile.ts` does in `places`.
 */

import type { Plan } from '../model.ts';
import { callerNumbers } from './check/caller-numbers.ts';
import { outsideFromPage } from './check/caller-page.ts';
import { onlyForSpellers } from './check/directories.ts';
import { emergencyCalls } from './check/emergency.ts';
import { sameNumbers } from './check/numbers.ts';
import { onCallRotas } from './check/on-call.ts';
import { dialledByAgents, refusedNumbers } from './check/outside.ts';
import { pathsThatRunOut } from './check/paths.ts';
import type { Problem } from './check/problem.ts';
import { neverReached } from './check/reach.ts';
import { rounds } from './check/rounds.ts';
import { neverServed } from './check/served.ts';
import { staffing } from './check/staffing.ts';
import { neverAsked } from './check/surveys.ts';
import { recordedGreetings, unheardVoicemails } from './check/voicemails.ts';

export type { Problem };

/** In no order that says anything about weight. */
export function check(plan: Plan): readonly Problem[] {
  return [
    ...pathsThatRunOut(plan),
    ...rounds(plan),
    ...staffing(plan),
    ...neverServed(plan),
    ...neverReached(plan),
    ...onlyForSpellers(plan),
    ...refusedNumbers(plan),
    ...dialledByAgents(plan),
    ...emergencyCalls(plan),
    ...outsideFromPage(plan),
    ...callerNumbers(plan),
    ...sameNumbers(plan),
    ...unheardVoicemails(plan),
    ...recordedGreetings(plan),
    ...onCallRotas(plan),
    ...neverAsked(plan),
  ];
}
