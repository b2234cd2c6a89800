import { describe, expect, it } from 'vitest';
import { gainCurve } from './gain_curve';

describe('the curve of what masts add', () => {
  it('begins at nothing and ends at what is reached, below the bound', () =>
    expect(gainCurve([{ spent: 1, value: 30 }, { spent: 2, value: 50 }], 100, 200, 100)).toEqual({
      line: 'M0 100L100 70L200 50', marks: [{ x: 100, y: 70 }, { x: 200, y: 50 }], bound: 0,
    }));
  it('is none without picks', () => expect(gainCurve([], 100, 200, 100)).toBeNull());
});
