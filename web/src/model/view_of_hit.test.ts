import { describe, expect, it } from 'vitest';
import type { Hit } from '../api/leader_contract';
import { firstView } from './view';
import { viewFromQuery } from './view_from_query';
import { viewToQuery } from './view_to_query';
import { viewOfHit } from './view_of_hit';

const hit: Hit = { kind: 'commune', code: '02221', name: 'Xã Nà Hang', vintage: '2025-07', within: [], position: [105.34, 22.31] };

describe('what was found by words', () => {
  it('opens a unit in the boundaries the words are true in', () =>
    expect(viewOfHit(firstView, hit)).toMatchObject({ unit: '02221', level: 'commune', vintage: '2025-07', panel: 'hamlets' }));
  it('opens a hamlet’s card, whatever was open', () =>
    expect(viewOfHit({ ...firstView, unit: '070', verdict: 'none' }, { ...hit, kind: 'hamlet', code: '02221-001' })).toMatchObject({
      hamlet: '02221-001', unit: null, verdict: null, vintage: '2024',
    }));
  it('shows masts where one was found, and its card', () =>
    expect(viewOfHit({ ...firstView, hamlet: 'H1', hidden: ['sites', 'relief'] }, { ...hit, kind: 'mast', code: 'm1' })).toMatchObject({ hamlet: null, mast: 'm1', hidden: ['relief'] }));
  it('is a link like any other', () => {
    const view = viewOfHit(firstView, hit);
    expect(viewFromQuery(viewToQuery(view))).toEqual(view);
  });
});
