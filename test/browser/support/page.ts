/** A page with nothing but the phone on it; bundled for the tests, and served in the engine's name (`desk.ts`). */
import { openMicrophone } from '../../../src/console/phone/microphone.ts';
import {
  openPhone,
  type Phone,
  type PhoneAccount,
  type PhoneView,
} from '../../../src/console/phone/phone.ts';
import type { Quality } from '../../../src/console/phone/quality.ts';

declare global {
  interface Window {
    readonly as: { readonly agent: string; readonly token: string };
    phone?: Phone;
    /** All that the phone has said, and when. */
    readonly views: { readonly at: number; readonly view: PhoneView }[];
    /** All that were ever made. */
    readonly connections: RTCPeerConnection[];
    /** How often the engine has kept what the page has measured. */
    measured(): number;
    /** Loudest frequency that is heard, in hertz; 0: silence. */
    heard(): number;
  }
}

const views: Window['views'] = [];
const connections: Window['connections'] = [];
let heard = (): number => 0;
let measured = 0;
class Counted extends RTCPeerConnection {
  constructor(configuration?: RTCConfiguration) {
    super(configuration);
    connections.push(this);
  }
}
Object.assign(window, {
  views,
  connections,
  RTCPeerConnection: Counted,
  heard: () => heard(),
  measured: () => measured,
});

async function open(): Promise<void> {
  const { agent, token } = window.as;
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const reply = await fetch('/v1/me/phone', { method: 'POST', headers, body: JSON.stringify({ agent }) });
  const account = (await reply.json()) as PhoneAccount & { readonly iceServers: readonly RTCIceServer[] };
  const microphone = await openMicrophone(() => undefined);
  window.phone = await openPhone({
    account,
    iceServers: () => account.iceServers,
    agent,
    token,
    microphone: microphone.stream,
    play,
    changed: (view) => views.push({ at: Date.now(), view }),
    measured: (quality) => void keep(quality),
  });
}

async function keep(quality: Quality): Promise<void> {
  const { agent, token } = window.as;
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const body = JSON.stringify({ agent, ...quality });
  const reply = await fetch('/v1/me/phone/quality', { method: 'POST', headers, body });
  const { kept } = (await reply.json()) as { readonly kept: boolean };
  if (kept) measured += 1;
}

function play(stream: MediaStream): void {
  const audio = new Audio();
  audio.srcObject = stream;
  void audio.play();
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 4096;
  context.createMediaStreamSource(stream).connect(analyser);
  const levels = new Float32Array(analyser.frequencyBinCount);
  heard = () => {
    analyser.getFloatFrequencyData(levels);
    const loudest = levels.reduce((best, level, bin) => (level > (levels[best] ?? 0) ? bin : best), 0);
    return (levels[loudest] ?? -200) < -60 ? 0 : (loudest * context.sampleRate) / analyser.fftSize;
  };
}

void open();
