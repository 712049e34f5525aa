/** The microphone of the shift: asked for once, and watched. */
export interface Microphone {
  readonly stream: MediaStream;
  /** From 0 to 1, now. */
  level(): number;
  close(): void;
}

/** Why a page has none. */
export type NoMicrophone = 'insecure_page' | 'refused' | 'none_found' | 'in_use';

/**
 * @param gone it was pulled out, or its permission was withdrawn
 * @throws {MicrophoneMissing}
 */
export async function openMicrophone(gone: () => void, deviceId?: string): Promise<Microphone> {
  // Over http on any name but localhost, a browser has no such thing.
  if (!('mediaDevices' in navigator)) throw new MicrophoneMissing('insecure_page');
  const audio = deviceId === undefined ? true : { deviceId: { exact: deviceId } };
  const stream = await navigator.mediaDevices.getUserMedia({ audio }).catch((error: unknown) => {
    throw new MicrophoneMissing(reasons[error instanceof DOMException ? error.name : ''] ?? 'in_use');
  });
  let isOpen = true;
  for (const track of stream.getAudioTracks())
    track.addEventListener('ended', () => {
      if (isOpen) gone();
    });
  const meter = meterOf(stream);
  return {
    stream,
    level: () => meter.level(),
    close: () => {
      isOpen = false;
      for (const track of stream.getTracks()) track.stop();
      meter.close();
    },
  };
}

export interface Meter {
  /** From 0 to 1, now. */
  level(): number;
  close(): void;
}

/** How loud a sound is. */
export function meterOf(stream: MediaStream): Meter {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  return {
    level: () => {
      analyser.getFloatTimeDomainData(samples);
      return samples.reduce((highest, sample) => Math.max(highest, Math.abs(sample)), 0);
    },
    close: () => void context.close(),
  };
}

export class MicrophoneMissing extends Error {
  override readonly name = 'MicrophoneMissing';
  readonly why: NoMicrophone;

  constructor(why: NoMicrophone) {
    super(`there is no microphone: ${why}`);
    this.why = why;
  }
}

const reasons: Readonly<Record<string, NoMicrophone>> = {
  NotAllowedError: 'refused',
  SecurityError: 'refused',
  NotFoundError: 'none_found',
  OverconstrainedError: 'none_found',
  NotReadableError: 'in_use',
};
