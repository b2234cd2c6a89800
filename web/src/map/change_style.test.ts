import { validateStyleMin } from '@maplibre/maplibre-gl-style-spec';
import { describe, expect, it } from 'vitest';
import { changes, type ChangedMast } from '../api/upload_contract';
import { palettes } from '../theme/palette';
import { changeStyle } from './change_style';

const mast = (change: ChangedMast['change'], rest: Partial<ChangedMast> = {}): ChangedMast => ({ code: change, name: '', change, position: [105, 22], was: null, metres: null, ...rest });
const scene = (masts: ChangedMast[]) => changeStyle({ palette: palettes.dark, origin: 'http://here', cut: 'op-viettel', release: '3', vintage: '2024', masts });
const shapes = (masts: ChangedMast[]) => {
  const { changes: source } = scene(masts).sources;
  return source?.type === 'geojson' ? (source.data as { features: { geometry: { type: string } }[] }).features.map(({ geometry }) => geometry.type) : [];
};

describe('the map of changes', () => {
  it('is a style MapLibre accepts', () => expect(validateStyleMin(scene(changes.map((change) => mast(change))))).toEqual([]));
  it('draws where a mast moved from, and a removed one where it was', () => {
    expect(shapes([mast('moved', { was: [105.1, 22] })])).toEqual(['Point', 'LineString']);
    expect(shapes([mast('removed', { position: null, was: [105.1, 22] })])).toEqual(['Point']);
  });
  it('leaves out what has no place', () => expect(shapes([mast('new', { position: null })])).toEqual([]));
  it('asks only for this cut', () => {
    for (const url of JSON.stringify(scene([])).match(/https?:\/\/[^"]+/g) ?? []) expect(url).toMatch(/^http:\/\/here\/tiles\/op-viettel\/3\//);
  });
});
