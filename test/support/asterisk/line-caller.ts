/** Somebody outside, on a line of the real floor. */
import type { OutsideCaller } from '../floor.ts';
import type { OutgoingCall } from '../sip/outgoing-call.ts';
import type { CallOptions, Softphone } from '../sip/softphone.ts';
import { passes, until } from '../sip/until.ts';
import type { Arrivals } from './arrivals.ts';
import type { DeskPhone } from './desk-phone.ts';

export class LineCaller implements OutsideCaller {
  readonly name: string;
  readonly number: string;
  readonly line: string;
  /** What this caller says, in hertz: nobody else on the floor sounds so. */
  readonly voice: number;
  readonly #arrivals: Arrivals;
  readonly #open: () => Promise<Softphone>;
  #phone: Softphone | undefined;
  #call: OutgoingCall | undefined;

  constructor(
    who: { name: string; number: string; line: string; voice: number },
    open: () => Promise<Softphone>,
    arrivals: Arrivals,
  ) {
    this.name = who.name;
    this.number = who.number;
    this.line = who.line;
    this.voice = who.voice;
    this.#open = open;
    this.#arrivals = arrivals;
  }

  /** The call as the phone sees it. */
  get call(): OutgoingCall {
    if (this.#call === undefined) throw new Error(`${this.name} has not dialled`);
    return this.#call;
  }

  get onTheLine(): boolean {
    return this.#call !== undefined && this.#call.state !== 'ended';
  }

  async dials(number: string, options: CallOptions = {}): Promise<string> {
    const call = await this.starts(number, options);
    let id: string | undefined;
    await until(
      `the engine knows the call of ${this.name} to ${number}`,
      () => (id = this.#arrivals.take({ kind: 'line', name: this.line }, number)) !== undefined,
      { otherwise: () => call.describe() },
    );
    return id ?? '';
  }

  /** Dials, and does not ask whether the engine has noticed. */
  async starts(number: string, options: CallOptions = {}): Promise<OutgoingCall> {
    if (this.onTheLine) throw new Error(`${this.name} is on the line already`);
    this.#phone ??= await this.#open();
    this.#call = await this.#phone.call(number, { fromNumber: this.number, fromName: this.name, ...options });
    return this.#call;
  }

  async presses(digits: string): Promise<void> {
    await this.isAnswered();
    await this.call.sendDigits(digits);
  }

  async hangsUp(): Promise<void> {
    await this.call.hangUp();
  }

  async isAnswered(within = 15_000): Promise<void> {
    await this.call.untilState('up', within);
  }

  async hearsRinging(): Promise<void> {
    const { call } = this;
    const rings = (): boolean => call.progress.includes(180);
    await until(`${this.name} hears ringing`, rings, { otherwise: () => call.describe() });
  }

  async isHungUpOn(within = 15_000): Promise<{ answered: boolean; status?: number }> {
    const { call } = this;
    await call.untilState('ended', within);
    if (call.endedBy !== 'them') throw new Error(`${this.name} hung up: ${call.describe()}`);
    return call.status === undefined ? { answered: true } : { answered: false, status: call.status };
  }

  /** Whoever holds speaks meanwhile, and is not what is heard. */
  async hearsMusic(instead: DeskPhone): Promise<void> {
    const { audio } = this.call;
    await audio.hearsSomething();
    instead.call.audio.mouth.tone = instead.voice;
    await passes(300);
    const hears = audio.ear.hearsTone(instead.voice, performance.now());
    instead.call.audio.mouth.tone = undefined;
    if (hears) throw new Error(`${this.name} hears ${instead.name}, who keeps them on hold`);
  }

  async talksWith(agent: DeskPhone): Promise<void> {
    await this.isAnswered();
    const theirs = agent.call;
    this.call.audio.mouth.tone = this.voice;
    theirs.audio.mouth.tone = agent.voice;
    await Promise.all([this.call.audio.hearsTone(agent.voice), theirs.audio.hearsTone(this.voice)]);
    this.call.audio.mouth.tone = undefined;
    theirs.audio.mouth.tone = undefined;
  }
}
