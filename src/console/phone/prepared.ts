/**
 * The connection of a call, with its keys, is made while it still rings. JsSIP would begin when the call is answered, and the caller would
 * hear the answer that much later. Addresses are gathered after the answer: with a pool of them (`iceCandidatePoolSize`), Chromium gave up
 * addresses at a TURN server over TCP that the answer had named already, and there was no sound.
 */
import type { IncomingRTCSessionEvent } from 'jssip/lib/UA.js';

type Session = IncomingRTCSessionEvent['session'];

/** What JsSIP 3.13 does in `answer`; a test in a browser counts the connections of a call, and finds two if it no longer does. */
interface Inside {
  _connection: RTCPeerConnection;
  _createRTCConnection(): void;
}

/** Since the first address. Over TCP, on a slow line, a TURN server takes a second or two. */
const servedWithin = 2000;

export function prepareConnection(session: Session, iceServers: readonly RTCIceServer[]): void {
  const connection = new RTCPeerConnection({ iceServers: [...iceServers] });
  const inside = session as unknown as Inside;
  inside._createRTCConnection = () => {
    inside._connection = connection;
    connection.addEventListener('iceconnectionstatechange', () => {
      if (connection.iceConnectionState === 'failed')
        session.terminate({ cause: 'RTP Timeout', status_code: 408, reason_phrase: 'RTP Timeout' });
    });
    session.emit('peerconnection', { peerconnection: connection });
  };
  for (const end of ['ended', 'failed'] as const) session.on(end, () => connection.close());
}

/**
 * With which addresses the call is answered: Asterisk takes none that come later. Where there are TURN servers, one
 * of theirs has to be among them, because it may be the only one that leads anywhere. Without servers the first address is the one.
 */
export function answersWithEnough(session: Session, iceServers: readonly RTCIceServer[]): void {
  const hasTurn = iceServers.some(({ urls }) => [urls].flat().some((url) => /^turns?:/i.test(url)));
  let waiting: ReturnType<typeof setTimeout> | undefined;
  session.on('icecandidate', ({ candidate, ready }: Candidate) => {
    if (iceServers.length === 0 || candidate.type === 'relay' || (!hasTurn && candidate.type === 'srflx'))
      setTimeout(ready, 0);
    else waiting ??= setTimeout(ready, servedWithin);
  });
}

interface Candidate {
  readonly candidate: RTCIceCandidate;
  readonly ready: () => void;
}
