/**
 * A segment of a recorded talk on Asterisk: a snoop channel for each side, and on it a live recording of the same name
 * (`cb-k3f-1042-r5-caller`). The caller's leg is the anchor: what it sends is the caller, what it is sent is everybody
 * else, one after the other, through transfers and conferences.
 */
import type { RecordingSides } from '../../plan/model.ts';
import type { RecordingId } from '../../shared/ids.ts';
import type { AsteriskIds } from '../ids.ts';

export type Side = 'caller' | 'agents' | 'both';

/** As ARI asks for it. */
export const spyOn: Readonly<Record<Side, 'in' | 'out' | 'both'>> = {
  caller: 'in',
  agents: 'out',
  both: 'both',
};

export const sidesOf: Readonly<Record<RecordingSides, readonly Side[]>> = {
  separate: ['caller', 'agents'],
  mixed: ['both'],
};

export const allSides: readonly Side[] = ['caller', 'agents', 'both'];

export const nameOf = (ids: Pick<AsteriskIds, 'recording'>, recording: RecordingId, side: Side): string =>
  `${ids.recording(recording)}-${side}`;
