/**
 * The browser phone: the ear and the mouth of the console, and nothing else. What an agent is, and what a call is, stands in the
 * live stream; nothing here sets it.
 *
 * ```
 *   connecting ──► ready ◄──► (websocket lost: sound goes on, and the talk's signalling is made anew)
 *                    │
 *                    └──► in_other_tab, taken_over, locked: not again without `takeOver`
 * ```
 *
 * A page that was reloaded during a talk just opens its phone: the engine rings it for the talk that it has lost
 * (`X-Cordboard-Rejoin`), and it answers by itself.
 */
import { UA } from 'jssip';
import type { IncomingRTCSessionEvent } from 'jssip/lib/UA.js';
import { afterPaint } from '../parts/after-paint.ts';
import { type Prepared, prepareAnswer } from './prepared.ts';
import { type Quality, qualityOf } from './quality.ts';
import { type Address, SipSocket } from './socket.ts';
import { tabId } from './tab.ts';

export interface PhoneAccount {
  readonly user: string;
  readonly domain: string;
}

export interface PhoneOptions {
  /** As `POST /v1/me/phone` gives it. */
  readonly account: PhoneAccount;
  /** STUN and TURN servers, asked for at each call. */
  readonly iceServers: () => readonly RTCIceServer[];
  readonly microphone: MediaStream;
  /** What is heard of the other side. */
  readonly play: (stream: MediaStream) => void;
  readonly changed: (view: PhoneView) => void;
  /** Told soon after a talk has begun, and then every ten seconds, for `POST /v1/me/phone/quality`. */
  readonly measured?: (quality: Quality) => void;
  /** The engine's address; if omitted: where the page is from. */
  readonly origin?: string;
  /** For programs: the token, and the agent whose phone it is. */
  readonly token?: string;
  readonly agent?: string;
}

export type Connection = 'connecting' | 'ready' | 'in_other_tab' | 'taken_over' | 'locked' | 'closed';

export interface PhoneView {
  readonly connection: Connection;
  readonly call?: PhoneCall;
}

export interface PhoneCall {
  /** Number of the call, and the offer that rings for it; a call that the page has made itself has neither. */
  readonly call?: string;
  readonly offer?: string;
  readonly state: 'ringing' | 'answering' | 'talking';
  readonly muted: boolean;
  /** The talk was there before the page was. */
  readonly rejoins: boolean;
}

export interface Phone {
  view(): PhoneView;
  /**
   * What rings. With an offer that does not ring here yet: it is answered, or declined, as soon as it does. The live stream announces
   * an offer before its INVITE comes.
   */
  answer(offer?: string): void;
  decline(offer?: string): void;
  hangUp(): void;
  mute(muted: boolean): void;
  keys(keys: string): void;
  /** Another microphone, also during a talk. */
  speakInto(microphone: MediaStream): void;
  /** From the tab that has it. */
  takeOver(): void;
  /** Of the talk; undefined: there is none. */
  quality(): Promise<Quality | undefined>;
  close(): void;
}

type Session = IncomingRTCSessionEvent['session'];

interface Line {
  readonly session: Session;
  /** The other side's offer. */
  readonly sdp: string;
  /** Made once it is on the screen that it rings. */
  prepared?: Prepared;
  readonly call?: string;
  readonly offer?: string;
  readonly leg?: string;
  readonly rejoins: boolean;
  state: PhoneCall['state'];
}

/** As the engine closes with (`http/sip/tunnel.ts`). */
const forGood: Readonly<Record<number, Connection>> = {
  4001: 'in_other_tab',
  4002: 'taken_over',
  4003: 'locked',
};
/** The first time soon, so that a short talk is measured as well. */
const measuredFirst = 3000;
const measuredEvery = 10_000;

export async function openPhone(options: PhoneOptions): Promise<Phone> {
  const phone = new JsSipPhone(options, await tabId());
  phone.start(false);
  return phone;
}

