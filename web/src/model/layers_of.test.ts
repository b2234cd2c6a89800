import { describe, expect, it } from 'vitest';
import type { Release } from '../api/contract';
import { columnsOf, layersOf, membersOf } from './layers_of';

const words = { vi: '', en: '' };
const release: Pick<Release, 'technologies' | 'sets' | 'definitions'> = {
  technologies: [{ code: '4G', standard: 'LTE', measure: 'RSRP' }],
  sets: [{ code: '4G+', members: ['4G', '5G'], ...words }],
  definitions: [{ code: 'centre', basis: 'centre', ...words }, { code: 'half-of-all', basis: 'people', ...words }],
};
const layers = layersOf(new Set(['coverage-4G-any', 'sites']), release);

describe('the layers of a release', () => {
  it.each(['coverage-4G-any', 'sites', 'coverage-4G+-any', 'gaps-4G+-viettel', 'hamlets-4G+-any-centre', 'hamlets-4G-any-half-of-all'])('%s can be had', (name) => {
    expect(layers.has(name)).toBe(true);
  });
  it.each(['coverage-4G-viettel', 'gaps-4G-any', 'coverage-6G-any', 'coverage-4G+-any-centre', 'hexes-4G+-any', 'hamlets-4G-any-else', 'hamlets-6G-any-centre', 'communes-2024', ''])('%s cannot', (name) => {
    expect(layers.has(name)).toBe(false);
  });
  it('come in columns as those that are listed, several technologies as each of them', () => {
    const listed = new Map([['coverage-4G-any', { columns: { resolution: 10, parents: 6, pieces: 7 } }], ['sites', {}]]);
    expect(['4G', '4G+', '5G'].map((technology) => columnsOf(listed, release, technology, 'any')?.resolution)).toEqual([10, 10, undefined]);
  });
  it('names the technologies of a set, and one alone itself', () => {
    expect([membersOf(release, '4G+'), membersOf(release, '4G')]).toEqual([['4G', '5G'], ['4G']]);
  });
});
