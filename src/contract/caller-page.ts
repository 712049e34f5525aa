/** The page on which visitors call from their browser (`/call`). Anyone may ask; the plan says what there is. */
import { z } from 'zod';
import { iceServer } from './phone.ts';

export const callerPage = z.object({
  company: z.string(),
  numbers: z.array(z.object({ number: z.string(), title: z.string().describe('What visitors see.') })),
});

export const visitAsked = z.object({ number: z.string().min(1).max(30).describe('One of the page.') });

export const visitGiven = z.object({
  visit: z
    .string()
    .describe('Opens the websocket /sip/visit, once, within a minute. Good for one call to this number.'),
  user: z.string().describe('SIP user.'),
  domain: z.string().describe('SIP domain.'),
  iceServers: z.array(iceServer).describe('STUN and TURN servers, for RTCPeerConnection.'),
});

export const visitQuery = z.object({ visit: z.string().min(1).max(64) });

export type CallerPageView = z.infer<typeof callerPage>;
export type VisitGiven = z.infer<typeof visitGiven>;
