/** The ring of the desk: two tones of a bell, made here, so that nothing is loaded when it has to ring. */
const rate = 16_000;
const seconds = 3;

export class Ringer {
  readonly #audio = new Audio(URL.createObjectURL(new Blob([bell()], { type: 'audio/wav' })));

  constructor() {
    this.#audio.loop = true;
  }

  async playOn(device: string): Promise<void> {
    await this.#audio.setSinkId(device).catch(() => this.#audio.setSinkId(''));
  }

  start(): void {
    this.#audio.currentTime = 0;
    // A page that nobody has touched yet may make no sound; the screen rings all the same.
    void this.#audio.play().catch(() => undefined);
  }

  stop(): void {
    this.#audio.pause();
  }
}

/** Rings for a second, then is silent for two. 16 bits, mono. */
function bell(): ArrayBuffer {
  const samples = rate * seconds;
  const file = new DataView(new ArrayBuffer(44 + 2 * samples));
  const text = (at: number, letters: string): void => {
    for (let i = 0; i < letters.length; i++) file.setUint8(at + i, letters.charCodeAt(i));
  };
  text(0, 'RIFF');
  file.setUint32(4, 36 + 2 * samples, true);
  text(8, 'WAVEfmt ');
  file.setUint32(16, 16, true);
  file.setUint16(20, 1, true);
  file.setUint16(22, 1, true);
  file.setUint32(24, rate, true);
  file.setUint32(28, 2 * rate, true);
  file.setUint16(32, 2, true);
  file.setUint16(34, 16, true);
  text(36, 'data');
  file.setUint32(40, 2 * samples, true);
  for (let i = 0; i < rate; i++) {
    const at = i / rate;
    const swell = Math.min(1, at * 20, (1 - at) * 20);
    const tone =
      Math.sin(2 * Math.PI * 660 * at) + Math.sin(2 * Math.PI * (at % 0.1 < 0.05 ? 880 : 990) * at);
    file.setInt16(44 + 2 * i, Math.round(6000 * swell * tone), true);
  }
  return file.buffer;
}
