/** Flows and their steps: what a call is led through. */
import { isSeq } from 'yaml';
import { minutes, seconds } from '../../shared/time.ts';
import { kinds } from '../form/choices.ts';
import type { ReadKind } from '../form/choices.ts';
import { list, oneOrMore, optional, required } from '../form/collections.ts';
import { named } from '../form/form.ts';
import type { Form } from '../form/form.ts';
import { needs } from '../form/needs.ts';
import { prompt } from '../form/prompt.ts';
import { duration, oneOf, reference, wholeNumber, yesOrNo } from '../form/scalars.ts';
import type { Place } from '../source/position.ts';
import { strategies } from './strategy.ts';

export interface FlowSource {
  readonly at: Place;
  readonly steps: readonly StepSource[];
}
export const flow = named<FlowSource>('flow', 'a step, or a list of steps', () => readFlow);

const condition = reference('a condition');

export const stepKinds = {
  say: { say: required(prompt, 'Something is said to the caller.') },
  menu: { menu: required(reference('a menu'), 'The caller chooses with keys.') },
  queue: {
    queue: required(reference('a queue'), 'The caller waits for the best free agent of the queue.'),
    for: optional(
      duration(seconds(1), minutes(24 * 60)),
      'For at most so long; without it until somebody comes.',
    ),
    needs: optional(needs, 'Skills that this caller needs, on top of those that the queue needs.'),
  },
  ring: {
    ring: required(
      reference('an agent, a team or a quoted outside number'),
      'An agent, a team or an outside number is rung, if free; when nobody answers, the next step follows.',
    ),
    for: optional(duration(seconds(1), minutes(10)), 'For so long. Default: 20s'),
    strategy: optional(oneOf(strategies), 'Who of a team comes first. Default: ordered'),
    'more after': optional(
      duration(seconds(1), minutes(5)),
      'Strategy `progressive`: one more phone of the team rings each time so long has passed. Default: 5s',
    ),
    trunk: optional(reference('a trunk'), 'The trunk for an outside number; needed when there are several.'),
    confirm: optional(
      yesOrNo,
      'Whether the person at an outside number must press 1 to take the call, so that a mailbox never has it. Default: true if another step than a goodbye follows',
    ),
    'on no answer': optional(flow, 'What follows when nobody answers, before the next step.'),
    'on busy': optional(flow, 'What follows when all are busy, before the next step.'),
    'on unreachable': optional(flow, 'What follows when no phone can be reached, before the next step.'),
  },
  voicemail: {
    voicemail: required(reference('a voicemail'), 'The caller leaves a message, and the call ends.'),
  },
  chain: { chain: required(reference('a chain'), 'The call goes on with the chain.') },
  topic: { topic: required(reference('a topic'), 'The call goes on with who answers for the topic.') },
  directory: {
    directory: required(
      oneOrMore(reference('whom callers find: agents, topics, or some of them by name')),
      'The caller spells a name on the keypad; who finds nobody, or presses 0, comes to the next step. `agents`, `topics`, or names of teams, agents and topics.',
    ),
    say: optional(prompt, 'How they are asked. Default: built-in words'),
    for: optional(duration(seconds(1), minutes(10)), 'How long an agent is rung. Default: 20s'),
    wait: optional(duration(seconds(1), minutes(1)), 'How long to wait for a key. Default: 4s'),
    tries: optional(wholeNumber(1, 10), 'How often they are asked. Default: 3'),
  },
  language: { language: required(reference('a language'), 'From now on the caller hears this language.') },
  needs: { needs: required(needs, 'From now on whoever takes the call must have these skills, too.') },
  priority: {
    priority: required(
      wholeNumber(0, 100),
      'From now on the caller has so many points more in the order of those who wait.',
    ),
  },
  goodbye: {
    goodbye: required(prompt, 'This is said, and the call ends. Just `goodbye`: the built-in words.'),
  },
  when: {
    when: required(
      condition,
      '`NAME is open`, `NAME is closed` (a schedule), `caller speaks de`, `caller is TAG` or `dialled NUMBER`.',
    ),
    // oxlint-disable-next-line unicorn/no-thenable -- a word of the plan; nobody awaits it
    then: required(flow, 'What follows if that is so, before the next step.'),
    otherwise: optional(flow, 'What follows if not, before the next step. Default: the next step'),
  },
} as const;
export const step = kinds(
  'a step',
  stepKinds,
  ['goodbye', 'echo'],
  (word) => `such as { queue: ${word} } or { menu: ${word} }`,
);
export type StepSource = ReadKind<typeof stepKinds, 'goodbye' | 'echo'>;

const steps = list(step);
export const readFlow: Form<FlowSource> = {
  words: 'a step, or a list of steps',
  schema: {
    anyOf: [
      { $ref: '#/definitions/step' },
      { type: 'array', minItems: 1, items: { $ref: '#/definitions/step' } },
    ],
  },
  read(spot, reading) {
    if (isSeq(spot.node)) {
      if (spot.node.items.length === 0)
        return reading.wrong(
          spot.at,
          `${spot.called} is an empty list of steps`,
          'write at least one step, such as { queue: sales }',
        );
      return { at: spot.at, steps: steps.read(spot, reading) ?? [] };
    }
    const one = step.read(spot, reading);
    return { at: spot.at, steps: one === undefined ? [] : [one] };
  },
};
