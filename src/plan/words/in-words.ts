/** A compiled plan in the words it was written in. */

import type { Condition, Plan, Prompt, PromptPart, Step } from '../model.ts';
import { needsInWords } from '../rules/expression.ts';
import { durationInWords } from './duration.ts';

/** `ring clara for 20s`, `queue sales`, `say 'Welcome to ...'`. */
export function stepInWords(step: Step): string {
  switch (step.do) {
    case 'say':
      return `say ${promptInWords(step.prompt)}`;
    case 'menu':
      return `menu ${step.menu}`;
    case 'ask':
      return `ask ${step.lookup}`;
    case 'language':
      return `language ${step.language}`;
    case 'queue':
      return `queue ${step.queue}${step.for === undefined ? '' : ` for ${durationInWords(step.for)}`}${needed(step)}`;
    case 'needs':
      return `needs ${needsInWords(step.needs)}`;
    case 'priority':
      return `priority ${step.priority}`;
    case 'ring':
      return `ring ${whom(step)} for ${durationInWords(step.for)}`;
    case 'voicemail':
      return `voicemail ${step.voicemail}`;
    case 'goodbye':
    case 'echo':
      return step.do;
    case 'directory':
      return `directory of ${step.lists.join(', ')} for ${durationInWords(step.for)}`;
    case 'when':
      return `when ${conditionInWords(step.condition)}`;
    case 'go':
      return step.to.replace(/^topic\/([^/]+)\/else$/, 'who else of topic $1').replace('/', ' ');
  }
}

export function conditionInWords(condition: Condition): string {
  switch (condition.on) {
    case 'schedule':
      return `${condition.schedule} is ${condition.is}`;
    case 'language':
      return `caller speaks ${condition.language}`;
    case 'tag':
      return `caller is ${condition.tag}`;
    case 'number':
      return `dialled ${condition.number}`;
  }
}
const needed = ({ needs }: Extract<Step, { do: 'queue' }>): string =>
  needs === undefined ? '' : `, needs ${needsInWords(needs)}`;

function whom({ who }: Extract<Step, { do: 'ring' }>): string {
  switch (who.kind) {
    case 'agent':
      return who.agent;
    case 'on call':
      return `the person on call for ${who.rota}`;
    case 'team':
      return `team ${who.team}`;
    case 'outside':
      return `${who.number} over ${[who.trunk, ...(who.others ?? [])].join(', then ')}`;
  }
}

function promptInWords(prompt: Prompt): string {
  const [parts = []] = Object.values(prompt);
  const words = parts.map(partInWords).join(' ');
  return `'${words.length > 30 ? `${words.slice(0, 30)}...` : words}'`;
}

export function partInWords(part: PromptPart): string {
  switch (part.kind) {
    case 'text':
      return part.text;
    case 'file':
      return part.text ?? part.path;
    case 'library':
      return part.text ?? `the sound ${part.name}`;
    case 'sound':
      return part.name;
    case 'number':
      return String(part.number);
    case 'digits':
      return part.digits;
    case 'greeting':
      return `the greeting ${part.sound}`;
    case 'recording':
      return `the recording ${part.recording}`;
  }
}

/** How a person names a flow. */
export const flowInWords = (plan: Plan, flow: string): string => plan.flows[flow]?.title ?? flow;
