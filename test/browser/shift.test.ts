/**
 * A shift by script: three agents at their desks, a wallboard, and callers. Now and then every number on the wallboard is held
 * against a fold of the journal, and against what callers and agents themselves have lived through.
 *
 * Five calls in some minutes of the virtual clock; `SHIFT_CALLS=30`: an hour of thirty (`npm run nightly -- --only shift`).
 */
import { appendFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { Seeded } from '../support/seeded.ts';
import { shared } from '../support/shared.ts';
import { startChromium } from './support/chromium.ts';
import { builtConsole, House } from './support/house.ts';
import { type CallerTells, ShiftLedger } from './support/shift-ledger.ts';
import { type ScriptedCall, scriptOf } from './support/shift-script.ts';
import { standingOf } from './support/standing-of-journal.ts';
import { type Visit, visit } from './support/visit.ts';
import { type Shown, shouldShow, shownBy } from './support/wallboard.ts';

const calls = Number(process.env['SHIFT_CALLS'] ?? 5);
const seed = Number(process.env['SHIFT_SEED'] ?? 7);
const isLong = calls > 10;
const [second, minute] = [1000, 60_000];
const lasts = (isLong ? 60 : 10) * minute;
const goal = { seconds: 30, percent: 80 };
const wrapUp = 30 * second;
const names = { anna: 'Anna Berg', boris: 'Boris Klein', clara: 'Clara Winter' };
const queues = {
  sales: { title: 'Sales', members: ['anna', 'boris'] },
  support: { title: 'Support', members: ['boris', 'clara'] },
};
const queueAt = { '101': 'sales', '102': 'support' } as const;
const plan = `company: Shift
country: DE
time zone: Europe/Berlin
languages: [en]
numbers: { "101": { queue: sales }, "102": { queue: support } }
queues:
  sales: { title: Sales, agents: [anna, boris], strategy: longest idle, ring for: 40s, wrap-up: 30s, answer within: 30s }
  support: { title: Support, agents: [boris, clara], strategy: longest idle, ring for: 40s, wrap-up: 30s, answer within: 30s }
agents:
  anna: { name: Anna Berg }
  boris: { name: Boris Klein }
  clara: { name: Clara Winter }
lines: [${Array.from({ length: calls }, (_, i) => `line${i + 1}`).join(', ')}]
`;

let built: Awaited<ReturnType<typeof builtConsole>>;
let chromium: Awaited<ReturnType<typeof startChromium>>;
let house: House;
beforeAll(async () => {
  [built, chromium] = await Promise.all([builtConsole(), startChromium()]);
}, 60_000);
afterAll(async () => {
  await chromium?.close();
  built?.remove();
});

async function opened(): Promise<House> {
  const agents = Object.entries(names).map(([name, displayName]) => ({
    name,
    displayName,
    agent: name,
    disabled: false,
    roles: ['agent' as const],
  }));
  const lead = { name: 'lead', displayName: 'Lead', roles: ['supervisor' as const], disabled: false };
  house = await House.open(built.folder, [...agents, lead], plan);
  return house;
}
shared({ open: opened, close: (last) => last.close(), discard: (last) => last.discard() });
const visits: Visit[] = [];
afterEach(async () => {
  await Promise.all(visits.splice(0).map((one) => one.close()));
});

/** What is to be done at which moment of the virtual clock, in order. */
class Agenda {
  readonly #due: { readonly at: number; readonly act: () => Promise<unknown> }[] = [];

  at(moment: number, act: () => Promise<unknown>): void {
    const place = this.#due.findIndex(({ at }) => at > moment);
    this.#due.splice(place === -1 ? this.#due.length : place, 0, { at: moment, act });
  }

  get next(): number | undefined {
    return this.#due[0]?.at;
  }

  async takesNext(): Promise<void> {
    await this.#due.shift()?.act();
  }
}

test(`${calls} calls at three desks: each number on the wallboard is that of the journal and of the people`, async () => {
  const { floor } = house;
  const { clock, asterisk, engine } = floor;
  for (const agent of Object.keys(names))
    await house.does(() => engine.change({ type: 'agentLoggedOut', agent, by: 'test' }));
  const ledger = new ShiftLedger({ queues, agents: names, wrapUp, seconds: goal.seconds }, asterisk, clock);
  const agenda = new Agenda();
  const chance = new Seeded(seed + 1);
  const isRinging = new Set<string>();
  for (const name of Object.keys(names))
    visits.push(await visit(chromium.browser, house.url, '/desk', { as: name }));
  visits.push(await visit(chromium.browser, house.url, '/board', { as: 'lead' }));
  for (const { page } of visits) page.setDefaultTimeout(15_000);
  const desk = (name: string): Page => {
    const page = visits[Object.keys(names).indexOf(name)]?.page;
    if (!page) throw new Error(`${name} has no desk`);
    return page;
  };
  const board = visits[3]?.page as Page;

  // --- the people ---------------------------------------------------------------------------------------------------

  house.watchedBy(() => {
    ledger.look();
    for (const { name } of ledger.agents) {
      if (asterisk.ringingAt(name) === undefined) isRinging.delete(name);
      else if (!isRinging.has(name)) {
        isRinging.add(name);
        const after = Math.round(chance.between(5 * second, 15 * second));
        agenda.at(clock.now() + after, () => house.does(() => house.agent(name).picksUp()));
      }
    }
    return (agenda.next ?? Number.POSITIVE_INFINITY) <= clock.now();
  });

  const startsShift = async (name: string): Promise<void> => {
    await desk(name).getByRole('button', { name: 'Log in', exact: true }).click();
    await house.until(`${name} is in`, () => engine.agent(name)?.loggedIn === true, 15_000);
    ledger.agent(name).isIn = true;
  };
  const pauses = async (name: string): Promise<void> => {
    if (ledger.agent(name).state !== 'free') return agenda.at(clock.now() + 10 * second, () => pauses(name));
    await desk(name).getByText('You are ready').waitFor();
    await desk(name).keyboard.press('p');
    await desk(name).keyboard.press('1');
    await house.until(`${name} is paused`, () => engine.agent(name)?.pause !== undefined, 15_000);
    ledger.agent(name).isPaused = true;
    agenda.at(clock.now() + 4 * minute, () => resumes(name));
  };
  const resumes = async (name: string): Promise<void> => {
    await desk(name).getByText('You are paused').waitFor();
    await desk(name).keyboard.press('r');
    await house.until(`${name} is back`, () => engine.agent(name)?.pause === undefined, 15_000);
    ledger.agent(name).isPaused = false;
  };
  const wrapsUp = async (name: string): Promise<void> => {
    const agent = ledger.agent(name);
    if (agent.state !== 'wrapping_up') return;
    const ready = desk(name).getByRole('button', { name: /^Ready for the next call/ });
    await ready.waitFor();
    await desk(name).keyboard.press('r');
    await house.until(`${name} is ready`, () => engine.agent(name)?.activity.kind !== 'wrapping_up', 15_000);
    agent.wrapUpEnds = 0;
  };

  /** At the wallboard. */
  const assigns = async (name: keyof typeof names, queue: keyof typeof queues, serves: boolean) => {
    await board.getByRole('button', { name: names[name], exact: true }).click();
    const dialog = board.getByRole('dialog');
    const button = (does: string) =>
      dialog.getByRole('button', { name: `${does}: ${names[name]}, ${queues[queue].title}` });
    await button(serves ? 'Put back' : 'Take out').click();
    const anyway = dialog.getByRole('button', { name: 'Take out anyway' });
    const done = button(serves ? 'Take out' : 'Put back');
    await anyway.or(done).first().waitFor();
    if (await anyway.isVisible()) await anyway.click();
    await done.waitFor();
    if (serves) ledger.out.delete(`${name} ${queue}`);
    else ledger.out.add(`${name} ${queue}`);
    await board.keyboard.press('Escape');
  };

  const dials = async (call: ScriptedCall): Promise<void> => {
    const person = floor.caller(call.name, { number: `+49301${call.name.slice(7).padStart(5, '0')}` });
    const caller = await house.does(async () => {
      const from = clock.now();
      await person.dials(call.number);
      const leg = [...asterisk.legs.values()].find(({ arrival }) => arrival?.callerName === call.name);
      if (!leg) throw new Error(`${call.name} has no line`);
      return ledger.dials(call.name, leg.id, queueAt[call.number], from);
    });
    const isAnswered = (): boolean => caller.waits[0]?.how === 'answered';
    if (call.patience < lasts)
      agenda.at(clock.now() + call.patience, async () => {
        if (!isAnswered() && !caller.isGone) await house.does(() => person.hangsUp());
      });
    const hearsSomebody = async (): Promise<void> => {
      if (caller.isGone) return;
      if (!isAnswered()) return agenda.at(clock.now() + second, hearsSomebody);
      if (call.isHeld) agenda.at(clock.now() + 10 * second, () => isHeld(caller));
      const end = call.endsIt === 'caller' ? () => house.does(() => person.hangsUp()) : () => isEnded(caller);
      agenda.at(clock.now() + call.talks, call.passedTo ? () => isPassedOn(caller, call, end) : end);
    };
    agenda.at(clock.now() + second, hearsSomebody);
  };
  const isHeld = async (caller: CallerTells): Promise<void> => {
    const page = desk(caller.hears ?? '');
    await page.getByRole('button', { name: /^Hold/ }).waitFor();
    await page.keyboard.press('h');
    await house.until(`${caller.name} hears music`, () => asterisk.hearsMusic(caller.leg), 15_000);
    agenda.at(clock.now() + 12 * second, async () => {
      await page.getByText('On hold for').waitFor();
      await page.keyboard.press('h');
      await house.until(`${caller.name} is heard again`, () => !asterisk.hearsMusic(caller.leg), 15_000);
    });
  };
  const isPassedOn = async (
    caller: CallerTells,
    { passedTo = '101', talks }: ScriptedCall,
    end: () => Promise<unknown>,
  ): Promise<void> => {
    const page = desk(caller.hears ?? '');
    await page.getByRole('button', { name: /^Transfer/ }).waitFor();
    await page.keyboard.press('t');
    const to = page.getByRole('combobox', { name: 'Transfer to' });
    await to.fill(passedTo);
    caller.passedTo = queueAt[passedTo];
    await to.press('Enter');
    await house.until(`${caller.name} waits again`, () => caller.waits.length === 2, 15_000);
    const again = async (): Promise<void> => {
      if (caller.waits[1]?.how === 'answered') agenda.at(clock.now() + talks, end);
      else agenda.at(clock.now() + second, again);
    };
    agenda.at(clock.now() + second, again);
  };
  const isEnded = async (caller: CallerTells): Promise<void> => {
    const name = caller.hears ?? '';
    const page = desk(name);
    await page.getByRole('button', { name: /^Hold/ }).waitFor();
    await page.keyboard.press('e');
    await page.getByRole('button', { name: /^Press again to end/ }).waitFor();
    await page.keyboard.press('e');
    await house.until(`${caller.name} is hung up on`, () => !asterisk.legs.has(caller.leg), 15_000);
    agenda.at(clock.now() + 8 * second, () => wrapsUp(name));
  };

  // --- the wallboard ------------------------------------------------------------------------------------------------

  let numbers = 0;
  const most = { waiting: 0, talking: 0, paused: 0, out: 0 };
  const agrees = async (withHours: boolean): Promise<void> => {
    const of = (shown: Shown): Shown =>
      withHours ? shown : Object.fromEntries(Object.entries(shown).filter(([key]) => !/: hour/.test(key)));
    const standings = async () => {
      const [entries, now] = [await floor.journal(), clock.now()];
      const journal = standingOf(entries, now, engine.plan().plan, goal.seconds);
      return [ledger.standing(), journal] as const;
    };
    const end = Date.now() + 15_000;
    for (;;) {
      const [people, journal] = await standings();
      const now = clock.now();
      const shown = of(await shownBy(board));
      const byPeople = momentsOf(shown, (at) => of(shouldShow(people, at, goal)), now);
      const byJournal = momentsOf(shown, (at) => of(shouldShow(journal, at, goal)), now);
      if (byPeople > 0 && byJournal > 0) {
        numbers += Object.keys(shown).length;
        most.waiting = Math.max(most.waiting, Number(shown['Waiting']));
        most.talking = Math.max(most.talking, Number(shown['Talking']));
        most.paused = Math.max(most.paused, Number(shown['agents paused'] ?? 0));
        most.out = Math.max(most.out, Number(shown['Support: taken'] ?? 0));
        return;
      }
      if (Date.now() > end) {
        expect(shown, 'the wallboard, by the journal').toEqual(of(shouldShow(journal, now, goal)));
        expect(shown, 'the wallboard, by the people').toEqual(of(shouldShow(people, now, goal)));
      }
      await new Promise((done) => setTimeout(done, 100));
    }
  };
  const compares = async (): Promise<void> => {
    // As it came bit by bit; then as one finds it who has just come, with the figures of the last hours.
    await agrees(false);
    await board.reload();
    await board.locator('.queue').first().waitFor();
    await agrees(true);
  };

  // --- the shift ----------------------------------------------------------------------------------------------------

  const began = clock.now();
  agenda.at(began, () => startsShift('anna'));
  agenda.at(began + 5 * second, () => startsShift('boris'));
  agenda.at(began + (isLong ? 8 * minute : 75 * second), () => startsShift('clara'));
  agenda.at(began + 50 * second, () => assigns('boris', 'support', false));
  agenda.at(began + 150 * second, () => assigns('boris', 'support', true));
  if (isLong) {
    agenda.at(began + 20 * minute, () => assigns('anna', 'sales', false));
    agenda.at(began + 27 * minute, () => assigns('anna', 'sales', true));
  }
  for (const call of scriptOf(seed, calls, lasts)) agenda.at(began + call.at, () => dials(call));
  const moments = isLong ? [1.2, 5, 12, 17, 24, 31, 38, 45, 52] : [1.2];
  for (const at of moments) agenda.at(began + at * minute, compares);
  if (isLong)
    for (const [name, at] of [
      ['anna', 15],
      ['boris', 29],
      ['clara', 43],
    ] as const)
      agenda.at(began + at * minute, () => pauses(name));
  while (agenda.next !== undefined) {
    while (clock.now() < (agenda.next ?? 0))
      await house.does(() => house.passes(Math.max(0, (agenda.next ?? 0) - clock.now())));
    await agenda.takesNext();
  }
  const rest = began + lasts - minute - clock.now();
  await house.does(() => house.passes(Math.max(wrapUp + second, isLong ? rest : 0)));
  await compares();

  const waits = ledger.callers.flatMap((caller) => caller.waits);
  expect(ledger.callers).toHaveLength(calls);
  expect(ledger.callers.filter(({ isGone }) => !isGone)).toEqual([]);
  expect(most.waiting, 'somebody waited while they were compared').toBeGreaterThan(0);
  expect(most.out, 'somebody was out of a queue while they were compared').toBe(1);
  expect(waits.filter(({ how }) => how === 'answered').length).toBeGreaterThan(calls / 2);
  expect(visits.flatMap(({ complaints }) => complaints)).toEqual([]);
  const figures = {
    calls,
    answered: waits.filter(({ how }) => how === 'answered').length,
    abandoned: waits.filter(({ how }) => how === 'abandoned').length,
    passedOn: ledger.callers.filter(({ waits: { length } }) => length > 1).length,
    comparisons: 2 * (moments.length + 1),
    numbers,
    ...most,
    minutes: (clock.now() - began) / minute,
  };
  const file = process.env['SHIFT_FIGURES'];
  if (file !== undefined) appendFileSync(file, `${JSON.stringify(figures)}\n`);
}, 900_000);

/**
 * At how many of the moments around now the wallboard would be right. Its counters change together, once a second, by the
 * engine's clock as the page knows it: so all of them are right for the same moment, which is not quite this one.
 */
function momentsOf(shown: Shown, should: (at: number) => Shown, now: number): number {
  const around = Array.from({ length: 60 }, (_, i) => now - 2 * second + i * 50);
  return around.filter((at) => same(should(at), shown)).length;
}

function same(one: Shown, other: Shown): boolean {
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...keys].every((key) => one[key] === other[key]);
}
