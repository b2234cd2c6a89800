import { describe, expect, it } from 'vitest';
import type { SiteSector } from '../../api/scenario_contract';
import { equipmentOf } from './equipment';

const sector = (technology: string, frequencyMhz: number | null, azimuthDeg: number | null, more: Partial<SiteSector> = {}): SiteSector => ({
  technology, frequencyMhz, azimuthDeg, heightM: 32, mechanicalTiltDeg: null, electricalTiltDeg: null, powerDbm: null, assumed: [], ...more,
});

describe('what stands on a mast', () => {
  it('is told by technology and band, directions together', () =>
    expect(equipmentOf([sector('4G', 1800, 240), sector('4G', 1800, 0), sector('2G', 900, null, { omni: true }), sector('4G', 800, 0, { heightM: 30, assumed: ['power'] })])).toEqual([
      { technology: '2G', mhz: 900, heights: [32], azimuths: [], omni: true, assumed: [] },
      { technology: '4G', mhz: 800, heights: [30], azimuths: [0], omni: false, assumed: ['power'] },
      { technology: '4G', mhz: 1800, heights: [32], azimuths: [0, 240], omni: false, assumed: [] },
    ]));
  it('is a line for each technology where bands are not shown', () =>
    expect(equipmentOf([sector('4G', null, null), sector('4G', null, null)])).toMatchObject([{ technology: '4G', mhz: null, azimuths: [] }]));
});
