import { describe, expect, it } from 'vitest';
import { addMast, equipMast, forgetMast, freshCode, mastsOf, moveMast, removeMast, renameMast, type Changes } from './changes';

const fresh = { operator: 'viettel', site: 'NEW-1' };
const old = { operator: 'vnpt', site: 'NHG012' };
const one = addMast([], { ...fresh, at: [105, 22] });

describe('a new mast', () => {
  it('is put up where it was moved to', () => expect(moveMast(one, fresh, [106, 22])).toEqual([{ ...fresh, kind: 'add', at: [106, 22] }]));
  it('is put up with what it was given', () =>
    expect(equipMast(one, fresh, { heightM: 55, radio: [{ technology: '4G' }] })).toEqual([{ ...fresh, kind: 'add', at: [105, 22], heightM: 55, radio: [{ technology: '4G' }] }]));
  it('has the usual again when nothing is said', () => expect(equipMast(equipMast(one, fresh, { heightM: 55 }), fresh, {})).toEqual(one));
  it('was never there when it is taken down', () => expect(removeMast(one, fresh)).toEqual([]));
  it('has a code of its own', () => expect(freshCode(one)).toBe('NEW-2'));
  it('takes no name that is taken', () => {
    const two = addMast(one, { ...fresh, site: 'NEW-2', at: [1, 2] });
    expect(renameMast(two, fresh, { ...fresh, site: 'NEW-2' })).toBeNull();
    expect(renameMast(two, fresh, { ...fresh, operator: 'vnpt' })?.[0]?.operator).toBe('vnpt');
  });
});

describe('a mast that stands', () => {
  it('is moved once, to where it was moved last', () =>
    expect(moveMast(moveMast([], old, [1, 2]), old, [3, 4])).toEqual([{ ...old, kind: 'move', at: [3, 4] }]));
  it('is moved and raised by two changes', () =>
    expect(equipMast(moveMast([], old, [1, 2]), old, { heightM: 60 }).map(({ kind }) => kind)).toEqual(['move', 'change']));
  it('is as it was when nothing is said of it any more', () => {
    const raised: Changes = equipMast([], old, { heightM: 60 });
    expect(equipMast(raised, old, {})).toEqual([]);
    expect(forgetMast(moveMast(raised, old, [1, 2]), old)).toEqual([]);
  });
  it('is only taken down, whatever was said before', () => expect(removeMast(moveMast([], old, [1, 2]), old)).toEqual([{ ...old, kind: 'remove' }]));
  it('stays after all when it is moved', () => expect(moveMast(removeMast([], old), old, [1, 2])).toEqual([{ ...old, kind: 'move', at: [1, 2] }]));
});

describe('changes', () => {
  it('are gathered by mast, and others are left alone', () => {
    const all = equipMast(moveMast(one, old, [1, 2]), old, { heightM: 9 });
    expect(mastsOf(all).map(({ mast, changes }) => [mast.site, changes.length])).toEqual([['NEW-1', 1], ['NHG012', 2]]);
    expect(removeMast(all, fresh)).toHaveLength(2);
  });
});
