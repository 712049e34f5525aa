/**
 * Events of ARI, parsed once: what comes out of here has the shape that it says. Only what Cordboard makes use of is
 * listed; Asterisk is asked to send nothing else (`heardOf`), and what comes all the same is passed over.
 */
import { z } from 'zod';
import type { Instant } from '../../shared/time.ts';

const channel = z.object({
  id: z.string(),
  name: z.string(),
  state: z.string(),
  /** The SIP `Call-ID`. */
  protocol_id: z.string().optional(),
  caller: z.object({ name: z.string(), number: z.string() }),
  dialplan: z.object({
    context: z.string(),
    exten: z.string(),
    app_name: z.string().default(''),
    app_data: z.string().default(''),
  }),
});

/** No more of it than is made use of: each call has some twenty events. */
const one = z.object({ id: z.string() });
const named = z.object({ id: z.string(), name: z.string(), state: z.string() });

const ending = { channel: one, cause: z.number().optional(), tech_cause: z.number().optional() };
const timestamp = z.string();
const stay = { timestamp, channel: one, bridge: one };
const recording = z.object({ name: z.string(), duration: z.number().optional() });

const event = z.discriminatedUnion('type', [
  /** `replace_channel`: it takes the place of that one, in its bridge. */
  z.object({ type: z.literal('StasisStart'), channel, replace_channel: channel.optional() }),
  z.object({ type: z.literal('StasisEnd'), timestamp, channel: one }),
  z.object({ type: z.literal('ChannelStateChange'), channel: named }),
  /** `soft`: Asterisk ends the channel itself, or was told to; `cause` then says which of these, and is no Q.850 cause. */
  z.object({ type: z.literal('ChannelHangupRequest'), ...ending, soft: z.boolean().optional() }),
  z.object({ type: z.literal('ChannelDestroyed'), timestamp, ...ending }),
  z.object({
    type: z.literal('BridgeBlindTransfer'),
    channel,
    exten: z.string(),
    result: z.string(),
    replace_channel: channel.optional(),
  }),
  z.object({
    type: z.literal('BridgeAttendedTransfer'),
    transferer_first_leg: channel,
    transferer_second_leg: channel,
    result: z.string(),
    /** What Asterisk has put in the place of the two: a pair of channels between the bridges, or one with an application. */
    destination_link_first_leg: channel.optional(),
    replace_channel: channel.optional(),
  }),
  z.object({ type: z.literal('ChannelEnteredBridge'), ...stay }),
  z.object({ type: z.literal('ChannelLeftBridge'), ...stay }),
  z.object({ type: z.literal('ChannelHold'), timestamp, channel: one }),
  z.object({ type: z.literal('ChannelUnhold'), timestamp, channel: one }),
  z.object({ type: z.literal('ChannelDtmfReceived'), channel: one, digit: z.string() }),
  z.object({ type: z.literal('Dial'), peer: named, dialstatus: z.string() }),
  z.object({
    type: z.literal('PlaybackFinished'),
    playback: z.object({ id: z.string(), state: z.string() }),
  }),
  z.object({ type: z.literal('RecordingStarted'), timestamp, recording }),
  z.object({ type: z.literal('RecordingFinished'), timestamp, recording }),
  z.object({ type: z.literal('RecordingFailed'), timestamp, recording }),
  z.object({ type: z.literal('ChannelUserevent'), eventname: z.string() }),
  z.object({ type: z.literal('ApplicationReplaced'), application: z.string() }),
]);

export type AriEvent = z.infer<typeof event>;
export type AriChannel = z.infer<typeof channel>;

/** The names of the events above, for Asterisk's own filter: a call makes some 50, of which we read about 10. */
export const heardOf: readonly string[] = event.options.map((option) => option.shape.type.value);

const bridge = z.object({ id: z.string(), channels: z.array(z.string()) });
export type AriBridge = z.infer<typeof bridge>;

const statistics = z.object({ rxcount: z.number() });

const info = z.object({ status: z.object({ startup_time: z.string() }) });

const variable = z.object({ value: z.string() });

/** Undefined: not JSON, not an event that we know, or not in the shape that we know it in. */
export function parseEvent(text: string): AriEvent | undefined {
  return parsed(text, event);
}

/** Those that can be read. */
export function parseChannels(text: string): readonly AriChannel[] {
  return parseList(text, channel);
}

/** The value of a global variable; empty: there is none of that name. */
export function parseVariable(text: string): string | undefined {
  return parsed(text, variable)?.value;
}

/** When Asterisk was started. If omitted: it does not say, or not so that it can be read. */
export function parseStartupTime(text: string): Instant | undefined {
  const at = Date.parse(parsed(text, info)?.status.startup_time ?? '');
  return Number.isNaN(at) ? undefined : at;
}

/** Of a channel's statistics: how many packets of sound have come; undefined: it cannot be said. */
export function parsePacketsReceived(text: string): number | undefined {
  return parsed(text, statistics)?.rxcount;
}

export function parseBridges(text: string): readonly AriBridge[] {
  return parseList(text, bridge);
}

function parseList<Item>(text: string, item: z.ZodType<Item>): readonly Item[] {
  const list = parsed(text, z.array(z.unknown())) ?? [];
  return list.flatMap((candidate) => {
    const result = item.safeParse(candidate);
    return result.success ? [result.data] : [];
  });
}

function parsed<Value>(text: string, schema: z.ZodType<Value>): Value | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  const result = schema.safeParse(json);
  return result.success ? result.data : undefined;
}
