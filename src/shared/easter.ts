import { type Day, dayFrom } from './wall-time.ts';

/**
 * Easter Sunday of the western churches in that year of the Gregorian calendar: the Sunday after the full moon of the
 * church that is on or after 21 March. (The rule of the Gregorian calendar, as Butcher's Ecclesiastical Calendar has it.)
 */
export function easterSunday(year: number): Day {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const leapCenturies = Math.floor(century / 4);
  const moonShift = Math.floor((8 * century + 13) / 25);
  const epact = (19 * golden + century - leapCenturies - moonShift + 15) % 30;
  const moon =
    epact - Math.floor(epact / 28) * (1 - Math.floor(29 / (epact + 1)) * Math.floor((21 - golden) / 11));
  const weekday = (year + Math.floor(year / 4) + moon + 2 - century + leapCenturies) % 7;
  const fromMarch28 = moon - weekday;
  return dayFrom(year, 3, 28) + fromMarch28;
}
