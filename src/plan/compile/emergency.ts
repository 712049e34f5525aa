/** A flow for each emergency number: it rings over the trunks in order, then come clear words that none carried the call. */
import { minutes } from '../../shared/time.ts';
import type { PlanSource } from '../language.ts';
import type { Emergency, Flow, FlowId, Step } from '../model.ts';
import { emergencyNumbers } from '../rules/emergency.ts';
import { type Report, resolve, table } from '../source/report.ts';
import type { Names } from './names.ts';
import { inOrder } from './outside.ts';
import type { PromptCompiler } from './prompt.ts';

/** Emergency services answer late on a bad day; no one else may decide when to give up. */
const rungFor = minutes(10);

export function compileEmergency(
  source: PlanSource,
  names: Pick<Names, 'trunks'>,
  prompts: PromptCompiler,
  flows: Map<FlowId, Flow>,
  to: Report,
): Emergency {
  const written = source['emergency calls'];
  const trunks = (written?.trunks ?? []).flatMap((name) => resolve(name, 'trunk', names.trunks, to) ?? []);
  const more = (written?.numbers ?? []).map(({ value }) => value);
  const numbers = [...new Set([...emergencyNumbers(source.country?.value ?? ''), ...more])];
  const words = prompts.builtIn(trunks.length === 0 ? 'no emergency calls here' : 'emergency call failed');
  const flowOf = (number: string): FlowId => {
    const id = `emergency/${number}`;
    const way = inOrder(trunks);
    // One step, so that a trunk over which nothing is heard is left for the next.
    const rings: readonly Step[] = way
      ? [{ do: 'ring', who: { kind: 'outside', number, ...way }, for: rungFor, on: {} }]
      : [];
    flows.set(id, {
      id,
      title: `emergency call ${number}`,
      steps: [...rings, { do: 'goodbye', prompt: words }],
    });
    return id;
  };
  return { trunks, flows: table(numbers.map((number) => [number, flowOf(number)] as const)) };
}
