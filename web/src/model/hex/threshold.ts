import type { LegendClass } from '../legend_of';
import type { HexBlock } from './hex_columns';

/** What a hex is under a threshold of the reader's own. */
export const outcomes = ['reached', 'below', 'none', 'unknown'] as const;
export type Outcome = (typeof outcomes)[number];

/** Where a hex has no level: with no signal, and with one that is not known. Both lie under every threshold. */
export const [noSignal, notKnown] = [-32768, -32767];

/**
 * Levels in half decibels. A column rounds them to whole ones; the class tells
 * on which side of its bound a rounded level lies, so a threshold at a bound
 * parts the hexes just as their classes do.
 */
export function halfDecibels({ classes, levels }: Pick<HexBlock, 'classes' | 'levels'>, scale: readonly Pick<LegendClass, 'class' | 'code' | 'from'>[]): Int16Array {
  const bounds = new Map(scale.flatMap(({ class: number, from }) => (from === null ? [] : [[from, number] as const])));
  const unknown = scale.find(({ code }) => code === 'unknown')?.class;
  return Int16Array.from(classes, (number, i) => {
    const level = levels?.[i] ?? 0;
    if (level === 0) return number === unknown ? notKnown : noSignal;
    return 2 * level - (number < (bounds.get(level) ?? 0) ? 1 : 0);
  });
}

/** What a level in half decibels is under a threshold in dBm. */
export function outcomeOf(half: number, thresholdDbm: number): Outcome {
  if (half === noSignal) return 'none';
  if (half === notKnown) return 'unknown';
  return half >= 2 * thresholdDbm ? 'reached' : 'below';
}

/** Hexes by the side: element i of each belongs to hex i. */
export interface Peopled {
  halves: Int16Array;
  /** Hundredths. */
  people: Uint32Array;
}

/** Adds the people of hexes up by what they are under a threshold; only of those that are counted. */
export function peopleUnder({ halves, people }: Peopled, thresholdDbm: number, counted: (hex: number) => boolean = () => true): Record<Outcome, number> {
  const sums = { reached: 0, below: 0, none: 0, unknown: 0 };
  for (let i = 0; i < halves.length; i++) {
    if (counted(i)) sums[outcomeOf(halves[i] ?? notKnown, thresholdDbm)] += people[i] ?? 0;
  }
  for (const outcome of outcomes) sums[outcome] /= 100;
  return sums;
}
