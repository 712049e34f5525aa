/**
 * A house to look at: the real engine on the simulated Asterisk, its API with the built console, and people who log in.
 * Its virtual clock goes along with the real one, as a page expects of an engine; what a test does at the exchange is done
 * between two of its ticks.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { PeopleAccounts } from '../../../src/accounts/accounts.ts';
import { TicketKeeper } from '../../../src/engine/ticket-keeper.ts';
import { type ApiServer, serveApi } from '../../../src/http/server.ts';
import { openAlarms } from '../../support/alarm-desk.ts';
import type { AgentPhone } from '../../support/floor.ts';
import { silentLog } from '../../support/memory-store.ts';
import type { Office } from '../../support/office.ts';
import { PlainEvidence } from '../../support/plain-evidence.ts';
import { type SimulatedFloor, simulatedFloor } from '../../support/simulated-floor.ts';
import { accountsOf, apiOf } from '../../unit/http/serve.ts';
import { wavOf } from './chromium.ts';
import { reportsOf } from './reports.ts';
import { SurveyMail } from './survey-mail.ts';

type NewPerson = Parameters<PeopleAccounts['add']>[0];

/** A recorded talk of that length: a tone. */
export const soundOf = (lasted: number): Buffer => wavOf(440, lasted / 1000);

export const password = 'correct horse battery';
const tick = 50;

/** Built once for all tests of a file. */
export async function builtConsole(): Promise<{ readonly folder: string; remove(): void }> {
  const folder = mkdtempSync(join(tmpdir(), 'cordboard-console-'));
  // A script of the set-up, which has no types.
  const script = pathToFileURL(fileURLToPath(new URL('../../../setup/console.mjs', import.meta.url))).href;
  const { buildConsole } = (await import(script)) as {
    buildConsole: (folder: string) => Promise<void>;
  };
  await buildConsole(folder);
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

export class House {
  readonly url: string;
  readonly floor: SimulatedFloor;
  readonly agents: ReadonlyMap<string, AgentPhone>;
  readonly surveyMail: SurveyMail;
  readonly #api: ApiServer;
  readonly #ticking: NodeJS.Timeout;
  #last: Promise<unknown> = Promise.resolve();
  #broken: unknown;
  #looks: () => boolean = () => false;

  private constructor(
    floor: SimulatedFloor,
    api: ApiServer,
    surveyMail: SurveyMail,
    agents: ReadonlyMap<string, AgentPhone>,
  ) {
    this.floor = floor;
    this.surveyMail = surveyMail;
    this.#api = api;
    this.url = api.url;
    this.agents = agents;
    this.#ticking = setInterval(() => {
      this.does(() => this.passes(tick)).catch((error: unknown) => {
        this.#broken ??= error;
      });
    }, tick);
  }

  static async open(consoleFolder: string, people: readonly NewPerson[], plan?: string): Promise<House> {
    const floor = await simulatedFloor(plan === undefined ? {} : { plan });
    const { engine, store } = floor;
    const office = { operations: engine, store } as unknown as Office;
    const accounts = accountsOf(office);
    const tickets = new TicketKeeper({ store, clock: floor.clock, log: silentLog });
    tickets.start();
    engine.follow((entry) => tickets.happened(entry));
    const alarms = openAlarms(floor.clock.now());
    let isConfirmed = false;
    engine.follow(({ type }) => {
      isConfirmed ||= type === 'alarmConfirmed';
    });
    let url = '';
    const surveyMail = await SurveyMail.open(floor, () => url);
    const api = await serveApi({
      surveys: surveyMail.door,
      ...apiOf(office, { accounts, alarms: { ...alarms, open: () => (isConfirmed ? [] : alarms.open()) } }),
      reports: reportsOf(floor),
      evidence: new PlainEvidence(store.journal),
      recordingSound: async ({ lasted = 0 }, from, to) => Readable.from([soundOf(lasted).subarray(from, to)]),
      followUps: (agent) => tickets.dueFor(agent),
      consoleFolder,
      disk: async () => ({ freeBytes: 40e9, totalBytes: 100e9, databaseBytes: 12e6 }),
      doctor: async () => [
        { check: 'Node.js', severity: 'ok', message: 'Node.js 22' },
        { check: 'Clock', severity: 'warning', message: 'the clock is not set by NTP', fix: 'enable NTP' },
      ],
      address: '127.0.0.1',
      port: 0,
    });
    url = api.url;
    const first = accounts.firstLink() ?? '';
    await accounts.logInByLink({ token: first, name: 'root', password }, '::1');
    for (const person of people) {
      const added = await accounts.add(person);
      const link = await accounts.linkFor(person.name);
      if (!added.done || !link.done) throw new Error(`${person.name} cannot log in`);
      await accounts.logInByLink({ token: link.token, password }, '::1');
    }
    const agents = new Map<string, AgentPhone>();
    for (const name of Object.keys(engine.plan().plan.agents)) agents.set(name, await floor.agent(name));
    return new House(floor, api, surveyMail, agents);
  }

  /** At the exchange, one thing after the other. */
  does<Done>(what: () => Promise<Done>): Promise<Done> {
    const done = this.#last.then(what);
    this.#last = done.catch(() => undefined);
    return done;
  }

  /** `look` looks at the exchange at each moment at which something may have happened there; true: no more time shall pass now. */
  watchedBy(look: () => boolean): void {
    this.#looks = look;
  }

  /** Only within `does`. */
  async passes(time: number): Promise<void> {
    const { clock } = this.floor;
    const end = clock.now() + time;
    await this.floor.passes(0);
    while (!this.#looks() && clock.now() < end)
      await this.floor.passes(Math.max(1, Math.min(clock.next ?? end, end) - clock.now()));
  }

  agent(name: string): AgentPhone {
    const agent = this.agents.get(name);
    if (!agent) throw new Error(`the plan has no ${name}`);
    return agent;
  }

  /** A caller who has dialled, pressed those keys, and now waits or is ringing. */
  async rings(name: string, number: string, keys: string) {
    const caller = this.floor.caller(name, { number });
    const call = await this.does(() => caller.dials('100'));
    await this.does(async () => {
      await this.floor.passes(3000);
      await caller.presses(keys);
      await this.floor.passes(3000);
    });
    return { caller, call };
  }

  /** While the clocks go on. */
  async until(what: string, isSo: () => boolean, within = 8000): Promise<void> {
    const end = Date.now() + within;
    while (!isSo()) {
      if (this.#broken) throw this.#broken;
      if (Date.now() > end) throw new Error(`waited in vain until ${what}`);
      await new Promise((done) => setTimeout(done, 20));
    }
  }

  /** In whatever state it is, and without a check. */
  async discard(): Promise<void> {
    clearInterval(this.#ticking);
    await Promise.allSettled([this.surveyMail.close(), this.#api.close()]);
  }

  async close(): Promise<void> {
    clearInterval(this.#ticking);
    await this.#last;
    await this.surveyMail.close();
    await this.#api.close();
    await this.floor.close();
  }
}
