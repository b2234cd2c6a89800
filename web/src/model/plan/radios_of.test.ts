import { describe, expect, it } from 'vitest';
import type { SiteSector } from '../../api/scenario_contract';
import { radiosOf } from './radios_of';

const sector = (more: Partial<SiteSector>): SiteSector => ({
  technology: '4G', frequencyMhz: 1800, heightM: 33, azimuthDeg: 0, mechanicalTiltDeg: 1, electricalTiltDeg: 2, powerDbm: 46, assumed: [], ...more,
});

describe('the radios of a list', () => {
  it('gather directions', () =>
    expect(radiosOf([sector({ azimuthDeg: 110 }), sector({ azimuthDeg: 230 })])).toEqual([
      { technology: '4G', mhz: 1800, heightM: 33, powerDbm: 46, mechanicalTilt: 1, electricalTilt: 2, azimuths: [110, 230] },
    ]));
  it('keep bands apart', () => expect(radiosOf([sector({}), sector({ frequencyMhz: 2100 })])).toHaveLength(2));
  it('say nothing of what was assumed', () =>
    expect(radiosOf([sector({ assumed: ['azimuth', 'power'] })])).toEqual([
      { technology: '4G', mhz: 1800, heightM: 33, mechanicalTilt: 1, electricalTilt: 2, azimuthUnknown: true },
    ]));
});
