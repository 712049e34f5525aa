/** An agent at a browser phone: the console's own phone (`src/console/phone/`), in a real browser. */
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { rolldown } from 'rolldown';
import { aMoment } from '../../../src/call/conversation/talking.ts';
import type { PhoneView } from '../../../src/console/phone/phone.ts';
import type { LineCaller } from '../../support/asterisk/line-caller.ts';
import type { AsteriskFloor } from '../../support/asterisk-floor.ts';
import { passes, until } from '../../support/sip/until.ts';
import { microphoneTone } from './chromium.ts';

/** Word of the answer takes its time to the engine. */
const talkLasts = 300;

let script: Promise<string> | undefined;

async function bundle(): Promise<string> {
  const input = fileURLToPath(new URL('page.ts', import.meta.url));
  const made = await rolldown({ input, platform: 'browser' });
  const { output } = await made.generate({ format: 'iife' });
  return output[0].code;
}

/** Where the page is from. */
export interface Place {
  readonly url: string;
  readonly token: string;
  /** What the engine thinks of the agent's phone. */
  readonly isReachable: (agent: string) => boolean | Promise<boolean>;
}

/** The engine of a floor; `port`: by another way. */
export function placeOf({ cordboard, operations }: AsteriskFloor, port?: number): Place {
  const { url, token } = cordboard.credentials.api;
  return {
    url: port === undefined ? url : `http://127.0.0.1:${port}`,
    token,
    isReachable: (agent) => operations.agent(agent)?.phone.reachable === true,
  };
}

/** Somebody at the other end. */
interface Other {
  readonly voice: number;
  readonly call: Pick<LineCaller['call'], 'audio'>;
}

export class BrowserDesk {
  readonly name: string;
  readonly page: Page;
  readonly #place: Place;

  private constructor(name: string, page: Page, place: Place) {
    this.name = name;
    this.page = page;
    this.#place = place;
  }

  /** Opens the page, and waits until its phone is registered. */
  static async open(browser: Browser, place: Place, agent: string): Promise<BrowserDesk> {
    const context = await browser.newContext({ permissions: ['microphone'], ignoreHTTPSErrors: true });
    try {
      const desk = new BrowserDesk(agent, await opened(context, place, agent), place);
      await desk.isReady();
      return desk;
    } catch (error) {
      // No one else would: it would go on to be that phone.
      await context.close();
      throw error;
    }
  }

  /** Another tab of the same browser, ready or not. */
  async secondTab(): Promise<BrowserDesk> {
    const page = await opened(this.page.context(), this.#place, this.name);
    return new BrowserDesk(this.name, page, this.#place);
  }

  async view(): Promise<PhoneView | undefined> {
    return await this.page.evaluate(() => window.phone?.view());
  }

  async isReady(within = 15_000): Promise<void> {
    await this.#until('its phone is registered', ({ connection }) => connection === 'ready', within);
    await until(`${this.name} is reachable`, async () => await this.#place.isReachable(this.name));
  }

  async takesOver(): Promise<void> {
    await this.page.evaluate(() => window.phone?.takeOver());
  }

  /** The page crashes, as Chromium's own do. */
  async crashes(): Promise<void> {
    const crashed = this.page.waitForEvent('crash');
    void this.page.goto('chrome://crash').catch(() => undefined);
    await crashed;
  }

  async rings(): Promise<NonNullable<PhoneView['call']>> {
    const { call } = await this.#until('it rings', ({ call: ringing }) => ringing?.state === 'ringing');
    if (!call) throw new Error('it does not ring');
    return call;
  }

  async answers(): Promise<void> {
    await this.rings();
    await this.page.evaluate(() => window.phone?.answer());
    await this.talks();
  }

  async talks(within = 15_000): Promise<void> {
    await this.#until('it talks', ({ call }) => call?.state === 'talking', within);
  }

  /** Whoever hangs up within a moment has talked to nobody, and the caller is offered to the next. */
  async hangsUp(): Promise<void> {
    await passes(aMoment + talkLasts);
    await this.page.evaluate(() => window.phone?.hangUp());
  }

  async isHungUpOn(within = 15_000): Promise<void> {
    await this.#until('the call is over', ({ call }) => call === undefined, within);
  }

  async connection(wanted: PhoneView['connection'], within = 15_000): Promise<void> {
    await this.#until(`its phone is ${wanted}`, ({ connection }) => connection === wanted, within);
  }

  /** Both hear each other. */
  async talksWith(other: Other, within = 15_000): Promise<void> {
    const { audio } = other.call;
    audio.mouth.tone = other.voice;
    try {
      await Promise.all([audio.hearsTone(microphoneTone, within), this.hears(other.voice, within)]);
    } finally {
      audio.mouth.tone = undefined;
    }
  }

  async hears(tone: number, within = 15_000): Promise<void> {
    let heard = 0;
    await until(
      `${this.name} hears ${tone} Hz`,
      async () => {
        heard = await this.page.evaluate(() => window.heard());
        return Math.abs(heard - tone) < 25;
      },
      { within, otherwise: () => `hears ${Math.round(heard)} Hz` },
    );
  }

  /** What it sends, and what it hears. */
  async codecs(): Promise<readonly string[]> {
    return await this.page.evaluate(async () => {
      const stats = await window.connections.at(-1)?.getStats();
      const all = [...(stats?.values() ?? [])] as {
        id: string;
        type: string;
        codecId?: string;
        mimeType?: string;
      }[];
      return ['outbound-rtp', 'inbound-rtp'].map((wanted) => {
        const { codecId } = all.find(({ type }) => type === wanted) ?? {};
        return all.find(({ id }) => id === codecId)?.mimeType ?? 'none';
      });
    });
  }

  /** The page has told how the talk sounds. */
  async isMeasured(): Promise<void> {
    await until(
      `${this.name} has measured`,
      async () => await this.page.evaluate(() => window.measured() > 0),
    );
  }

  async leaves(): Promise<void> {
    await this.page.context().close();
  }

  async #until(what: string, is: (view: PhoneView) => boolean, within = 15_000): Promise<PhoneView> {
    let view: PhoneView | undefined;
    await until(
      `${this.name}: ${what}`,
      async () => {
        // While it is reloaded there is no page to ask.
        view = await this.view().catch(() => undefined);
        return view !== undefined && is(view);
      },
      { within, otherwise: () => JSON.stringify(view) },
    );
    return view as PhoneView;
  }
}

/**
 * From the engine's own address, as the console is, under its policies: a page of its own, in which this script runs whenever it is
 * loaded. (What a test answers in the engine's place, Chromium takes for a page of the internet, and lets reach no local address.)
 */
async function opened(context: BrowserContext, { url, token }: Place, agent: string): Promise<Page> {
  script ??= bundle();
  const code = await script;
  const page = await context.newPage();
  await page.addInitScript(`window.as = ${JSON.stringify({ agent, token })};${code}`);
  await page.goto(`${url}/healthz`);
  return page;
}
