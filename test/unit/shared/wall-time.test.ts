import { expect, test } from 'vitest';
import { wallAt } from '../../../src/shared/wall-time.ts';
import { Seeded } from '../../support/seeded.ts';
import { asTimeAllows } from '../../support/time-is-short.ts';

/** To the second, by a way of its own. */
function readOff(timeZone: string, at: number): number {
  if (reader?.timeZone !== timeZone) {
    const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
    reader = { timeZone, format };
  }
  const shown = reader.format.format(at);
  return Date.parse(`${shown.replace(' ', 'T')}Z`);
}

let reader: { timeZone: string; format: Intl.DateTimeFormat } | undefined;

test('the wall of every zone shows what Intl says, on both sides of each change of the clock', () => {
  const chance = new Seeded(8);
  const zones = Intl.supportedValuesOf('timeZone');
  for (let nth = 0; nth < asTimeAllows(zones.length); nth++) {
    const zone = chance.pick(zones);
    const change = changeAfter(zone, Date.UTC(chance.between(1973, 2035), chance.between(0, 11), 1));
    for (const at of [change - 1000, change, change + 1000, Date.UTC(2026, 2, 29, chance.between(0, 3))]) {
      expect([zone, at, wallAt(zone, at)]).toEqual([zone, at, readOff(zone, at)]);
    }
  }
});

const aWeek = 7 * 86_400_000;

/** To the second; the moment itself if the clock is not changed within a year. */
function changeAfter(zone: string, from: number): number {
  const offset = (at: number): number => readOff(zone, at) - at;
  const end = Array.from({ length: 52 }, (_, week) => from + week * aWeek).find(
    (at) => offset(at) !== offset(from),
  );
  if (end === undefined) return from;
  let [before, behind] = [end - aWeek, end];
  while (behind - before > 1000) {
    const middle = Math.floor((before + behind) / 2000) * 1000;
    if (offset(middle) === offset(from)) before = middle;
    else behind = middle;
  }
  return behind;
}
