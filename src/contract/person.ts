/** People who log in to the console. */
import { z } from 'zod';
import { allRights, personRoles, type Right } from '../shared/rights.ts';
import { moment } from './common.ts';

export const role = z.enum(personRoles).describe('docs/people.md says what each role may do.');
export const right = z.enum(allRights as [Right, ...Right[]]).describe('docs/people.md lists all rights.');

export const personName = z
  .string()
  .trim()
  .toLowerCase()
  .regex(
    /^[a-z0-9][a-z0-9._@-]{0,79}$/,
    'expected small letters, digits and . _ @ -, a letter or digit first',
  )
  .describe('What they type to log in.');

const names = z.array(z.string().min(1).max(100)).max(500);
const displayName = z.string().trim().min(1).max(100).describe('As others see them.');
const agent = z
  .string()
  .min(1)
  .max(100)
  .describe('Their agent in the plan. One agent belongs to one person.');
const language = z
  .string()
  .regex(/^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*$/, 'expected a language such as de or zh-Hant')
  .describe("Language of the console (default: the browser's).");
const queues = names.describe(
  'Queues that their rights reach. If neither queues nor teams are set: everything.',
);
const teams = names.describe('Teams whose agents their rights reach.');

export const personRequest = z.object({
  name: personName,
  displayName: displayName.optional().describe('As others see them (default: the name).'),
  roles: z.array(role).min(1),
  queues: queues.optional(),
  teams: teams.optional(),
  agent: agent.optional(),
  disabled: z.boolean().default(false).describe('Cannot log in.'),
  language: language.optional(),
});

export const personChange = z.object({
  displayName: displayName.optional(),
  roles: z.array(role).min(1).optional(),
  queues: queues.nullish().describe('null: no queues.'),
  teams: teams.nullish().describe('null: no teams.'),
  agent: agent.nullish().describe('null: no agent.'),
  disabled: z.boolean().optional().describe('true: cannot log in, and is logged out at once.'),
  language: language.nullish().describe("null: the browser's."),
});

export const person = z.object({
  name: z.string(),
  displayName: z.string(),
  roles: z.array(role),
  queues: z.array(z.string()).optional(),
  teams: z.array(z.string()).optional(),
  agent: z.string().optional(),
  disabled: z.boolean(),
  language: z.string().optional(),
  createdAt: moment,
  hasPassword: z.boolean().describe('false: they have not used their first link yet.'),
  hasSecondFactor: z.boolean(),
});
export const personList = z.object({ people: z.array(person) });
export const personPath = z.object({ name: personName });

export const personRemoved = z.object({ name: z.string(), removed: z.literal(true) });
export const sessionsEnded = z.object({ name: z.string(), loggedOut: z.literal(true) });

export const passwordBody = z
  .object({
    old: z.string().max(1000).describe('Your password so far.'),
    new: z.string().max(1000),
  })
  .nullish()
  .describe('For your own password. Without a body: you get a link with which the person sets a new one.');
export const passwordAnswer = z.union([
  z.object({
    link: z.string().describe('Append it to the address of the console. It works once, for one hour.'),
    expiresAt: moment,
  }),
  z.object({ changed: z.literal(true) }),
]);

export type PersonView = z.infer<typeof person>;
