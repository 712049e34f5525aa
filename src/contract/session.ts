/** Logging in to the console, and who you are there. */
import { z } from 'zod';
import { personName, right, role } from './person.ts';

const password = z.string().min(1).max(1000);
const code = z
  .string()
  .trim()
  .regex(/^[0-9]{6}$/, 'expected the six digits that the app shows');

export const logInRequest = z.object({
  // Any text: a wrong name is answered like a wrong password.
  name: z.string().min(1).max(200),
  password,
  code: code.optional().describe('From the authenticator app, if one is set up.'),
});

export const linkRequest = z.object({
  token: z.string().min(1).max(200).describe('What stands after the # in the link.'),
  password: password.describe('The password that you choose.'),
  code: code.optional().describe('From the authenticator app, if one is set up.'),
});

export const codeRequest = z.object({ code });
export const newSecondFactor = z.object({
  secret: z.string().describe('To type into the app.'),
  uri: z.string().describe('`otpauth://...`: what the QR code holds.'),
  qr: z.string().describe('The QR code, as SVG.'),
});
export const secondFactorSet = z.object({ secondFactor: z.boolean() });

export const firstRequest = linkRequest.extend({
  name: personName.describe('The name that the first admin will log in with.'),
});

export const logInWays = z.object({
  signOn: z
    .object({
      title: z.string().describe('Name of the identity provider.'),
      path: z.string().describe('Where the browser goes to begin.'),
    })
    .optional()
    .describe('If omitted: with a name and a password only.'),
  callerPage: z
    .literal(true)
    .optional()
    .describe('Visitors can call from the page /call. If omitted: they cannot.'),
});

export const me = z.object({
  person: z.object({ name: z.string(), displayName: z.string() }),
  roles: z.array(role),
  rights: z.array(right).describe('Everything that you may do, within your scope.'),
  scope: z
    .object({ queues: z.array(z.string()).optional(), teams: z.array(z.string()).optional() })
    .describe('What your rights reach. If neither is set: everything.'),
  agent: z.string().optional().describe('Your agent in the plan.'),
  language: z.string().optional(),
  hasSecondFactor: z.boolean().optional(),
  needsSecondFactor: z
    .literal(true)
    .optional()
    .describe('You can do nothing else until you have set up a second factor.'),
});

export const loggedOut = z.object({ loggedOut: z.literal(true) });

export type LogInWays = z.infer<typeof logInWays>;
export type Me = z.infer<typeof me>;
