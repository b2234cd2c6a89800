import { describe, expect, it } from 'vitest';
import type { Release, ScaleClass } from '../api/contract';
import { classNamed, legendOf } from './legend_of';
import { scaleBar } from './scale_bar';

const line = (number: number, code: string, from: number | null): ScaleClass => ({
  class: number,
  code,
  from,
  covered: number >= 2 && number < 15,
  vi: `${code} vi`,
  en: `${code} en`,
});

function releaseWith(classes: ScaleClass[]): Release {
  return { scales: [{ technology: '4G', measure: 'RSRP', covered: -110, source: { vi: 'thử', en: 'test' }, classes }] } as unknown as Release;
}

describe('the legend', () => {
  const shuffled = [line(15, 'unknown', null), line(2, 'limited', -110), line(0, 'none', null), line(1, 'weak', -121), line(3, 'fair', -105)];
  const legend = legendOf(releaseWith(shuffled), '4G');

  it('reads best first, with no signal and unknown last', () => {
    expect(legend?.classes.map((c) => c.code)).toEqual(['fair', 'limited', 'weak', 'none', 'unknown']);
  });
  it('gives each class the level it starts at and the one it ends below', () => {
    expect(legend?.classes.map((c) => [c.from, c.to])).toEqual([[-105, null], [-110, -105], [-121, -110], [null, -121], [null, null]]);
  });
  it('keeps the server’s words and what counts as covered', () => {
    expect(legend?.classes[2]).toMatchObject({ vi: 'weak vi', en: 'weak en', covered: false });
    expect(classNamed(legend, 2)?.covered).toBe(true);
  });
  it('has no levels for several technologies, whose best class is shown', () => {
    const one = releaseWith(shuffled);
    const [scale] = one.scales;
    const both = legendOf({ scales: [...one.scales, { ...scale, technology: '5G', source: { vi: 'khác', en: 'other' } }], sets: [{ code: '4G+', members: ['4G', '5G'], vi: '', en: '' }] } as unknown as Release, '4G+');
    expect(both).toMatchObject({ technology: '4G+', measure: null, covered: null, source: { vi: 'thử; khác', en: 'test; other' } });
    expect(both?.classes.map((c) => [c.code, c.from, c.to])).toEqual(['fair', 'limited', 'weak', 'none', 'unknown'].map((code) => [code, null, null]));
  });
  it('is nothing for a technology the release does not have', () => {
    expect(legendOf(releaseWith([]), '6G')).toBeNull();
  });
});

describe('the scale bar', () => {
  it('is round and never longer than it may be', () => {
    for (let zoom = 4; zoom < 18; zoom += 0.37) {
      const { metres, pixels } = scaleBar(zoom, 22, 120);
      expect(pixels).toBeLessThanOrEqual(120);
      expect(pixels).toBeGreaterThan(120 / 2.6);
      expect([1, 2, 5]).toContain(metres / 10 ** Math.floor(Math.log10(metres) + 1e-9));
    }
  });
  it('knows that zoom 0 shows the equator on 512 pixels', () => {
    expect(scaleBar(0, 0, 512).pixels).toBeCloseTo((20_000_000 / 40_075_016.686) * 512, 6);
  });
});
