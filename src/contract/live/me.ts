/**
 * The topic `me` of the live stream: an agent's own state, what rings for them and why, the calls that they are in, and how
 * their queues stand. What changes comes at once, but for the queues, which come once a second.
 */
import { z } from 'zod';
import { agent } from '../agent.ts';
import { caller } from '../call.ts';
import { moment } from '../common.ts';
import { crmPage } from '../crm.ts';
import { callOutcome, exclusionRule, strategyName, ticketState } from '../values.ts';
import { liveCall } from './floor.ts';

const pressed = z.object({
  menu: z.string().describe('Name of the menu in the plan.'),
  key: z.string(),
  leadsTo: z.string().optional().describe("Where it led, in the plan's words."),
});

const lastCall = z.object({
  call: z.string().describe('Number of the call.'),
  at: moment,
  queue: z.string().optional(),
  with: z.string().optional().describe('The person that they talked to last.'),
  outcome: callOutcome.optional(),
});

export const offer = z
  .object({
    id: z.string().describe('As the header X-Cordboard-Offer of the INVITE.'),
    call: z.string().describe('Number of the call.'),
    madeAt: moment,
    inPage: z
      .boolean()
      .optional()
      .describe('Your browser phone rings for it, if it is registered: its INVITE follows. Default: false.'),
    ringsUntil: moment.optional().describe('When it ends if you do not answer.'),
    arrivedAt: moment.describe('When the call came in.'),
    waitingSince: moment.optional().describe('Since when the caller looks for a person.'),
    dialled: z.string(),
    language: z.string().describe('What the caller hears.'),
    caller,
    queue: z.object({ name: z.string(), title: z.string() }).optional(),
    pressed: z.array(pressed).describe('What the caller has pressed, in order.'),
    asked: z.array(z.string()).describe('Topics and people that the caller has chosen by name.'),
    contact: z
      .object({
        notes: z.string().optional(),
        calls: z.number().describe('How often they have called before.'),
        lastCallAt: moment.optional(),
      })
      .optional(),
    lastCalls: z.array(lastCall).describe('Their last calls among the newest of the house, newest first.'),
    tickets: z
      .array(
        z.object({
          id: z.number().int(),
          state: ticketState,
          subject: z.string().optional(),
          type: z.string().optional(),
          asked: z.string().optional(),
          answer: z.string().optional(),
          agreed: z.string().optional(),
          changedAt: moment,
          dueAt: moment.optional().describe('When it is to be followed up.'),
          owner: z.string().optional(),
        }),
      )
      .describe('Their tickets that are not closed, the last changed first; at most three.'),
    crm: crmPage.optional(),
    script: z.string().optional().describe("The first sentence of an agent, in the caller's language."),
    whyMe: z
      .object({
        strategy: strategyName,
        ranked: z.number().describe('How many agents might have taken the call.'),
        place: z.number().optional().describe('Your place among them, from 1.'),
        because: z.string().optional().describe('What put you there.'),
        preferred: z
          .literal(true)
          .optional()
          .describe('Someone wants you. If omitted: the strategy put you there.'),
        excluded: z.partialRecord(exclusionRule, z.number()).describe('How many each rule excluded.'),
        needs: z.string().optional().describe('The skills that the call needs.'),
        widening: z.string().optional().describe('The step of widening in force.'),
      })
      .optional()
      .describe('Why you were chosen. If omitted: nothing was decided; the caller asked for you.'),
  })
  .describe('A call that rings for you.');

const reminder = z.string().optional();

const ownCall = liveCall.extend({
  crm: crmPage.optional(),
  script: z.string().optional().describe("The first sentence of an agent, in the caller's language."),
  etiquette: z
    .object({ greeting: reminder, beforeHold: reminder, beforeTransfer: reminder, closing: reminder })
    .optional()
    .describe("What the plan reminds agents of in this talk, in the caller's language."),
  asideFor: z
    .enum(['talk', 'join', 'hand_over'])
    .optional()
    .describe(
      'Of a second call: what happens when it is answered. `talk`: you consult. `join`: all three talk. `hand_over`: they take the call over, and you leave.',
    ),
});

const targets = z.array(
  z.object({
    to: z.string().describe('As in requests: an agent, a team or a queue.'),
    title: z.string(),
  }),
);

const callIn = z
  .object({
    supervisors: targets.describe('Those that a key in talk fetches: all three talk.'),
    complaints: targets.describe('Those to which a key in talk hands over: they take the call over.'),
  })
  .describe("Who can be called into your talks, by the plan's `keys in talk`, without yourself.");

const ownQueue = z.object({
  name: z.string(),
  title: z.string(),
  waiting: z.number(),
  longestSince: moment.optional().describe('Since when the first of them waits.'),
  free: z.number().describe('How many agents of the queue are free.'),
});

const ownFollowUp = z.object({
  ticket: z.number().int(),
  subject: z.string().optional(),
  agreed: z.string().optional(),
  dueAt: moment,
});

export const liveMe = z.object({
  agent: agent.optional(),
  offer: offer.optional(),
  call: ownCall.optional().describe('The call that you are in.'),
  second: ownCall.optional().describe('The call that you make beside it: a consultation, for example.'),
  queues: z.array(ownQueue).describe('Your queues, in the order of the plan.'),
  pauses: z
    .array(z.string())
    .optional()
    .describe('The reasons for which you may pause, by the plan. If omitted: any reason.'),
  callIn: callIn.optional().describe('If omitted: no one.'),
  followUps: z
    .array(ownFollowUp)
    .optional()
    .describe('Your follow-ups that are due, the oldest first; at most ten.'),
});

/** What has changed, whole; null: it is over. What is not named is as it was. */
export const meChanges = z.object({
  agent: agent.nullish(),
  offer: offer.nullish(),
  call: ownCall.nullish(),
  second: ownCall.nullish(),
  queues: z.array(ownQueue).optional(),
  pauses: z.array(z.string()).nullish(),
  callIn: callIn.nullish(),
  followUps: z.array(ownFollowUp).optional(),
});

export type LiveOffer = z.infer<typeof offer>;
export type LiveMe = z.infer<typeof liveMe>;
export type CallInTargets = z.infer<typeof callIn>;
export type OwnCall = z.infer<typeof ownCall>;
export type OwnFollowUp = z.infer<typeof ownFollowUp>;
export type OwnQueue = z.infer<typeof ownQueue>;
export type MeChanges = z.infer<typeof meChanges>;

export function meChanged(me: LiveMe, changes: MeChanges): LiveMe {
  const next: Record<string, unknown> = { ...me };
  for (const [field, value] of Object.entries(changes)) {
    if (value === null) delete next[field];
    else if (value !== undefined) next[field] = value;
  }
  return next as LiveMe;
}
