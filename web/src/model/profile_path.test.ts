import { describe, expect, it } from 'vitest';
import { profilePath, type ProfilePath } from './profile_path';
import { samplePoint } from './sample_path';

const ridge = [samplePoint(0), samplePoint(5, 300), samplePoint(10)];

function drawn(points = ridge, width = 500, height = 200): ProfilePath {
  const profile = profilePath(points, width, height);
  if (!profile) throw new Error('nothing was drawn');
  return profile;
}

const corners = (path: string) => [...path.matchAll(/(-?[\d.]+) (-?[\d.]+)/g)].map((at) => [Number(at[1]), Number(at[2])] as const);

describe('the profile of a path', () => {
  it('goes from edge to edge, the mast on the left', () => {
    const { x } = drawn();
    expect([x(0), x(5), x(10)]).toEqual([0, 250, 500]);
  });

  it('keeps ground, line and Fresnel zone inside its frame', () => {
    const { ground, line, fresnel } = drawn();
    for (const [x, y] of [ground, line, fresnel].flatMap(corners)) {
      expect(x >= 0 && x <= 500 && y >= 0 && y <= 200).toBe(true);
    }
  });

  it('fills the ground down to the bottom', () => {
    expect(corners(drawn().ground).slice(-2)).toEqual([[500, 200], [0, 200]]);
  });

  it('draws the ridge above the line and the valley below it', () => {
    const { y } = drawn();
    expect(y(300)).toBeLessThan(y(120.75));
    expect(y(100)).toBeGreaterThan(y(120.75));
    expect(corners(drawn().line)[1]?.[1]).toBeCloseTo(y(120.75), 1);
  });

  it('draws the curve of the Earth into the ground', () => {
    const bulged = ridge.map((point) => ({ ...point, bulgeM: 1, curvedGroundM: point.groundM + 40 }));
    expect(corners(drawn(bulged).edge)[1]?.[1]).toBeCloseTo(drawn(bulged).y(340), 1);
  });

  it('draws the Fresnel zone as a lens that closes at both antennas', () => {
    const { fresnel, y } = drawn();
    const lens = corners(fresnel);
    expect(lens[0]).toEqual(lens.at(-1));
    expect([lens[1]?.[1], lens.at(-2)?.[1]]).toEqual([y(140.75), y(100.75)].map((at) => Math.round(at * 10) / 10));
  });

  it('does not make mountains of flat ground', () => {
    const flat = [0, 0.05, 0.1].map((km) => ({ ...samplePoint(km, 100), lineM: 102, fresnelM: 1 }));
    const { y } = drawn(flat);
    expect(y(100) - y(102)).toBeLessThan(12);
  });

  it('says how much it exaggerates heights', () => {
    const { exaggeration, x, y } = drawn();
    expect(exaggeration).toBeCloseTo((y(0) - y(1)) / (x(0.001) - x(0)), 6);
  });

  it('draws nothing of no path, of one point, of no room', () => {
    expect([profilePath([], 500, 200), profilePath([samplePoint(0)], 500, 200), profilePath(ridge, 0, 200)]).toEqual([null, null, null]);
    expect(profilePath([samplePoint(0), samplePoint(0)], 500, 200)).toBeNull();
  });
});
