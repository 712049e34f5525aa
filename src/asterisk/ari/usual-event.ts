/**
 * The events that come most often, read from their text without parsing all of it: of some 600 characters a call needs an id
 * and a time, and 20 such events come with each call. What does not begin exactly as Asterisk 22 writes it is parsed in
 * full (`ari-event.ts`), and comes out the same.
 *
 * A quotation mark within a value is escaped in JSON, so nothing that anyone types can look like what is searched for here.
 */
import type { AriEvent } from './ari-event.ts';

const time = '"timestamp":"([^"\\\\]+)"';
const id = '"id":"([^"\\\\]+)"';
const stay = new RegExp(`^{"type":"Channel(Entered|Left)Bridge",${time},"bridge":{${id}`);
const stateChange = new RegExp(
  `^{"type":"ChannelStateChange",${time},"channel":{${id},"name":"([^"\\\\]+)","state":"([^"\\\\]+)"`,
);
const end = new RegExp(`^{"type":"StasisEnd",${time},"channel":{${id}`);
const destroyed = new RegExp(
  `^{"type":"ChannelDestroyed",${time},"cause":([0-9]+),"cause_txt":"[^"\\\\]*","channel":{${id}`,
);
/** Asterisk writes a cause, if it has one, before the type. */
const hangup = new RegExp(
  `^{(?:"cause":([0-9]+),"soft":(true|false),)?"type":"ChannelHangupRequest",${time},"channel":{${id}`,
);
const channelId = '"channel":{"id":"';

/** Undefined: it is another one, or written otherwise. `unused`: we do nothing about it. */
export function usualEvent(text: string): AriEvent | 'unused' | undefined {
  if (text.startsWith('{"cause":')) return askedToEnd(text);
  if (!text.startsWith('{"type":"')) return undefined;
  switch (text.charAt(9)) {
    case 'D':
      return isSilentDial(text) ? 'unused' : undefined;
    case 'S':
      return ended(text);
    case 'C':
      return changed(text) ?? moved(text) ?? askedToEnd(text) ?? gone(text);
    default:
      return undefined;
  }
}

/** Of how dialling goes only early media is made use of. */
const isSilentDial = (text: string): boolean =>
  text.startsWith('{"type":"Dial",') && !text.includes('"dialstatus":"PROGRESS"');

function ended(text: string): AriEvent | undefined {
  const [, timestamp, channel] = end.exec(text) ?? [];
  return timestamp === undefined || channel === undefined
    ? undefined
    : { type: 'StasisEnd', timestamp, channel: { id: channel } };
}

/** The status of SIP stands somewhere behind, if there is one. */
const hasStatus = (text: string): boolean => text.includes('"tech_cause":');

function gone(text: string): AriEvent | undefined {
  const [, timestamp, cause, channel] = destroyed.exec(text) ?? [];
  return timestamp === undefined || channel === undefined || hasStatus(text)
    ? undefined
    : { type: 'ChannelDestroyed', timestamp, cause: Number(cause), channel: { id: channel } };
}

function askedToEnd(text: string): AriEvent | undefined {
  const [, cause, soft, , channel] = hangup.exec(text) ?? [];
  if (channel === undefined || hasStatus(text)) return undefined;
  const type = 'ChannelHangupRequest';
  return cause === undefined
    ? { type, channel: { id: channel } }
    : { type, cause: Number(cause), soft: soft === 'true', channel: { id: channel } };
}

function changed(text: string): AriEvent | 'unused' | undefined {
  const [, , channel, name, state] = stateChange.exec(text) ?? [];
  if (channel === undefined || name === undefined || state === undefined) return undefined;
  if (state !== 'Ringing' && state !== 'Up') return 'unused';
  return { type: 'ChannelStateChange', channel: { id: channel, name, state } };
}

function moved(text: string): AriEvent | undefined {
  const [, way, timestamp, bridge] = stay.exec(text) ?? [];
  if (timestamp === undefined || bridge === undefined) return undefined;
  const from = text.indexOf(channelId) + channelId.length;
  const channel = text.slice(from, text.indexOf('"', from));
  if (from < channelId.length || channel === '' || channel.includes('\\')) return undefined;
  const type = way === 'Entered' ? 'ChannelEnteredBridge' : 'ChannelLeftBridge';
  return { type, timestamp, channel: { id: channel }, bridge: { id: bridge } };
}
