/** What of a plan sends e-mails, and so needs a mail server. */
import type { Plan } from '../model.ts';

/** Such as `surveys (service)`; empty: nothing does. */
export function sendsMail({
  surveys = {},
  reports = {},
  voicemails,
}: Pick<Plan, 'surveys' | 'reports' | 'voicemails'>): readonly string[] {
  const senders = {
    surveys: Object.values(surveys).filter(({ byEmail }) => byEmail),
    reports: Object.values(reports),
    voicemails: Object.values(voicemails).filter(({ mailTo }) => mailTo),
  };
  return Object.entries(senders).flatMap(([section, all]) =>
    all.length === 0 ? [] : [`${section} (${all.map(({ name }) => name).join(', ')})`],
  );
}
