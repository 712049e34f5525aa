/** Which moment is shown, and which of the frames that were read shows it. No clock and no signals. */
import type { FloorThenView } from '../../contract/floor-then.ts';

/** So many seconds of then in each second. */
export const speeds = [1, 10, 60] as const;
/** Frames that one reading brings: half a minute of playing. */
export const framesAhead = 30;

/** `?at=` of the address; else a quarter of an hour ago. */
export function momentIn(search: string, now: number): number {
  const at = Date.parse(new URLSearchParams(search).get('at') ?? '');
  const usual = Math.floor(now / 60_000) * 60_000 - 15 * 60_000;
  return Number.isNaN(at) ? usual : Math.min(at, now);
}

/** The frame of that moment; while it plays, the one that began last. Undefined: it has to be read. */
export function frameFor(
  frames: readonly FloorThenView[],
  at: number,
  speed: (typeof speeds)[number] | undefined,
): FloorThenView | undefined {
  const step = (speed ?? 1) * 1000;
  return frames.findLast((frame) => {
    const from = Date.parse(frame.at);
    return at >= from && at < from + (speed === undefined ? 1 : step);
  });
}