class JsSipPhone implements Phone {
  readonly #options: PhoneOptions;
  readonly #tab: string;
  #ua: UA | undefined;
  #socket: SipSocket | undefined;
  #connection: Connection = 'connecting';
  #line: Line | undefined;
  #microphone: MediaStream;
  #muted = false;
  /** What is to become of an offer that does not ring yet. */
  #decided: { readonly offer: string; readonly does: 'answer' | 'decline' } | undefined;
  /** The signalling of the talk leads nowhere. */
  #wasCut = false;
  #takesOver = false;

  constructor(options: PhoneOptions, tab: string) {
    this.#options = options;
    this.#tab = tab;
    this.#microphone = options.microphone;
  }

  start(takesOver: boolean): void {
    const { user, domain } = this.#options.account;
    this.#takesOver = takesOver;
    this.#connection = 'connecting';
    // Of one before, which may still be finishing, nothing counts.
    const isCurrent = (): boolean => this.#socket === socket;
    const socket: SipSocket = new SipSocket(
      () => this.#address(),
      (code) => isCurrent() && this.#closed(code),
    );
    this.#socket = socket;
    const ua = new UA({
      sockets: [socket],
      uri: `sip:${user}@${domain}`,
      session_timers: false,
      register_expires: 120,
      connection_recovery_min_interval: 1,
      connection_recovery_max_interval: 3,
    });
    this.#ua = ua;
    ua.on('registered', () => isCurrent() && this.#registered());
    ua.on('registrationFailed', () => isCurrent() && this.#set('connecting'));
    ua.on('newRTCSession', (event: { readonly session: Session }) => {
      if (String(event.session.direction) === 'incoming') this.#rung(event as IncomingRTCSessionEvent);
    });
    ua.start();
    this.#tell();
  }

  view(): PhoneView {
    const line = this.#line;
    return {
      connection: this.#connection,
      ...(line && {
        call: {
          ...(line.call !== undefined && { call: line.call }),
          ...(line.offer !== undefined && { offer: line.offer }),
          state: line.state,
          muted: this.#muted,
          rejoins: line.rejoins,
        },
      }),
    };
  }

  answer(offer?: string): void {
    const line = this.#line;
    if (!line && offer !== undefined) this.#decided = { offer, does: 'answer' };
    if (line?.state !== 'ringing') return;
    line.state = 'answering';
    void this.#answerWhenReady(line);
    this.#tell();
  }

  decline(offer?: string): void {
    if (!this.#line && offer !== undefined) this.#decided = { offer, does: 'decline' };
    if (this.#line?.state === 'ringing') this.#line.session.terminate({ status_code: 603 });
  }

  hangUp(): void {
    this.#line?.session.terminate();
  }

  mute(muted: boolean): void {
    this.#muted = muted;
    const { session } = this.#line ?? {};
    if (muted) session?.mute({ audio: true });
    else session?.unmute({ audio: true });
    this.#tell();
  }

  keys(keys: string): void {
    this.#line?.session.sendDTMF(keys);
  }

  speakInto(microphone: MediaStream): void {
    this.#microphone = microphone;
    const [track] = microphone.getAudioTracks();
    const connection = this.#line?.prepared?.connection;
    if (!track || !connection) return;
    track.enabled = !this.#muted;
    for (const sender of connection.getSenders())
      if (sender.track?.kind === 'audio') void sender.replaceTrack(track);
  }

  takeOver(): void {
    if (this.#connection === 'in_other_tab' || this.#connection === 'taken_over') this.start(true);
  }

  async quality(): Promise<Quality | undefined> {
    const connection = this.#peer();
    return connection && (await qualityOf(connection));
  }

  close(): void {
    this.#end('closed');
  }

  async #answerWhenReady(line: Line): Promise<void> {
    await this.#prepare(line).enough;
    // The caller may have hung up meanwhile. The microphone is in the answer already.
    if (this.#line === line) line.session.answer({ mediaConstraints: { audio: false, video: false } });
  }

  #prepare(line: Line): Prepared {
    if (line.prepared) return line.prepared;
    const prepared = prepareAnswer(line.session, line.sdp, {
      iceServers: this.#options.iceServers(),
      microphone: this.#microphone,
    });
    // Nothing is heard before the answer.
    prepared.connection.addEventListener('track', ({ streams: [stream] }) => {
      if (stream) this.#options.play(stream);
    });
    line.prepared = prepared;
    return prepared;
  }

  async #measure(): Promise<void> {
    const quality = await this.quality();
    if (quality) this.#options.measured?.(quality);
  }

  #peer(): RTCPeerConnection | undefined {
    return this.#line?.state === 'talking' ? this.#line.session.connection : undefined;
  }

  #address(): Address {
    const { origin = location.origin, token, agent } = this.#options;
    const url = new URL('/sip', origin);
    url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
    url.searchParams.set('tab', this.#tab);
    const { leg } = this.#line ?? {};
    if (leg !== undefined && this.#hasSound()) url.searchParams.set('legs', leg);
    if (this.#takesOver) url.searchParams.set('takeover', 'yes');
    if (agent !== undefined) url.searchParams.set('agent', agent);
    return { url, protocols: token === undefined ? [] : [`cordboard.token.${token}`] };
  }

  #hasSound(): boolean {
    const state = this.#peer()?.connectionState;
    return state === 'connected' || state === 'connecting' || state === 'disconnected';
  }

  #closed(code: number): void {
    this.#wasCut = true;
    const end = forGood[code];
    if (end) this.#end(end);
    else this.#set('connecting');
  }

  #registered(): void {
    this.#takesOver = false;
    // The other side's messages for the talk still go to the connection that was lost; this brings them here.
    if (this.#wasCut && this.#line?.state === 'talking') this.#line.session.renegotiate({});
    this.#wasCut = false;
    this.#set('ready');
  }

  #rung({ session, request }: IncomingRTCSessionEvent): void {
    if (this.#line) {
      session.terminate({ status_code: 486 });
      return;
    }
    const header = (name: string): string | undefined => request.getHeader(name) ?? undefined;
    const [call, offer, leg] = ['X-Cordboard-Call', 'X-Cordboard-Offer', 'X-Cordboard-Leg'].map(header);
    const line: Line = {
      session,
      sdp: request.body,
      ...(call !== undefined && { call }),
      ...(offer !== undefined && { offer }),
      ...(leg !== undefined && { leg }),
      rejoins: header('X-Cordboard-Rejoin') === 'yes',
      state: 'ringing',
    };
    this.#line = line;
    // A mute belongs to the talk; one that is rejoined begins with the microphone open, as the engine sees it.
    this.#muted = false;
    let measuring: ReturnType<typeof setTimeout> | undefined;
    const measureIn = (time: number): void => {
      measuring = setTimeout(() => {
        void this.#measure();
        measureIn(measuredEvery);
      }, time);
    };
    session.on('confirmed', () => {
      // A re-INVITE is confirmed, too.
      if (line.state === 'talking') return;
      line.state = 'talking';
      measureIn(measuredFirst);
      this.#tell();
    });
    for (const end of ['ended', 'failed'] as const)
      session.on(end, () => {
        clearTimeout(measuring);
        if (this.#line === line) this.#line = undefined;
        this.#tell();
      });
    this.#tell();
    afterPaint(() => {
      if (this.#line === line) this.#prepare(line);
    });
    const decided = this.#decided?.offer === offer ? this.#decided?.does : undefined;
    this.#decided = undefined;
    if (decided === 'decline') this.decline();
    else if (decided || line.rejoins || /answer-after=0/.test(header('Call-Info') ?? '')) this.answer();
  }

  #end(connection: Connection): void {
    const ua = this.#ua;
    this.#ua = undefined;
    this.#socket?.connectNoMore();
    this.#socket = undefined;
    const line = this.#line;
    this.#line = undefined;
    this.#set(connection);
    line?.session.connection?.close();
    // Its sessions end with it.
    ua?.stop();
  }

  #set(connection: Connection): void {
    this.#connection = connection;
    this.#tell();
  }

  #tell(): void {
    this.#options.changed(this.view());
  }
}
