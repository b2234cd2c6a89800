import { describe, expect, it } from 'vitest';
import type { Release } from '../api/contract';
import { fitView } from './fit_view';
import { firstView } from './view';

const release = {
  technologies: [{ code: '2G' }, { code: '4G' }],
  operators: [{ code: 'viettel' }],
  definitions: [{ code: 'centre' }, { code: 'people' }],
  vintages: ['2024', '2025-07'],
  homeVintage: '2024',
  counts: { districts: 7 },
} as unknown as Release;

describe('fitting a view to a release', () => {
  it('leaves alone what the release has', () => {
    const view = { ...firstView, operator: 'viettel', definition: 'people', unit: '072' };
    expect(fitView(view, release, 'staff')).toEqual(view);
  });
  it('replaces what it does not have', () => {
    const view = { ...firstView, technology: '6G', operator: 'nobody', definition: 'magic', vintage: '1999' };
    expect(fitView(view, release, 'staff')).toMatchObject({ technology: '4G', operator: 'any', definition: 'centre', vintage: '2024' });
  });
  it('asks about any operator where another’s network is not seen', () => {
    const view = { ...firstView, operator: 'viettel' };
    expect(fitView(view, release, 'op-viettel').operator).toBe('viettel');
    for (const cut of ['public', 'op-vinaphone']) expect(fitView(view, release, cut).operator).toBe('any');
  });
  it('tries a level out only where levels are told', () => {
    const fit = (cut: string, operator = 'any', technology = '4G') => fitView({ ...firstView, threshold: -104, operator, technology }, release, cut).threshold;
    expect([fit('staff'), fit('op-viettel', 'viettel')]).toEqual([-104, -104]);
    expect([fit('public'), fit('op-viettel'), fit('op-viettel', 'any', 'voice')]).toEqual([null, null, null]);
  });
  it('asks by commune where districts have ended, and forgets the district that was open', () => {
    const view = { ...firstView, vintage: '2025-07', unit: '072' };
    expect(fitView(view, release, 'staff')).toMatchObject({ level: 'commune', vintage: '2025-07', unit: null });
  });
  it('asks by commune where the release never had districts', () => {
    const without = { ...release, vintages: ['2025-07'], homeVintage: '2025-07' } as Release;
    expect(fitView(firstView, without, 'public')).toMatchObject({ level: 'commune', vintage: '2025-07' });
  });
});
