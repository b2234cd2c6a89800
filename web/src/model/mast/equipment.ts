import type { SiteSector } from '../../api/scenario_contract';

/** What of one technology and band stands on a mast. */
export interface Equipment {
  technology: string;
  /** Null where it is not shown. */
  mhz: number | null;
  /** Metres above ground, each once, ascending. */
  heights: number[];
  /** Degrees, each once, ascending. */
  azimuths: number[];
  omni: boolean;
  /** What the list did not say and the computation assumes. */
  assumed: string[];
}

/** Sectors by technology and band: they differ in where they look. */
export function equipmentOf(sectors: readonly SiteSector[]): Equipment[] {
  const all = new Map<string, SiteSector[]>();
  for (const sector of sectors) {
    const key = `${sector.technology} ${String(sector.frequencyMhz ?? 0).padStart(6, '0')}`;
    all.set(key, [...(all.get(key) ?? []), sector]);
  }
  return [...all].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, alike]) => ({
    technology: alike[0]?.technology ?? '',
    mhz: alike[0]?.frequencyMhz ?? null,
    heights: once(alike.map(({ heightM }) => heightM)),
    azimuths: once(alike.map(({ azimuthDeg }) => azimuthDeg)),
    omni: alike.some(({ omni }) => omni === true),
    assumed: [...new Set(alike.flatMap(({ assumed }) => assumed))],
  }));
}

function once(numbers: readonly (number | null | undefined)[]): number[] {
  return [...new Set(numbers.filter((n) => n !== null && n !== undefined))].sort((a, b) => a - b);
}
