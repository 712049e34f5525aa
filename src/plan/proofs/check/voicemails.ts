/**
 * Greetings that agents record at their phone: each code finds a voicemail, and no two voicemails share a recording.
 *
 * Messages come to the notice of agents: they list those of their own voicemails and of their queues. A plan in which no voicemail
 * belongs to anyone is listened to in another way; where some do, one that does not was forgotten.
 */
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
      message: `voicemail '${name}' belongs to no agent and no queue: no agent sees its messages`,
      hint: `add agent:, or queue: ${queue} (its agents listen); admins, and managers of everything, see them in any case`,
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
      const message = `code '${dialled}' records no greeting: no voicemail has an agent`;
      const hint = 'add agent: to a voicemail, or write { greeting: VOICEMAIL }';
      return [{ severity: 'warning', about, message, hint }];
    }
    const voicemail = plan.voicemails[code.voicemail];
    if (!voicemail || listenersOf(plan, voicemail).length > 0) return [];
    const message = `code '${dialled}' records no greeting: voicemail '${voicemail.name}' belongs to no agent and no queue`;
    return [{ severity: 'warning', about, message, hint: 'add agent: or queue: to the voicemail' }];
  });
}

function sharedGreetings({ voicemails }: Plan): readonly Problem[] {
  const first = new Map<string, string>();
  return Object.keys(voicemails).flatMap((name): readonly Problem[] => {
    const sound = greetingSound(name);
    const other = first.get(sound);
    first.set(sound, other ?? name);
    if (other === undefined) return [];
    const message = `voicemails '${other}' and '${name}' share one recorded greeting: their names differ in capitals only`;
    return [{ severity: 'warning', about: `voicemail ${name}`, message, hint: 'rename one of them' }];
  });
}
