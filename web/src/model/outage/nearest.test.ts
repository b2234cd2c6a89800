import { describe, expect, it } from 'vitest';
import { boxAround, kilometres, nearest } from './nearest';

describe('what is near', () => {
  it('counts kilometres, fewer to a degree eastwards than northwards', () => {
    expect(kilometres([105, 22], [105, 23])).toBeCloseTo(111.2, 0);
    expect(kilometres([105, 22], [106, 22])).toBeCloseTo(103.1, 0);
  });
  it('has a box that holds what is so near', () => {
    const [west, south, east, north] = boxAround([105, 22], 10);
    expect(kilometres([105, 22], [west, 22])).toBeCloseTo(10, 1);
    expect(kilometres([105, 22], [105, north])).toBeCloseTo(10, 1);
    expect([south < 22, east > 105]).toEqual([true, true]);
  });
  it('comes the nearest first, no more than were asked for', () => {
    const all = [{ id: 'far', position: [106, 22] as const }, { id: 'near', position: [105.01, 22] as const }, { id: 'here', position: [105, 22] as const }];
    expect(nearest(all, [105, 22], 2).map(({ id }) => id)).toEqual(['here', 'near']);
  });
});
