/** Times and numbers as they are written in the person's language. */
import { computed, signal } from '@preact/signals';
import { language } from './words.ts';

/** As in the person's country, if the browser says which: 23/11/2026 in Britain, 11/23/2026 in America. */
const tag = computed(() => {
  const [spoken = 'en'] = language.value.split('-');
  return (
    navigator.languages.find((each) => each.split('-')[0] === spoken) ?? language.value.replace('-XA', '')
  );
});
/** The plan's: the story of a call, the CLI and the console have one time of day. */
export const timeZone = signal<string | undefined>(undefined);

const format = (options: Intl.DateTimeFormatOptions) =>
  computed(
    () =>
      new Intl.DateTimeFormat(tag.value, {
        ...options,
        hourCycle: 'h23',
        ...(timeZone.value !== undefined && { timeZone: timeZone.value }),
      }),
  );
const clock = format({ hour: '2-digit', minute: '2-digit', second: '2-digit' });
const exactClock = format({
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  fractionalSecondDigits: 3,
});
const day = format({ dateStyle: 'short' });
const dayAndClock = format({ dateStyle: 'short', timeStyle: 'short' });
const dayAndExactClock = format({ dateStyle: 'short', timeStyle: 'medium' });
const share = computed(
  () => new Intl.NumberFormat(tag.value, { style: 'percent', maximumFractionDigits: 0 }),
);
const sharpShare = computed(
  () => new Intl.NumberFormat(tag.value, { style: 'percent', maximumFractionDigits: 1 }),
);
const number = computed(() => new Intl.NumberFormat(tag.value));
const tenths = computed(() => new Intl.NumberFormat(tag.value, { maximumFractionDigits: 1 }));

/** `10:32:05` */
export const timeOfDay = (at: number): string => clock.value.format(at);
/** `10:32:05.120` */
export const exactTime = (at: number): string => exactClock.value.format(at);
/** Of today without the day. */
export const moment = (at: number, now: number): string =>
  day.value.format(at) === day.value.format(now) ? clock.value.format(at) : dayAndClock.value.format(at);
/** With the day and with seconds. */
export const datedToTheSecond = (at: number): string => dayAndExactClock.value.format(at);
/** With the day, always. */
export const dated = (at: number): string => dayAndClock.value.format(at);
export const percent = (part: number): string => share.value.format(part);
/** For comparisons: with one place after the point. */
export const sharp = (part: number): string => sharpShare.value.format(part);
export const count = (n: number): string => number.value.format(n);
/** With one place after the point. */
export const decimal = (n: number): string => tenths.value.format(n);

const onTheWall = (options: Intl.DateTimeFormatOptions) =>
  computed(() => new Intl.DateTimeFormat(tag.value, { ...options, hourCycle: 'h23', timeZone: 'UTC' }));
const wallHour = onTheWall({ hour: '2-digit', minute: '2-digit' });
const wallDay = onTheWall({ day: 'numeric', month: 'short' });
const wallWeekday = onTheWall({ weekday: 'short', day: 'numeric', month: 'short' });
/** Of a moment on the clocks of the house, given as if they showed UTC. */
export const wall = {
  hour: (at: number): string => wallHour.value.format(at),
  day: (at: number): string => wallDay.value.format(at),
  weekday: (at: number): string => wallWeekday.value.format(at),
};

/** `0:07`, `12:40`, `1:02:03`: the same in all languages, so that columns stay in line. */
export function clockLength(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const two = (n: number): string => String(n).padStart(2, '0');
  const minutes = Math.floor(seconds / 60);
  return minutes < 60
    ? `${minutes}:${two(seconds % 60)}`
    : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(seconds % 60)}`;
}

const languageNames = computed(
  () => new Intl.DisplayNames([tag.value], { type: 'language', fallback: 'code' }),
);
/** `pt-BR` as its name. */
export const languageName = (code: string): string => languageNames.value.of(code) ?? code;

/** `12.3 GB`, in the letters of the language. */
export function bytes(n: number): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'];
  const step = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, n)) / 3)));
  const style = { style: 'unit', unit: units[step] ?? 'byte', maximumFractionDigits: 1 } as const;
  return new Intl.NumberFormat(tag.value, style).format(n / 1000 ** step);
}
