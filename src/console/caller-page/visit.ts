/**
 * One call of a visitor: SIP over the proxy, sound straight to Asterisk. It registers nowhere, and is over for good when it is over;
 * the next call is another visit.
 */
import { UA } from 'jssip';
import type { VisitGiven } from '../../contract/caller-page.ts';
import { SipSocket } from '../phone/socket.ts';

export type VisitState = 'calling' | 'talking';
export type VisitEnd = 'over' | 'not_answered' | 'no_connection';

export interface VisitCall {
  mute(muted: boolean): void;
  keys(keys: string): void;
  hangUp(): void;
}

export interface VisitNeeds {
  readonly given: VisitGiven;
  readonly number: string;
  readonly microphone: MediaStream;
  readonly play: (stream: MediaStream) => void;
  readonly changed: (state: VisitState) => void;
  /** Told once. */
  readonly ended: (how: VisitEnd) => void;
}

/** Without a server of that kind, the first candidate is the one: waiting for more delays the call. */
const candidatesTake = 500;

export function callFromPage({ given, number, microphone, play, changed, ended }: VisitNeeds): VisitCall {
  const url = new URL('/sip/visit', location.origin);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  url.searchParams.set('visit', given.visit);
  const socket = new SipSocket(
    () => ({ url, protocols: [] }),
    () => end('no_connection'),
  );
  const ua = new UA({
    sockets: [socket],
    uri: `sip:${given.user}@${given.domain}`,
    register: false,
    session_timers: false,
  });
  let session: ReturnType<UA['call']> | undefined;
  let isOver = false;

  function end(how: VisitEnd): void {
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
    const { iceServers } = given;
    session ??= ua.call(`sip:${number}@${given.domain}`, {
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
    hangUp,
  };
}

function afterAMoment(takes: number) {
  let waiting: ReturnType<typeof setTimeout> | undefined;
  return ({ ready }: { readonly ready: () => void }): void => {
    waiting ??= setTimeout(ready, takes);
  };
}
