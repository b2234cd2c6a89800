import { describe, expect, it } from 'vitest';
import { pathOnMap } from './path_on_map';
import { samplePath } from './sample_path';

describe('a path on the map', () => {
  it('runs from the mast to the place, with the obstacle where it stands', () => {
    expect(pathOnMap(samplePath())).toEqual({ line: [[105, 22], [105.1, 22]], obstacle: [105.05, 22] });
  });

  const obstacle = samplePath().obstacle;
  it.each([
    ['nothing lies between', null, null],
    ['the ground leaves the first Fresnel zone free', obstacle && { ...obstacle, aboveLineM: -30, fresnelFreeShare: 1 }, null],
    ['the ground only reaches into that zone', obstacle && { ...obstacle, aboveLineM: -3, fresnelFreeShare: 0.4 }, [105.05, 22]],
  ])('where %s', (_, between, want) => expect(pathOnMap(samplePath({ obstacle: between })).obstacle).toEqual(want));
});
