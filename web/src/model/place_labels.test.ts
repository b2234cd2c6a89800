import { describe, expect, it } from 'vitest';
import { extentOf } from './extent_of';
import { placeLabels } from './place_labels';
import { hamlet } from './sample_rows';

const commune = (code: string) => ({ code, name: `Xã ${code}` });
const at = (code: string, lon: number, lat: number, people = 1) =>
  hamlet({ commune: commune(code), centre: [lon, lat], people });

describe('labels', () => {
  it('are one for each unit, at one of its own hamlets', () => {
    const labels = placeLabels([at('A', 0, 0), at('A', 1, 1), at('A', 2, 2), at('B', 9, 9)], (h) => h.commune);
    expect(labels.map(({ code, at }) => [code, at])).toEqual([
      ['A', [1, 1]],
      ['B', [9, 9]],
    ]);
  });
  it('weigh as many people as the unit has', () => {
    const [label] = placeLabels([at('A', 0, 0, 300), at('A', 1, 1, 20)], (h) => h.commune);
    expect(label?.weight).toBe(320);
  });
  it('are absent for a level that has ended', () => {
    expect(placeLabels([hamlet({ district: null })], (h) => h.district)).toEqual([]);
  });
});

describe('the extent', () => {
  it('is the box with its margin', () => {
    expect(extentOf([[105, 22], [106, 21]], 0.5)).toEqual([104.5, 20.5, 106.5, 22.5]);
  });
  it('is nothing for nowhere', () => expect(extentOf([])).toBeNull());
});
