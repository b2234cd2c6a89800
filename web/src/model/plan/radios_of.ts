import type { Radio, SiteSector } from '../../api/scenario_contract';

/** What sectors of a list radiate, sectors that differ in nothing but their direction together. What was assumed is left to the server to assume again. */
export function radiosOf(sectors: readonly SiteSector[]): Radio[] {
  const all = new Map<string, Radio>();
  for (const sector of sectors) {
    const { azimuthDeg, ...rest } = sector;
    const said = <T,>(word: string, value: T | null): T | undefined => (value === null || rest.assumed.includes(word) ? undefined : value);
    const radio: Radio = { technology: rest.technology };
    set(radio, 'mhz', said('frequency', rest.frequencyMhz));
    set(radio, 'heightM', said('height', rest.heightM));
    set(radio, 'powerDbm', said('power', rest.powerDbm));
    set(radio, 'mechanicalTilt', said('tilt', rest.mechanicalTiltDeg));
    set(radio, 'electricalTilt', said('tilt', rest.electricalTiltDeg));
    const azimuth = said('azimuth', azimuthDeg);
    if (azimuth === undefined) radio.azimuthUnknown = true;
    const key = JSON.stringify(radio);
    const known = all.get(key) ?? radio;
    if (azimuth !== undefined) known.azimuths = [...(known.azimuths ?? []), azimuth];
    all.set(key, known);
  }
  return [...all.values()];
}

function set<K extends keyof Radio>(radio: Radio, key: K, value: Radio[K] | undefined): void {
  if (value !== undefined) radio[key] = value;
}
