/**
 * A survey that is answered by e-mail, some time after its call: the journal gets what it would have got at the phone, and
 * says by which way.
 */
import { defined } from '../../shared/defined.ts';
import type { Event } from '../kept/events.ts';
import type { Turn } from '../turn/turn.ts';

export function surveyIsAnsweredByEmail(
  turn: Turn,
  event: Extract<Event, { type: 'surveyAnsweredByEmail' }>,
): void {
  const { marks, comment, talk, offeredAt } = event;
  const { call, survey, agent, queue, language, waited, talked, result } = talk;
  const asked = turn.plan.surveys?.[survey];
  const about = { language, waited, talked, ...defined({ result }) };
  const from = { call, survey, way: 'email', offeredAt, agent, ...defined({ queue }) } as const;
  for (const [index, { question, mark }] of marks.entries()) {
    // Without its survey, the plan says of no mark that it is low.
    const isLow = asked !== undefined && mark <= asked.low;
    turn.journal({
      type: 'surveyAnswered',
      ...from,
      question,
      mark,
      low: isLow,
      ...(index === 0 && { about }),
      ...(isLow && { followUpAfter: asked.followUpAfter, followUpBy: asked.followUpBy ?? agent }),
    });
  }
  if (comment !== undefined)
    turn.journal({ type: 'surveyAnswered', ...from, question: 'comment', comment, low: false });
}
