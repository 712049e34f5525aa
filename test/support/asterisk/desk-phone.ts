/** An agent at a softphone that is registered at the real floor. */

import { aMoment } from '../../../src/call/conversation/talking.ts';
import type { Operations } from '../../../src/ports/operations.ts';
import type { AgentPhone } from '../floor.ts';
import type { PhoneCall } from '../sip/phone-call.ts';
import type { Softphone } from '../sip/softphone.ts';
import { passes, until } from '../sip/until.ts';

/** Word of the answer takes its time to the engine. */
const talkLasts = 300;

export class DeskPhone implements AgentPhone {
  readonly name: string;
  readonly phone: Softphone;
  /** What this agent says, in hertz: nobody else on the floor sounds so. */
  readonly voice: number;
  readonly #operations: Pick<Operations, 'agents'>;

  constructor(name: string, phone: Softphone, voice: number, operations: Pick<Operations, 'agents'>) {
    this.#operations = operations;
    this.name = name;
    this.phone = phone;
    this.voice = voice;
  }

  /** The call that is talked on. */
  get call(): PhoneCall {
    const call = this.phone.talking;
    if (call === undefined)
      throw new Error(`${this.name} is not on a call; SIP: ${this.phone.trace.join(', ')}`);
    return call;
  }

  get ringing(): boolean {
    return this.phone.ringing !== undefined;
  }

  get talking(): boolean {
    return this.phone.talking !== undefined;
  }

  get shows(): string | undefined {
    return this.phone.talking?.displayed?.name;
  }

  async rings(within = 15_000): Promise<{ number: string; name: string }> {
    const { number, name } = await this.phone.rings(within);
    return { number, name };
  }

  async stopsRinging(within = 15_000): Promise<void> {
    await until(`the phone of ${this.name} stops ringing`, () => !this.ringing, this.#patience(within));
  }

  async answers(): Promise<void> {
    await (await this.phone.rings()).answer();
  }

  async picksUp(): Promise<boolean> {
    const call = this.phone.ringing;
    if (call === undefined) return false;
    await call.answer();
    return true;
  }

  async declines(): Promise<void> {
    (await this.phone.rings()).decline();
  }

  async isBusy(): Promise<void> {
    this.phone.whenRung = 'busy';
    this.phone.ringing?.busy();
  }

  async back(): Promise<void> {
    this.phone.whenRung = 'ring';
  }

  answersByItself(on: boolean): void {
    this.phone.whenRung = on ? 'answer' : 'ring';
  }

  async hangsUp(): Promise<void> {
    await passes(aMoment + talkLasts);
    await this.goesAtOnce();
  }

  async transfersTo(number: string): Promise<void> {
    const status = await this.call.transfer(number);
    if (status !== 202) throw new Error(`the transfer was answered by ${status ?? 'nothing'}`);
  }

  async goesAtOnce(): Promise<void> {
    await this.call.hangUp();
  }

  async holds(): Promise<void> {
    await this.call.offers('sendonly');
  }

  async resumes(): Promise<void> {
    await this.call.offers('sendrecv');
  }

  /** The next call may ring already by the time this looks. */
  async isHungUpOn(within = 15_000): Promise<void> {
    await until(`${this.name} is hung up on`, () => !this.talking, this.#patience(within));
    const last = this.phone.calls.findLast(({ state }) => state !== 'ringing');
    if (last?.endedBy !== 'them')
      throw new Error(`${this.name} hung up: ${last?.describe() ?? 'there was no call'}`);
  }

  async dials(number: string): Promise<void> {
    const call = await this.phone.call(number);
    const settled = (): boolean => call.state === 'up' || call.state === 'ended';
    await until(`the call of ${this.name} to ${number} is over or answered`, settled, this.#patience(15_000));
  }

  async presses(digits: string): Promise<void> {
    await this.call.sendDigits(digits);
  }

  async leaves(): Promise<void> {
    const status = await this.phone.unregister();
    if (status !== 200) throw new Error(`${this.name} was not let go: ${status}`);
    await this.#isKnownToBe('unreachable');
  }

  /** Waits until the engine knows that this phone may be rung. */
  async isReachable(): Promise<void> {
    await this.#isKnownToBe('reachable');
  }

  async #isKnownToBe(wanted: 'reachable' | 'unreachable'): Promise<void> {
    const isSo = (): boolean =>
      this.#operations.agents().find(({ name }) => name === this.name)?.phone.reachable ===
      (wanted === 'reachable');
    await until(`the engine knows that ${this.name} is ${wanted}`, isSo, this.#patience(15_000));
  }

  #patience(within: number): { within: number; otherwise: () => string } {
    return { within, otherwise: () => `SIP: ${this.phone.trace.join(', ')}` };
  }
}
