/** What callers are asked to bear in menus, at most. */
import type { Duration } from '../../shared/time.ts';

export interface MenuLimits {
  /** Keys of one menu. */
  readonly options: number;
  /** From the beginning of the prompt until each option has been heard. */
  readonly heardWithin: Duration;
  /** Menus, one after the other, before a person. */
  readonly depth: number;
}
