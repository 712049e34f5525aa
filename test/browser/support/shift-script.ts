/** Who calls in a shift, when, and what becomes of it, from a seed. */
import { Seeded } from '../../support/seeded.ts';

export interface ScriptedCall {
  readonly name: string;
  readonly number: '101' | '102';
  /** After the beginning of the shift, in milliseconds. */
  readonly at: number;
  /** They hang up when nobody has answered by then. */
  readonly patience: number;
  readonly talks: number;
  readonly isHeld: boolean;
  /** The number of another queue. */
  readonly passedTo?: '101' | '102';
  readonly endsIt: 'caller' | 'agent';
}

const second = 1000;

/** Of ten calls, two are given up, two are held for a while, and one is passed on. The first five come all at once. */
export function scriptOf(seed: number, calls: number, lasts: number): ScriptedCall[] {
  const chance = new Seeded(seed);
  return Array.from({ length: calls }, (_, nth): ScriptedCall => {
    const kind = nth % 10;
    const number = kind % 3 === 2 ? '102' : '101';
    const at = nth < 5 ? (60 + 2 * nth) * second : chance.between(150 * second, lasts - 240 * second);
    return {
      name: `Caller ${nth + 1}`,
      number,
      at: Math.round(at),
      patience: kind === 4 || kind === 8 ? Math.round(chance.between(15 * second, 45 * second)) : 1e9,
      talks: Math.round(chance.between(40 * second, 180 * second)),
      isHeld: kind === 0 || kind === 5,
      ...(kind === 1 && { passedTo: number === '101' ? '102' : '101' }),
      endsIt: chance.chance(0.5) ? 'caller' : 'agent',
    };
  }).toSorted((a, b) => a.at - b.at);
}
