import { describe, expect, it } from 'vitest';
import { roundTicks } from './round_ticks';

describe('round ticks', () => {
  it.each([
    [0, 2.6, 5, [0, 1, 2]],
    [0, 0.194, 4, [0, 0.05, 0.1, 0.15]],
    [0, 30, 6, [0, 5, 10, 15, 20, 25, 30]],
    [87, 412, 4, [100, 200, 300, 400]],
    [-12, 30, 5, [-10, 0, 10, 20, 30]],
  ])('from %d to %d, at most about %d', (from, to, most, want) => expect(roundTicks(from, to, most)).toEqual(want));

  it('are never more than asked for, however the span lies', () => {
    for (let i = 1; i <= 400; i++) {
      const [from, to] = [i * 7.31 - 900, i * 7.31 - 900 + i ** 2 / 37];
      const ticks = roundTicks(from, to, 5);
      expect(ticks.length).toBeLessThanOrEqual(6);
      expect(ticks.length).toBeGreaterThanOrEqual(1);
      for (const tick of ticks) expect(tick >= from - 1e-6 && tick <= to + 1e-6).toBe(true);
    }
  });

  it('are none where there is no span', () => expect([roundTicks(3, 3, 5), roundTicks(3, 2, 5), roundTicks(0, NaN, 5)]).toEqual([[], [], []]));
});
