/** A flow for each agent, for agents who dial a colleague's name or number at their own phones. */
import { seconds } from '../../shared/time.ts';
import type { Agent, Flow, FlowId, Plan } from '../model.ts';
import { table } from '../source/report.ts';
import type { PromptCompiler } from './prompt.ts';

const rungFor = seconds(30);

export function compileColleagues(
  agents: readonly Agent[],
  prompts: PromptCompiler,
  flows: Map<FlowId, Flow>,
): Pick<Plan, 'colleagues'> {
  const sorry = prompts.builtIn('colleague not available');
  const flowOf = ({ name, title }: Agent): FlowId => {
    const id = `colleague/${name}`;
    flows.set(id, {
      id,
      title: `colleague ${title}`,
      steps: [
        { do: 'ring', who: { kind: 'agent', agent: name }, for: rungFor, on: {} },
        { do: 'goodbye', prompt: sorry },
      ],
    });
    return id;
  };
  return {
    colleagues: table(
      agents.flatMap((agent): [string, FlowId][] => {
        const flow = flowOf(agent);
        // Phones send names as they were typed, and people type capitals.
        return [agent.name.toLowerCase(), ...(agent.number === undefined ? [] : [agent.number])].map(
          (dialled) => [dialled, flow],
        );
      }),
    ),
  };
}
