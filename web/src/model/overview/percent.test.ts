import { describe, expect, it } from 'vitest';
import { percent } from './percent';

describe('a percentage', () => {
  it.each([
    [1622, 1733, 93.5],
    [1623, 1733, 93.6],
    [1732, 1733, 99.9],
    [9999, 10000, 99.9],
    [1, 10000, 0.1],
    [0, 5, 0],
    [5, 5, 100],
  ])('%d of %d is %d', (part, whole, expected) => expect(percent(part, whole)).toBe(expected));
  it('of nothing is none', () => expect(percent(0, 0)).toBeNull());
});
