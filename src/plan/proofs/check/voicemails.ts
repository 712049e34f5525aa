/**
 * Greetings that agents record at their phone: each code finds a voicemail, and no two voicemails share a recording.
 *
 * Messages come to the notice of agents: they list those of their own voicemails and of their queues. A plan in which no voicemail
 * belongs to anyone is listened to in another way; where some do, one that does not was forgotten.
 */
import { phrase } from '../../../shared/findings/said.ts';
import type { Plan, Voicemail } from '../../model.ts';
import { greetingSound, listenersOf } from '../../rules/voicemails.ts';
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
      message: phrase('voicemail_of_no_one', { voicemail: name }),
      hint: phrase('add_agent_or_queue', { queue }),
    }));
}

const belongs = ({ agent, queue }: Voicemail): boolean => agent !== undefined || queue !== undefined;

export function recordedGreetings(plan: Plan): readonly Problem[] {
  return [...greetingsOfNoOne(plan), ...sharedGreetings(plan)];
}

/** Who dials such a code only hears that they cannot. */
function greetingsOfNoOne(plan: Plan): readonly Problem[] {
  const all = Object.values(plan.voicemails);
  return Object.entries(plan.codes).flatMap(([dialled, code]): readonly Problem[] => {
    if (code.do !== 'greeting') return [];
    const about = `code ${dialled}`;
    if (code.voicemail === undefined) {
      if (all.some(({ agent }) => agent !== undefined)) return [];
      const message = phrase('code_records_no_greeting', { code: dialled });
      const hint = phrase('add_agent_to_a_voicemail');
      return [{ severity: 'warning', about, message, hint }];
    }
    const voicemail = plan.voicemails[code.voicemail];
    if (!voicemail || listenersOf(plan, voicemail).length > 0) return [];
    const message = phrase('greeting_of_no_one', { code: dialled, voicemail: voicemail.name });
    return [{ severity: 'warning', about, message, hint: phrase('add_agent_or_queue_to_voicemail') }];
  });
}

function sharedGreetings({ voicemails }: Plan): readonly Problem[] {
  const first = new Map<string, string>();
  return Object.keys(voicemails).flatMap((name): readonly Problem[] => {
    const sound = greetingSound(name);
    const other = first.get(sound);
    first.set(sound, other ?? name);
    if (other === undefined) return [];
    const message = phrase('voicemails_share_a_greeting', { other, voicemail: name });
    return [{ severity: 'warning', about: `voicemail ${name}`, message, hint: phrase('rename_one_of_them') }];
  });
}
