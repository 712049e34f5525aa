/** An agent's state: a shape of its own, a colour, and the word. Never the colour alone. */
import type { AgentStateName } from '../../contract/agent.ts';
import { t } from '../words/words.ts';
import './state.css';

/** On a grid of 12. Filled shapes are busy, outlined ones are not at work. */
const shapes: Readonly<Record<AgentStateName, string>> = {
  free: 'M6 1a5 5 0 1 0 0 10A5 5 0 0 0 6 1',
  talking: 'M1.5 1.5h9v9h-9z',
  calling: 'M1.5 1.5h9v9h-9z',
  phone_busy: 'M1.5 1.5h9v9h-9z',
  hanging_up: 'M1.5 4.5h9v3h-9z',
  ringing: 'M6 .8 11.6 11H.4z',
  wrapping_up: 'M6 .5 11.5 6 6 11.5.5 6z',
  paused: 'M2 1.5h3v9H2zM7 1.5h3v9H7z',
  logged_out: 'M6 1a5 5 0 1 0 0 10A5 5 0 0 0 6 1m0 1.8a3.2 3.2 0 1 1 0 6.4 3.2 3.2 0 0 1 0-6.4',
  unreachable: 'M2.3 1 6 4.7 9.7 1 11 2.3 7.3 6 11 9.7 9.7 11 6 7.3 2.3 11 1 9.7 4.7 6 1 2.3z',
};

export const StateShape = ({ state }: { state: AgentStateName }) => (
  <svg class={`state-shape is-${state}`} viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
    <path d={shapes[state]} fill="currentColor" fill-rule="evenodd" />
  </svg>
);

export const StateWord = ({ state }: { state: AgentStateName }) => (
  <span class={`state is-${state}`}>
    <StateShape state={state} /> {t().values.agentState[state]}
  </span>
);
