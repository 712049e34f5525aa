/** Who may listen to talks, and who is told of it: a choice that the plan has to make. */
import { phrase } from '../../shared/findings/said.ts';
import { list, optional, record, required } from '../form/collections.ts';
import { reference, yesOrNo } from '../form/scalars.ts';

export const supervision = record(phrase('supervision'), {
  agents: optional(list(reference(phrase('an_agent'))), 'Agents who may listen, whisper and barge in.'),
  teams: optional(list(reference(phrase('a_team'))), 'Teams whose members may.'),
  'tell callers': required(
    yesOrNo,
    'Callers hear `supervision notice` before they are connected. A call whose caller did not hear it cannot be supervised.',
  ),
  'tell agents': required(yesOrNo, 'The agent hears a tone when a supervisor starts to listen.'),
});
