import { describe, expect, it } from 'vitest';
import { halfDecibels, noSignal, notKnown, outcomeOf, peopleUnder } from './threshold';

const scale = [
  { class: 3, code: 'fair', from: -105 }, { class: 2, code: 'limited', from: -110 }, { class: 1, code: 'weak', from: -121 },
  { class: 0, code: 'none', from: null }, { class: 15, code: 'unknown', from: null },
];
const halves = halfDecibels({ classes: Uint8Array.of(2, 1, 3, 0, 15), levels: Int16Array.of(-110, -110, -105, 0, 0) }, scale);

describe('a threshold of the reader’s own', () => {
  it('parts hexes at a class’s bound just as their classes do, though levels are rounded', () => {
    expect([...halves]).toEqual([-220, -221, -210, noSignal, notKnown]);
    expect([...halves].map((half) => outcomeOf(half, -110))).toEqual(['reached', 'below', 'reached', 'none', 'unknown']);
  });
  it('moves whole decibels at a time', () => {
    expect([-111, -110, -109].map((threshold) => outcomeOf(-220, threshold))).toEqual(['reached', 'reached', 'below']);
  });
  it('counts everybody once, and only those asked about', () => {
    const people = Uint32Array.of(150, 50, 1000, 25, 75);
    expect(peopleUnder({ halves, people }, -110)).toEqual({ reached: 11.5, below: 0.5, none: 0.25, unknown: 0.75 });
    expect(peopleUnder({ halves, people }, -100, (hex) => hex < 2)).toEqual({ reached: 0, below: 2, none: 0, unknown: 0 });
  });
});
