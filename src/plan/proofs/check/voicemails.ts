/**
 * Messages come to the notice of agents: they list those of their own voicemails and of their queues. A plan in which no voicemail
 * belongs to anyone is listened to in another way; where some do, one that does not was forgotten.
 */
import type { Plan, Voicemail } from '../../model.ts';
import type { Problem } from './problem.ts';

export function unheardVoicemails({ voicemails, queues }: Plan): readonly Problem[] {
  const all = Object.values(voicemails);
  if (!all.some(belongs)) return [];
  const [queue = 'QUEUE'] = Object.keys(queues);
  return all
    .filter((voicemail) => !belongs(voicemail) && !voicemail.mailTo && !voicemail.lamp)
    .map(({ name }) => ({
      severity: 'warning',
      about: `voicemail ${name}`,
      message: `voicemail '${name}' belongs to no agent and no queue: no agent sees its messages`,
      hint: `add agent:, or queue: ${queue} (its agents listen); admins, and managers of everything, see them in any case`,
    }));
}

const belongs = ({ agent, queue }: Voicemail): boolean => agent !== undefined || queue !== undefined;
