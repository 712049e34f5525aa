/** Flows and their steps: what a call is led through. */

import { isSeq } from 'yaml';
import { phrase } from '../../shared/findings/said.ts';
import { minutes, seconds } from '../../shared/time.ts';
import { kinds, type ReadKind } from '../form/choices.ts';
import { list, mapping, nameKey, oneOrMore, optional, required } from '../form/collections.ts';
import { type Form, named } from '../form/form.ts';
import { needs } from '../form/needs.ts';
import { prompt } from '../form/prompt.ts';
import { duration, oneOf, reference, wholeNumber, yesOrNo } from '../form/scalars.ts';
import type { Place } from '../source/position.ts';
import { strategies } from './strategy.ts';

export interface FlowSource {
  readonly at: Place;
  readonly steps: readonly StepSource[];
}
export const flow = named<FlowSource>('flow', phrase('a_step_or_a_list_of_steps'), () => readFlow);

const condition = reference(phrase('a_condition'));

export const stepKinds = {
  say: { say: required(prompt, 'Play a prompt to the caller.') },
  menu: { menu: required(reference(phrase('a_menu')), 'Play a menu. The caller chooses with keys.') },
  ask: {
    ask: required(
      reference(phrase('a_lookup')),
      'Let the caller key in a number or PIN, and check it (docs/lookups.md). After a right entry the call continues with the next step.',
    ),
    targets: optional(
      mapping(nameKey('target'), flow),
      'What to do if the answer of your system names one of these targets, before the next step.',
    ),
    'on wrong': optional(
      flow,
      'What to do if no entry was right, before the next step. Default: the next step',
    ),
    'on locked': optional(
      flow,
      'What to do if there were too many wrong entries, before the next step. Default: as `on wrong`',
    ),
    'on no answer': optional(
      flow,
      'What to do if the entry could not be checked in time, before the next step. Default: as `on wrong`',
    ),
  },
  queue: {
    queue: required(
      reference(phrase('a_queue')),
      'Put the caller into a queue, to wait for the best free agent.',
    ),
    for: optional(
      duration(seconds(1), minutes(24 * 60)),
      'The longest wait in this step. If omitted, the caller waits until an agent answers.',
    ),
    needs: optional(needs, 'Skills that this caller needs, in addition to those of the queue.'),
  },
  ring: {
    ring: required(
      reference(phrase('who_may_be_rung')),
      'Ring an agent, a team, the person on call or an outside number. If there is no answer, the call continues with the next step.',
    ),
    for: optional(duration(seconds(1), minutes(10)), 'How long to ring. Default: 20s'),
    strategy: optional(oneOf(strategies), "The order in which a team's agents are rung. Default: ordered"),
    'more after': optional(
      duration(seconds(1), minutes(5)),
      'With the strategy `progressive`: the time after which one more phone of the team rings. Default: 5s',
    ),
    trunk: optional(
      oneOrMore(reference(phrase('a_trunk'))),
      'The trunk for an outside number, or several in the order in which they are tried. Default: `trunks` of `outside calls`, or the only trunk',
    ),
    confirm: optional(
      yesOrNo,
      'Whether the person at an outside number must press 1 to take the call, so that a mailbox never gets it. Default: true if a step other than a goodbye follows',
    ),
    'on no answer': optional(flow, 'What to do if there is no answer, before the next step.'),
    'on busy': optional(flow, 'What to do if all are busy, before the next step.'),
    'on unreachable': optional(flow, 'What to do if no phone can be reached, before the next step.'),
  },
  voicemail: {
    voicemail: required(
      reference(phrase('a_voicemail')),
      'Record a message from the caller, then end the call.',
    ),
  },
  chain: { chain: required(reference(phrase('a_chain')), 'Continue with a chain.') },
  topic: {
    topic: required(reference(phrase('a_topic')), 'Continue with the people who answer for a topic.'),
  },
  directory: {
    directory: required(
      oneOrMore(reference(phrase('who_is_listed'))),
      'Let the caller spell a name on the keypad. A caller who finds no match, or presses 0, continues with the next step. List `agents`, `topics`, or names of teams, agents and topics.',
    ),
    say: optional(prompt, 'The prompt that asks for a name. Default: a built-in prompt'),
    for: optional(duration(seconds(1), minutes(10)), 'How long to ring an agent. Default: 20s'),
    wait: optional(duration(seconds(1), minutes(1)), 'How long to wait for a key. Default: 4s'),
    tries: optional(wholeNumber(1, 10), 'How many times to ask. Default: 3'),
  },
  language: {
    language: required(reference(phrase('a_language')), 'Play prompts in this language from now on.'),
  },
  needs: {
    needs: required(needs, 'Require these skills, too, of any agent who takes the call from now on.'),
  },
  priority: {
    priority: required(wholeNumber(0, 100), 'Add priority points on the waiting list from now on.'),
  },
  goodbye: {
    goodbye: required(
      prompt,
      'Play a prompt, then end the call. Write just `goodbye` for the built-in prompt.',
    ),
  },
  when: {
    when: required(
      condition,
      'A condition: `NAME is open` or `NAME is closed` (a schedule), `caller speaks de`, `caller is TAG` or `dialled NUMBER`.',
    ),
    // oxlint-disable-next-line unicorn/no-thenable -- a word of the plan; no one awaits it
    then: required(flow, 'What to do if the condition is true, before the next step.'),
    otherwise: optional(flow, 'What to do if it is false, before the next step. Default: the next step'),
  },
} as const;
export const step = kinds(phrase('a_step'), stepKinds, ['goodbye', 'echo'], (word) =>
  phrase('such_as_steps', { word }),
);
export type StepSource = ReadKind<typeof stepKinds, 'goodbye' | 'echo'>;

/**
 * What cannot be read may be anything. It stands as an end of the flow, so that what leads there is not said to lead nowhere.
 */
const stepOrEnd: Form<StepSource> = {
  ...step,
  read: (spot, reading) => step.read(spot, reading) ?? { kind: 'bare', word: 'goodbye', at: spot.at },
};
const steps = list(stepOrEnd);
export const readFlow: Form<FlowSource> = {
  words: phrase('a_step_or_a_list_of_steps'),
  schema: {
    anyOf: [
      { $ref: '#/definitions/step' },
      { type: 'array', minItems: 1, items: { $ref: '#/definitions/step' } },
    ],
  },
  read(spot, reading) {
    if (isSeq(spot.node)) {
      if (spot.node.items.length === 0)
        return reading.wrong(spot.at, phrase('steps_empty', { value: spot.called }), phrase('write_a_step'));
      return { at: spot.at, steps: steps.read(spot, reading) ?? [] };
    }
    const one = stepOrEnd.read(spot, reading);
    return { at: spot.at, steps: one === undefined ? [] : [one] };
  },
};
