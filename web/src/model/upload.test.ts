import { describe, expect, it } from 'vitest';
import type { UploadSheet } from '../api/upload_contract';
import { columnKey, columnsChanged } from './columns_changed';
import { confidenceOf } from './confidence';
import { placeOf } from './issue_place';
import { stillOpen, underWay } from './upload_state';

const sheets = [{ name: 'A', hidden: false, headerRow: 1, columns: [{ index: 0, field: 'code' }, { index: 1, field: null }] }] as unknown as UploadSheet[];

describe('columns', () => {
  it('are sent only where a person changed them, and to nothing where not used', () => {
    const chosen = { [columnKey('A', 0)]: '', [columnKey('A', 1)]: '', [columnKey('B', 0)]: 'lat' };
    expect(columnsChanged(sheets, chosen)).toEqual([{ sheet: 'A', index: 0, field: null }]);
    expect(columnsChanged(sheets, { [columnKey('A', 1)]: 'lat' })).toEqual([{ sheet: 'A', index: 1, field: 'lat' }]);
    expect(columnsChanged(sheets, {})).toEqual([]);
  });
  it('cannot be mixed up by what a sheet is called', () => expect(columnKey('1/A', 2)).not.toBe(columnKey('A', 21)));
  it('are sure, likely or unsure', () => expect([1, 0.9, 0.89, 0.6, 0.59, 0].map(confidenceOf)).toEqual(['sure', 'sure', 'likely', 'likely', 'unsure', 'unsure']));
});

describe('an upload', () => {
  it('is open until it is approved, withdrawn or has failed', () =>
    expect((['reading', 'ready', 'computing', 'submitted', 'approved', 'withdrawn', 'failed'] as const).map((state) => stillOpen({ state }))).toEqual([true, true, true, true, false, false, false]));
  it('is watched while the server works', () => expect((['reading', 'computing', 'ready'] as const).map(underWay)).toEqual([true, true, false]));
  it('says where something was noted', () => {
    expect(placeOf({ sheet: 'BTS', row: 7, cell: 'E7' })).toBe('BTS · E7');
    expect(placeOf({ row: 7 })).toBe('7');
    expect(placeOf({ row: 0 })).toBe('–');
  });
});
