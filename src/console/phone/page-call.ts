/**
 * One call that a page makes: SIP over a websocket of the engine, sound straight to Asterisk. It registers nowhere, and is over for good
 * when it is over.
 */
import { UA } from 'jssip';
import { type BothWays, bothWaysOf } from './quality.ts';
import { SipSocket } from './socket.ts';

export type PageCallState = 'calling' | 'talking';
export type PageCallEnd = 'over' | 'not_answered' | 'no_connection';

export interface PageCall {
  mute(muted: boolean): void;
  keys(keys: string): void;
  /** So far; undefined: nothing has come yet. */
  quality(): Promise<BothWays | undefined>;
  hangUp(): void;
}

export interface PageCallNeeds {
  /** Path of the websocket, with its query. */
  readonly path: string;
  readonly account: {
    readonly user: string;
    readonly domain: string;
    readonly iceServers: readonly RTCIceServer[];
  };
  readonly number: string;
  readonly microphone: MediaStream;
  readonly play: (stream: MediaStream) => void;
  readonly changed: (state: PageCallState) => void;
  /** Called once. */
  readonly ended: (how: PageCallEnd) => void;
}

/** Without a server of that kind, the first candidate is the one: waiting for more delays the call. */
const candidatesTake = 500;

export function callFromPage(needs: PageCallNeeds): PageCall {
  const { path, account, number, microphone, play, changed, ended } = needs;
  const url = new URL(path, location.origin);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  const socket = new SipSocket(
    () => ({ url, protocols: [] }),
    () => end('no_connection'),
  );
  const ua = new UA({
    sockets: [socket],
    uri: `sip:${account.user}@${account.domain}`,
    register: false,
    session_timers: false,
  });
  let session: ReturnType<UA['call']> | undefined;
  let isOver = false;

  function end(how: PageCallEnd): void {
    if (isOver) return;
    isOver = true;
    removeEventListener('pagehide', hangUp);
    socket.connectNoMore();
    session?.connection?.close();
    // What has begun to end is still said: it stops after that.
    ua.stop();
    ended(how);
  }
  function hangUp(): void {
    if (session && !session.isEnded()) session.terminate();
    else end('over');
  }

  ua.on('connected', () => {
    const { iceServers } = account;
    session ??= ua.call(`sip:${number}@${account.domain}`, {
      mediaStream: microphone,
      mediaConstraints: { audio: true, video: false },
      pcConfig: { iceServers: [...iceServers] },
      eventHandlers: {
        peerconnection: ({ peerconnection }: { readonly peerconnection: RTCPeerConnection }) =>
          peerconnection.addEventListener('track', ({ streams: [stream] }) => {
            if (stream) play(stream);
          }),
        icecandidate: afterAMoment(iceServers.length === 0 ? 0 : candidatesTake),
        confirmed: () => changed('talking'),
        ended: () => end('over'),
        failed: () => end('not_answered'),
      },
    });
  });
  addEventListener('pagehide', hangUp);
  ua.start();
  changed('calling');
  return {
    mute: (muted) => (muted ? session?.mute({ audio: true }) : session?.unmute({ audio: true })),
    keys: (keys) => session?.sendDTMF(keys),
    quality: async () => session?.connection && (await bothWaysOf(session.connection)),
    hangUp,
  };
}

function afterAMoment(takes: number) {
  let waiting: ReturnType<typeof setTimeout> | undefined;
  return ({ ready }: { readonly ready: () => void }): void => {
    waiting ??= setTimeout(ready, takes);
  };
}
