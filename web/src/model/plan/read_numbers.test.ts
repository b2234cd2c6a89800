import { describe, expect, it } from 'vitest';
import { readAzimuths, readNumber, readPlace } from './read_numbers';

describe('a number', () => {
  it.each([['42', 42], [' 42,5 ', 42.5], ['-1.5', -1.5], ['\u22122', -2], ['', null], ['4 m', null], ['1e3', null]])('%j is %j', (text, n) => expect(readNumber(text)).toBe(n));
});

describe('a place', () => {
  it.each<[string, readonly [number, number] | null]>([
    ['22.35, 105.21', [105.21, 22.35]],
    ['22,35; 105,21', [105.21, 22.35]],
    ['22.35 105.21', [105.21, 22.35]],
    ['22.35,105.21', [105.21, 22.35]],
    ['105.21, 22.35', [105.21, 22.35]],
    ['22.35', null],
    ['22, 105, 3', null],
    ['Na Hang', null],
    ['', null],
  ])('%j', (text, place) => expect(readPlace(text)).toEqual(place));
});

describe('directions', () => {
  it.each<[string, number[] | null]>([['0, 120, 240', [0, 120, 240]], ['0/180', [0, 180]], ['', []], ['400', null], ['bắc', null]])('%j', (text, all) =>
    expect(readAzimuths(text)).toEqual(all));
});
