/** What a person reads first of each report, as in the CLI. All figures are in the CSV. */
import { clockLength, count, sharp } from '../words/figures.ts';
import type { Words } from '../words/words.ts';
import type { ReportName } from './question.ts';

export type Figure = keyof Words['reports']['figures'];

const calls: readonly Figure[] = [
  'offered',
  'answered',
  'abandoned',
  'shortAbandoned',
  'serviceLevelOfOffered',
  'averageSpeedOfAnswerMs',
  'longestWaitMs',
  'voicemail',
  'callbackBooked',
  'leftEarly',
  'talkedMs',
  'heldMs',
  'transfers',
  'exchangeRestarted',
  'failed',
  'inProgress',
];

const afterwards: readonly Figure[] = [
  'firstCallResolution',
  'surveysOffered',
  'responseShare',
  'averageMark',
  'averageMos',
  'reviews',
  'averageScore',
];

export const columnsOf: Readonly<Record<ReportName, readonly Figure[]>> = {
  queues: [
    'offered',
    'answered',
    'abandoned',
    'shortAbandoned',
    'overflowed',
    'voicemail',
    'callbackBooked',
    'serviceLevelOfOffered',
    'averageSpeedOfAnswerMs',
    'longestWaitMs',
    'averageHandleMs',
    'ringNoAnswer',
    'transfersIn',
    'transfersOut',
    ...afterwards,
    'inProgress',
  ],
  agents: [
    'answered',
    'loggedInMs',
    'talkedMs',
    'heldMs',
    'consultedMs',
    'wrappedUpMs',
    'averageHandleMs',
    'occupancy',
    'freeStateMs',
    'pausedStateMs',
    'unreachableStateMs',
    'phoneBusyStateMs',
    'outOfQueuesMs',
    'ringNoAnswer',
    'transfersIn',
    'transfersOut',
    ...afterwards,
  ],
  calls,
  numbers: calls,
  tags: calls,
  ivr: ['heard', 'left', 'leftShare', 'averageMs'],
  results: ['given'],
  quality: ['reviews', 'averageScore'],
  surveys: [
    'offered',
    'answered',
    'responseShare',
    'averageMark',
    'lowMarks',
    'comments',
    'waitedAnsweredMs',
    'waitedUnansweredMs',
    'talkedAnsweredMs',
    'talkedUnansweredMs',
  ],
};

const isShare = (figure: Figure): boolean =>
  /^serviceLevel|^occupancy$|^firstCallResolution$|Share$/.test(figure);

/** Nothing where there was nothing to divide by. */
export function written(figure: Figure, value: string | number | undefined): string {
  if (typeof value !== 'number') return '–';
  if (figure.endsWith('Ms')) return clockLength(value);
  return isShare(figure) ? sharp(value) : count(value);
}
