/**
 * The answer of a call is made while it still rings, up to its addresses, and is only sent when the agent answers. JsSIP would begin
 * then, and the caller would hear the agent that much later.
 *
 * The offer is taken without its addresses at first: so the browser gathers its own, and tries none of the other side's. Asterisk
 * knows nothing of a connection before the answer, and would not know the key of one that comes earlier. JsSIP sets the whole offer when it
 * answers; the browser then has both, and begins.
 *
 * A pool of addresses (`iceCandidatePoolSize`) is no way: with one, Chromium gave up addresses at a TURN server over TCP that the
 * answer had named already, and there was no sound.
 */
import type { IncomingRTCSessionEvent } from 'jssip/lib/UA.js';

type Session = IncomingRTCSessionEvent['session'];

/** What JsSIP 3.13 does in `answer`; a test in a browser counts the connections of a call, and finds two if it no longer does. */
interface Inside {
  _connection: RTCPeerConnection;
  _createRTCConnection(): void;
  /** It need not wait for more addresses. */
  _iceReady: boolean;
}

/** Since the first address. Over TCP, on a slow line, a TURN server takes a second or two. */
const servedWithin = 2000;

/** The first connection of a page takes as long as several later ones, so it is made before the first call. */
export async function warmUp(): Promise<void> {
  const connection = new RTCPeerConnection();
  connection.addTransceiver('audio');
  await connection.createOffer();
  connection.close();
}

export interface Prepared {
  readonly connection: RTCPeerConnection;
  /** The answer can be sent as it is. Never rejects: what is wrong with the offer, JsSIP says when it answers. */
  readonly enough: Promise<void>;
}

export function prepareAnswer(
  session: Session,
  offer: string,
  {
    iceServers,
    microphone,
  }: { readonly iceServers: readonly RTCIceServer[]; readonly microphone: MediaStream },
): Prepared {
  const connection = new RTCPeerConnection({ iceServers: [...iceServers] });
  const inside = session as unknown as Inside;
  inside._createRTCConnection = () => {
    inside._connection = connection;
    inside._iceReady = true;
    connection.addEventListener('iceconnectionstatechange', () => {
      if (connection.iceConnectionState === 'failed')
        session.terminate({ cause: 'RTP Timeout', status_code: 408, reason_phrase: 'RTP Timeout' });
    });
    session.emit('peerconnection', { peerconnection: connection });
  };
  for (const end of ['ended', 'failed'] as const) session.on(end, () => connection.close());
  const hasEnough = enoughAddresses(connection, iceServers);
  const isMade = makeAnswer(connection, offer, microphone);
  return { connection, enough: isMade.then(async () => await hasEnough).catch(() => undefined) };
}

async function makeAnswer(connection: RTCPeerConnection, offer: string, microphone: MediaStream) {
  for (const track of microphone.getAudioTracks()) connection.addTrack(track, microphone);
  await connection.setRemoteDescription({ type: 'offer', sdp: withoutAddresses(offer) });
  await connection.setLocalDescription(await connection.createAnswer());
}

const withoutAddresses = (sdp: string): string =>
  sdp
    .split('\r\n')
    .filter((line) => !/^a=(candidate:|end-of-candidates)/.test(line))
    .join('\r\n');

/**
 * Asterisk takes no addresses that come after the answer. Where there are TURN servers, one of theirs has to be among them, because it
 * may be the only one that leads anywhere. Without servers the first address is the one.
 */
function enoughAddresses(connection: RTCPeerConnection, iceServers: readonly RTCIceServer[]): Promise<void> {
  const hasTurn = iceServers.some(({ urls }) => [urls].flat().some((url) => /^turns?:/i.test(url)));
  const isEnough = ({ type }: RTCIceCandidate): boolean =>
    iceServers.length === 0 || type === 'relay' || (!hasTurn && type === 'srflx');
  return new Promise((resolve) => {
    let waiting: ReturnType<typeof setTimeout> | undefined;
    connection.addEventListener('icecandidate', ({ candidate }) => {
      if (!candidate || isEnough(candidate)) resolve();
      else waiting ??= setTimeout(resolve, servedWithin);
    });
  });
}
