/** Surveys by e-mail of a house to look at, through a real SMTP server: what the caller gets, and where its link leads. */
import { buildSurveys } from '../../../src/composition/surveys.ts';
import { Outward } from '../../../src/outward/outward.ts';
import type { SurveyDoor } from '../../../src/ports/surveys.ts';
import { mailServer } from '../../support/mail-server.ts';
import { silentLog } from '../../support/memory-store.ts';
import { outwardNeeds } from '../../support/outward-needs.ts';
import type { SimulatedFloor } from '../../support/simulated-floor.ts';
import { gateOf } from '../../unit/http/serve.ts';

type Received = readonly { readonly to: readonly string[]; readonly raw: string }[];

export class SurveyMail {
  readonly door: SurveyDoor;
  readonly #received: Received;
  readonly #ends: () => Promise<void>;

  private constructor(door: SurveyDoor, received: Received, ends: () => Promise<void>) {
    this.door = door;
    this.#received = received;
    this.#ends = ends;
  }

  /** @param baseUrl of the console, once it is known */
  static async open({ store, engine, clock }: SimulatedFloor, baseUrl: () => string): Promise<SurveyMail> {
    const smtp = await mailServer();
    const outward = await Outward.load({
      ...outwardNeeds,
      store,
      clock,
      log: silentLog,
      smtp: { host: '127.0.0.1', port: smtp.port, from: 'calls@example.com', tls: 'off' },
      baseUrl,
      onEntry: (then) => engine.follow(then),
    });
    const gate = gateOf({ operations: engine, store });
    const key = Buffer.alloc(32, 3);
    const surveys = buildSurveys({ store, engine, clock, mailer: outward.mailer, gate, key });
    await outward.start();
    surveys.start();
    return new SurveyMail(surveys.door, smtp.received, async () => {
      surveys.stop();
      await outward.stop();
      await smtp.close();
    });
  }

  /** The link of a mark in the mail to this address; undefined: none has come. */
  link(address: string, mark: number): string | undefined {
    const mail = this.#received.find(({ to }) => to.includes(address));
    const text = mail?.raw.replaceAll('=\r\n', '').replaceAll('=3D', '=');
    return text && new RegExp(String.raw`/survey/[\w.-]+\?mark=${mark}`).exec(text)?.[0];
  }

  close(): Promise<void> {
    return this.#ends();
  }
}
