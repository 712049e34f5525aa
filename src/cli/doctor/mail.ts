import { readPlan } from '../../plan/read.ts';
import { sendsMail } from '../../plan/rules/mail.ts';
import { type Check, ok, warning } from './check.ts';

/** Whether what the plan wants to send by e-mail can be sent at all. `cordboard deliveries test-mail` asks the server itself. */
export const mail: Check = {
  title: 'E-mail',
  async look({ settings }) {
    if (settings.smtp) return [ok(`e-mails go through ${settings.smtp.host}`)];
    const read = await readPlan(settings.plan);
    const senders = read.ok ? sendsMail(read.plan) : [];
    if (senders.length === 0)
      return [ok('no mail server is set (CORDBOARD_SMTP_HOST), and the plan needs none')];
    return [
      warning(
        `no mail server is set (CORDBOARD_SMTP_HOST), but the plan sends e-mails: ${senders.join('; ')}`,
        'set CORDBOARD_SMTP_HOST and CORDBOARD_SMTP_FROM (docs/mail.md), then restart the engine',
      ),
    ];
  },
};
