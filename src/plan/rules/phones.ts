/** The phones of a plan. */
import type { Agent, Plan } from '../model.ts';

/** An agent's own phones; they ring together. */
export const ownPhones = ({ phone, phones }: Pick<Agent, 'phone' | 'phones'>): readonly string[] =>
  phones ?? [phone];

/** Phones that are pages of the console, and speak WebRTC. */
export const browserPhones = ({ agents }: Pick<Plan, 'agents'>): readonly string[] =>
  Object.values(agents).flatMap(({ browserPhone }) => browserPhone ?? []);

/** Every phone that Asterisk has to know: the agents' own, and those that belong to no one. */
export function allPhones({
  agents,
  sharedPhones,
}: Pick<Plan, 'agents' | 'sharedPhones'>): readonly string[] {
  return [...Object.values(agents).flatMap(ownPhones), ...sharedPhones];
}

/** All that registers: also lines from outside. */
export const sipUsersOf = (plan: Pick<Plan, 'agents' | 'sharedPhones' | 'lines'>): string[] => [
  ...allPhones(plan),
  ...Object.keys(plan.lines),
];
