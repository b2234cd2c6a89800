import { describe, expect, it } from 'vitest';
import { barSegments } from './bar_segments';

describe('a stacked bar', () => {
  it('starts with the gap and fills the whole width', () => {
    const bar = barSegments({ covered: 6, partial: 1, none: 2, unknown: 1 });
    expect(bar.map((s) => s.verdict)).toEqual(['none', 'partial', 'unknown', 'covered']);
    expect(bar.reduce((sum, s) => sum + s.width, 0)).toBeCloseTo(1, 12);
    for (const [i, segment] of bar.entries()) {
      expect(segment.from).toBeCloseTo(bar.slice(0, i).reduce((sum, s) => sum + s.width, 0), 12);
    }
  });
  it('leaves out what is not there', () => {
    expect(barSegments({ covered: 5, partial: 0, none: 0, unknown: 0 })).toEqual([{ verdict: 'covered', from: 0, width: 1 }]);
  });
  it('is empty for nobody', () => expect(barSegments({ covered: 0, partial: 0, none: 0, unknown: 0 })).toEqual([]));
});
