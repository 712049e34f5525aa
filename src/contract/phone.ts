/** The own browser phone of a person. */
import { z } from 'zod';
import { moment } from './common.ts';

const whose = z
  .string()
  .max(60)
  .optional()
  .describe('The agent, if you use the token. People have their own phone only.');

export const sipQuery = z.object({
  agent: whose,
  tab: z.string().min(1).max(64).describe('Id of the tab: a page that comes back gives the same one.'),
  legs: z
    .string()
    .max(500)
    .default('')
    .describe('Legs that the page still has sound for (X-Cordboard-Leg), separated by commas.'),
  takeover: z.enum(['yes']).optional().describe('Take the phone from another tab.'),
});

export const echoQuery = z.object({ agent: whose });

export const phoneAsked = z.object({ agent: whose }).optional();

export const iceServer = z.object({
  urls: z.array(z.string()).describe('Such as `turn:turn.example.com:3478`.'),
  username: z.string().exactOptional(),
  credential: z.string().exactOptional(),
});

export const phoneGiven = z.object({
  user: z.string().describe('SIP user.'),
  domain: z.string().describe('SIP domain.'),
  expiresAt: moment.optional().describe('Until when `iceServers` may be used. If omitted: without an end.'),
  iceServers: z.array(iceServer).describe('STUN and TURN servers, for RTCPeerConnection.'),
});

export const phoneState = z.object({
  agent: whose,
  usable: z.boolean().describe('False: the agent cannot talk, and gets no calls.'),
  because: z.string().trim().min(1).max(80).optional().describe('Why, such as `the microphone is gone`.'),
});
export const phoneStateSet = z.object({ usable: z.boolean() });

export const phoneQuality = z.object({
  agent: whose,
  lossPercent: z.number().min(0).max(100).describe('Of the packets that should have come so far.'),
  jitterMs: z.number().min(0).max(60_000),
  roundTripMs: z.number().min(0).max(60_000).optional(),
});
export const phoneQualityKept = z.object({
  kept: z.boolean().describe('False: there is no call on the phone.'),
});

export type PhoneGiven = z.infer<typeof phoneGiven>;
