/** Menus: the caller chooses with keys. */
import type { Duration } from '../../shared/time.ts';
import type { FlowId, MenuName } from './names.ts';
import type { Prompt } from './prompt.ts';

export interface Menu {
  readonly name: MenuName;
  readonly prompt: Prompt;
  /** One key each, `0`-`9`, `*`, `#`. */
  readonly keys: Readonly<Record<string, FlowId>>;
  /** How long to wait for a key after the prompt has ended. */
  readonly waitFor: Duration;
  /** How often the prompt is spoken before `otherwise`. */
  readonly tries: number;
  /** Where callers go who press nothing, or nothing that fits, until the tries are used up. */
  readonly otherwise: FlowId;
}
