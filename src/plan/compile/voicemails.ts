/** Voicemails: whose messages they are, and how one is forwarded there. */
import { phrase } from '../../shared/findings/said.ts';
import { minutes } from '../../shared/time.ts';
import type { PlanSource } from '../language.ts';
import type { Plan, Voicemail } from '../model.ts';
import { listenersOf } from '../rules/voicemails.ts';
import { type Report, resolve } from '../source/report.ts';
import { agentsNamed } from './agents-named.ts';
import type { Names } from './names.ts';
import type { PromptCompiler } from './prompt.ts';
import { collect } from './section.ts';

export function compileVoicemails(
  { voicemails }: PlanSource,
  { agents, queues, teams }: Pick<Plan, 'agents' | 'queues' | 'teams'>,
  names: Pick<Names, 'agents' | 'queues' | 'teams'>,
  prompts: PromptCompiler,
  to: Report,
): Plan['voicemails'] {
  const numbers = new Map<string, string>();
  return collect(voicemails, (name, written, at): Voicemail => {
    const agent = written.agent && resolve(written.agent, 'agent', names.agents, to);
    const queue = written.queue && resolve(written.queue, 'queue', names.queues, to);
    const own = agent === undefined ? undefined : agents[agent]?.number;
    const number = written.number?.value ?? own;
    const taken = number === undefined ? undefined : numbers.get(number);
    if (number !== undefined && taken !== undefined)
      to.error(
        written.number?.at ?? at,
        phrase('voicemails_share_a_number', { voicemail: name, number, other: taken }),
        phrase('write_another_number'),
      );
    if (number !== undefined) numbers.set(number, name);
    const whose = { ...(agent === undefined ? {} : { agent }), ...(queue === undefined ? {} : { queue }) };
    const lamp = written.lamp ? agentsNamed(written.lamp, names, teams, to) : listenersOf({ queues }, whose);
    const mailTo = (written['e-mail'] ?? []).map(({ value }) => value);
    if (written['attach sound'] && mailTo.length === 0)
      to.warning(
        at,
        phrase('voicemail_attaches_to_nothing', { voicemail: name }),
        phrase('write_email_or_remove_it'),
      );
    return {
      name,
      greeting: written.greeting ? prompts.compile(written.greeting) : prompts.builtIn('voicemail greeting'),
      longest: written.longest ?? minutes(2),
      ...whose,
      ...(lamp.length === 0 ? {} : { lamp }),
      ...(number === undefined ? {} : { number }),
      ...(mailTo.length === 0 ? {} : { mailTo }),
      ...(written['attach sound'] ? { attachesSound: true } : {}),
      ...(written['set silence aside'] === false ? { keepsSilence: true } : {}),
      ...(written['keep for'] === undefined ? {} : { keepFor: written['keep for'] }),
    };
  });
}
