/**
 * From 3 to 4: a call may be `answering_survey`. Nothing that is stored changes; the number keeps an earlier Cordboard, which does not
 * know that phase, from taking such a call up.
 */
import type { UpgradeStep } from './step.ts';

export const surveys: UpgradeStep = {};
