/** Keys in talk, with whom they fetch. */
import { phrase } from '../../shared/findings/said.ts';
import type { KeyInTalkSource, Placed, PlanSource } from '../language.ts';
import type { KeyInTalk, Plan } from '../model.ts';
import { type Report, resolve } from '../source/report.ts';
import { either, type Names } from './names.ts';
import { collect } from './section.ts';

/** Without it the agent hears that the key leads nowhere. */
const sectionOf: Readonly<Record<string, 'parking' | 'recording'>> = {
  park: 'parking',
  'pause recording': 'recording',
};

export function compileKeysInTalk(
  { 'keys in talk': written, parking, recording }: PlanSource,
  names: Names,
  to: Report,
): Pick<Plan, 'keysInTalk'> {
  if (!written) return {};
  const known = either(names.agents, names.teams, names.queues);
  const whom = (somebody: Placed<string>): string => {
    to.used.add(`team ${somebody.value}`);
    return resolve(somebody, 'agent, team or queue', known, to) ?? somebody.value;
  };
  const keysInTalk = collect(written, (name, key: KeyInTalkSource, at): KeyInTalk => {
    const section = key.kind === 'bare' ? sectionOf[key.word] : undefined;
    const has = { parking, recording };
    if (section && !has[section])
      to.warning(
        at,
        phrase('key_in_talk_without_section', { key: name, section }),
        phrase('add_section_or_remove_key'),
      );
    switch (key.kind) {
      case 'consult':
        return { do: 'consult', to: whom(key.consult) };
      case 'fetch':
        return { do: 'fetch', to: whom(key.fetch) };
      case 'hand over':
        return { do: 'hand over', to: whom(key['hand over']) };
      case 'bare':
        return { do: key.word };
    }
  });
  return { keysInTalk };
}
